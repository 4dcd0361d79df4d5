#pragma once
#include <stdbool.h>

/// From now on WINCH, CONT, TERM, INT, HUP and TSTP write their number as one byte into a pipe
/// instead of what they did. Returns the pipe's read end, which doesn't block; -1 on failure.
int csys_signals_to_pipe(void);

/// Lets the signals do again what they did before, and closes the pipe.
void csys_signals_restore(void);

/// Stops this process as Ctrl-Z would, and returns when it's continued.
void csys_stop_self(void);
