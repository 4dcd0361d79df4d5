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

static void answer(int terminal, const char *question, const char *reply, const char *bytes) {
  if (strstr(bytes, question) && write(terminal, reply, strlen(reply)) < 0) return;
}

/// Reads until nothing has come for so many milliseconds; gives the time of the last byte.
static uint64_t read_until_quiet(int terminal, int patience, int quiet, uint64_t *bytes) {
  static char buffer[1 << 16];
  uint64_t last = 0;
  int wait = patience;
  for (;;) {
    struct pollfd poller = {terminal, POLLIN, 0};
    int ready = poll(&poller, 1, wait);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return last;
    ssize_t count = read(terminal, buffer, sizeof buffer - 1);
    if (count <= 0) return last;
    last = now();
    *bytes += (uint64_t)count;
    buffer[count] = 0;
    if (memchr(buffer, 0, (size_t)count) == NULL) {
      answer(terminal, "\033[c", "\033[?62;22c", buffer);
      answer(terminal, "\033[6n", "\033[1;1R", buffer);
    }
    wait = quiet;
  }
}

int time_in_terminal(
    char *const *arguments, const char *const *keys, size_t key_count,
    struct terminal_times *times) {
  struct winsize size = {60, 200, 0, 0};
  int terminal;
  times->first_bytes = times->key_bytes = 0;
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
  uint64_t last = read_until_quiet(terminal, 5000, 300, &times->first_bytes);
  times->start = last > begin ? last - begin : 0;
  for (size_t i = 0; i < key_count; i++) {
    uint64_t sent = now();
    if (write(terminal, keys[i], strlen(keys[i])) < 0) break;
    last = read_until_quiet(terminal, 1000, 100, &times->key_bytes);
    times->keys[i] = last > sent ? last - sent : 0;
  }
  struct rusage usage;
  memset(&usage, 0, sizeof usage);
  int status;
  // What was started is asked to end, and ended where it does not.
  kill(process, SIGTERM);
  for (int i = 0; i < 100; i++) {
    uint64_t ignored = 0;
    read_until_quiet(terminal, 10, 0, &ignored);
    if (wait4(process, &status, WNOHANG, &usage) == process) process = 0;
    if (process == 0) break;
  }
  if (process != 0) {
    kill(process, SIGKILL);
    wait4(process, &status, 0, &usage);
  }
  close(terminal);
  times->peak_memory = (uint64_t)usage.ru_maxrss * 1024;
  times->cpu = (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000u
      + (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000u;
  return !(WIFEXITED(status) && WEXITSTATUS(status) == 127);
}
