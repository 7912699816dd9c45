// Conversations: one exchange on one channel, with its messages, from the visitor's first words to
// the wrap-up and the rating.
//
// State: (automated →) waiting → offered ⇄ waiting → active → (transfer: waiting) … → ended. A
// machine may get it back from the queue or the agent: then it is automated again.
// Ownership: owner ∈ {flow, queue, agent, nobody} and `epoch`. Every change of owner raises the
// epoch; an agent's message carries the epoch it was written under and is refused when stale, so
// that two can never answer at once. A message never changes once it is accepted; `n` counts 1, 2,
// 3… without gaps.
//
// Every function that takes a Tx runs on the loop, decides first and writes after.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "platform/loop/loop.h"
#include "subjects/conversations/views.h"
#include "subjects/queues/floor.h"
#include "subjects/queues/widgets.h"

namespace centralino::conversations {

constexpr std::size_t max_text = 4000;  // characters of a message
constexpr std::int64_t max_file_bytes = 10 << 20;
constexpr std::int64_t max_messages = 5000;              // of one conversation
constexpr Duration visitor_grace = minutes(3);           // a waiting visitor may be away this long
constexpr Duration visitor_arrival_grace = minutes(30);  // one who started and never connected
constexpr Duration agent_grace = seconds(45);            // a desk may be closed this long

struct Estimate {
  std::int64_t position = 0;
  std::int64_t wait_s_median = 0;
  std::int64_t wait_s_low = 0;    // 80 % of customers wait between low…
  std::int64_t wait_s_high = 0;   // …and high
  bool nobody_available = false;  // no agent is signed in who could take it
};
BOOST_DESCRIBE_STRUCT(Estimate, (),
                      (position, wait_s_median, wait_s_low, wait_s_high, nobody_available))
Estimate to_seconds(const routing::Estimate& estimate);

struct CustomerRef {
  CustomerId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(CustomerRef, (), (id, name))

struct Offer {
  OfferId id;
  WorkId work_id;
  ConversationId conversation_id;
  queues::QueueRef queue;
  CustomerRef customer;
  routing::Channel channel = routing::Channel::chat;
  std::string preview;
  std::string language;
  Instant made_at;
  Instant expires_at;
  double waited_s = 0;
  routing::Why why;
};
BOOST_DESCRIBE_STRUCT(Offer, (),
                      (id, work_id, conversation_id, queue, customer, channel, preview, language,
                       made_at, expires_at, waited_s, why))

struct WrapUp {
  WrapUpId id;
  ConversationId conversation_id;
  std::string customer_name;
  Instant started_at;
  Instant deadline_at;
};
BOOST_DESCRIBE_STRUCT(WrapUp, (), (id, conversation_id, customer_name, started_at, deadline_at))

// ---- the row, as commands need it
// -------------------------------------------------------------------

std::optional<Row> find_row(store::Db& db, TenantId tenant, ConversationId id);
std::optional<Row> find_row_by_work(store::Db& db, TenantId tenant, WorkId work);
// On the loop: from memory when it is there (live_rows.h).
std::optional<Row> find_row(loop::Tx& tx, TenantId tenant, ConversationId id);

// ---- routing made to happen (route.cpp)
// -------------------------------------------------------------

// Applies an input to the tenant's routing and does what it decided: rows, facts, live messages.
// The only way to change who waits, is offered or owns.
Result<std::vector<routing::Event>> route(loop::Tx& tx, const Actor& actor, routing::Input input);

// Fires the deadlines of every tenant's cell that are due.
void fire_deadlines(loop::Tx& tx);

// What an administrator is changing: where the engine finds fault with it, the refusal names the
// field as that request does. `list` is "queues" or "agents" of the settings.
struct Changing {
  std::string_view list = {};
  std::int64_t id = 0;
  std::string prefix = {};
};
// Reads the tenant's settings anew and gives them to its cell.
Result<Done> configure(loop::Tx& tx, const Actor& actor, const Changing& what = {});

// Handlers of every timer of conversations and cases, and of the engine's deadlines. Before
// loop.start().
void register_timers(loop::Loop& loop);

// ---- conversations that a machine leads, or that are carried by more than messages (open.cpp)
// -----------------------------------------------------------------------------

struct NewText {
  std::string text;
  std::optional<std::string> choice =
      {};  // the key of the choice that was clicked; `text` its label
};
BOOST_DESCRIBE_STRUCT(NewText, (), (text, choice))

struct Beginning {
  std::string version;   // of the flow, by its hash
  std::string text;      // the customer's first words
  bool buttons = false;  // their page draws choices
};

// What leads a channel's conversations by flows and holds the customer's end beside their messages:
// the telephone, the chat. One for each channel and process, known to the floor.
class Carrier {
 public:
  virtual ~Carrier() = default;
  // A conversation of this channel, opened and with its first message, is the machine's.
  virtual void begins(loop::Tx&, const Row&, const Beginning&) {}
  // What may be kept of words written while no person has the conversation: not a secret's.
  virtual std::string kept(const Row&, const std::string& text) const { return text; }
  // They were written; kept as said above.
  virtual void heard(loop::Tx&, const Row&, const NewText&) {}
  // The customer left while the machine has it: afterwards it has ended.
  virtual void left(loop::Tx&, const Row&) {}
  // The queue or the agent is done with it. Whether the machine goes on: else it has ended.
  virtual bool goes_on(loop::Tx& tx, const Row& row, const routing::Event& event) = 0;
  // The customer wants no more of it, and says so on a page. Not told of chats.
  virtual Result<Done> customer_ends(loop::Tx&, const Row&) { return Done{}; }
  // After a step's rows, facts and screens.
  virtual void routed(loop::Tx& tx, TenantId tenant, const std::vector<routing::Event>& events) = 0;
};

struct Opening {
  routing::Channel channel = routing::Channel::voice;
  CustomerId customer;
  QueueId queue;  // where a person would be
  std::string language;
  std::string subject;            // of the case that is opened for it
  std::optional<CaseId> case_id;  // goes on with this one instead
  std::string visitor_token;      // whoever has it is this conversation's visitor; "" nobody
};
// A conversation that a machine has: nobody waits in it yet.
ConversationId open(loop::Tx& tx, const Actor& actor, const Opening& wanted);

struct Entry {
  QueueId queue;
  std::vector<routing::SkillLevel> requirements;
  std::int64_t priority_s = 0;
  AgentId agent;  // held for them, hold_s long
  std::int64_t hold_s = 0;
  Instant arrived_at;                 // when it rang
  std::optional<Instant> place_from;  // an earlier place that is kept
  bool outbound = false;              // the agent calls: counts as no one who waited
};
// It waits for a person from now on. Refused as the queue refuses; then nothing has changed.
Result<Done> enter_queue(loop::Tx& tx, const Actor& actor, ConversationId id, const Entry& entry);
// The machine is done, or the customer left it.
Result<Done> close_automated(loop::Tx& tx, const Actor& actor, ConversationId id, EndedBy by);
// The language it goes on in, and the queue it belongs to while a machine has it.
void set_language(loop::Tx& tx, TenantId tenant, ConversationId id, const std::string& language);
void set_queue(loop::Tx& tx, TenantId tenant, ConversationId id, QueueId queue);
// What a flow learnt, beside what is known already: for whoever takes the conversation.
void note_known(loop::Tx& tx, TenantId tenant, ConversationId id,
                const std::map<std::string, std::string>& values);
// It goes on for another customer's matter: whoever was led to it by somebody on the telephone.
void hand_matter(loop::Tx& tx, const Row& from, ConversationId to);
// A line in the conversation's history, by nobody: "call_held", "voicemail"…
void note_event(loop::Tx& tx, TenantId tenant, ConversationId id, const std::string& code);

// ---- silence (idle.cpp)
// -----------------------------------------------------------------------------

// An agent took the conversation: from now on the visitor's silence counts, as its queue's settings
// say. The system warns first, then ends it; any word of either side begins anew.
void watch_silence(loop::Tx& tx, TenantId tenant, ConversationId id, QueueId queue,
                   std::int64_t epoch);
void conversation_idle(loop::Tx& tx, const loop::Timer& timer);

// After a start nobody is connected yet: agents and visitors who do not come back within their
// grace are treated as gone.
void await_return(loop::Tx& tx, TenantId tenant);

// ---- the visitor's side
// -----------------------------------------------------------------------------

struct StartChat {
  std::optional<std::string> name;
  std::optional<std::string> email;
  std::string text;
  std::optional<std::string> language;
  std::optional<bool> buttons = {};  // the page draws choices; without it they are written out
};
BOOST_DESCRIBE_STRUCT(StartChat, (), (name, email, text, language, buttons))

struct ChatStarted {
  ConversationId conversation_id;
  std::string visitor_token;
  Estimate queue;
};
BOOST_DESCRIBE_STRUCT(ChatStarted, (), (conversation_id, visitor_token, queue))

// `token` is the visitor's fresh secret, `seed` of the estimate.
Result<ChatStarted> start_chat(loop::Tx& tx, const std::string& widget_key, const StartChat& wanted,
                               const std::string& token, std::uint64_t seed);

Result<Message> visitor_message(loop::Tx& tx, const Actor& visitor, const NewText& wanted);
Result<Done> visitor_ends(loop::Tx& tx, const Actor& visitor);
Result<Done> visitor_rates(loop::Tx& tx, const Actor& visitor, std::int64_t score,
                           const std::optional<std::string>& comment);
// The conversation's rating, 1 to 5, asked by a flow or by the page: the latest one counts.
void rate(loop::Tx& tx, const Actor& actor, const Row& row, std::int64_t score,
          const std::optional<std::string>& comment);
// "Talk to a person": always allowed, from any state of the machine. The answer says how long.
Result<Estimate> visitor_wants_person(loop::Tx& tx, const Actor& visitor, std::uint64_t seed);
Result<Done> visitor_connected(loop::Tx& tx, const Actor& visitor, bool connected);
Result<Done> visitor_saw(loop::Tx& tx, const Actor& visitor, std::int64_t up_to);
void visitor_gone(loop::Tx& tx, const loop::Timer& timer);
// Who served this customer's last unsolved matter: asked first. None: nobody.
AgentId preferred_agent(loop::Tx& tx, TenantId tenant, CustomerId customer);

// ---- the agent's side
// -------------------------------------------------------------------------------

struct Accepted {
  ConversationId conversation_id;
  std::int64_t epoch = 0;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (conversation_id, epoch))

struct AgentText {
  std::string text;
  std::int64_t epoch = 0;
  std::optional<bool> note;
};
BOOST_DESCRIBE_STRUCT(AgentText, (), (text, epoch, note))

// To a queue, or to an agent: they alone are asked for as long as the queue rings; whoever
// declines, or is not free by then, leaves the conversation to the queue. Without a queue: the one
// it came from.
struct Transfer {
  std::optional<QueueId> queue_id;
  std::optional<UserId> agent_id;
  std::string brief;
};
BOOST_DESCRIBE_STRUCT(Transfer, (), (queue_id, agent_id, brief))

// Forward (more than 0) or back in line while it waits: a head start instead of the one it has.
struct Priority {
  std::int64_t priority_s = 0;
};
BOOST_DESCRIBE_STRUCT(Priority, (), (priority_s))

struct WrapUpDone {
  std::string outcome;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(WrapUpDone, (), (outcome, note))

Result<Accepted> accept_offer(loop::Tx& tx, const Actor& agent, OfferId offer);
Result<Done> decline_offer(loop::Tx& tx, const Actor& agent, OfferId offer,
                           const std::string& reason);
Result<Message> agent_message(loop::Tx& tx, const Actor& agent, ConversationId id,
                              const AgentText& wanted);
// A note for colleagues, which no customer sees; whoever may act on the conversation writes it.
Result<Done> agent_note(loop::Tx& tx, const Actor& agent, ConversationId id,
                        const std::string& text);
Result<Done> agent_ends(loop::Tx& tx, const Actor& agent, ConversationId id);
Result<Done> transfer(loop::Tx& tx, const Actor& agent, ConversationId id, const Transfer& wanted);
// For supervisors. `invalid_transition` for what does not wait.
Result<Done> change_priority(loop::Tx& tx, const Actor& actor, ConversationId id,
                             const Priority& wanted);
Result<Done> complete_wrapup(loop::Tx& tx, const Actor& agent, WrapUpId id,
                             const WrapUpDone& wanted);
Result<WrapUp> extend_wrapup(loop::Tx& tx, const Actor& agent, WrapUpId id);
Result<Done> agent_saw(loop::Tx& tx, const Actor& agent, ConversationId id, std::int64_t up_to);
// How many desks the agent has open now; when the last one stays closed the agent is set away.
Result<Done> agent_connected(loop::Tx& tx, const Actor& agent, int sockets);
void agent_gone(loop::Tx& tx, const loop::Timer& timer);

// ---- messages (messages.cpp)
// ------------------------------------------------------------------------

struct NewMessage {
  Author author;
  MessageKind kind = MessageKind::text;
  std::string text;
  std::optional<Attachment> attachment = {};
  std::optional<Question> question = {};
};
// Stores, journals, folds and publishes one message; raises row.last_n.
Message add_message(loop::Tx& tx, const Actor& actor, Row& row, const NewMessage& message);

// As its visitor may see it: files at the address their token opens.
Message for_visitor(Message message);

struct StoredFile {
  std::string name;
  std::string media_type;
  std::int64_t size_bytes = 0;
  std::string sha256;
};
// A file that already lies in the blob store under its hash.
Result<Message> add_file(loop::Tx& tx, const Actor& actor, ConversationId id,
                         const StoredFile& file);
std::optional<StoredFile> find_file(store::Db& db, const Actor& actor, AttachmentId id);

// ---- reading
// ----------------------------------------------------------------------------------------

std::optional<Conversation> find(store::Db& db, TenantId tenant, ConversationId id);
// On the loop: from memory when it is there (live_rows.h).
std::optional<Conversation> find(loop::Tx& tx, TenantId tenant, ConversationId id);
// Those the agent has now: active ones, and ended ones still in wrap-up.
std::vector<Conversation> open_of_agent(store::Db& db, TenantId tenant, UserId agent);
// For lists: `view_columns` + WHERE … gives rows that read_view understands.
extern const char* const view_columns;
Conversation read_view(const store::Row& row);
std::vector<Message> messages(store::Db& db, TenantId tenant, ConversationId id, bool for_visitor);
std::optional<Offer> offer_view(store::Db& db, const queues::FloorNow& floor,
                                const routing::OfferRow& row);
std::optional<WrapUp> wrapup_view(store::Db& db, TenantId tenant, WrapUpId id);

// ---- telling the screens (live.cpp)
// -----------------------------------------------------------------

loop::Topic user_topic(TenantId tenant, UserId user);
loop::Topic visitor_topic(TenantId tenant, ConversationId conversation);
loop::Topic supervisors_topic(TenantId tenant);
// The conversation as it is now: to its owner and, shortened, to its visitor.
void publish_conversation(loop::Tx& tx, TenantId tenant, ConversationId id,
                          std::optional<UserId> also = {});
void publish_agent(loop::Tx& tx, TenantId tenant, UserId agent);

}  // namespace centralino::conversations

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::conversations::StartChat::name> = {.max_length = 100};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::conversations::StartChat::email> = {.max_length = 254};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::conversations::StartChat::text> = {
        .min_length = 1, .max_length = centralino::conversations::max_text};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::conversations::NewText::text> = {
        .min_length = 1, .max_length = centralino::conversations::max_text};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::conversations::NewText::choice> = {.max_length = 1};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::conversations::AgentText::text> = {
        .min_length = 1, .max_length = centralino::conversations::max_text};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::conversations::Transfer::brief> = {.max_length = 1000};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::conversations::WrapUpDone::note> = {.max_length = 4000};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::conversations::Priority::priority_s> = {
        .text = "seconds of head start, instead of those it has; below 0: back",
        .min = -31'536'000,
        .max = 31'536'000};
