#define _GNU_SOURCE
#include "csys_crash_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

static const int deadly[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT, SIGSYS};
enum { deadly_count = sizeof deadly / sizeof *deadly };

static struct sigaction former[deadly_count];
static bool wants_backtrace;
static atomic_bool armed;
static pid_t owner;
static int terminal;
static struct termios modes;
static char restoring[256];
static size_t restoring_count;
static char note[512];
static char error_path[4096];
static char stack[64 * 1024];

static void write_all(const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(terminal, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static bool restore(void) {
  // A forked child that ends must leave the terminal to its parent.
  if (getpid() != owner || !atomic_exchange(&armed, false)) return false;
  // In the background, without this, touching the terminal's modes would stop the process.
  sigset_t background, before;
  sigemptyset(&background);
  sigaddset(&background, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &background, &before);
  write_all(restoring, restoring_count);
  tcsetattr(terminal, TCSANOW, &modes);
  pthread_sigmask(SIG_SETMASK, &before, 0);
  return true;
}

static void crash(int number, siginfo_t *info, void *context) {
  (void)context;
  int error = errno;
  if (restore()) {
    // Who sends SIGQUIT knows why the program ends: that is no crash, and there's nothing to read.
    if (number != SIGQUIT) {
      // What was said so far, and what the runtime is about to say, gets a name.
      if (error_path[0])
        linkat(AT_FDCWD, "/proc/self/fd/2", AT_FDCWD, error_path, AT_SYMLINK_FOLLOW);
      write_all(note, strlen(note));
    }
  }
  // Swift's backtracer would ask questions on the terminal: it comes only to whoever called it.
  struct sigaction plain = {.sa_handler = SIG_DFL};
  sigemptyset(&plain.sa_mask);
  for (int i = 0; i < deadly_count; i++)
    if (deadly[i] == number) sigaction(number, wants_backtrace ? &former[i] : &plain, 0);
  // A fault happens again on return; a signal that was sent must be sent again.
  if (info->si_code <= 0) raise(number);
  errno = error;
}

static void leave(void) {
  struct stat file;
  if (!restore() || error_path[0] == 0) return;
  if (fstat(STDERR_FILENO, &file) == 0 && file.st_size == 0) unlink(error_path);
}

static void install_handlers(void) {
  static bool done = false;
  if (done) return;
  done = true;
  wants_backtrace = getenv("SWIFT_BACKTRACE") != 0;
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, 0);
  struct sigaction action = {.sa_sigaction = crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < deadly_count; i++) sigaction(deadly[i], &action, &former[i]);
  atexit(leave);
}

void csys_guard_arm(int descriptor, const char *bytes, size_t count, const char *crash_note,
                    const char *path) {
  if (count > sizeof restoring || tcgetattr(descriptor, &modes) != 0) return;
  terminal = descriptor;
  owner = getpid();
  memcpy(restoring, bytes, count);
  restoring_count = count;
  strncpy(note, crash_note, sizeof note - 1);
  strncpy(error_path, path ? path : "", sizeof error_path - 1);
  install_handlers();
  atomic_store(&armed, true);
}

void csys_guard_disarm(void) { atomic_store(&armed, false); }
