#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A program that answers lines with lines, and the descriptor for both directions. The descriptor
/// is -1 where there is no such program.
struct companion {
  pid_t process;
  int descriptor;
};

/// Starts a program that reads its standard input and writes its standard output.
struct companion start_companion(char *const *arguments);

/// Sends one byte and reads a line of two numbers: nanoseconds and a check value. Returns 0 where
/// there is no answer.
int ask_companion(struct companion companion, uint64_t *nanoseconds, uint64_t *check);

/// Ends a program.
void end_companion(struct companion companion);

/// What one session of a full-screen program took.
struct terminal_times {
  /// Nanoseconds from the start to the last byte of the first frame.
  uint64_t start;
  /// Nanoseconds from each key to the last byte of the first whole frame that answers it, and to the
  /// last byte of all; as many as there are keys. A whole frame ends where the program says so (the
  /// end of a synchronised update), or else where it has nothing more to write.
  uint64_t *answers, *ends;
  /// The bytes of the first picture, of all first frames that answer, of all answers, and those that
  /// came although no key was pressed.
  uint64_t first_bytes, answer_bytes, end_bytes, rest_bytes;
  /// The peak resident memory in bytes, of the process that has most where there are several.
  uint64_t peak_memory;
  /// User and system time in nanoseconds.
  uint64_t cpu;
};

/// Runs a program in a terminal of 200 columns and 60 rows, answers the questions that it asks the
/// terminal, sends it each key, waits until it has been quiet for `silence` milliseconds after each,
/// and ends it.
/// The keys of `setup` come first, and are not measured. Returns 0 where it could not be started.
int time_in_terminal(
    char *const *arguments, const char *setup, const char *const *keys, size_t key_count,
    int silence, struct terminal_times *times);
