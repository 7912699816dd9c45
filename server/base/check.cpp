#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace centralino {

void check_failed(const char* condition, const char* file, int line, const char* why) {
  std::fprintf(stderr, "centralino: internal check failed: %s (%s) at %s:%d\n", why, condition,
               file, line);
  std::abort();
}

}  // namespace centralino
