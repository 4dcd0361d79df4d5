#pragma once
#include <stddef.h>

/// A file that the program carries in itself.
struct cbuiltins_file {
  /// Its name without an ending.
  const char *_Nonnull name;
  /// Its bytes, as long as the process lives.
  const unsigned char *_Nonnull bytes;
  /// How many bytes it has.
  size_t count;
};

/// The number of built-in scenarios.
size_t cbuiltins_scenario_count(void);

/// A built-in scenario, in the order of the course; one without a name and bytes behind the last.
struct cbuiltins_file cbuiltins_scenario(size_t index);

/// The JSON Schema of the scenario format.
struct cbuiltins_file cbuiltins_schema(void);

/// The scenario with which a new one begins.
struct cbuiltins_file cbuiltins_template(void);
