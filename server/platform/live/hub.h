// The live hub: who listens, what was said lately.
//
// It lives on one thread (the I/O thread) and knows sockets only as functions that take shared
// text. An event is serialised once and its buffer shared by all who get it. The newest events are
// kept in a ring, so that somebody who lost the connection for a moment resumes by `seq`; somebody
// who was away longer takes a new snapshot.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/loop/tx.h"

namespace centralino::live {

using Text = std::shared_ptr<const std::string>;
using Send = std::function<void(const Text&)>;

// Memory for those who resume: about a minute of a busy centre. When full the oldest go, and who
// asks for them gets a snapshot.
constexpr std::size_t ring_events = 20'000;
constexpr std::size_t ring_bytes = 32u << 20;

// Who missed more takes a snapshot: it is smaller than the way there, and fits the socket's queue.
constexpr std::size_t resume_events = 128;
constexpr std::size_t resume_bytes = 512u << 10;

class Hub {
 public:
  using Subscription = std::uint64_t;

  void publish(std::vector<loop::LiveEvent> events);

  Subscription subscribe(std::vector<loop::Topic> topics, Send send);
  void unsubscribe(Subscription id);

  // Sends what those topics missed since `seq`. Events of one command share a seq and the
  // connection may have broken between them, so those of `seq` itself are sent again: clients put
  // whole objects in place, which makes that harmless. False if that is no longer known (or was
  // never: a seq from before a restart): nothing is sent and a snapshot is due.
  bool resume(const std::vector<loop::Topic>& topics, std::int64_t after, const Send& send) const;

  // The ring starts empty after a restart; everything up to `seq` is unknown to it.
  void start_from(std::int64_t seq) { known_after_ = newest_ = seq; }
  // Everything up to `seq` has been published, though not every row has an event.
  void reached(std::int64_t seq) { newest_ = std::max(newest_, seq); }
  std::int64_t newest() const { return newest_; }
  std::size_t subscribers() const { return subscribers_.size(); }

 private:
  struct Subscriber {
    std::vector<loop::Topic> topics;
    Send send;
    std::uint64_t last_stamp = 0;  // a subscriber of two topics gets an event for both once
  };
  struct Kept {
    std::int64_t seq;
    std::vector<loop::Topic> topics;
    Text text;
  };

  void deliver(const std::vector<loop::Topic>& topics, const Text& text);
  void keep(loop::LiveEvent& event, Text text);

  std::map<loop::Topic, std::vector<Subscription>> by_topic_;
  std::unordered_map<Subscription, Subscriber> subscribers_;
  std::deque<Kept> ring_;
  std::size_t ring_size_ = 0;  // bytes
  std::int64_t known_after_ = 0;
  std::int64_t newest_ = 0;
  std::uint64_t stamp_ = 0;
  Subscription last_id_ = 0;
};

}  // namespace centralino::live
