// What contacts were about, or how they came: how many, how long, whether one was enough, and how
// much of somebody's working time each took (S-047, S-052).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/facts/contact.h"
#include "engine/facts/figures.h"

namespace centralino::engine::facts {

struct TopicContact {
  Contact contact;
  std::string topic;
  std::optional<bool> solved;  // as the agent said when it was over
};

struct Topic {
  std::int64_t contacts = 0;   // that began in the period
  std::int64_t before = 0;     // in the period before, as long
  std::int64_t handled = 0;    // of `contacts`, by people, and over
  std::int64_t handle_ms = 0;  // talking and wrap-up
  // The same, but an hour in which an agent had three chats counts twenty minutes for each.
  std::int64_t work_ms = 0;
  // Of those that an agent called solved or not: the first is enough when it was solved and the
  // customer did not come again within the window.
  std::int64_t judged = 0;
  std::int64_t enough = 0;
  std::int64_t too_early = 0;  // their window is not over
};

// `contacts`: all that began from one length of the period before it until `window` after it, in
// any order, of all topics.
std::map<std::string, Topic> topics(const std::vector<TopicContact>& contacts, Interval period,
                                    Duration window, Instant now);

}  // namespace centralino::engine::facts
