#pragma once

// What Swift can't see of ncurses: globals, function-like macros and variadic functions, each as an
// inline function or a typed constant with the prefix cnc. All else is imported as it is.

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <ncurses.h>
#include <stdio.h>
#include <term.h>
#include <wchar.h>

enum : unsigned int {
  cnc_bold = A_BOLD,
  cnc_dim = A_DIM,
  cnc_italic = A_ITALIC,
  cnc_underline = A_UNDERLINE,
  cnc_reverse = A_REVERSE,
};

static inline WINDOW *cnc_screen_window(void) { return stdscr; }

static inline int cnc_color_count(void) { return COLORS; }

static inline int cnc_pair_count(void) { return COLOR_PAIRS; }

/// Colour pairs above 255 need the pointer argument.
static inline int cnc_set_attributes(WINDOW *window, attr_t attributes, int pair) {
  return wattr_set(window, attributes, (short)(pair > 255 ? 255 : pair), &pair);
}

/// Whether the terminal description has a capability, a string of at least one byte.
static inline bool cnc_has_string(const char *capability) {
  const char *value = tigetstr(capability);
  return value != (const char *)-1 && value != 0 && *value != 0;
}

static inline int cnc_function_key(int number) { return KEY_F(number); }
