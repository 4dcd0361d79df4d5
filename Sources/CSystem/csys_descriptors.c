#define _GNU_SOURCE
#include "csys_descriptors.h"

#include <fcntl.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

int csys_memory_file(void) { return memfd_create("frame", MFD_CLOEXEC); }

int csys_unnamed_file(const char *directory) {
  return open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

bool csys_pipe(int *read_end, int *write_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return false;
  *read_end = ends[0];
  *write_end = ends[1];
  return true;
}

int csys_timer(void) { return timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK); }

void csys_timer_set(int timer, int64_t nanoseconds) {
  struct timespec interval = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  struct itimerspec setting = {interval, interval};
  timerfd_settime(timer, 0, &setting, 0);
}

uint64_t csys_timer_ticks(int timer) {
  uint64_t ticks = 0;
  return read(timer, &ticks, sizeof ticks) == sizeof ticks ? ticks : 0;
}

int csys_inotify(void) { return inotify_init1(IN_CLOEXEC | IN_NONBLOCK); }

bool csys_inotify_add_directory(int inotify, const char *path) {
  uint32_t mask = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE;
  return inotify_add_watch(inotify, path, mask | IN_ONLYDIR) >= 0;
}

bool csys_inotify_drain(int inotify, const char *name) {
  _Alignas(struct inotify_event) char buffer[4096];
  bool found = false;
  ssize_t count;
  while ((count = read(inotify, buffer, sizeof buffer)) > 0) {
    for (char *at = buffer; at < buffer + count;) {
      struct inotify_event *event = (struct inotify_event *)at;
      // An overflow means that events were lost: the file may be among them.
      if (event->mask & IN_Q_OVERFLOW) found = true;
      if (event->len > 0 && strcmp(event->name, name) == 0) found = true;
      at += sizeof *event + event->len;
    }
  }
  return found;
}

int64_t csys_monotonic_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

bool csys_window_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

bool csys_set_window_size(int descriptor, int columns, int rows) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(descriptor, TIOCSWINSZ, &size) == 0;
}
