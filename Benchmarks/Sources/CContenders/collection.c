#include "collection.h"
#include <string.h>

uint32_t collect_cycles(
    uint32_t object_count, const uint32_t *starts, uint32_t *targets, uint32_t *counts,
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
  // Clearing: the rows of the garbage in order, each from its end; what nothing refers to any more
  // dies at once, before the next reference is dropped, and goes on where it was afterwards.
  uint32_t freed = 0, depth = 0;
  for (uint32_t object = 0; object < object_count; object++) {
    if (!scratch[object]) continue;
    // The collector holds what it clears.
    counts[object]++;
    scratch[object] = 0;
    uint32_t current = object, next = starts[object + 1];
    for (;;) {
      if (next > starts[current]) {
        uint32_t target = targets[--next];
        targets[next] = 0;
        if (--counts[target]) continue;
        freed++;
        if (!scratch[target]) continue;
        scratch[target] = 0;
        queue[2 * depth] = current;
        queue[2 * depth++ + 1] = next;
        current = target;
        next = starts[target + 1];
      } else if (depth) {
        current = queue[2 * --depth];
        next = queue[2 * depth + 1];
      } else {
        break;
      }
    }
    if (--counts[object] == 0) freed++;
  }
  return freed;
}
