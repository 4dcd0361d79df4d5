#define _GNU_SOURCE
#include "csys_locale.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

static bool is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool csys_use_environment_locale(void) { return setlocale(LC_CTYPE, "") && is_utf8(); }

bool csys_use_utf8_locale(void) {
  if (setlocale(LC_CTYPE, "") && is_utf8()) return true;
  return setlocale(LC_CTYPE, "C.UTF-8") && is_utf8();
}

int csys_wcwidth(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
