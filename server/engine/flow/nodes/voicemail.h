// Takes a message for the people of a queue: recorded on the telephone, written in a chat. With
// `answer_within_ms` the message is a promise with a date, and counts as a way to a person.
#pragma once

#include "engine/flow/events.h"
#include "engine/flow/nodes/input.h"

namespace centralino::engine::flow {

class Run;

struct VoicemailNode {
  static constexpr std::string_view type_name = "voicemail";
  std::string queue;
  Prompt prompt;
  std::optional<std::int64_t> length_ms_max;  // default two minutes
  std::optional<std::int64_t> answer_within_ms;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(VoicemailNode, (), (queue, prompt, length_ms_max, answer_within_ms, next))

void enter(const VoicemailNode& node, Run& run);
void hear(const VoicemailNode& node, const Happening& what, Run& run);
Parts parts(const VoicemailNode& node);

}  // namespace centralino::engine::flow
