#pragma once
#include <stdbool.h>
#include <stddef.h>

/// Splits the process in two. The child goes on as the program and is sent SIGHUP when the parent
/// ends. The parent passes TERM, HUP, INT and QUIT on, and stops and continues with the child. If the child is killed by a signal, the bytes are written to the
/// terminal behind the descriptor, its modes are as they were, and one line says which signal it
/// was. To be called before any thread is started.
///
/// Returns in the parent the child's exit status in the shell's manner (128 and the signal); -1 in
/// the child, and where there is none because it couldn't be made.
int csys_run_under_guard(const char *name, int terminal, const char *bytes, size_t count);

/// Starts a program in a new pseudo-terminal of a size, with exactly the given environment.
/// Returns its process identity and the terminal's other end, or -1.
int csys_spawn_in_terminal(const char *path, char *const *arguments, char *const *environment,
                           int columns, int rows, int *other_end);

/// Reads a child's end if it has ended. Returns its status in the shell's manner, or -1.
int csys_exit_status(int child);
