#include "engine/facts/contact.h"

#include <algorithm>

namespace centralino::engine::facts {
namespace {

// Finds the record with this key, or makes it in its place.
template <class Record, class Less, class Same>
Record& upsert(std::vector<Record>& records, Record fresh, Less less, Same same) {
  auto at = std::lower_bound(records.begin(), records.end(), fresh, less);
  if (at == records.end() || !same(*at, fresh)) at = records.insert(at, std::move(fresh));
  return *at;
}

Segment& segment(Contact& contact, QueueId queue, Instant t_enqueue) {
  const auto less = [](const Segment& a, const Segment& b) {
    return std::tie(a.t_enqueue, a.queue) < std::tie(b.t_enqueue, b.queue);
  };
  const auto same = [](const Segment& a, const Segment& b) {
    return a.t_enqueue == b.t_enqueue && a.queue == b.queue;
  };
  return upsert(contact.segments, Segment{queue, t_enqueue, {}, {}}, less, same);
}

OfferFact& offer(Contact& contact, OfferId id) {
  OfferFact fresh;
  fresh.offer = id;
  return upsert(
      contact.offers, fresh,
      [](const OfferFact& a, const OfferFact& b) { return a.offer < b.offer; },
      [](const OfferFact& a, const OfferFact& b) { return a.offer == b.offer; });
}

Handling& handling(Contact& contact, AgentId agent, QueueId queue, Instant t_accept) {
  const auto less = [](const Handling& a, const Handling& b) {
    return std::tie(a.t_accept, a.agent) < std::tie(b.t_accept, b.agent);
  };
  const auto same = [](const Handling& a, const Handling& b) {
    return a.t_accept == b.t_accept && a.agent == b.agent;
  };
  Handling& found = upsert(contact.handlings, Handling{agent, queue, t_accept, {}, {}}, less, same);
  if (!found.queue) found.queue = queue;
  return found;
}

WrapUpFact& wrapup(Contact& contact, WrapUpId id) {
  WrapUpFact fresh;
  fresh.wrapup = id;
  return upsert(
      contact.wrapups, fresh,
      [](const WrapUpFact& a, const WrapUpFact& b) { return a.wrapup < b.wrapup; },
      [](const WrapUpFact& a, const WrapUpFact& b) { return a.wrapup == b.wrapup; });
}

void leave(Segment& segment, Instant at, Exit exit) {
  segment.t_leave = at;
  segment.exit = exit;
}

void identify(Contact& contact, const auto& event) {
  contact.conversation = event.conversation;
  contact.customer = event.customer;
  contact.channel = event.channel;
  contact.t_arrive = event.arrived_at;
}

void fold(Contact& contact, const routing::WorkQueued& event) {
  identify(contact, event);
  contact.language = event.language;
  contact.outbound = event.outbound;
  segment(contact, event.queue, event.at);
}

void fold(Contact& contact, const routing::WorkMoved& event) {
  if (event.how == routing::Move::relaxed || event.how == routing::Move::released || event.also)
    return;
  if (event.from_agent) {
    handling(contact, event.from_agent, event.from_queue, event.answered_at).t_end = event.at;
  } else {
    const bool overflowed = event.how == routing::Move::overflowed;
    leave(segment(contact, event.from_queue, event.enqueued_at), event.at,
          overflowed ? Exit::flow_out_overflow : Exit::flow_out_admin);
  }
  segment(contact, event.to_queue, event.at);
}

void fold(Contact&, const routing::PriorityChanged&) {}

void fold(Contact& contact, const routing::OfferMade& event) {
  OfferFact& found = offer(contact, event.offer);
  found.agent = event.agent;
  found.queue = event.queue;
  found.t_made = event.at;
}

void fold(Contact& contact, const routing::OfferEnded& event) {
  OfferFact& found = offer(contact, event.offer);
  found.agent = event.agent;
  found.queue = event.queue;
  found.t_made = event.made_at;
  found.t_ended = event.at;
  found.outcome = event.outcome;
}

// Answered where it waited too: it flowed out of the first queue and was answered in the other.
void fold(Contact& contact, const routing::WorkAnswered& event) {
  if (event.queue != event.segment_queue)
    leave(segment(contact, event.segment_queue, event.enqueued_at), event.at,
          Exit::flow_out_overflow);
  leave(segment(contact, event.queue, event.enqueued_at), event.at, Exit::answered);
  handling(contact, event.agent, event.queue, event.at);
}

void fold(Contact& contact, const routing::WorkEnded& event) {
  Handling& found = handling(contact, event.agent, event.queue, event.answered_at);
  found.t_end = event.at;
  found.by = event.by;
}

void fold(Contact& contact, const routing::WorkLeft& event) {
  identify(contact, event);
  contact.left = event.exit;
  contact.t_left = event.at;
  contact.left_queue = event.queue;
  if (event.exit != Exit::rejected_full && event.exit != Exit::rejected_closed)
    leave(segment(contact, event.queue, event.enqueued_at), event.at, event.exit);
}

void fold(Contact&, const routing::AgentStateChanged&) {}

void fold(Contact& contact, const routing::WrapUpStarted& event) {
  WrapUpFact& found = wrapup(contact, event.wrapup);
  found.agent = event.agent;
  found.queue = event.queue;
  found.t_start = event.at;
}

void fold(Contact&, const routing::WrapUpExtended&) {}

void fold(Contact& contact, const routing::WrapUpEnded& event) {
  WrapUpFact& found = wrapup(contact, event.wrapup);
  found.agent = event.agent;
  found.queue = event.queue;
  found.t_start = event.started_at;
  found.t_end = event.at;
  found.outcome = event.outcome;
}

void connect(Contact& contact, Instant at) {
  contact.t_connect = std::min(contact.t_connect.value_or(at), at);
}

void fold(Contact& contact, const Connected& fact) { connect(contact, fact.at); }

void fold(Contact& contact, const MessageSent& fact) {
  upsert(contact.messages, MessageFact{fact.at, fact.by}, std::less<>{}, std::equal_to<>{});
  if (fact.by == Author::agent) connect(contact, fact.at);
}

void fold(Contact& contact, const SurveyAnswered& fact) {
  const std::pair before{contact.t_survey.value_or(Instant{INT64_MIN}),
                         contact.survey_score.value_or(0)};
  if (std::pair{fact.at, fact.score} < before) return;
  contact.t_survey = fact.at;
  contact.survey_score = fact.score;
}

void fold(Contact& contact, const WaitAnnounced& fact) {
  if (!contact.announced || fact.wait.at < contact.announced->at) contact.announced = fact.wait;
}

}  // namespace

WorkId subject(const routing::Event& event) {
  return std::visit(
      [](const auto& e) {
        if constexpr (requires { e.work; }) {
          return e.work;
        } else {
          return WorkId{};
        }
      },
      event);
}

WorkId subject(const ConversationFact& fact) {
  return std::visit([](const auto& f) { return f.work; }, fact);
}

void apply(Contact& contact, const routing::Event& event) {
  const WorkId work = subject(event);
  if (!work || (contact.work && contact.work != work)) return;
  contact.work = work;
  std::visit([&](const auto& e) { fold(contact, e); }, event);
}

void apply(Contact& contact, const ConversationFact& fact) {
  const WorkId work = subject(fact);
  if (!work || (contact.work && contact.work != work)) return;
  contact.work = work;
  std::visit([&](const auto& f) { fold(contact, f); }, fact);
}

std::optional<Exit> exit_of(const Contact& contact) {
  if (!contact.handlings.empty()) return Exit::answered;
  return contact.left;
}

std::optional<Instant> t_begin(const Contact& contact) {
  std::optional<Instant> first = contact.t_arrive;
  for (const Segment& segment : contact.segments)
    if (!first || segment.t_enqueue < *first) first = segment.t_enqueue;
  return first;
}

std::optional<Instant> t_accept(const Contact& contact) {
  if (contact.handlings.empty()) return std::nullopt;
  return contact.handlings.front().t_accept;
}

std::optional<Instant> t_end(const Contact& contact) {
  if (contact.t_left) return contact.t_left;
  if (contact.handlings.empty()) return std::nullopt;
  Instant last{INT64_MIN};
  bool over = false;  // the last handling ended by the conversation's end, not by a transfer
  for (const Handling& item : contact.handlings) {
    if (!item.t_end) return std::nullopt;
    last = std::max(last, *item.t_end);
    over = over || item.by.has_value();
  }
  return over ? std::optional(last) : std::nullopt;
}

std::optional<Duration> first_reply(const Contact& contact) {
  if (!contact.t_arrive) return std::nullopt;
  for (const MessageFact& message : contact.messages)
    if (message.by == Author::agent) return message.at - *contact.t_arrive;
  return std::nullopt;
}

Replies replies(const Contact& contact) {
  Replies out;
  std::optional<Instant> turn;
  for (const MessageFact& message : contact.messages) {
    if (message.by == Author::visitor) {
      if (!turn) turn = message.at;
    } else if (turn) {
      ++out.turns;
      out.sum_ms += (message.at - *turn).ms;
      turn.reset();
    }
  }
  return out;
}

}  // namespace centralino::engine::facts
