#include <stdint.h>

/// Dominators by semi-NCA over compressed rows, then retained sizes. Objects are counted from 1; row
/// `o` of `targets` is that of the objects that `o` refers to, row `o` of `sources` that of the
/// objects that refer to it. Writes the immediate dominator of each object (0 for none, and for what
/// is not reachable) and its retained size. Returns the number of reachable objects.
///
/// `memory` has seven words for each object and one more object.
uint32_t dominators(
    uint32_t object_count, const uint32_t *out_starts, const uint32_t *targets,
    const uint32_t *in_starts, const uint32_t *sources, uint32_t root_count, const uint32_t *roots,
    const uint32_t *bytes, uint32_t *memory, uint32_t *dominator, uint64_t *retained);
