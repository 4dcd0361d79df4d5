#pragma once
#include <stdbool.h>
#include <stdint.h>

/// A file in memory, closed on exec; -1 on failure.
int csys_memory_file(void);

/// A file of the owner's own in a directory, without a name, so that it vanishes with the process;
/// -1 if the file system has none such.
int csys_unnamed_file(const char *directory);

/// A pipe whose ends don't block and are closed on exec. Returns whether it was made.
bool csys_pipe(int *read_end, int *write_end);

/// A stopped timer as a descriptor; -1 on failure.
int csys_timer(void);

/// Lets the timer tick every so many nanoseconds; 0 stops it.
void csys_timer_set(int timer, int64_t nanoseconds);

/// The ticks since the last call.
uint64_t csys_timer_ticks(int timer);

/// An inotify descriptor that doesn't block; -1 on failure.
int csys_inotify(void);

/// Watches a directory for files written, moved in, made or removed. Returns whether it could.
bool csys_inotify_add_directory(int inotify, const char *path);

/// Reads all that is waiting. Returns whether some of it was about a file of that name.
bool csys_inotify_drain(int inotify, const char *name);

/// The monotonic clock in nanoseconds.
int64_t csys_monotonic_nanoseconds(void);

/// The size of the terminal behind a descriptor. Returns whether there is one.
bool csys_window_size(int descriptor, int *columns, int *rows);

/// Gives the terminal behind a descriptor a size.
bool csys_set_window_size(int descriptor, int columns, int rows);
