#include "base/text.h"
#include "subjects/agents/agents.h"
#include "subjects/conversations/api.h"
#include "subjects/conversations/conversations.h"
#include "subjects/customers/records.h"

namespace centralino::conversations {

struct ConversationList {
  std::vector<Conversation> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ConversationList, (), (items, next))

struct ConversationWithMessages {
  Conversation conversation;
  std::vector<Message> messages;
};
BOOST_DESCRIBE_STRUCT(ConversationWithMessages, (), (conversation, messages))

struct JournalEntry {
  std::string seq;
  Instant at;
  std::string actor, actor_name, subject_kind, type;
  json::Raw data;
};
BOOST_DESCRIBE_STRUCT(JournalEntry, (), (seq, at, actor, actor_name, subject_kind, type, data))
struct History {
  std::vector<JournalEntry> items;
};
BOOST_DESCRIBE_STRUCT(History, (), (items))

struct Decline {
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(Decline, (), (reason))

struct CustomerPage {
  customers::Customer customer;
  std::vector<cases::CaseSummary> cases;
  std::vector<Conversation> conversations;
  std::vector<customers::CustomerRecord> records;  // the newest 50
};
BOOST_DESCRIBE_STRUCT(CustomerPage, (), (customer, cases, conversations, records))

namespace {

Result<Conversation> view_of(store::Db& db, const Actor& actor, ConversationId id) {
  auto conversation = find(db, actor.tenant, id);
  if (!conversation) return refuse(Code::not_found);
  return std::move(*conversation);
}

Result<ConversationList> list(store::Db& db, const api::Ask& ask) {
  const auto state = ask.query_value("state");
  if (state && !json::enum_from<State>(*state))
    return refuse_field("state", "must be one of: waiting, offered, active, ended");
  const bool mine = ask.query_value("mine") == "true";
  std::int64_t limit = 50;
  if (const auto text = ask.query_value("limit")) {
    limit = whole_number(*text).value_or(0);
    if (limit < 1 || limit > 200) return refuse_field("limit", "must be between 1 and 200");
  }
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  if (const auto text = ask.query_value("before")) {
    const auto id = ConversationId::parse(*text);
    if (!id) return refuse_field("before", "is not a valid id");
    before = id->value;
  }
  ConversationList found;
  static const std::string sql = std::string(view_columns) +
                                 "WHERE c.tenant = $1 AND c.id < $2 AND (c.state = $3 OR $3 = '') "
                                 "AND (c.owner = $4 OR $4 = 0) ORDER BY c.id DESC LIMIT $5";
  for (const auto& row : db.query(sql, {ask.actor.tenant, before, state.value_or(""),
                                        mine ? ask.actor.user.value : std::int64_t{0}, limit + 1}))
    found.items.push_back(read_view(row));
  if (static_cast<std::int64_t>(found.items.size()) > limit) {
    found.items.pop_back();
    found.next = found.items.back().id.str();
  }
  return found;
}

// Everything the journal says of the conversation and its case: the customer's own record.
Result<History> history(store::Db& db, const api::Ask& ask) {
  TRY(id, ask.id<ConversationId>("id"));
  const auto row = find_row(db, ask.actor.tenant, id);
  if (!row) return refuse(Code::not_found);
  History found;
  for (const auto& in :
       db.query("SELECT j.seq, j.at, j.actor, j.subject_kind, j.type, j.data FROM journal j "
                "WHERE j.tenant = $1 AND j.subject IN ($2, $3) ORDER BY j.seq LIMIT 2000",
                {ask.actor.tenant, id, row->case_id})) {
    JournalEntry entry;
    entry.seq = std::to_string(in.integer(0));
    entry.at = in.instant(1);
    entry.actor = in.text(2);
    entry.subject_kind = in.text(3);
    entry.type = in.text(4);
    entry.data.text = in.text(5);
    if (const auto user = UserId::parse(entry.actor)) {
      const auto known = access::find_user(db, ask.actor.tenant, *user);
      entry.actor_name = known ? known->name : "";
    } else if (entry.actor == id.str()) {
      const auto customer = customers::find(db, ask.actor.tenant, row->customer);
      entry.actor_name = customer ? customer->name : "";
    }
    found.items.push_back(std::move(entry));
  }
  return found;
}

Result<CustomerPage> customer_page(store::Db& db, const api::Ask& ask) {
  TRY(id, ask.id<CustomerId>("id"));
  auto customer = customers::find(db, ask.actor.tenant, id);
  if (!customer) return refuse(Code::not_found);
  CustomerPage page;
  page.customer = std::move(*customer);
  page.cases = cases::of_customer(db, ask.actor.tenant, id);
  static const std::string sql =
      std::string(view_columns) +
      "WHERE c.tenant = $1 AND c.customer = $2 ORDER BY c.id DESC LIMIT 100";
  for (const auto& row : db.query(sql, {ask.actor.tenant, id}))
    page.conversations.push_back(read_view(row));
  page.records = customers::records_of(db, ask.actor.tenant, id, 50);
  return page;
}

template <class Act>
auto on_conversation(Act act) {
  return [act](loop::Tx& tx, const api::Ask& ask, const auto& body) -> Result<Conversation> {
    TRY(id, ask.id<ConversationId>("id"));
    TRY_DONE(act(tx, ask.actor, id, body));
    return view_of(tx.db(), ask.actor, id);
  };
}

void add_reading(api::Routes& routes) {
  using api::Auth;
  routes.query<ConversationList>({.method = "GET",
                                  .pattern = "/api/v1/conversations",
                                  .auth = Auth::user,
                                  .tag = "conversations",
                                  .summary = "Conversations, newest first",
                                  .query = {{"state", "waiting, offered, active or ended"},
                                            {"mine", "true: only those I own"},
                                            {"limit", "1 to 200; default 50"},
                                            {"before", "the `next` of the page before"}}},
                                 list);
  routes.query<ConversationWithMessages>(
      {.method = "GET",
       .pattern = "/api/v1/conversations/{id}",
       .auth = Auth::user,
       .tag = "conversations",
       .summary = "A conversation with its messages"},
      [](store::Db& db, const api::Ask& ask) -> Result<ConversationWithMessages> {
        TRY(id, ask.id<ConversationId>("id"));
        TRY(conversation, view_of(db, ask.actor, id));
        return ConversationWithMessages{std::move(conversation),
                                        messages(db, ask.actor.tenant, id, false)};
      });
  routes.query<History>({.method = "GET",
                         .pattern = "/api/v1/conversations/{id}/history",
                         .auth = Auth::user,
                         .tag = "conversations",
                         .summary = "What happened, when, and who did it"},
                        history);
  routes.query<CustomerPage>({.method = "GET",
                              .pattern = "/api/v1/customers/{id}",
                              .auth = Auth::user,
                              .tag = "customers",
                              .summary = "A customer with their cases and conversations"},
                             customer_page);
}

void add_acting(api::Routes& routes) {
  using api::Auth;
  using api::Nothing;
  routes.command<AgentText, Message>(
      {.method = "POST",
       .pattern = "/api/v1/conversations/{id}/messages",
       .auth = Auth::user,
       .tag = "conversations",
       .summary = "Write to the visitor, or a note for colleagues",
       .success = 201},
      [](loop::Tx& tx, const api::Ask& ask, const AgentText& wanted) -> Result<Message> {
        TRY(id, ask.id<ConversationId>("id"));
        return agent_message(tx, ask.actor, id, wanted);
      });
  routes.command<Nothing, Conversation>(
      {.method = "POST",
       .pattern = "/api/v1/conversations/{id}/end",
       .auth = Auth::user,
       .tag = "conversations",
       .summary = "End the conversation"},
      on_conversation([](loop::Tx& tx, const Actor& actor, ConversationId id, const Nothing&) {
        return agent_ends(tx, actor, id);
      }));
  routes.command<Transfer, Conversation>(
      {.method = "POST",
       .pattern = "/api/v1/conversations/{id}/transfer",
       .auth = Auth::user,
       .tag = "conversations",
       .summary = "Hand over to a queue or an agent, with a brief for whoever takes it"},
      on_conversation([](loop::Tx& tx, const Actor& actor, ConversationId id,
                         const Transfer& wanted) { return transfer(tx, actor, id, wanted); }));
  routes.command<Priority, Conversation>(
      {.method = "POST",
       .pattern = "/api/v1/conversations/{id}/priority",
       .auth = Auth::supervisor,
       .tag = "conversations",
       .summary = "Move somebody who waits forward or back in line"},
      on_conversation(
          [](loop::Tx& tx, const Actor& actor, ConversationId id, const Priority& wanted) {
            return change_priority(tx, actor, id, wanted);
          }));
  routes.command<Nothing, Accepted>(
      {.method = "POST",
       .pattern = "/api/v1/offers/{id}/accept",
       .auth = Auth::user,
       .tag = "offers",
       .summary = "Take the offered conversation"},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Accepted> {
        TRY(id, ask.id<OfferId>("id"));
        return accept_offer(tx, ask.actor, id);
      });
  routes
      .command<Decline, Nothing>(
          {.method = "POST",
           .pattern = "/api/v1/offers/{id}/decline",
           .auth = Auth::user,
           .tag = "offers",
           .summary = "Decline the offered conversation"},
          [](loop::Tx& tx, const api::Ask& ask, const Decline& wanted) -> Result<Nothing> {
            TRY(id, ask.id<OfferId>("id"));
            TRY_DONE(decline_offer(tx, ask.actor, id, wanted.reason.value_or("")));
            return Nothing{};
          })
      .request_optional = true;
  routes.command<WrapUpDone, Nothing>(
      {.method = "POST",
       .pattern = "/api/v1/wrapups/{id}/complete",
       .auth = Auth::user,
       .tag = "wrapups",
       .summary = "Finish the wrap-up with its outcome"},
      [](loop::Tx& tx, const api::Ask& ask, const WrapUpDone& wanted) -> Result<Nothing> {
        TRY(id, ask.id<WrapUpId>("id"));
        TRY_DONE(complete_wrapup(tx, ask.actor, id, wanted));
        return Nothing{};
      });
  routes.command<Nothing, WrapUp>(
      {.method = "POST",
       .pattern = "/api/v1/wrapups/{id}/extend",
       .auth = Auth::user,
       .tag = "wrapups",
       .summary = "Take more time to wrap up"},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<WrapUp> {
        TRY(id, ask.id<WrapUpId>("id"));
        return extend_wrapup(tx, ask.actor, id);
      });
  routes.command<agents::PresenceWish, agents::Presence>(
      {.method = "PUT",
       .pattern = "/api/v1/me/presence",
       .auth = Auth::user,
       .tag = "agents",
       .summary = "Available, away with a reason, or offline"},
      [](loop::Tx& tx, const api::Ask& ask, const agents::PresenceWish& wish) {
        return agents::set_presence(tx, ask.actor, ask.actor.user, wish);
      });
  routes.command<cases::CaseChange, cases::CaseSummary>(
      {.method = "PATCH",
       .pattern = "/api/v1/cases/{id}",
       .auth = Auth::user,
       .tag = "cases",
       .summary = "Change a case"},
      [](loop::Tx& tx, const api::Ask& ask,
         const cases::CaseChange& wanted) -> Result<cases::CaseSummary> {
        TRY(id, ask.id<CaseId>("id"));
        TRY_DONE(cases::change(tx, ask.actor, id, wanted));
        for (const auto& row :
             tx.db().query("SELECT id FROM conversation WHERE tenant = $1 AND case_id = $2",
                           {ask.actor.tenant, id}))
          publish_conversation(tx, ask.actor.tenant, row.id<ConversationId>(0), ask.actor.user);
        return *cases::find(tx.db(), ask.actor.tenant, id);
      });
  routes.query<cases::CaseSummary>(
      {.method = "GET",
       .pattern = "/api/v1/cases/{id}",
       .auth = Auth::user,
       .tag = "cases",
       .summary = "A case"},
      [](store::Db& db, const api::Ask& ask) -> Result<cases::CaseSummary> {
        TRY(id, ask.id<CaseId>("id"));
        auto found = cases::find(db, ask.actor.tenant, id);
        if (!found) return refuse(Code::not_found);
        return std::move(*found);
      });
}

}  // namespace

void add_agent_routes(api::Routes& routes, ApiParts) {
  add_reading(routes);
  add_acting(routes);
}

}  // namespace centralino::conversations
