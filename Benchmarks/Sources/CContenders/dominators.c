#include "dominators.h"
#include <string.h>

uint32_t dominators(
    uint32_t object_count, const uint32_t *out_starts, const uint32_t *targets,
    const uint32_t *in_starts, const uint32_t *sources, uint32_t root_count, const uint32_t *roots,
    const uint32_t *bytes, uint32_t *memory, uint32_t *dominator, uint64_t *retained) {
  uint32_t size = object_count + 1;
  uint32_t *number = memory, *object = memory + size, *parent = memory + 2 * (size_t)size;
  uint32_t *ancestor = memory + 3 * (size_t)size, *semi = memory + 4 * (size_t)size;
  uint32_t *label = memory + 5 * (size_t)size, *stack = memory + 6 * (size_t)size;
  uint32_t *cursor = ancestor;
  memset(number, 0, size * sizeof *number);
  uint32_t count = 0;
  for (uint32_t r = 0; r < root_count; r++) {
    if (number[roots[r]]) continue;
    number[roots[r]] = ++count;
    object[count] = roots[r];
    parent[count] = 0;
    cursor[count] = out_starts[roots[r]];
    uint32_t here = count;
    while (here) {
      uint32_t end = out_starts[object[here] + 1], i = cursor[here];
      while (i < end && number[targets[i]]) i++;
      if (i == end) {
        here = parent[here];
        continue;
      }
      uint32_t next = targets[i];
      cursor[here] = i + 1;
      number[next] = ++count;
      object[count] = next;
      parent[count] = here;
      cursor[count] = out_starts[next];
      here = count;
    }
  }
  for (uint32_t n = 0; n <= count; n++) {
    ancestor[n] = parent[n];
    label[n] = n;
  }
  // A root is also referred to by the virtual root, which has the number 0.
  for (uint32_t r = 0; r < root_count; r++) semi[number[roots[r]]] = 0;
  for (uint32_t n = count; n > 0; n--) {
    uint32_t best = parent[n], o = object[n];
    for (uint32_t i = in_starts[o]; i < in_starts[o + 1]; i++) {
      uint32_t v = number[sources[i]];
      if (!v) continue;
      uint32_t low = v;
      if (v > n) {
        low = label[v];
        if (ancestor[v] > n) {
          uint32_t depth = 0, u = v;
          do {
            stack[depth++] = u;
            u = ancestor[u];
          } while (ancestor[u] > n);
          uint32_t top = ancestor[u];
          low = label[u];
          while (depth) {
            u = stack[--depth];
            ancestor[u] = top;
            if (low < label[u]) label[u] = low; else low = label[u];
          }
        }
      }
      if (low < best) best = low;
    }
    for (uint32_t r = 0; r < root_count; r++) if (roots[r] == o) best = 0;
    semi[n] = best;
    label[n] = best;
  }
  uint32_t *idom = label;
  idom[0] = 0;
  memset(dominator, 0, size * sizeof *dominator);
  memset(retained, 0, size * sizeof *retained);
  for (uint32_t n = 1; n <= count; n++) {
    uint32_t d = parent[n];
    while (d > semi[n]) d = idom[d];
    idom[n] = d;
    dominator[object[n]] = d ? object[d] : 0;
  }
  for (uint32_t n = count; n > 0; n--) {
    uint32_t o = object[n];
    retained[o] += bytes[o];
    if (idom[n]) retained[object[idom[n]]] += retained[o];
  }
  return count;
}
