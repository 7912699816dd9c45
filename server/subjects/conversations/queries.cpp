#include "subjects/conversations/conversations.h"

#include "base/check.h"
#include "platform/store/damaged.h"

namespace centralino::conversations {
namespace {

constexpr const char* row_columns =
    "SELECT id, tenant, customer, case_id, queue, work, state, owner_kind, owner, epoch, language, "
    "last_n, "
    "agent_seen_n, visitor_seen_n, visitor_delivered_n, agent_delivered_n, visitor_online, "
    "answered_at, ended_by, channel "
    "FROM conversation WHERE tenant = $1 AND ";

Row read_row(const store::Row& in) {
  Row row;
  row.id = in.id<ConversationId>(0);
  row.tenant = in.id<TenantId>(1);
  row.customer = in.id<CustomerId>(2);
  row.case_id = in.id<CaseId>(3);
  row.queue = in.id<QueueId>(4);
  row.work = in.id<WorkId>(5);
  row.state = json::enum_from<State>(in.text(6)).value_or(State::ended);
  row.owner_kind = json::enum_from<OwnerKind>(in.text(7)).value_or(OwnerKind::nobody);
  row.owner = in.id<UserId>(8);
  row.epoch = in.integer(9);
  row.language = in.text(10);
  row.last_n = in.integer(11);
  row.agent_seen_n = in.integer(12);
  row.visitor_seen_n = in.integer(13);
  row.visitor_delivered_n = in.integer(14);
  row.agent_delivered_n = in.integer(15);
  row.visitor_online = in.flag(16);
  row.answered = !in.is_null(17);
  if (!in.is_null(18)) row.ended_by = json::enum_from<EndedBy>(in.text(18));
  row.channel = json::enum_from<routing::Channel>(in.text(19)).value_or(routing::Channel::chat);
  return row;
}

}  // namespace

const char* const view_columns =
    "SELECT c.id, c.channel, c.state, c.customer, u.name, i.value, i.grade, u.language, "
    "u.created_at, "
    "c.case_id, k.number, k.subject, k.type, k.state, k.priority, k.owner, ko.name, k.created_at, "
    "c.queue, q.name, c.owner_kind, c.owner, o.name, c.epoch, c.language, c.created_at, "
    "c.answered_at, "
    "c.ended_at, c.ended_by, c.last_text, c.last_at, c.last_author, "
    "(SELECT count(*) FROM message m WHERE m.conversation = c.id AND m.n > c.agent_seen_n "
    "AND m.author_kind = 'visitor'), c.visitor_online, s.score, s.comment, "
    "(SELECT p.value FROM identity p WHERE p.tenant = c.tenant AND p.customer = c.customer AND "
    "p.kind = 'phone' ORDER BY p.created_at LIMIT 1), c.known "
    "FROM conversation c JOIN customer u ON u.id = c.customer "
    "LEFT JOIN identity i ON i.tenant = c.tenant AND i.customer = c.customer AND i.kind = 'email' "
    "JOIN customer_case k ON k.id = c.case_id LEFT JOIN user_account ko ON ko.id = k.owner "
    "JOIN queue q ON q.id = c.queue LEFT JOIN user_account o ON o.id = c.owner "
    "LEFT JOIN survey s ON s.conversation = c.id ";

Conversation read_view(const store::Row& in) {
  Conversation view;
  view.id = in.id<ConversationId>(0);
  view.channel = json::enum_from<routing::Channel>(in.text(1)).value_or(routing::Channel::chat);
  view.state = json::enum_from<State>(in.text(2)).value_or(State::ended);
  view.customer = {in.id<CustomerId>(3), in.text(4), in.maybe_text(5), in.maybe_text(6),
                   in.maybe_text(36),    in.text(7), in.instant(8)};
  view.case_.id = in.id<CaseId>(9);
  view.case_.number = in.text(10);
  view.case_.subject = in.text(11);
  view.case_.type =
      json::enum_from<cases::CaseType>(in.text(12)).value_or(cases::CaseType::request);
  view.case_.state =
      json::enum_from<cases::CaseState>(in.text(13)).value_or(cases::CaseState::open);
  view.case_.priority =
      json::enum_from<cases::CasePriority>(in.text(14)).value_or(cases::CasePriority::normal);
  if (!in.is_null(15)) view.case_.owner = access::Person{in.id<UserId>(15), in.text(16)};
  view.case_.created_at = in.instant(17);
  view.queue = {in.id<QueueId>(18), in.text(19)};
  view.owner.kind = json::enum_from<OwnerKind>(in.text(20)).value_or(OwnerKind::nobody);
  if (!in.is_null(21)) {
    view.owner.id = in.id<UserId>(21);
    view.owner.name = in.text(22);
  }
  view.epoch = in.integer(23);
  view.language = in.text(24);
  view.created_at = in.instant(25);
  view.answered_at = in.maybe_instant(26);
  view.ended_at = in.maybe_instant(27);
  if (!in.is_null(28)) view.ended_by = json::enum_from<EndedBy>(in.text(28));
  if (!in.is_null(30))
    view.last_message =
        LastMessage{in.text(29), in.instant(30),
                    json::enum_from<AuthorKind>(in.text(31)).value_or(AuthorKind::system)};
  view.unread = in.integer(32);
  view.visitor_online = in.flag(33);
  if (!in.is_null(34)) view.survey = SurveyAnswer{in.integer(34), in.maybe_text(35)};
  if (!in.is_null(37))
    view.known = store::intact(json::from_text<std::map<std::string, std::string>>(in.text(37)),
                               "what is known in conversation " + view.id.str());
  return view;
}

std::optional<Row> find_row(store::Db& db, TenantId tenant, ConversationId id) {
  static const std::string sql = std::string(row_columns) + "id = $2";
  const auto row = db.one(sql, {tenant, id});
  return row ? std::optional(read_row(*row)) : std::nullopt;
}

std::optional<Row> find_row_by_work(store::Db& db, TenantId tenant, WorkId work) {
  static const std::string sql = std::string(row_columns) + "work = $2";
  const auto row = db.one(sql, {tenant, work});
  return row ? std::optional(read_row(*row)) : std::nullopt;
}

std::optional<Row> find_row(loop::Tx& tx, TenantId tenant, ConversationId id) {
  auto& talks = queues::floor(tx).talks();
  if (const Row* known = talks.row(tenant, id)) return *known;
  auto row = find_row(tx.db(), tenant, id);
  if (row) talks.keep(*row);
  return row;
}

std::optional<Conversation> find(loop::Tx& tx, TenantId tenant, ConversationId id) {
  auto& talks = queues::floor(tx).talks();
  if (const Conversation* known = talks.view(tenant, id)) return *known;
  auto view = find(tx.db(), tenant, id);
  if (view) talks.keep(tenant, *view);
  return view;
}

std::optional<Conversation> find(store::Db& db, TenantId tenant, ConversationId id) {
  static const std::string sql =
      std::string(view_columns) + "WHERE c.tenant = $1 AND c.id = $2 LIMIT 1";
  const auto row = db.one(sql, {tenant, id});
  return row ? std::optional(read_view(*row)) : std::nullopt;
}

std::vector<Conversation> open_of_agent(store::Db& db, TenantId tenant, UserId agent) {
  std::vector<Conversation> list;
  static const std::string mine =
      std::string(view_columns) +
      "WHERE c.tenant = $1 AND c.owner = $2 AND c.ended_at IS NULL ORDER BY c.id";
  for (const auto& row : db.query(mine, {tenant, agent})) list.push_back(read_view(row));
  static const std::string wrapping =
      std::string(view_columns) +
      "WHERE c.tenant = $1 AND c.id IN (SELECT conversation FROM wrapup WHERE tenant = $1 AND "
      "agent = $2 "
      "AND ended_at IS NULL) AND c.ended_at IS NOT NULL ORDER BY c.id";
  for (const auto& row : db.query(wrapping, {tenant, agent})) list.push_back(read_view(row));
  return list;
}

std::vector<Message> messages(store::Db& db, TenantId tenant, ConversationId id, bool to_visitor) {
  const auto row = find_row(db, tenant, id);
  std::vector<Message> list;
  if (!row) return list;
  for (const auto& in : db.query(
           "SELECT m.id, m.n, m.author_kind, m.author, m.author_name, m.kind, m.text, m.at, "
           "a.id, a.name, a.media_type, "
           "a.size_bytes, m.question FROM message m LEFT JOIN attachment a ON a.id = m.attachment "
           "WHERE m.conversation = $1 AND m.tenant = $2 ORDER BY m.n",
           {id, tenant})) {
    Message message;
    message.id = in.id<MessageId>(0);
    message.n = in.integer(1);
    message.author.kind = json::enum_from<AuthorKind>(in.text(2)).value_or(AuthorKind::system);
    if (!in.is_null(3)) message.author.id = in.id<UserId>(3);
    message.author.name = in.text(4);
    message.kind = json::enum_from<MessageKind>(in.text(5)).value_or(MessageKind::text);
    message.text = in.text(6);
    message.at = in.instant(7);
    if (to_visitor && message.kind == MessageKind::note) continue;
    const bool by_agent = message.author.kind == AuthorKind::agent;
    const std::int64_t seen = by_agent ? row->visitor_seen_n : row->agent_seen_n;
    const std::int64_t delivered = by_agent ? row->visitor_delivered_n : row->agent_delivered_n;
    message.state = message.n <= seen        ? Delivery::seen
                    : message.n <= delivered ? Delivery::delivered
                                             : Delivery::accepted;
    if (!in.is_null(8))
      message.attachment =
          Attachment{in.id<AttachmentId>(8), in.text(9), in.text(10), in.integer(11),
                     "/api/v1/files/" + in.id<AttachmentId>(8).str()};
    if (!in.is_null(12))
      message.question =
          store::intact(json::from_text<Question>(in.text(12)), "message " + message.id.str());
    list.push_back(to_visitor ? for_visitor(std::move(message)) : std::move(message));
  }
  return list;
}

std::optional<Offer> offer_view(store::Db& db, const queues::FloorNow& floor,
                                const routing::OfferRow& row) {
  const auto in = db.one(
      "SELECT c.id, u.id, u.name, c.language, c.channel, "
      "(SELECT m.text FROM message m WHERE m.conversation = c.id AND m.author_kind = 'visitor' "
      "ORDER BY m.n LIMIT 1) "
      "FROM conversation c JOIN customer u ON u.id = c.customer WHERE c.tenant = $1 AND c.work = "
      "$2",
      {floor.tenant.id, row.work});
  if (!in) return std::nullopt;
  Offer offer;
  offer.id = row.offer;
  offer.work_id = row.work;
  offer.conversation_id = in->id<ConversationId>(0);
  offer.queue = {row.queue, floor.name_of(row.queue)};
  offer.customer = {in->id<CustomerId>(1), in->text(2)};
  offer.channel = json::enum_from<routing::Channel>(in->text(4)).value_or(routing::Channel::chat);
  offer.preview = in->text(5);
  offer.language = in->text(3);
  offer.made_at = row.made_at;
  offer.expires_at = row.expires_at;
  offer.waited_s = static_cast<double>(row.why.waited_ms) / 1000.0;
  offer.why = routing::explain(row.why);
  return offer;
}

std::optional<WrapUp> wrapup_view(store::Db& db, TenantId tenant, WrapUpId id) {
  const auto in = db.one(
      "SELECT w.id, w.conversation, u.name, w.started_at, w.deadline_at FROM wrapup w "
      "JOIN conversation c ON c.id = w.conversation JOIN customer u ON u.id = c.customer "
      "WHERE w.id = $1 AND w.tenant = $2",
      {id, tenant});
  if (!in) return std::nullopt;
  return WrapUp{in->id<WrapUpId>(0), in->id<ConversationId>(1), in->text(2), in->instant(3),
                in->instant(4)};
}

Estimate to_seconds(const routing::Estimate& estimate) {
  const auto up = [](std::int64_t ms) { return (ms + 999) / 1000; };
  return {estimate.position, up(estimate.wait_ms_median), up(estimate.wait_ms_low),
          up(estimate.wait_ms_high), estimate.nobody_available};
}

}  // namespace centralino::conversations
