#include "breadth_first.h"
#include <string.h>

uint32_t breadth_first(
    uint32_t object_count, const uint32_t *starts, const uint32_t *targets,
    uint32_t root_count, const uint32_t *roots, uint8_t *marks, uint32_t *queue) {
  memset(marks, 0, object_count);
  uint32_t head = 0, tail = 0;
  for (uint32_t i = 0; i < root_count; i++) {
    if (!marks[roots[i]]) {
      marks[roots[i]] = 1;
      queue[tail++] = roots[i];
    }
  }
  while (head < tail) {
    uint32_t object = queue[head++];
    for (uint32_t i = starts[object]; i < starts[object + 1]; i++) {
      uint32_t target = targets[i];
      if (!marks[target]) {
        marks[target] = 1;
        queue[tail++] = target;
      }
    }
  }
  return tail;
}
