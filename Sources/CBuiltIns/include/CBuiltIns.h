#pragma once
#include <stddef.h>

/// A file that the program carries in itself.
struct cbuiltins_file {
  /// Its path from the folder of the scenarios, without an ending.
  const char *_Nonnull path;
  /// The last part of the path, which no other scenario has.
  const char *_Nonnull name;
  /// The heading under which it is listed, empty where it is in no list.
  const char *_Nonnull group;
  /// Its bytes, as long as the process lives.
  const unsigned char *_Nonnull bytes;
  /// How many bytes it has.
  size_t count;
};

/// The number of built-in scenarios.
size_t cbuiltins_scenario_count(void);

/// A built-in scenario, in the order of the lists; one without a name and bytes behind the last.
struct cbuiltins_file cbuiltins_scenario(size_t index);

/// The JSON Schema of the scenario format.
struct cbuiltins_file cbuiltins_schema(void);

/// The scenario with which a new one begins.
struct cbuiltins_file cbuiltins_template(void);

/// The number of files of the observer.
size_t cbuiltins_observer_count(void);

/// A file of the observer, Python that runs within an interpreter, in the order in which its modules
/// need each other; one without a name and bytes behind the last.
struct cbuiltins_file cbuiltins_observer(size_t index);
