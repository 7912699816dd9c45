// The chat's side of its conversations: who writes, who leaves, what routing decided.
#include "channels/chat/chat.h"

#include "base/text.h"
#include "engine/flow/globals.h"
#include "engine/flow/nodes/secret.h"
#include "subjects/flows/flows.h"

namespace centralino::chat {
namespace {

namespace routing = engine::routing;

// A secret as it is compared: spaces, dots and dashes do not matter.
std::string compact(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (std::string_view(" .-\t\n").find(c) == std::string_view::npos) out += c;
  return out;
}

bool is_word(const std::string& text) {
  return flow::global_word({std::string(trimmed(text)), false}).has_value();
}

}  // namespace

Chat::Chat(Outside outside) : outside_(std::move(outside)) {}

void Chat::attach(queues::Floor& floor, loop::Loop& loop) {
  floor.keep_beside(talks_);
  floor.carried_by(routing::Channel::chat, *this);
  loop.on_timer("chat_flow", [this](loop::Tx& tx, const loop::Timer& t) { flow_timer(tx, t); });
}

void Chat::begin(loop::Tx& tx, TenantId tenant) {
  std::vector<ConversationId> asking;
  for (const auto& [id, talk] : talks_.all())
    if (talk.tenant == tenant && talk.flow_state && talk.flow_state->phase == flow::Phase::asking)
      asking.push_back(id);
  for (const ConversationId id : asking) happens(tx, id, flow::Resumed{});
}

const Talk* Chat::known(ConversationId id) const {
  const auto running = working_.find(id);
  return running != working_.end() ? &running->second->talk : talks_.find(id);
}

// ---- visitors
// -------------------------------------------------------------------------------

void Chat::begins(loop::Tx& tx, const conversations::Row& row,
                  const conversations::Beginning& beginning) {
  Talk talk;
  talk.conversation = row.id;
  talk.tenant = row.tenant;
  talk.flow_version = beginning.version;
  talk.buttons = beginning.buttons;
  talks_.save(tx, talk);
  happens(tx, row.id, flow::Started{flow::Channel::chat, "", row.language, {}});
  // Who asks for a person with the first words has been heard.
  if (flow::global_word({beginning.text, false}) == flow::GlobalWord::person)
    happens(tx, row.id, flow::Typed{beginning.text});
}

std::string Chat::kept(const conversations::Row& row, const std::string& text) const {
  const Talk* talk = talks_.find(row.id);
  const bool secret = talk != nullptr && talk->secret && !is_word(text);
  return secret ? std::string(flow::secret_mask) : text;
}

void Chat::heard(loop::Tx& tx, const conversations::Row& row,
                 const conversations::NewText& written) {
  const Talk* talk = talks_.find(row.id);
  if (talk == nullptr) return;
  if (talk->secret && !is_word(written.text)) {
    const flow::Collect question = *talk->secret;
    const std::string entered = compact(written.text);
    const auto what = flow::secret_event(question, entered);
    const auto* told = std::get_if<flow::SecretEntered>(&what);
    if (told && told->fits) secrets_.keep(row.id, *question.secret, entered);
    return happens(tx, row.id, what);
  }
  // In the line the choices of a question before mean nothing any more.
  if (written.choice && row.state == conversations::State::automated)
    return happens(tx, row.id, flow::Clicked{*written.choice});
  happens(tx, row.id, flow::Typed{std::string(trimmed(written.text))});
}

void Chat::left(loop::Tx& tx, const conversations::Row& row) {
  happens(tx, row.id, flow::HungUp{});
  // Whatever the flow made of it, nobody is there any more.
  const auto now = conversations::find_row(tx, row.tenant, row.id);
  if (now && now->state == conversations::State::automated)
    (void)conversations::close_automated(tx, system_actor(row.tenant), row.id,
                                         conversations::EndedBy::visitor);
  forget(tx, row.id);
}

void Chat::forget(loop::Tx& tx, ConversationId id) {
  const Talk* talk = talks_.find(id);
  if (talk == nullptr || working_.contains(id)) return;
  Talk last = *talk;
  if (last.timer) tx.cancel(last.timer);
  last.timer = {};
  last.flow_version.clear();
  talks_.save(tx, last);
  secrets_.forget(id);
}

// ---- routing
// --------------------------------------------------------------------------------

bool Chat::goes_on(loop::Tx& tx, const conversations::Row& row, const routing::Event& event) {
  const Talk* talk = known(row.id);
  if (talk == nullptr || talk->flow_version.empty() || !talk->flow_state) return false;
  if (const auto* ended = std::get_if<routing::WorkEnded>(&event)) {
    if (ended->by != routing::EndedBy::agent) return false;
    const auto version = flows::version(tx.db(), row.tenant, talk->flow_version);
    return version && shell::goes_on_after_agent(*version, *talk->flow_state);
  }
  const auto* gone = std::get_if<routing::WorkLeft>(&event);
  return gone != nullptr && gone->exit != routing::Exit::abandoned &&
         gone->exit != routing::Exit::flow_out_admin && gone->exit != routing::Exit::error;
}

void Chat::routed(loop::Tx& tx, TenantId tenant, const std::vector<routing::Event>& events) {
  if (talks_.all().empty()) return;
  const auto talk_of = [&](WorkId work) -> std::optional<conversations::Row> {
    const auto& contacts = queues::floor(tx).of(tenant).contacts;
    const auto contact = contacts.find(work);
    auto row = contact != contacts.end() && contact->second.conversation
                   ? conversations::find_row(tx, tenant, contact->second.conversation)
                   : conversations::find_row_by_work(tx.db(), tenant, work);
    if (!row || known(row->id) == nullptr) return std::nullopt;
    return row;
  };
  for (const auto& event : events) {
    if (const auto* taken = std::get_if<routing::WorkAnswered>(&event)) {
      if (const auto row = talk_of(taken->work)) happens(tx, row->id, flow::AgentAnswered{});
    } else if (const auto* gone = std::get_if<routing::WorkLeft>(&event)) {
      const auto row = talk_of(gone->work);
      if (!row) continue;
      if (row->state != conversations::State::automated) {
        forget(tx, row->id);
        continue;
      }
      const auto running = working_.find(row->id);
      if (running != working_.end() && running->second->leaving) continue;
      happens(tx, row->id, flow::QueueLeft{shell::exit_of(gone->exit)});
    } else if (const auto* ended = std::get_if<routing::WorkEnded>(&event)) {
      const auto row = talk_of(ended->work);
      if (!row) continue;
      if (row->state == conversations::State::automated) {
        happens(tx, row->id, flow::AgentLeft{});
      } else {
        forget(tx, row->id);
      }
    }
  }
}

}  // namespace centralino::chat
