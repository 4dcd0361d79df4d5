#pragma once
#include <stddef.h>

/// Arms the guard for the terminal behind a descriptor, in its present state.
///
/// If the process crashes, aborts or calls exit, the bytes are written to the terminal and its
/// modes are as they are now; after a crash the note follows. All is copied. The handlers run on a
/// stack of their own, then what was installed before them.
void csys_guard_arm(int terminal, const char *bytes, size_t count, const char *note);

/// Disarms the guard without touching the terminal.
void csys_guard_disarm(void);

/// Does now what a crash would do, but for the note. Does nothing if the guard isn't armed.
void csys_guard_restore(void);
