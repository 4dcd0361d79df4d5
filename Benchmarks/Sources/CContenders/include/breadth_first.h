#include <stdint.h>

/// Marks what is reachable from the roots over compressed rows and returns the number of marked
/// objects. `starts` has one entry more than there are objects; objects are counted from 0.
/// `marks` and `queue` have an entry for each object; what they hold does not matter.
uint32_t breadth_first(
    uint32_t object_count, const uint32_t *starts, const uint32_t *targets,
    uint32_t root_count, const uint32_t *roots, uint8_t *marks, uint32_t *queue);
