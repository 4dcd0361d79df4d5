#include "child_process.h"
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct companion start_companion(char *const *arguments) {
  struct companion companion = {0, -1};
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return companion;
  pid_t process = fork();
  if (process == 0) {
    dup2(ends[1], 0);
    dup2(ends[1], 1);
    close(ends[0]);
    close(ends[1]);
    execvp(arguments[0], arguments);
    _exit(127);
  }
  close(ends[1]);
  companion.process = process;
  companion.descriptor = ends[0];
  return companion;
}

int ask_companion(struct companion companion, uint64_t *nanoseconds, uint64_t *check) {
  char line[128];
  size_t count = 0;
  if (send(companion.descriptor, "\n", 1, MSG_NOSIGNAL) != 1) return 0;
  while (count + 1 < sizeof line) {
    ssize_t got = read(companion.descriptor, line + count, sizeof line - 1 - count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    count += (size_t)got;
    if (line[count - 1] == '\n') break;
  }
  line[count] = 0;
  unsigned long long first, second;
  if (sscanf(line, "%llu %llu", &first, &second) != 2) return 0;
  *nanoseconds = first;
  *check = second;
  return 1;
}

void end_companion(struct companion companion) {
  close(companion.descriptor);
  kill(companion.process, SIGKILL);
  waitpid(companion.process, NULL, 0);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void reply(int terminal, const char *question, const char *answer, const char *bytes) {
  if (strstr(bytes, question) && write(terminal, answer, strlen(answer)) < 0) return;
}

/// What came from a program: when the first whole frame ended and when the last byte came, and how
/// many bytes that were.
struct answer {
  uint64_t frame, last, frame_bytes, bytes;
};

/// Reads until nothing has come for so many milliseconds.
static struct answer read_until_quiet(int terminal, int patience, int quiet) {
  static const char end_of_frame[] = "\033[?2026l";
  static char buffer[1 << 16];
  struct answer answer = {0, 0, 0, 0};
  size_t matched = 0;
  int has_mark = 0;
  int wait = patience;
  for (;;) {
    struct pollfd poller = {terminal, POLLIN, 0};
    int ready = poll(&poller, 1, wait);
    if (ready < 0 && errno == EINTR) continue;
    ssize_t count = ready <= 0 ? 0 : read(terminal, buffer, sizeof buffer - 1);
    if (count <= 0) return answer;
    answer.last = now();
    for (ssize_t i = 0; i < count && !has_mark; i++) {
      matched = buffer[i] == end_of_frame[matched] ? matched + 1 : buffer[i] == '\033';
      if (matched < sizeof end_of_frame - 1) continue;
      has_mark = 1;
      answer.frame = answer.last;
      answer.frame_bytes = answer.bytes + (uint64_t)i + 1;
    }
    answer.bytes += (uint64_t)count;
    if (!has_mark) {
      answer.frame = answer.last;
      answer.frame_bytes = answer.bytes;
    }
    buffer[count] = 0;
    if (memchr(buffer, 0, (size_t)count) == NULL) {
      reply(terminal, "\033[c", "\033[?62;22c", buffer);
      reply(terminal, "\033[6n", "\033[1;1R", buffer);
    }
    wait = quiet;
  }
}

/// The peak resident memory of a process in bytes, or of a child of its that has more. What the
/// system tells of ended processes counts the moment before they became the program.
static uint64_t peak_memory(long process, int depth) {
  char path[64], line[256];
  unsigned long long kilobytes = 0;
  snprintf(path, sizeof path, "/proc/%ld/status", process);
  FILE *file = fopen(path, "r");
  while (file && fgets(line, sizeof line, file)) {
    if (sscanf(line, "VmHWM: %llu", &kilobytes) == 1) break;
  }
  if (file) fclose(file);
  uint64_t peak = kilobytes * 1024;
  snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", process, process);
  file = depth > 0 ? fopen(path, "r") : NULL;
  long child;
  while (file && fscanf(file, "%ld", &child) == 1) {
    uint64_t other = peak_memory(child, depth - 1);
    if (other > peak) peak = other;
  }
  if (file) fclose(file);
  return peak;
}

int time_in_terminal(
    char *const *arguments, const char *setup, const char *const *keys, size_t key_count,
    int silence, struct terminal_times *times) {
  struct winsize size = {60, 200, 0, 0};
  int terminal;
  uint64_t begin = now();
  pid_t process = forkpty(&terminal, NULL, NULL, &size);
  if (process < 0) return 0;
  if (process == 0) {
    setenv("TERM", "xterm-256color", 1);
    setenv("COLORTERM", "truecolor", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    execvp(arguments[0], arguments);
    _exit(127);
  }
  // A program that must read much first may be quiet for long.
  struct answer answer = read_until_quiet(terminal, 5000, *setup ? 800 : 300);
  times->start = answer.last > begin ? answer.last - begin : 0;
  times->first_bytes = answer.bytes;
  if (*setup && write(terminal, setup, strlen(setup)) > 0) read_until_quiet(terminal, 5000, 500);
  times->answer_bytes = times->end_bytes = 0;
  for (size_t i = 0; i < key_count; i++) {
    uint64_t sent = now();
    if (write(terminal, keys[i], strlen(keys[i])) < 0) break;
    answer = read_until_quiet(terminal, 1000, silence);
    times->answers[i] = answer.frame > sent ? answer.frame - sent : 0;
    times->ends[i] = answer.last > sent ? answer.last - sent : 0;
    times->answer_bytes += answer.frame_bytes;
    times->end_bytes += answer.bytes;
  }
  times->peak_memory = peak_memory(process, 2);
  times->rest_bytes = read_until_quiet(terminal, 500, 100).bytes;
  struct rusage usage;
  memset(&usage, 0, sizeof usage);
  int status;
  // What was started is asked to end, and ended where it does not.
  kill(process, SIGTERM);
  for (int i = 0; i < 100; i++) {
    read_until_quiet(terminal, 10, 0);
    if (wait4(process, &status, WNOHANG, &usage) == process) process = 0;
    if (process == 0) break;
  }
  if (process != 0) {
    kill(process, SIGKILL);
    wait4(process, &status, 0, &usage);
  }
  close(terminal);
  times->cpu = (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000u
      + (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000u;
  return !(WIFEXITED(status) && WEXITSTATUS(status) == 127);
}
