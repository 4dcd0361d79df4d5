#include "collection.h"
#include <string.h>

uint32_t collect_cycles(
    uint32_t object_count, const uint32_t *starts, const uint32_t *targets, uint32_t *counts,
    uint32_t *scratch, uint32_t *queue) {
  // References from outside, plus one; 0 is marked.
  for (uint32_t object = 0; object < object_count; object++) scratch[object] = counts[object] + 1;
  for (uint32_t i = 0; i < starts[object_count]; i++) scratch[targets[i]]--;
  uint32_t head = 0, tail = 0;
  for (uint32_t object = 0; object < object_count; object++) {
    if (scratch[object] > 1) {
      scratch[object] = 0;
      queue[tail++] = object;
    }
  }
  while (head < tail) {
    uint32_t object = queue[head++];
    for (uint32_t i = starts[object]; i < starts[object + 1]; i++) {
      if (scratch[targets[i]]) {
        scratch[targets[i]] = 0;
        queue[tail++] = targets[i];
      }
    }
  }
  // Clearing: the rows of the garbage, in order; a row is cleared once.
  uint32_t freed = 0, depth = 0;
  for (uint32_t object = 0; object < object_count; object++) {
    uint32_t current = object;
    if (!scratch[current]) continue;
    for (;;) {
      scratch[current] = 0;
      for (uint32_t i = starts[current + 1]; i-- > starts[current];) {
        uint32_t target = targets[i];
        if (--counts[target] == 0) {
          freed++;
          if (scratch[target]) queue[depth++] = target;
        }
      }
      if (depth == 0) break;
      current = queue[--depth];
    }
  }
  return freed;
}
