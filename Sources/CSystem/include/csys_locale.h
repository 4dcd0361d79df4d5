#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Takes the locale of the environment for characters. Returns whether its encoding is UTF-8.
bool csys_use_environment_locale(void);

/// Takes UTF-8 for characters whatever the environment says. Returns whether the system can.
bool csys_use_utf8_locale(void);

/// The columns that the C library gives a scalar in the present locale; -1 if unprintable.
int csys_wcwidth(uint32_t scalar);
