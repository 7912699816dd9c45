// How the command line says that something was refused.
#pragma once

#include "base/result.h"

namespace centralino {

// On stderr: the sentence, then each field with what is wrong with it. Returns the exit code, 1.
int complain(const Refusal& refusal);

}  // namespace centralino
