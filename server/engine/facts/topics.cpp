#include "engine/facts/topics.h"

#include <algorithm>
#include <tuple>

namespace centralino::engine::facts {
namespace {

// ---- working time

struct Edge {
  AgentId agent;
  Instant at;
  std::size_t contact = 0;
  bool begins = false;
};

template <class F>  // void(AgentId, Instant from, Instant to)
void each_work(const Contact& contact, F each) {
  for (const auto& one : contact.handlings)
    if (one.t_end && *one.t_end > one.t_accept) each(one.agent, one.t_accept, *one.t_end);
  for (const auto& one : contact.wrapups)
    if (one.t_end && *one.t_end > one.t_start) each(one.agent, one.t_start, *one.t_end);
}

std::int64_t handle_ms(const Contact& contact) {
  std::int64_t sum = 0;
  each_work(contact, [&](AgentId, Instant from, Instant to) { sum += (to - from).ms; });
  return sum;
}

// Of each contact, in their order: at every moment an agent's time belongs in equal parts to what
// they have in hand.
std::vector<double> shared_work_ms(const std::vector<TopicContact>& contacts) {
  std::vector<Edge> edges;
  for (std::size_t i = 0; i < contacts.size(); ++i)
    each_work(contacts[i].contact, [&](AgentId agent, Instant from, Instant to) {
      edges.push_back({agent, from, i, true});
      edges.push_back({agent, to, i, false});
    });
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
    return std::tie(a.agent, a.at, a.begins) < std::tie(b.agent, b.at, b.begins);
  });
  std::vector<double> shares(contacts.size());
  std::vector<std::size_t> in_hand;  // of the agent at hand; all has ended before the next
  Instant since;
  for (const Edge& edge : edges) {
    for (const std::size_t contact : in_hand)
      shares[contact] +=
          static_cast<double>((edge.at - since).ms) / static_cast<double>(in_hand.size());
    since = edge.at;
    if (edge.begins) {
      in_hand.push_back(edge.contact);
    } else {
      in_hand.erase(std::find(in_hand.begin(), in_hand.end(), edge.contact));
    }
  }
  return shares;
}

// ---- one was enough

using Beginnings = std::map<CustomerId, std::vector<Instant>>;

Beginnings beginnings_of(const std::vector<TopicContact>& contacts) {
  Beginnings all;
  for (const auto& one : contacts)
    if (const auto at = t_begin(one.contact)) all[one.contact.customer].push_back(*at);
  for (auto& [customer, list] : all) std::sort(list.begin(), list.end());
  return all;
}

void judge(const TopicContact& one, const Beginnings& beginnings, Duration window, Instant now,
           Topic& topic) {
  if (!one.solved || one.contact.handlings.empty()) return;
  const auto end = one.contact.handlings.back().t_end;
  if (!end) return;
  const auto& list = beginnings.at(one.contact.customer);
  const auto next = std::upper_bound(list.begin(), list.end(), *end);
  const bool again = next != list.end() && *next <= *end + window;
  if (now < *end + window && *one.solved && !again) {
    ++topic.too_early;
    return;
  }
  ++topic.judged;
  if (*one.solved && !again) ++topic.enough;
}

}  // namespace

std::map<std::string, Topic> topics(const std::vector<TopicContact>& contacts, Interval period,
                                    Duration window, Instant now) {
  const Instant before = period.from - (period.to - period.from);
  const auto work = shared_work_ms(contacts);
  const auto beginnings = beginnings_of(contacts);
  std::map<std::string, Topic> found;
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    const auto& one = contacts[i];
    const auto at = t_begin(one.contact);
    if (!at || *at < before || *at >= period.to) continue;
    Topic& topic = found[one.topic];
    if (*at < period.from) {
      ++topic.before;
      continue;
    }
    ++topic.contacts;
    judge(one, beginnings, window, now, topic);
    if (one.contact.handlings.empty() || !one.contact.handlings.back().t_end) continue;
    ++topic.handled;
    topic.handle_ms += handle_ms(one.contact);
    topic.work_ms += static_cast<std::int64_t>(work[i]);
  }
  return found;
}

}  // namespace centralino::engine::facts
