#pragma once
#include <stdint.h>

/// A cyclic collection over compressed rows, as plain as it can be: references are subtracted, what
/// is reachable from outside is marked, the references of the rest are dropped, and what nothing
/// refers to any more is freed: in the order of CPython, but however deep deaths nest. No weak
/// references, no finalizers, no lists of objects, no history.
///
/// `counts` has the reference counts on entry and those that are left on return; `targets` loses the
/// references that were dropped. `scratch` has an entry for each object and `queue` two; what they
/// hold does not matter. Returns the number of freed objects.
uint32_t collect_cycles(
    uint32_t object_count, const uint32_t *starts, uint32_t *targets, uint32_t *counts,
    uint32_t *scratch, uint32_t *queue);
