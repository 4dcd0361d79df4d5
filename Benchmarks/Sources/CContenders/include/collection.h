#pragma once
#include <stdint.h>

/// A cyclic collection over compressed rows, as plain as it can be: references are subtracted, what
/// is reachable from outside is marked, the references of the rest are dropped, and what nothing
/// refers to any more is freed. No weak references, no finalizers, no order of lists, no history.
///
/// `counts` has the reference counts on entry and those that are left on return. `scratch` has an
/// entry for each object; what it holds does not matter. Returns the number of freed objects.
uint32_t collect_cycles(
    uint32_t object_count, const uint32_t *starts, const uint32_t *targets, uint32_t *counts,
    uint32_t *scratch, uint32_t *queue);
