#define _GNU_SOURCE
#include "csys_processes.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static volatile pid_t guarded;

static void pass_on(int number) {
  int error = errno;
  if (guarded > 0) kill(guarded, number);
  errno = error;
}

static int shell_status(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void set_handler(int number, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, 0);
}

static void report(int number, const char *name, int terminal) {
  char line[256];
  int count = snprintf(line, sizeof line, "%s: ended by signal %d (%s)\r\n", name, number,
                       strsignal(number));
  ssize_t ignored = write(terminal, line, (size_t)count);
  (void)ignored;
}

int csys_run_under_guard(const char *name, int terminal, const char *bytes, size_t count) {
  struct termios modes;
  bool has_modes = tcgetattr(terminal, &modes) == 0;
  static const int passed[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
  enum { passed_count = sizeof passed / sizeof *passed };
  sigset_t blocked, before;
  sigemptyset(&blocked);
  for (int i = 0; i < passed_count; i++) sigaddset(&blocked, passed[i]);
  // Whoever ends us between fork and the assignment must not be lost.
  sigprocmask(SIG_BLOCK, &blocked, &before);
  pid_t child = fork();
  if (child < 0) {
    sigprocmask(SIG_SETMASK, &before, 0);
    return -1;
  }
  if (child == 0) {
    // The child goes on as the program: nothing has been started yet that a fork would lose.
    prctl(PR_SET_PDEATHSIG, SIGHUP);
    sigprocmask(SIG_SETMASK, &before, 0);
    return -1;
  }
  guarded = child;
  for (int i = 0; i < passed_count; i++) set_handler(passed[i], pass_on);
  static const int ignored[] = {SIGTSTP, SIGTTOU, SIGTTIN};
  for (int i = 0; i < 3; i++) set_handler(ignored[i], SIG_IGN);
  sigprocmask(SIG_SETMASK, &before, 0);

  int status = 0;
  for (;;) {
    pid_t changed = waitpid(child, &status, WUNTRACED);
    if (changed < 0 && errno == EINTR) continue;
    if (changed < 0 || !WIFSTOPPED(status)) break;
    raise(SIGSTOP);
    kill(child, SIGCONT);
  }
  guarded = 0;
  if (WIFSIGNALED(status) && has_modes) {
    ssize_t written = write(terminal, bytes, count);
    (void)written;
    tcsetattr(terminal, TCSANOW, &modes);
    report(WTERMSIG(status), name, terminal);
  }
  return shell_status(status);
}

int csys_spawn_in_terminal(const char *path, char *const *arguments, char *const *environment,
                           int columns, int rows, int *other_end) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  pid_t child = forkpty(other_end, 0, 0, &size);
  if (child != 0) {
    if (child > 0) fcntl(*other_end, F_SETFD, FD_CLOEXEC);
    return child;
  }
  close_range(3, ~0U, 0);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, 0);
  execve(path, arguments, environment);
  _exit(127);
}

int csys_exit_status(int child) {
  int status = 0;
  return waitpid(child, &status, WNOHANG) == child ? shell_status(status) : -1;
}
