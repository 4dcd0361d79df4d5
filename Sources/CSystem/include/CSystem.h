#pragma once

// What Swift's C library module lacks, or what must not be Swift: code that runs in signal handlers
// and between fork and exec. Every name has the prefix csys.

#include "csys_crash_guard.h"
#include "csys_descriptors.h"
#include "csys_locale.h"
#include "csys_processes.h"
#include "csys_signals.h"
