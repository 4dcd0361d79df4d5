// Written by Scripts/embed-scenarios; do not edit.
#include "CBuiltIns.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char schema_bytes[] = {
#embed "../../Scenarios/scenario.schema.json"
};
static const unsigned char template_bytes[] = {
#embed "../../Scenarios/templates/first.json"
};
static const unsigned char scenario_callback[] = {
#embed "../../Scenarios/callback.json"
};
static const unsigned char scenario_strong_against_weak[] = {
#embed "../../Scenarios/strong-against-weak.json"
};
static const unsigned char scenario_weakref_basics[] = {
#embed "../../Scenarios/weakref-basics.json"
};
static const unsigned char scenario_dead_reference[] = {
#embed "../../Scenarios/dead-reference.json"
};
static const unsigned char scenario_types_without_weak_references[] = {
#embed "../../Scenarios/types-without-weak-references.json"
};
static const unsigned char scenario_proxy[] = {
#embed "../../Scenarios/proxy.json"
};
static const unsigned char scenario_bound_method_weakref[] = {
#embed "../../Scenarios/bound-method-weakref.json"
};
static const unsigned char scenario_weak_value_dictionary[] = {
#embed "../../Scenarios/weak-value-dictionary.json"
};
static const unsigned char scenario_weak_key_dictionary[] = {
#embed "../../Scenarios/weak-key-dictionary.json"
};
static const unsigned char scenario_weak_set[] = {
#embed "../../Scenarios/weak-set.json"
};
static const unsigned char scenario_iterating_a_weak_dictionary[] = {
#embed "../../Scenarios/iterating-a-weak-dictionary.json"
};
static const unsigned char scenario_auto_expiring_cache[] = {
#embed "../../Scenarios/auto-expiring-cache.json"
};
static const unsigned char scenario_observer_leak[] = {
#embed "../../Scenarios/observer-leak.json"
};
static const unsigned char scenario_observer_mended[] = {
#embed "../../Scenarios/observer-mended.json"
};
static const unsigned char scenario_plugin_registry[] = {
#embed "../../Scenarios/plugin-registry.json"
};
static const unsigned char scenario_metadata_about_others[] = {
#embed "../../Scenarios/metadata-about-others.json"
};
static const unsigned char scenario_parent_child_tree[] = {
#embed "../../Scenarios/parent-child-tree.json"
};
static const unsigned char scenario_closure_keeps_alive[] = {
#embed "../../Scenarios/closure-keeps-alive.json"
};
static const unsigned char scenario_value_reaches_key[] = {
#embed "../../Scenarios/value-reaches-key.json"
};
static const unsigned char scenario_callbacks_newest_first[] = {
#embed "../../Scenarios/callbacks-newest-first.json"
};
static const unsigned char scenario_exception_in_callback[] = {
#embed "../../Scenarios/exception-in-callback.json"
};
static const unsigned char scenario_finalize[] = {
#embed "../../Scenarios/finalize.json"
};
static const unsigned char scenario_resurrection[] = {
#embed "../../Scenarios/resurrection.json"
};
static const unsigned char scenario_interpreter_exit[] = {
#embed "../../Scenarios/interpreter-exit.json"
};
static const unsigned char scenario_reference_cycle[] = {
#embed "../../Scenarios/reference-cycle.json"
};
static const unsigned char scenario_generations[] = {
#embed "../../Scenarios/generations.json"
};
static const unsigned char scenario_old_garbage_holds_young[] = {
#embed "../../Scenarios/old-garbage-holds-young.json"
};

static const struct cbuiltins_file scenarios[] = {
    {"callback", scenario_callback, sizeof scenario_callback},
    {"strong-against-weak", scenario_strong_against_weak, sizeof scenario_strong_against_weak},
    {"weakref-basics", scenario_weakref_basics, sizeof scenario_weakref_basics},
    {"dead-reference", scenario_dead_reference, sizeof scenario_dead_reference},
    {"types-without-weak-references", scenario_types_without_weak_references, sizeof scenario_types_without_weak_references},
    {"proxy", scenario_proxy, sizeof scenario_proxy},
    {"bound-method-weakref", scenario_bound_method_weakref, sizeof scenario_bound_method_weakref},
    {"weak-value-dictionary", scenario_weak_value_dictionary, sizeof scenario_weak_value_dictionary},
    {"weak-key-dictionary", scenario_weak_key_dictionary, sizeof scenario_weak_key_dictionary},
    {"weak-set", scenario_weak_set, sizeof scenario_weak_set},
    {"iterating-a-weak-dictionary", scenario_iterating_a_weak_dictionary, sizeof scenario_iterating_a_weak_dictionary},
    {"auto-expiring-cache", scenario_auto_expiring_cache, sizeof scenario_auto_expiring_cache},
    {"observer-leak", scenario_observer_leak, sizeof scenario_observer_leak},
    {"observer-mended", scenario_observer_mended, sizeof scenario_observer_mended},
    {"plugin-registry", scenario_plugin_registry, sizeof scenario_plugin_registry},
    {"metadata-about-others", scenario_metadata_about_others, sizeof scenario_metadata_about_others},
    {"parent-child-tree", scenario_parent_child_tree, sizeof scenario_parent_child_tree},
    {"closure-keeps-alive", scenario_closure_keeps_alive, sizeof scenario_closure_keeps_alive},
    {"value-reaches-key", scenario_value_reaches_key, sizeof scenario_value_reaches_key},
    {"callbacks-newest-first", scenario_callbacks_newest_first, sizeof scenario_callbacks_newest_first},
    {"exception-in-callback", scenario_exception_in_callback, sizeof scenario_exception_in_callback},
    {"finalize", scenario_finalize, sizeof scenario_finalize},
    {"resurrection", scenario_resurrection, sizeof scenario_resurrection},
    {"interpreter-exit", scenario_interpreter_exit, sizeof scenario_interpreter_exit},
    {"reference-cycle", scenario_reference_cycle, sizeof scenario_reference_cycle},
    {"generations", scenario_generations, sizeof scenario_generations},
    {"old-garbage-holds-young", scenario_old_garbage_holds_young, sizeof scenario_old_garbage_holds_young},
};

static const struct cbuiltins_file none = {"", (const unsigned char *)"", 0};

size_t cbuiltins_scenario_count(void) { return sizeof scenarios / sizeof *scenarios; }

struct cbuiltins_file cbuiltins_scenario(size_t index) {
  return index < cbuiltins_scenario_count() ? scenarios[index] : none;
}

struct cbuiltins_file cbuiltins_schema(void) {
  return (struct cbuiltins_file){"scenario.schema", schema_bytes, sizeof schema_bytes};
}

struct cbuiltins_file cbuiltins_template(void) {
  return (struct cbuiltins_file){"first", template_bytes, sizeof template_bytes};
}
