#include "engine/flow/nodes/input.h"

namespace centralino::engine::flow {

Parts input_parts(const Input& input, bool required) {
  Parts out;
  out.input = true;
  out.edges.push_back({"no_match", input.no_match.value_or(""), EdgeKind::silence, {}, required});
  out.edges.push_back({"no_input", input.no_input.value_or(""), EdgeKind::silence, {}, required});
  if (input.again) out.prompts.push_back({"again", *input.again});
  if (input.help) out.prompts.push_back({"help", *input.help});
  const int retries = input.retries.value_or(0);
  if (retries < 0 || retries > retries_max) out.faults.push_back({Fault::number_range, "retries"});
  const std::int64_t silence = input.silence_ms.value_or(silence_ms_min);
  if (silence < silence_ms_min || silence > silence_ms_max)
    out.faults.push_back({Fault::number_range, "silence_ms"});
  return out;
}

}  // namespace centralino::engine::flow
