#include "CBuiltIns.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char names[] = {
#embed "Observer/names.py"
};
static const unsigned char lists[] = {
#embed "Observer/lists.py"
};
static const unsigned char parts[] = {
#embed "Observer/parts.py"
};
static const unsigned char heap[] = {
#embed "Observer/heap.py"
};
static const unsigned char counting[] = {
#embed "Observer/counting.py"
};
static const unsigned char program[] = {
#embed "Observer/program.py"
};
static const unsigned char reporter[] = {
#embed "Observer/reporter.py"
};
static const unsigned char observer[] = {
#embed "Observer/observer.py"
};

static const struct cbuiltins_file files[] = {
    {"Observer/names.py", "weakviz_names", "", names, sizeof names},
    {"Observer/lists.py", "weakviz_lists", "", lists, sizeof lists},
    {"Observer/parts.py", "weakviz_parts", "", parts, sizeof parts},
    {"Observer/heap.py", "weakviz_heap", "", heap, sizeof heap},
    {"Observer/counting.py", "weakviz_counting", "", counting, sizeof counting},
    {"Observer/program.py", "weakviz_program", "", program, sizeof program},
    {"Observer/reporter.py", "weakviz_reporter", "", reporter, sizeof reporter},
    {"Observer/observer.py", "weakviz_observer", "", observer, sizeof observer},
};

static const struct cbuiltins_file none = {"", "", "", (const unsigned char *)"", 0};

size_t cbuiltins_observer_count(void) { return sizeof files / sizeof *files; }

struct cbuiltins_file cbuiltins_observer(size_t index) {
  return index < cbuiltins_observer_count() ? files[index] : none;
}
