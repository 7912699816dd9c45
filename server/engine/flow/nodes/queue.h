// Waits for an agent. While waiting, 1 or "call me back" leads to `callback`.
#pragma once

#include "engine/flow/effects.h"
#include "engine/flow/events.h"
#include "engine/flow/parts.h"

namespace centralino::engine::flow {

class Run;

struct QueueNode {
  static constexpr std::string_view type_name = "queue";
  std::string queue;
  std::optional<Prompt> prompt;                  // said when the wait begins
  std::optional<Prompt> place;                   // said when {position} changes
  std::optional<std::vector<SkillNeed>> skills;  // beyond what the queue requires
  std::optional<std::int64_t> priority_s;        // counts as having waited this much longer
  std::optional<std::int64_t> wait_ms_max;       // then `nobody`; default: the queue decides
  std::optional<std::string> closed;
  std::optional<std::string> nobody;    // nobody is there, the queue is full or the wait too long
  std::optional<std::string> callback;  // on the caller's wish
  std::optional<std::string> next;      // after the agent; default: the end
  std::optional<Prompt> wait;           // said after `place` when {wait_minutes} can be told
};
BOOST_DESCRIBE_STRUCT(QueueNode, (),
                      (queue, prompt, place, skills, priority_s, wait_ms_max, closed, nobody,
                       callback, next, wait))

void enter(const QueueNode& node, Run& run);
void hear(const QueueNode& node, const Happening& what, Run& run);
Parts parts(const QueueNode& node);

}  // namespace centralino::engine::flow
