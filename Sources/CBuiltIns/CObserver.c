#include "CBuiltIns.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char names[] = {
#embed "../../Observer/names.py"
};
static const unsigned char heap[] = {
#embed "../../Observer/heap.py"
};
static const unsigned char observer[] = {
#embed "../../Observer/observer.py"
};

static const struct cbuiltins_file files[] = {
    {"Observer/names.py", "weakviz_names", "", names, sizeof names},
    {"Observer/heap.py", "weakviz_heap", "", heap, sizeof heap},
    {"Observer/observer.py", "weakviz_observer", "", observer, sizeof observer},
};

static const struct cbuiltins_file none = {"", "", "", (const unsigned char *)"", 0};

size_t cbuiltins_observer_count(void) { return sizeof files / sizeof *files; }

struct cbuiltins_file cbuiltins_observer(size_t index) {
  return index < cbuiltins_observer_count() ? files[index] : none;
}
