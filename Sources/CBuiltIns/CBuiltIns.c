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
static const unsigned char scenario_proxy[] = {
#embed "../../Scenarios/proxy.json"
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
static const unsigned char scenario_plugin_registry[] = {
#embed "../../Scenarios/plugin-registry.json"
};
static const unsigned char scenario_metadata_about_others[] = {
#embed "../../Scenarios/metadata-about-others.json"
};
static const unsigned char scenario_parent_child_tree[] = {
#embed "../../Scenarios/parent-child-tree.json"
};
static const unsigned char scenario_finalize[] = {
#embed "../../Scenarios/finalize.json"
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
static const unsigned char scenario_fire_and_forget_task[] = {
#embed "../../Scenarios/gone-too-soon/fire-and-forget-task.json"
};
static const unsigned char scenario_fire_and_forget_timer[] = {
#embed "../../Scenarios/gone-too-soon/fire-and-forget-timer.json"
};
static const unsigned char scenario_fire_and_forget_task_mended[] = {
#embed "../../Scenarios/gone-too-soon/fire-and-forget-task-mended.json"
};
static const unsigned char scenario_weak_receivers[] = {
#embed "../../Scenarios/gone-too-soon/weak-receivers.json"
};
static const unsigned char scenario_weak_receivers_mended[] = {
#embed "../../Scenarios/gone-too-soon/weak-receivers-mended.json"
};
static const unsigned char scenario_bound_method_weakref[] = {
#embed "../../Scenarios/gone-too-soon/bound-method-weakref.json"
};
static const unsigned char scenario_bound_method_weakref_mended[] = {
#embed "../../Scenarios/gone-too-soon/bound-method-weakref-mended.json"
};
static const unsigned char scenario_animation_not_stored[] = {
#embed "../../Scenarios/gone-too-soon/animation-not-stored.json"
};
static const unsigned char scenario_animation_not_stored_mended[] = {
#embed "../../Scenarios/gone-too-soon/animation-not-stored-mended.json"
};
static const unsigned char scenario_callback_for_c_code[] = {
#embed "../../Scenarios/gone-too-soon/callback-for-c-code.json"
};
static const unsigned char scenario_callback_for_c_code_mended[] = {
#embed "../../Scenarios/gone-too-soon/callback-for-c-code-mended.json"
};
static const unsigned char scenario_weak_value_gone_at_once[] = {
#embed "../../Scenarios/gone-too-soon/weak-value-gone-at-once.json"
};
static const unsigned char scenario_weak_value_gone_at_once_mended[] = {
#embed "../../Scenarios/gone-too-soon/weak-value-gone-at-once-mended.json"
};
static const unsigned char scenario_dead_proxy[] = {
#embed "../../Scenarios/gone-too-soon/dead-proxy.json"
};
static const unsigned char scenario_dead_proxy_mended[] = {
#embed "../../Scenarios/gone-too-soon/dead-proxy-mended.json"
};
static const unsigned char scenario_observer_leak[] = {
#embed "../../Scenarios/alive-too-long/observer-leak.json"
};
static const unsigned char scenario_observer_mended[] = {
#embed "../../Scenarios/alive-too-long/observer-mended.json"
};
static const unsigned char scenario_lambda_captures_self[] = {
#embed "../../Scenarios/alive-too-long/lambda-captures-self.json"
};
static const unsigned char scenario_lambda_captures_self_mended[] = {
#embed "../../Scenarios/alive-too-long/lambda-captures-self-mended.json"
};
static const unsigned char scenario_lru_cache_on_a_method[] = {
#embed "../../Scenarios/alive-too-long/lru-cache-on-a-method.json"
};
static const unsigned char scenario_lru_cache_on_a_method_mended[] = {
#embed "../../Scenarios/alive-too-long/lru-cache-on-a-method-mended.json"
};
static const unsigned char scenario_traceback_keeps_locals[] = {
#embed "../../Scenarios/alive-too-long/traceback-keeps-locals.json"
};
static const unsigned char scenario_traceback_keeps_locals_mended[] = {
#embed "../../Scenarios/alive-too-long/traceback-keeps-locals-mended.json"
};
static const unsigned char scenario_exception_in_its_own_frame[] = {
#embed "../../Scenarios/alive-too-long/exception-in-its-own-frame.json"
};
static const unsigned char scenario_exception_in_its_own_frame_mended[] = {
#embed "../../Scenarios/alive-too-long/exception-in-its-own-frame-mended.json"
};
static const unsigned char scenario_frame_in_its_own_locals[] = {
#embed "../../Scenarios/alive-too-long/frame-in-its-own-locals.json"
};
static const unsigned char scenario_frame_in_its_own_locals_mended[] = {
#embed "../../Scenarios/alive-too-long/frame-in-its-own-locals-mended.json"
};
static const unsigned char scenario_finalize_self_close[] = {
#embed "../../Scenarios/alive-too-long/finalize-self-close.json"
};
static const unsigned char scenario_finalize_self_close_mended[] = {
#embed "../../Scenarios/alive-too-long/finalize-self-close-mended.json"
};
static const unsigned char scenario_closure_keeps_alive[] = {
#embed "../../Scenarios/alive-too-long/closure-keeps-alive.json"
};
static const unsigned char scenario_closure_keeps_alive_mended[] = {
#embed "../../Scenarios/alive-too-long/closure-keeps-alive-mended.json"
};
static const unsigned char scenario_own_method_cycle[] = {
#embed "../../Scenarios/alive-too-long/own-method-cycle.json"
};
static const unsigned char scenario_own_method_cycle_mended[] = {
#embed "../../Scenarios/alive-too-long/own-method-cycle-mended.json"
};
static const unsigned char scenario_notebook_keeps_results[] = {
#embed "../../Scenarios/alive-too-long/notebook-keeps-results.json"
};
static const unsigned char scenario_notebook_keeps_results_mended[] = {
#embed "../../Scenarios/alive-too-long/notebook-keeps-results-mended.json"
};
static const unsigned char scenario_loop_variable_keeps_last[] = {
#embed "../../Scenarios/alive-too-long/loop-variable-keeps-last.json"
};
static const unsigned char scenario_loop_variable_keeps_last_mended[] = {
#embed "../../Scenarios/alive-too-long/loop-variable-keeps-last-mended.json"
};
static const unsigned char scenario_value_reaches_key[] = {
#embed "../../Scenarios/alive-too-long/value-reaches-key.json"
};
static const unsigned char scenario_value_reaches_key_mended[] = {
#embed "../../Scenarios/alive-too-long/value-reaches-key-mended.json"
};
static const unsigned char scenario_dead_references_pile_up[] = {
#embed "../../Scenarios/alive-too-long/dead-references-pile-up.json"
};
static const unsigned char scenario_dead_references_pile_up_mended[] = {
#embed "../../Scenarios/alive-too-long/dead-references-pile-up-mended.json"
};
static const unsigned char scenario_two_holders[] = {
#embed "../../Scenarios/alive-too-long/two-holders.json"
};
static const unsigned char scenario_two_holders_mended[] = {
#embed "../../Scenarios/alive-too-long/two-holders-mended.json"
};
static const unsigned char scenario_callback_never_fires[] = {
#embed "../../Scenarios/callbacks-and-clean-up/callback-never-fires.json"
};
static const unsigned char scenario_callback_never_fires_mended[] = {
#embed "../../Scenarios/callbacks-and-clean-up/callback-never-fires-mended.json"
};
static const unsigned char scenario_garbage_together[] = {
#embed "../../Scenarios/callbacks-and-clean-up/garbage-together.json"
};
static const unsigned char scenario_garbage_together_mended[] = {
#embed "../../Scenarios/callbacks-and-clean-up/garbage-together-mended.json"
};
static const unsigned char scenario_opposite_orders[] = {
#embed "../../Scenarios/callbacks-and-clean-up/opposite-orders.json"
};
static const unsigned char scenario_opposite_orders_mended[] = {
#embed "../../Scenarios/callbacks-and-clean-up/opposite-orders-mended.json"
};
static const unsigned char scenario_callbacks_newest_first[] = {
#embed "../../Scenarios/callbacks-and-clean-up/callbacks-newest-first.json"
};
static const unsigned char scenario_callbacks_newest_first_mended[] = {
#embed "../../Scenarios/callbacks-and-clean-up/callbacks-newest-first-mended.json"
};
static const unsigned char scenario_exception_in_callback[] = {
#embed "../../Scenarios/callbacks-and-clean-up/exception-in-callback.json"
};
static const unsigned char scenario_exception_in_callback_mended[] = {
#embed "../../Scenarios/callbacks-and-clean-up/exception-in-callback-mended.json"
};
static const unsigned char scenario_resurrection[] = {
#embed "../../Scenarios/callbacks-and-clean-up/resurrection.json"
};
static const unsigned char scenario_resurrection_mended[] = {
#embed "../../Scenarios/callbacks-and-clean-up/resurrection-mended.json"
};
static const unsigned char scenario_del_at_shutdown[] = {
#embed "../../Scenarios/callbacks-and-clean-up/del-at-shutdown.json"
};
static const unsigned char scenario_del_at_shutdown_mended[] = {
#embed "../../Scenarios/callbacks-and-clean-up/del-at-shutdown-mended.json"
};
static const unsigned char scenario_id_as_key[] = {
#embed "../../Scenarios/mistaken-identity/id-as-key.json"
};
static const unsigned char scenario_id_as_key_mended[] = {
#embed "../../Scenarios/mistaken-identity/id-as-key-mended.json"
};
static const unsigned char scenario_equal_keys[] = {
#embed "../../Scenarios/mistaken-identity/equal-keys.json"
};
static const unsigned char scenario_equal_keys_mended[] = {
#embed "../../Scenarios/mistaken-identity/equal-keys-mended.json"
};
static const unsigned char scenario_dead_reference[] = {
#embed "../../Scenarios/mistaken-identity/dead-reference.json"
};
static const unsigned char scenario_dead_reference_mended[] = {
#embed "../../Scenarios/mistaken-identity/dead-reference-mended.json"
};
static const unsigned char scenario_types_without_weak_references[] = {
#embed "../../Scenarios/mistaken-identity/types-without-weak-references.json"
};
static const unsigned char scenario_types_without_weak_references_mended[] = {
#embed "../../Scenarios/mistaken-identity/types-without-weak-references-mended.json"
};
static const unsigned char scenario_changed_during_iteration[] = {
#embed "../../Scenarios/mistaken-identity/changed-during-iteration.json"
};
static const unsigned char scenario_changed_during_iteration_mended[] = {
#embed "../../Scenarios/mistaken-identity/changed-during-iteration-mended.json"
};

static const struct cbuiltins_file scenarios[] = {
    {"callback", "callback", "A first course", scenario_callback, sizeof scenario_callback},
    {"strong-against-weak", "strong-against-weak", "A first course", scenario_strong_against_weak, sizeof scenario_strong_against_weak},
    {"weakref-basics", "weakref-basics", "A first course", scenario_weakref_basics, sizeof scenario_weakref_basics},
    {"proxy", "proxy", "A first course", scenario_proxy, sizeof scenario_proxy},
    {"weak-value-dictionary", "weak-value-dictionary", "A first course", scenario_weak_value_dictionary, sizeof scenario_weak_value_dictionary},
    {"weak-key-dictionary", "weak-key-dictionary", "A first course", scenario_weak_key_dictionary, sizeof scenario_weak_key_dictionary},
    {"weak-set", "weak-set", "A first course", scenario_weak_set, sizeof scenario_weak_set},
    {"iterating-a-weak-dictionary", "iterating-a-weak-dictionary", "A first course", scenario_iterating_a_weak_dictionary, sizeof scenario_iterating_a_weak_dictionary},
    {"auto-expiring-cache", "auto-expiring-cache", "A first course", scenario_auto_expiring_cache, sizeof scenario_auto_expiring_cache},
    {"plugin-registry", "plugin-registry", "A first course", scenario_plugin_registry, sizeof scenario_plugin_registry},
    {"metadata-about-others", "metadata-about-others", "A first course", scenario_metadata_about_others, sizeof scenario_metadata_about_others},
    {"parent-child-tree", "parent-child-tree", "A first course", scenario_parent_child_tree, sizeof scenario_parent_child_tree},
    {"finalize", "finalize", "A first course", scenario_finalize, sizeof scenario_finalize},
    {"interpreter-exit", "interpreter-exit", "A first course", scenario_interpreter_exit, sizeof scenario_interpreter_exit},
    {"reference-cycle", "reference-cycle", "A first course", scenario_reference_cycle, sizeof scenario_reference_cycle},
    {"generations", "generations", "A first course", scenario_generations, sizeof scenario_generations},
    {"old-garbage-holds-young", "old-garbage-holds-young", "A first course", scenario_old_garbage_holds_young, sizeof scenario_old_garbage_holds_young},
    {"gone-too-soon/fire-and-forget-task", "fire-and-forget-task", "Gone too soon", scenario_fire_and_forget_task, sizeof scenario_fire_and_forget_task},
    {"gone-too-soon/fire-and-forget-timer", "fire-and-forget-timer", "Gone too soon", scenario_fire_and_forget_timer, sizeof scenario_fire_and_forget_timer},
    {"gone-too-soon/fire-and-forget-task-mended", "fire-and-forget-task-mended", "Gone too soon", scenario_fire_and_forget_task_mended, sizeof scenario_fire_and_forget_task_mended},
    {"gone-too-soon/weak-receivers", "weak-receivers", "Gone too soon", scenario_weak_receivers, sizeof scenario_weak_receivers},
    {"gone-too-soon/weak-receivers-mended", "weak-receivers-mended", "Gone too soon", scenario_weak_receivers_mended, sizeof scenario_weak_receivers_mended},
    {"gone-too-soon/bound-method-weakref", "bound-method-weakref", "Gone too soon", scenario_bound_method_weakref, sizeof scenario_bound_method_weakref},
    {"gone-too-soon/bound-method-weakref-mended", "bound-method-weakref-mended", "Gone too soon", scenario_bound_method_weakref_mended, sizeof scenario_bound_method_weakref_mended},
    {"gone-too-soon/animation-not-stored", "animation-not-stored", "Gone too soon", scenario_animation_not_stored, sizeof scenario_animation_not_stored},
    {"gone-too-soon/animation-not-stored-mended", "animation-not-stored-mended", "Gone too soon", scenario_animation_not_stored_mended, sizeof scenario_animation_not_stored_mended},
    {"gone-too-soon/callback-for-c-code", "callback-for-c-code", "Gone too soon", scenario_callback_for_c_code, sizeof scenario_callback_for_c_code},
    {"gone-too-soon/callback-for-c-code-mended", "callback-for-c-code-mended", "Gone too soon", scenario_callback_for_c_code_mended, sizeof scenario_callback_for_c_code_mended},
    {"gone-too-soon/weak-value-gone-at-once", "weak-value-gone-at-once", "Gone too soon", scenario_weak_value_gone_at_once, sizeof scenario_weak_value_gone_at_once},
    {"gone-too-soon/weak-value-gone-at-once-mended", "weak-value-gone-at-once-mended", "Gone too soon", scenario_weak_value_gone_at_once_mended, sizeof scenario_weak_value_gone_at_once_mended},
    {"gone-too-soon/dead-proxy", "dead-proxy", "Gone too soon", scenario_dead_proxy, sizeof scenario_dead_proxy},
    {"gone-too-soon/dead-proxy-mended", "dead-proxy-mended", "Gone too soon", scenario_dead_proxy_mended, sizeof scenario_dead_proxy_mended},
    {"alive-too-long/observer-leak", "observer-leak", "Alive too long", scenario_observer_leak, sizeof scenario_observer_leak},
    {"alive-too-long/observer-mended", "observer-mended", "Alive too long", scenario_observer_mended, sizeof scenario_observer_mended},
    {"alive-too-long/lambda-captures-self", "lambda-captures-self", "Alive too long", scenario_lambda_captures_self, sizeof scenario_lambda_captures_self},
    {"alive-too-long/lambda-captures-self-mended", "lambda-captures-self-mended", "Alive too long", scenario_lambda_captures_self_mended, sizeof scenario_lambda_captures_self_mended},
    {"alive-too-long/lru-cache-on-a-method", "lru-cache-on-a-method", "Alive too long", scenario_lru_cache_on_a_method, sizeof scenario_lru_cache_on_a_method},
    {"alive-too-long/lru-cache-on-a-method-mended", "lru-cache-on-a-method-mended", "Alive too long", scenario_lru_cache_on_a_method_mended, sizeof scenario_lru_cache_on_a_method_mended},
    {"alive-too-long/traceback-keeps-locals", "traceback-keeps-locals", "Alive too long", scenario_traceback_keeps_locals, sizeof scenario_traceback_keeps_locals},
    {"alive-too-long/traceback-keeps-locals-mended", "traceback-keeps-locals-mended", "Alive too long", scenario_traceback_keeps_locals_mended, sizeof scenario_traceback_keeps_locals_mended},
    {"alive-too-long/exception-in-its-own-frame", "exception-in-its-own-frame", "Alive too long", scenario_exception_in_its_own_frame, sizeof scenario_exception_in_its_own_frame},
    {"alive-too-long/exception-in-its-own-frame-mended", "exception-in-its-own-frame-mended", "Alive too long", scenario_exception_in_its_own_frame_mended, sizeof scenario_exception_in_its_own_frame_mended},
    {"alive-too-long/frame-in-its-own-locals", "frame-in-its-own-locals", "Alive too long", scenario_frame_in_its_own_locals, sizeof scenario_frame_in_its_own_locals},
    {"alive-too-long/frame-in-its-own-locals-mended", "frame-in-its-own-locals-mended", "Alive too long", scenario_frame_in_its_own_locals_mended, sizeof scenario_frame_in_its_own_locals_mended},
    {"alive-too-long/finalize-self-close", "finalize-self-close", "Alive too long", scenario_finalize_self_close, sizeof scenario_finalize_self_close},
    {"alive-too-long/finalize-self-close-mended", "finalize-self-close-mended", "Alive too long", scenario_finalize_self_close_mended, sizeof scenario_finalize_self_close_mended},
    {"alive-too-long/closure-keeps-alive", "closure-keeps-alive", "Alive too long", scenario_closure_keeps_alive, sizeof scenario_closure_keeps_alive},
    {"alive-too-long/closure-keeps-alive-mended", "closure-keeps-alive-mended", "Alive too long", scenario_closure_keeps_alive_mended, sizeof scenario_closure_keeps_alive_mended},
    {"alive-too-long/own-method-cycle", "own-method-cycle", "Alive too long", scenario_own_method_cycle, sizeof scenario_own_method_cycle},
    {"alive-too-long/own-method-cycle-mended", "own-method-cycle-mended", "Alive too long", scenario_own_method_cycle_mended, sizeof scenario_own_method_cycle_mended},
    {"alive-too-long/notebook-keeps-results", "notebook-keeps-results", "Alive too long", scenario_notebook_keeps_results, sizeof scenario_notebook_keeps_results},
    {"alive-too-long/notebook-keeps-results-mended", "notebook-keeps-results-mended", "Alive too long", scenario_notebook_keeps_results_mended, sizeof scenario_notebook_keeps_results_mended},
    {"alive-too-long/loop-variable-keeps-last", "loop-variable-keeps-last", "Alive too long", scenario_loop_variable_keeps_last, sizeof scenario_loop_variable_keeps_last},
    {"alive-too-long/loop-variable-keeps-last-mended", "loop-variable-keeps-last-mended", "Alive too long", scenario_loop_variable_keeps_last_mended, sizeof scenario_loop_variable_keeps_last_mended},
    {"alive-too-long/value-reaches-key", "value-reaches-key", "Alive too long", scenario_value_reaches_key, sizeof scenario_value_reaches_key},
    {"alive-too-long/value-reaches-key-mended", "value-reaches-key-mended", "Alive too long", scenario_value_reaches_key_mended, sizeof scenario_value_reaches_key_mended},
    {"alive-too-long/dead-references-pile-up", "dead-references-pile-up", "Alive too long", scenario_dead_references_pile_up, sizeof scenario_dead_references_pile_up},
    {"alive-too-long/dead-references-pile-up-mended", "dead-references-pile-up-mended", "Alive too long", scenario_dead_references_pile_up_mended, sizeof scenario_dead_references_pile_up_mended},
    {"alive-too-long/two-holders", "two-holders", "Alive too long", scenario_two_holders, sizeof scenario_two_holders},
    {"alive-too-long/two-holders-mended", "two-holders-mended", "Alive too long", scenario_two_holders_mended, sizeof scenario_two_holders_mended},
    {"callbacks-and-clean-up/callback-never-fires", "callback-never-fires", "Callbacks and clean-up", scenario_callback_never_fires, sizeof scenario_callback_never_fires},
    {"callbacks-and-clean-up/callback-never-fires-mended", "callback-never-fires-mended", "Callbacks and clean-up", scenario_callback_never_fires_mended, sizeof scenario_callback_never_fires_mended},
    {"callbacks-and-clean-up/garbage-together", "garbage-together", "Callbacks and clean-up", scenario_garbage_together, sizeof scenario_garbage_together},
    {"callbacks-and-clean-up/garbage-together-mended", "garbage-together-mended", "Callbacks and clean-up", scenario_garbage_together_mended, sizeof scenario_garbage_together_mended},
    {"callbacks-and-clean-up/opposite-orders", "opposite-orders", "Callbacks and clean-up", scenario_opposite_orders, sizeof scenario_opposite_orders},
    {"callbacks-and-clean-up/opposite-orders-mended", "opposite-orders-mended", "Callbacks and clean-up", scenario_opposite_orders_mended, sizeof scenario_opposite_orders_mended},
    {"callbacks-and-clean-up/callbacks-newest-first", "callbacks-newest-first", "Callbacks and clean-up", scenario_callbacks_newest_first, sizeof scenario_callbacks_newest_first},
    {"callbacks-and-clean-up/callbacks-newest-first-mended", "callbacks-newest-first-mended", "Callbacks and clean-up", scenario_callbacks_newest_first_mended, sizeof scenario_callbacks_newest_first_mended},
    {"callbacks-and-clean-up/exception-in-callback", "exception-in-callback", "Callbacks and clean-up", scenario_exception_in_callback, sizeof scenario_exception_in_callback},
    {"callbacks-and-clean-up/exception-in-callback-mended", "exception-in-callback-mended", "Callbacks and clean-up", scenario_exception_in_callback_mended, sizeof scenario_exception_in_callback_mended},
    {"callbacks-and-clean-up/resurrection", "resurrection", "Callbacks and clean-up", scenario_resurrection, sizeof scenario_resurrection},
    {"callbacks-and-clean-up/resurrection-mended", "resurrection-mended", "Callbacks and clean-up", scenario_resurrection_mended, sizeof scenario_resurrection_mended},
    {"callbacks-and-clean-up/del-at-shutdown", "del-at-shutdown", "Callbacks and clean-up", scenario_del_at_shutdown, sizeof scenario_del_at_shutdown},
    {"callbacks-and-clean-up/del-at-shutdown-mended", "del-at-shutdown-mended", "Callbacks and clean-up", scenario_del_at_shutdown_mended, sizeof scenario_del_at_shutdown_mended},
    {"mistaken-identity/id-as-key", "id-as-key", "Mistaken identity", scenario_id_as_key, sizeof scenario_id_as_key},
    {"mistaken-identity/id-as-key-mended", "id-as-key-mended", "Mistaken identity", scenario_id_as_key_mended, sizeof scenario_id_as_key_mended},
    {"mistaken-identity/equal-keys", "equal-keys", "Mistaken identity", scenario_equal_keys, sizeof scenario_equal_keys},
    {"mistaken-identity/equal-keys-mended", "equal-keys-mended", "Mistaken identity", scenario_equal_keys_mended, sizeof scenario_equal_keys_mended},
    {"mistaken-identity/dead-reference", "dead-reference", "Mistaken identity", scenario_dead_reference, sizeof scenario_dead_reference},
    {"mistaken-identity/dead-reference-mended", "dead-reference-mended", "Mistaken identity", scenario_dead_reference_mended, sizeof scenario_dead_reference_mended},
    {"mistaken-identity/types-without-weak-references", "types-without-weak-references", "Mistaken identity", scenario_types_without_weak_references, sizeof scenario_types_without_weak_references},
    {"mistaken-identity/types-without-weak-references-mended", "types-without-weak-references-mended", "Mistaken identity", scenario_types_without_weak_references_mended, sizeof scenario_types_without_weak_references_mended},
    {"mistaken-identity/changed-during-iteration", "changed-during-iteration", "Mistaken identity", scenario_changed_during_iteration, sizeof scenario_changed_during_iteration},
    {"mistaken-identity/changed-during-iteration-mended", "changed-during-iteration-mended", "Mistaken identity", scenario_changed_during_iteration_mended, sizeof scenario_changed_during_iteration_mended},
};

static const struct cbuiltins_file none = {"", "", "", (const unsigned char *)"", 0};

size_t cbuiltins_scenario_count(void) { return sizeof scenarios / sizeof *scenarios; }

struct cbuiltins_file cbuiltins_scenario(size_t index) {
  return index < cbuiltins_scenario_count() ? scenarios[index] : none;
}

struct cbuiltins_file cbuiltins_schema(void) {
  return (struct cbuiltins_file){"scenario.schema", "scenario.schema", "", schema_bytes, sizeof schema_bytes};
}

struct cbuiltins_file cbuiltins_template(void) {
  return (struct cbuiltins_file){"first", "first", "", template_bytes, sizeof template_bytes};
}
