#define _GNU_SOURCE
#include "csys_signals.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "csys_descriptors.h"

static const int caught[] = {SIGWINCH, SIGCONT, SIGTERM, SIGINT, SIGHUP, SIGTSTP};
enum { caught_count = sizeof caught / sizeof *caught };

static struct sigaction former[caught_count];
static int read_end = -1;
static int write_end = -1;

static void tell(int number) {
  int error = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t ignored = write(write_end, &byte, 1);
  (void)ignored;
  errno = error;
}

int csys_signals_to_pipe(void) {
  if (read_end >= 0) return read_end;
  if (!csys_pipe(&read_end, &write_end)) return -1;
  struct sigaction action = {.sa_handler = tell, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < caught_count; i++) sigaction(caught[i], &action, &former[i]);
  return read_end;
}

void csys_signals_restore(void) {
  if (read_end < 0) return;
  for (int i = 0; i < caught_count; i++) sigaction(caught[i], &former[i], 0);
  close(read_end);
  close(write_end);
  read_end = write_end = -1;
}

void csys_stop_self(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  struct sigaction mine;
  sigset_t stop, before;
  sigemptyset(&standard.sa_mask);
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  // A thread that blocks the signal wouldn't stop.
  pthread_sigmask(SIG_UNBLOCK, &stop, &before);
  sigaction(SIGTSTP, &standard, &mine);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &mine, 0);
  pthread_sigmask(SIG_SETMASK, &before, 0);
}
