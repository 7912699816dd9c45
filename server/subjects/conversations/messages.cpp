// Messages: stored once, in order, never changed.
#include "base/check.h"
#include "base/text.h"
#include "subjects/conversations/conversations.h"
#include "subjects/conversations/facts.h"

namespace centralino::conversations {
namespace {

// What the journal says of a message: enough to read the exchange from the journal alone.
struct MessageRecord {
  MessageId id;
  std::int64_t n = 0;
  MessageKind kind = MessageKind::text;
  std::string text;
  std::optional<bool> to_machine;
};
BOOST_DESCRIBE_STRUCT(MessageRecord, (), (id, n, kind, text, to_machine))

// Who sees it arrive at once: the other side, when it is connected.
Delivery deliver(loop::Tx& tx, Row& row, AuthorKind author) {
  if (author == AuthorKind::agent && row.visitor_online) {
    row.visitor_delivered_n = row.last_n;
    return Delivery::delivered;
  }
  if (author == AuthorKind::visitor && row.owner_kind == OwnerKind::agent &&
      queues::floor(tx).of(row.tenant).connected(row.owner)) {
    row.agent_delivered_n = row.last_n;
    return Delivery::delivered;
  }
  return Delivery::accepted;
}

void publish_message(loop::Tx& tx, const Row& row, const Message& message) {
  const auto members = [&](const Message& shown) {
    return "\"conversation_id\":\"" + row.id.str() + "\",\"message\":" + json::to_string(shown);
  };
  if (row.owner_kind == OwnerKind::agent)
    tx.publish({0, true, {user_topic(row.tenant, row.owner)}, "message.added", members(message)});
  if (message.kind != MessageKind::note)
    tx.publish({0,
                true,
                {visitor_topic(row.tenant, row.id)},
                "message.added",
                members(for_visitor(message))});
}

// The list of the desk that has it shows the newest message and what is unread; the visitor's page
// knows both from the message itself, and nobody else looks.
void publish_to_owner(loop::Tx& tx, const Row& row) {
  if (row.owner_kind != OwnerKind::agent) return;
  if (const auto conversation = find(tx, row.tenant, row.id))
    tx.publish({0,
                true,
                {user_topic(row.tenant, row.owner)},
                "conversation.changed",
                "\"conversation\":" + json::to_string(*conversation)});
}

}  // namespace

Message for_visitor(Message message) {
  if (message.attachment)
    message.attachment->url = "/api/v1/visitor/files/" + message.attachment->id.str();
  return message;
}

Message add_message(loop::Tx& tx, const Actor& actor, Row& row, const NewMessage& wanted) {
  Message message;
  message.id = tx.fresh<MessageId>();
  message.n = ++row.last_n;
  message.author = wanted.author;
  message.kind = wanted.kind;
  message.text = wanted.text;
  message.at = tx.now();
  message.attachment = wanted.attachment;
  message.question = wanted.question;
  message.state = deliver(tx, row, wanted.author.kind);
  const bool to_machine =
      message.author.kind == AuthorKind::visitor && row.state == State::automated;
  tx.db().exec(
      "INSERT INTO message (id, tenant, conversation, n, author_kind, author, author_name, kind, "
      "text, at, attachment, question, to_machine) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      {message.id, row.tenant, row.id, message.n, json::enum_name(message.author.kind),
       message.author.id, message.author.name, json::enum_name(message.kind), message.text,
       message.at, message.attachment ? std::optional(message.attachment->id) : std::nullopt,
       message.question ? std::optional(json::to_string(*message.question)) : std::nullopt,
       to_machine});
  // Events and notes move the counter but are not what the list of conversations shows last.
  const bool shown = message.kind == MessageKind::text || message.kind == MessageKind::file;
  if (message.author.kind == AuthorKind::agent)
    row.agent_seen_n = message.n;  // who writes has read
  tx.db().exec(
      "UPDATE conversation SET last_n = $1, visitor_delivered_n = $2, agent_delivered_n = $3, "
      "agent_seen_n = $4, "
      "last_text = CASE WHEN $5 = 1 THEN $6 ELSE last_text END, last_at = CASE WHEN $5 = 1 THEN $7 "
      "ELSE last_at END, "
      "last_author = CASE WHEN $5 = 1 THEN $8 ELSE last_author END WHERE id = $9 AND tenant = $10",
      {row.last_n, row.visitor_delivered_n, row.agent_delivered_n, row.agent_seen_n, shown,
       beginning(message.text), message.at, json::enum_name(message.author.kind), row.id,
       row.tenant});
  queues::floor(tx).talks().message_added(row, message);
  tx.journal(actor, "conversation", row.id.value, "message_added",
             json::to_string(MessageRecord{message.id, message.n, message.kind, message.text,
                                           to_machine ? std::optional(true) : std::nullopt}));
  if (shown && message.author.kind != AuthorKind::system && !to_machine) {
    const auto by = message.author.kind == AuthorKind::agent ? engine::facts::Author::agent
                                                             : engine::facts::Author::visitor;
    fold(tx, queues::floor(tx).of(row.tenant), engine::facts::MessageSent{row.work, by, tx.now()});
  }
  publish_message(tx, row, message);
  return message;
}

