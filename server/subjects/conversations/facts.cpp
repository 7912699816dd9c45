#include "subjects/conversations/facts.h"

#include <algorithm>
#include <limits>

#include "platform/store/damaged.h"

namespace centralino::conversations {
namespace {

namespace facts = engine::facts;

// While open, a contact belongs to every interval from its start on.
constexpr Instant open_end{std::numeric_limits<std::int64_t>::max()};

bool is_closed(const facts::Contact& contact) {
  return facts::t_end(contact).has_value() &&
         std::all_of(contact.wrapups.begin(), contact.wrapups.end(),
                     [](const auto& w) { return w.t_end.has_value(); });
}

void store(loop::Tx& tx, queues::TenantFloor& floor, const facts::Contact& contact) {
  const bool closed = is_closed(contact);
  const Instant last = closed ? tx.now() : open_end;
  tx.db().exec(
      "INSERT INTO contact (work, tenant, conversation, queue, first_at, last_at, closed, facts) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (work) DO UPDATE SET queue = "
      "excluded.queue, "
      "last_at = CASE WHEN contact.closed = 1 THEN contact.last_at ELSE excluded.last_at END, "
      "closed = excluded.closed, facts = excluded.facts",
      {contact.work, floor.tenant.id, contact.conversation,
       contact.segments.empty() ? contact.left_queue : contact.segments.back().queue,
       facts::t_begin(contact).value_or(tx.now()), last, closed, json::to_string(contact)});
  const WorkId work = contact.work;
  if (closed) floor.contacts.erase(work);  // `contact` may be that entry: not used after this
}

facts::Contact load(loop::Tx& tx, queues::TenantFloor& floor, WorkId work) {
  const auto row = tx.db().one("SELECT facts FROM contact WHERE work = $1 AND tenant = $2",
                               {work, floor.tenant.id});
  if (!row) return {};
  return store::intact(json::from_text<facts::Contact>(row->text(0)), "a contact");
}

}  // namespace

void fold(loop::Tx& tx, queues::TenantFloor& floor, const engine::routing::Event& event) {
  const WorkId work = facts::subject(event);
  if (!work) return;
  tx.touch();
  auto it = floor.contacts.find(work);
  if (it == floor.contacts.end()) it = floor.contacts.emplace(work, load(tx, floor, work)).first;
  if (!it->second.work) it->second.work = work;
  facts::apply(it->second, event);
  store(tx, floor, it->second);
}

void fold(loop::Tx& tx, queues::TenantFloor& floor, const engine::facts::ConversationFact& fact) {
  const WorkId work = facts::subject(fact);
  const auto it = floor.contacts.find(work);
  if (it == floor.contacts.end()) {
    auto contact = load(tx, floor, work);
    if (!contact.work) return;
    facts::apply(contact, fact);
    store(tx, floor, contact);
    return;
  }
  tx.touch();
  const bool was_connected = it->second.t_connect.has_value();
  facts::apply(it->second, fact);
  const bool plain_message = std::holds_alternative<facts::MessageSent>(fact);
  if (!plain_message || was_connected != it->second.t_connect.has_value())
    store(tx, floor, it->second);
}

}  // namespace centralino::conversations
