// Queues made, changed and retired. A retired queue takes nobody any more; its past keeps its name.
#pragma once

#include <optional>
#include <string>

#include "subjects/queues/queues.h"

namespace centralino::queues {

struct NewQueue {
  std::string key;  // for programs: never changes
  std::string name;
  std::optional<QueueConfig> settings;  // none: sensible ones
};
BOOST_DESCRIBE_STRUCT(NewQueue, (), (key, name, settings))

struct QueueChange {
  std::string name;
  QueueConfig settings;
};
BOOST_DESCRIBE_STRUCT(QueueChange, (), (name, settings))

// What a queue starts with when nothing else is said: half a minute to accept, a minute to wrap up.
QueueConfig sensible_settings();

Result<Queue> create_queue(loop::Tx& tx, const Actor& actor, const NewQueue& wanted);
Result<Queue> change_queue(loop::Tx& tx, const Actor& actor, QueueId id, const QueueChange& wanted);
// `in_use` while somebody waits in it, a widget leads to it or another queue overflows into it.
// Agents leave it; conversations going on end as they would have.
Result<Done> retire_queue(loop::Tx& tx, const Actor& actor, QueueId id);

}  // namespace centralino::queues

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::NewQueue::name> = {.min_length = 1,
                                                                    .max_length = 80};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::QueueChange::name> = {.min_length = 1,
                                                                       .max_length = 80};