Result<Message> visitor_message(loop::Tx& tx, const Actor& visitor, const NewText& wanted) {
  auto row = find_row(tx, visitor.tenant, visitor.conversation);
  if (!row) return refuse(Code::not_found);
  if (row->state == State::ended) return refuse(Code::conversation_ended);
  if (row->last_n >= max_messages) return refuse(Code::too_large);
  if (trimmed(wanted.text).empty()) return refuse_field("text", "must not be empty");
  auto* carrier = queues::floor(tx).carrier(row->channel);
  const bool alone = carrier != nullptr && row->state != State::active;  // with no person yet
  NewMessage message;
  message.author = {AuthorKind::visitor, std::nullopt, visitor.name};
  message.text = alone ? carrier->kept(*row, wanted.text) : wanted.text;
  const auto stored = add_message(tx, visitor, *row, message);
  publish_to_owner(tx, *row);
  if (alone) carrier->heard(tx, *row, wanted);
  return stored;
}

Result<Message> agent_message(loop::Tx& tx, const Actor& agent, ConversationId id,
                              const AgentText& wanted) {
  auto row = find_row(tx, agent.tenant, id);
  if (!row) return refuse(Code::not_found);
  const bool note = wanted.note.value_or(false);
  const bool mine = row->owner_kind == OwnerKind::agent && row->owner == agent.user;
  if (trimmed(wanted.text).empty()) return refuse_field("text", "must not be empty");
  if (row->last_n >= max_messages) return refuse(Code::too_large);
  if (!note) {
    if (row->state == State::ended) return refuse(Code::conversation_ended);
    if (wanted.epoch != row->epoch) return refuse(Code::stale_epoch);
    if (!mine) return refuse(Code::not_owner);
  }
  const auto message = add_message(tx, agent, *row,
                                   {{AuthorKind::agent, agent.user, agent.name},
                                    note ? MessageKind::note : MessageKind::text,
                                    wanted.text,
                                    {}});
  publish_to_owner(tx, *row);
  return message;
}

Result<Message> add_file(loop::Tx& tx, const Actor& actor, ConversationId id,
                         const StoredFile& file) {
  auto row = find_row(tx, actor.tenant, id);
  if (!row) return refuse(Code::not_found);
  if (row->state == State::ended) return refuse(Code::conversation_ended);
  if (row->last_n >= max_messages) return refuse(Code::too_large);
  const bool visitor = actor.kind == Actor::Kind::visitor;
  if (!visitor && !(row->owner_kind == OwnerKind::agent && row->owner == actor.user))
    return refuse(Code::not_owner);
  Attachment attachment;
  attachment.id = tx.fresh<AttachmentId>();
  attachment.name = file.name;
  attachment.media_type = file.media_type;
  attachment.size_bytes = file.size_bytes;
  attachment.url = "/api/v1/files/" + attachment.id.str();
  tx.db().exec(
      "INSERT INTO attachment (id, tenant, conversation, name, media_type, size_bytes, sha256, "
      "created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {attachment.id, actor.tenant, id, file.name, file.media_type, file.size_bytes, file.sha256,
       tx.now()});
  NewMessage message;
  message.author = visitor ? Author{AuthorKind::visitor, std::nullopt, actor.name}
                           : Author{AuthorKind::agent, actor.user, actor.name};
  message.kind = MessageKind::file;
  message.text = file.name;
  message.attachment = attachment;
  const auto stored = add_message(tx, actor, *row, message);
  publish_to_owner(tx, *row);
  return visitor ? for_visitor(stored) : stored;
}

std::optional<StoredFile> find_file(store::Db& db, const Actor& actor, AttachmentId id) {
  const auto row = db.one(
      "SELECT name, media_type, size_bytes, sha256, conversation FROM attachment WHERE id = $1 AND "
      "tenant = $2",
      {id, actor.tenant});
  if (!row) return std::nullopt;
  if (actor.kind == Actor::Kind::visitor && row->id<ConversationId>(4) != actor.conversation)
    return std::nullopt;
  return StoredFile{row->text(0), row->text(1), row->integer(2), row->text(3)};
}

}  // namespace centralino::conversations
