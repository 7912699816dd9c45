// Facts of one contact, folded from routing events and conversation events.
//
// Each event carries enough to find its record (offer id, wrap-up id, queue + start of a segment),
// so the fold is a union: applying an event twice, or late, or in another order gives the same
// contact. Store it as JSON beside the work; figures are computed from contacts only (figures.h).
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/routing/types.h"

namespace centralino::engine::facts {

using routing::Channel;
using routing::EndedBy;
using routing::Exit;
using routing::OfferOutcome;
using routing::WrapUpOutcome;

// One stay in one queue. `exit` is empty while it lasts; a transfer of answered work opens another.
struct Segment {
  QueueId queue;
  Instant t_enqueue;
  std::optional<Instant> t_leave;
  std::optional<Exit> exit;
};
BOOST_DESCRIBE_STRUCT(Segment, (), (queue, t_enqueue, t_leave, exit))

struct OfferFact {
  OfferId offer;
  AgentId agent;
  QueueId queue;
  Instant t_made;
  std::optional<Instant> t_ended;
  std::optional<OfferOutcome> outcome;
};
BOOST_DESCRIBE_STRUCT(OfferFact, (), (offer, agent, queue, t_made, t_ended, outcome))

// One agent's time with the contact, from accepting to the end or the transfer away.
struct Handling {
  AgentId agent;
  QueueId queue;
  Instant t_accept;
  std::optional<Instant> t_end;
  std::optional<EndedBy> by;  // empty when transferred away
};
BOOST_DESCRIBE_STRUCT(Handling, (), (agent, queue, t_accept, t_end, by))

struct WrapUpFact {
  WrapUpId wrapup;
  AgentId agent;
  QueueId queue;
  Instant t_start;
  std::optional<Instant> t_end;
  std::optional<WrapUpOutcome> outcome;
};
BOOST_DESCRIBE_STRUCT(WrapUpFact, (), (wrapup, agent, queue, t_start, t_end, outcome))

enum class Author : std::uint8_t { visitor, agent };
BOOST_DESCRIBE_ENUM(Author, visitor, agent)

struct MessageFact {
  Instant at;
  Author by = Author::visitor;
  auto operator<=>(const MessageFact&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageFact, (), (at, by))

// What the customer was told when they began to wait: half of the futures wait less than the
// median, eight of ten lie between low and high.
struct AnnouncedWait {
  Instant at;
  std::int64_t low_ms = 0;
  std::int64_t median_ms = 0;
  std::int64_t high_ms = 0;
};
BOOST_DESCRIBE_STRUCT(AnnouncedWait, (), (at, low_ms, median_ms, high_ms))

struct Contact {
  WorkId work;
  ConversationId conversation;
  CustomerId customer;
  Channel channel = Channel::chat;
  std::string language;
  std::optional<Instant> t_arrive;    // first ring
  std::vector<Segment> segments;      // by t_enqueue
  std::vector<OfferFact> offers;      // by id
  std::vector<Handling> handlings;    // by t_accept
  std::vector<WrapUpFact> wrapups;    // by id
  std::vector<MessageFact> messages;  // by time, human messages only
  std::optional<Instant> t_connect;   // first agent message or media; earliest wins
  std::optional<Exit> left;           // exit without an answer, as the engine said it
  std::optional<Instant> t_left;
  QueueId left_queue;                      // where it was rejected or left
  std::optional<int> survey_score;         // 1…5
  std::optional<Instant> t_survey;         // the latest answer wins
  std::optional<AnnouncedWait> announced;  // the first
  std::optional<bool> outbound;            // the agent called: nobody waited
};
BOOST_DESCRIBE_STRUCT(Contact, (),
                      (work, conversation, customer, channel, language, t_arrive, segments, offers,
                       handlings, wrapups, messages, t_connect, left, t_left, left_queue,
                       survey_score, t_survey, announced, outbound))

// ---- facts that do not come from routing
// -----------------------------------------------------------

struct Connected {  // two-way media, or the first agent message
  static constexpr std::string_view type_name = "connected";
  WorkId work;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Connected, (), (work, at))

struct MessageSent {  // by a human; automatic replies are not passed
  static constexpr std::string_view type_name = "message_sent";
  WorkId work;
  Author by = Author::visitor;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(MessageSent, (), (work, by, at))

struct SurveyAnswered {
  static constexpr std::string_view type_name = "survey_answered";
  WorkId work;
  int score = 0;  // 1…5
  Instant at;
};
BOOST_DESCRIBE_STRUCT(SurveyAnswered, (), (work, score, at))

struct WaitAnnounced {
  static constexpr std::string_view type_name = "wait_announced";
  WorkId work;
  AnnouncedWait wait;
};
BOOST_DESCRIBE_STRUCT(WaitAnnounced, (), (work, wait))

using ConversationFact = std::variant<Connected, MessageSent, SurveyAnswered, WaitAnnounced>;

// The contact an event is about; none for AgentStateChanged.
WorkId subject(const routing::Event& event);
WorkId subject(const ConversationFact& fact);

// Folds one event in; events about other work are ignored. An agent's first message also connects.
// Call it as facts::apply: the plain name finds std::apply too, because events are std::variants.
void apply(Contact& contact, const routing::Event& event);
void apply(Contact& contact, const ConversationFact& fact);

// ---- what follows from a contact
// --------------------------------------------------------------------

// Exactly one exit: answered when any agent accepted; else how it left; empty while it waits.
std::optional<Exit> exit_of(const Contact& contact);
// First ring or first queue, whichever was earlier.
std::optional<Instant> t_begin(const Contact& contact);
std::optional<Instant> t_accept(const Contact& contact);  // first accept
std::optional<Instant> t_end(
    const Contact& contact);  // end of the last handling, or t_left; empty while open
std::optional<Duration> first_reply(const Contact& contact);  // t_arrive → first agent message

// Customer's turns that got an answer: consecutive customer messages are one turn, counted from the
// first of them to the next agent message.
struct Replies {
  std::int64_t turns = 0;
  std::int64_t sum_ms = 0;
};
Replies replies(const Contact& contact);

}  // namespace centralino::engine::facts
