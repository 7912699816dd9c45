// A question with yes and no: 1 and 2, buttons, words of both languages.
#pragma once

#include <optional>

#include "engine/flow/nodes/input.h"

namespace centralino::engine::flow {

class Run;

void ask_yes_or_no(const Prompt& prompt, Run& run);
std::optional<bool> yes_or_no(const Answer& answer);

}  // namespace centralino::engine::flow
