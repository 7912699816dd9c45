// What a conversation looks like: to clients, and to the commands that change it. Values only;
// conversations.h says what happens to them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "subjects/cases/cases.h"
#include "subjects/customers/customers.h"
#include "subjects/queues/queues.h"

namespace centralino::conversations {

namespace routing = engine::routing;

// automated: a machine talks with them; nobody waits.
enum class State { automated, waiting, offered, active, ended };
BOOST_DESCRIBE_ENUM(State, automated, waiting, offered, active, ended)
enum class OwnerKind { flow, queue, agent, nobody };
BOOST_DESCRIBE_ENUM(OwnerKind, flow, queue, agent, nobody)
enum class AuthorKind { visitor, agent, system };
BOOST_DESCRIBE_ENUM(AuthorKind, visitor, agent, system)
enum class MessageKind { text, note, file, event };
BOOST_DESCRIBE_ENUM(MessageKind, text, note, file, event)
enum class Delivery { accepted, delivered, seen };
BOOST_DESCRIBE_ENUM(Delivery, accepted, delivered, seen)
enum class EndedBy { visitor, agent, system };
BOOST_DESCRIBE_ENUM(EndedBy, visitor, agent, system)

// ---- what clients see (docs/live-protocol.md)
// -------------------------------------------------------

struct Attachment {
  AttachmentId id;
  std::string name;
  std::string media_type;
  std::int64_t size_bytes = 0;
  std::string url;
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (id, name, media_type, size_bytes, url))

struct Author {
  AuthorKind kind = AuthorKind::system;
  std::optional<UserId> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Author, (), (kind, id, name))

// What a machine asks with a message. A choice is clicked, or written: its key or its words.
struct Choice {
  std::string key;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (key, label))
struct Question {
  std::vector<Choice> choices;
  bool secret = false;  // the answer is for nobody's eyes: it is masked before it is stored
};
BOOST_DESCRIBE_STRUCT(Question, (), (choices, secret))

struct Message {
  MessageId id;
  std::int64_t n = 0;
  Author author;
  MessageKind kind = MessageKind::text;
  std::string text;  // of an event: its code, e.g. "agent_joined"
  Instant at;
  Delivery state = Delivery::accepted;
  std::optional<Attachment> attachment;
  std::optional<Question> question;
};
BOOST_DESCRIBE_STRUCT(Message, (), (id, n, author, kind, text, at, state, attachment, question))

struct Owner {
  OwnerKind kind = OwnerKind::queue;
  std::optional<UserId> id;
  std::optional<std::string> name;
};
BOOST_DESCRIBE_STRUCT(Owner, (), (kind, id, name))

struct LastMessage {
  std::string text;
  Instant at;
  AuthorKind author_kind = AuthorKind::system;
};
BOOST_DESCRIBE_STRUCT(LastMessage, (), (text, at, author_kind))

struct SurveyAnswer {
  std::int64_t score = 0;
  std::optional<std::string> comment;
};
BOOST_DESCRIBE_STRUCT(SurveyAnswer, (), (score, comment))

struct Conversation {
  ConversationId id;
  routing::Channel channel = routing::Channel::chat;
  State state = State::waiting;
  customers::Customer customer;
  cases::CaseSummary case_;
  queues::QueueRef queue;
  Owner owner;
  std::int64_t epoch = 0;
  std::string language;
  Instant created_at;
  std::optional<Instant> answered_at;
  std::optional<Instant> ended_at;
  std::optional<EndedBy> ended_by;
  std::optional<LastMessage> last_message;
  std::int64_t unread = 0;  // by the agent
  bool visitor_online = false;
  std::optional<SurveyAnswer> survey;
  std::map<std::string, std::string> known;  // what a flow learnt, by name; no secrets
};
BOOST_DESCRIBE_STRUCT(Conversation, (),
                      (id, channel, state, customer, case_, queue, owner, epoch, language,
                       created_at, answered_at, ended_at, ended_by, last_message, unread,
                       visitor_online, survey, known))

// ---- the row, as commands need it
// -------------------------------------------------------------------

struct Row {
  ConversationId id;
  TenantId tenant;
  CustomerId customer;
  CaseId case_id;
  QueueId queue;
  WorkId work;
  routing::Channel channel = routing::Channel::chat;
  State state = State::waiting;
  OwnerKind owner_kind = OwnerKind::queue;
  UserId owner;
  std::int64_t epoch = 0;
  std::string language;
  std::int64_t last_n = 0;
  std::int64_t agent_seen_n = 0;
  std::int64_t visitor_seen_n = 0;
  std::int64_t visitor_delivered_n = 0;
  std::int64_t agent_delivered_n = 0;
  bool visitor_online = false;
  bool answered = false;
  std::optional<EndedBy> ended_by;
  bool operator==(const Row&) const = default;
};

}  // namespace centralino::conversations
