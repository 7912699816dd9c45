// Hands the conversation over: to a queue, a telephone number or an agent.
#pragma once

#include "engine/flow/events.h"
#include "engine/flow/parts.h"

namespace centralino::engine::flow {

class Run;

struct TransferNode {
  static constexpr std::string_view type_name = "transfer";
  Destination to = Destination::queue;
  std::string target;  // a queue's key, a number, an agent's key; may name variables
  std::optional<Prompt> prompt;
  std::optional<std::int64_t> ring_ms;  // default 45 s
  std::optional<std::string> failed;
  std::optional<std::string> next;  // after the agent; default: the end
};
BOOST_DESCRIBE_STRUCT(TransferNode, (), (to, target, prompt, ring_ms, failed, next))

void enter(const TransferNode& node, Run& run);
void hear(const TransferNode& node, const Happening& what, Run& run);
Parts parts(const TransferNode& node);

}  // namespace centralino::engine::flow
