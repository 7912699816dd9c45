#include "platform/live/hub.h"

#include <algorithm>

namespace centralino::live {

void Hub::publish(std::vector<loop::LiveEvent> events) {
  for (auto& event : events) {
    newest_ = std::max(newest_, event.seq);
    // Made on another thread meanwhile: to whoever counts, it comes after what they have.
    if (!event.lasting) event.seq = newest_;
    std::string text = "{\"seq\":" + std::to_string(event.seq) + ",\"type\":\"" + event.type + "\"";
    if (!event.members.empty()) text += "," + event.members;
    text += "}";
    const auto shared = std::make_shared<const std::string>(std::move(text));
    deliver(event.topics, shared);
    if (event.lasting) keep(event, shared);
  }
}

void Hub::deliver(const std::vector<loop::Topic>& topics, const Text& text) {
  ++stamp_;
  for (const auto& topic : topics) {
    const auto it = by_topic_.find(topic);
    if (it == by_topic_.end()) continue;
    const auto ids = it->second;  // a send may end a subscription
    for (const Subscription id : ids) {
      const auto found = subscribers_.find(id);
      if (found == subscribers_.end() || found->second.last_stamp == stamp_) continue;
      found->second.last_stamp = stamp_;
      const Send send = found->second.send;
      send(text);
    }
  }
}

void Hub::keep(loop::LiveEvent& event, Text text) {
  ring_size_ += text->size();
  ring_.push_back({event.seq, std::move(event.topics), std::move(text)});
  while (ring_.size() > ring_events || ring_size_ > ring_bytes) {
    known_after_ = ring_.front().seq;
    ring_size_ -= ring_.front().text->size();
    ring_.pop_front();
  }
}

Hub::Subscription Hub::subscribe(std::vector<loop::Topic> topics, Send send) {
  const Subscription id = ++last_id_;
  for (const auto& topic : topics) by_topic_[topic].push_back(id);
  subscribers_.emplace(id, Subscriber{std::move(topics), std::move(send), 0});
  return id;
}

void Hub::unsubscribe(Subscription id) {
  const auto found = subscribers_.find(id);
  if (found == subscribers_.end()) return;
  for (const auto& topic : found->second.topics) {
    const auto it = by_topic_.find(topic);
    if (it == by_topic_.end()) continue;
    std::erase(it->second, id);
    if (it->second.empty()) by_topic_.erase(it);
  }
  subscribers_.erase(found);
}

bool Hub::resume(const std::vector<loop::Topic>& topics, std::int64_t after,
                 const Send& send) const {
  if (after < known_after_ || after > newest_) return false;
  const auto first =
      std::lower_bound(ring_.begin(), ring_.end(), after,
                       [](const Kept& kept, std::int64_t seq) { return kept.seq < seq; });
  std::vector<Text> missed;
  std::size_t bytes = 0;
  for (auto it = first; it != ring_.end(); ++it) {
    const bool wanted = std::any_of(it->topics.begin(), it->topics.end(), [&](const auto& topic) {
      return std::find(topics.begin(), topics.end(), topic) != topics.end();
    });
    if (!wanted) continue;
    bytes += it->text->size();
    missed.push_back(it->text);
    if (missed.size() > resume_events || bytes > resume_bytes) return false;
  }
  for (const auto& text : missed) send(text);
  return true;
}

}  // namespace centralino::live
