#pragma once
#include <stddef.h>

/// Arms the guard for the terminal behind a descriptor, in its present state.
///
/// If the process crashes, aborts or calls exit, the bytes are written to the terminal and its
/// modes are as they are now. All is copied. After a crash the file to which descriptor 2 points
/// gets the error path as its name, if it has none, and the note follows; at a call of exit the
/// file of that name is removed if it is empty. The path may be null.
/// The handlers run on a stack of their own, then what was installed before them.
void csys_guard_arm(int terminal, const char *bytes, size_t count, const char *note,
                    const char *error_path);

/// Disarms the guard without touching the terminal.
void csys_guard_disarm(void);
