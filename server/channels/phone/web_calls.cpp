// Callers on a web page. Once their audio flows they are callers as any others: same flow, same
// queue. What differs is how they come and go: a page is reloaded, a network changes, and the leg
// stays.
#include "channels/phone/web_calls.h"

#include "base/text.h"
#include "channels/phone/audio.h"
#include "channels/phone/direct_flow.h"
#include "channels/phone/phone.h"
#include "subjects/queues/widgets.h"

namespace centralino::phone {
namespace {

struct LineTimer {
  ConversationId conversation;
  std::int64_t lost = 0;  // the line had gone down so often
};
BOOST_DESCRIBE_STRUCT(LineTimer, (), (conversation, lost))

// What a widget's callers reach, as a number says it.
struct Target {
  Number number;
  std::string version;  // of the flow
};

std::optional<Target> target_of(loop::Tx& tx, const queues::Widget& widget) {
  if (!widget.look.call_to) return std::nullopt;
  const auto& to = *widget.look.call_to;
  Target target;
  target.number.tenant = widget.tenant;
  target.number.queue = to.queue_id.value_or(widget.queue);
  target.number.flow = to.flow_id;
  target.number.settings.language = queues::floor(tx).of(widget.tenant).tenant.language;
  if (to.number_id) {
    const auto number = find_number(tx.db(), widget.tenant, *to.number_id);
    if (!number) return std::nullopt;
    target.number = *number;
  }
  target.version = flow_version_of(tx, target.number);
  return target.version.empty() ? std::nullopt : std::optional(std::move(target));
}

std::string typed(const std::optional<std::string>& text) {
  return text ? std::string(trimmed(*text)) : std::string();
}

Result<Done> check(const StartCall& wanted) {
  const auto email = typed(wanted.email);
  if (!email.empty() && !looks_like_email(email))
    return refuse_field("email", "is not an e-mail address");
  const auto phone = typed(wanted.phone);
  if (!phone.empty() && normalised_number(phone).empty())
    return refuse_field("phone", "is not a telephone number");
  if (wanted.language && *wanted.language != "it" && *wanted.language != "en")
    return refuse_field("language", "must be it or en");
  const auto page = typed(wanted.page);
  if (!page.empty() && !page.starts_with("https://") && !page.starts_with("http://"))
    return refuse_field("page", "must begin with https://");
  return Done{};
}

// Nobody's page fills the queue by itself.
bool crowded(const Calls& calls, TenantId tenant) {
  std::size_t waiting = 0;
  for (const auto& [id, call] : calls.all())
    if (call.tenant == tenant && call.web && !call.talking) ++waiting;
  return waiting >= web_calls_waiting_max;
}

}  // namespace

VisitorCall visitor_view_of(const queues::FloorNow& floor, const Call& call) {
  VisitorCall view;
  using enum VisitorCallState;
  const auto phase = call.flow_state ? call.flow_state->phase : flow::Phase::fresh;
  // `talking` without an agent: handed back to a queue.
  const bool waits = phase == flow::Phase::queued || phase == flow::Phase::transferring ||
                     phase == flow::Phase::talking;
  view.state = call.ended_at || call.customer == 0 ? ended
               : !call.web || !call.web->begun     ? connecting
               : call.talking                      ? (joined(call) ? talking : held)
               : waits || call.agent               ? waiting
                                                   : automated;
  if (call.agent && call.talking) view.agent = VisitorCallAgent{floor.name_of(call.agent)};
  view.recorded = call.recording_state == RecordingState::on && !call.recording_silent;
  view.callback = view.state == ended && call.callback.has_value();
  view.started_at = call.began_at;
  return view;
}

Result<CallStarted> Phone::start_web_call(loop::Tx& tx, const std::string& widget_key,
                                          const StartCall& wanted, const std::string& token) {
  TRY_DONE(check(wanted));
  const auto widget = queues::find_widget(tx.db(), widget_key);
  if (!widget) return refuse(Code::not_found);
  if (!queues::floor(tx).has(widget->tenant)) return refuse(Code::unavailable);
  const auto target = outside_.runs() ? target_of(tx, *widget) : std::nullopt;
  if (!target) return refuse(Code::calls_off);
  if (crowded(calls_, widget->tenant)) return refuse(Code::calls_full);
  const Number& number = target->number;
  const std::string language = wanted.language.value_or(number.settings.language);
  const bool english = language == "en";
  std::string name = typed(wanted.name);
  if (name.empty()) name = english ? "Visitor" : "Visitatore";

  Call call;
  call.tenant = number.tenant;
  call.number = normalised_number(typed(wanted.phone));
  call.line = number.number;
  call.number_id = number.id;
  call.began_at = tx.now();
  call.web = WebCaller{typed(wanted.page), 0, false, false};
  call.room = outside_.fresh_leg();
  call.customer = outside_.fresh_leg();
  call.record_wanted = number.settings.record == RecordPolicy::always;
  call.relay = number.settings.relay.value_or(false);
  call.flow_version = target->version;
  conversations::Opening opening;
  opening.customer =
      customers::find_or_create(tx, call.tenant, name, typed(wanted.email), language);
  opening.queue = number.queue;
  opening.language = language;
  opening.subject = english ? "Call from the site" : "Chiamata dal sito";
  opening.visitor_token = token;
  call.conversation = conversations::open(tx, system_actor(call.tenant), opening);
  calls_.save(tx, call);
  tx.journal(system_actor(call.tenant), "conversation", call.conversation.value, "call_came",
             "{\"number\":" + json::to_string(call.number) + ",\"line\":" +
                 json::to_string(call.line) + ",\"page\":" + json::to_string(call.web->page) + "}");
  tx.wake(call.tenant, tx.now() + web_first_audio, "web_line",
          json::to_string(LineTimer{call.conversation, 0}));
  return CallStarted{call.conversation, token};
}

Result<Done> Phone::offer_web_line(loop::Tx& tx, const Actor& visitor, const std::string& sdp) {
  const Call* call = calls_.find(visitor.conversation);
  if (call == nullptr || call->tenant != visitor.tenant || !call->web || call->customer == 0)
    return refuse(Code::conversation_ended);
  post(tx, voice::WebOffer{call->customer, call->room, voice::Role::customer, sdp});
  return Done{};
}

Result<Done> Phone::customer_ends(loop::Tx& tx, const conversations::Row& row) {
  const Call* known = calls_.find(row.id);
  if (known == nullptr || !known->web || known->customer == 0)
    return refuse(Code::conversation_ended);
  edit(tx, row.id, [&](Call& call) { drop_web_caller(tx, call, voice::Cause::normal); });
  return Done{};
}

std::optional<VisitorCall> Phone::call_of(const queues::FloorNow& floor,
                                          const Actor& visitor) const {
  const Call* call = calls_.find(visitor.conversation);
  if (call == nullptr || call->tenant != visitor.tenant || !call->web) return std::nullopt;
  return visitor_view_of(floor, *call);
}

void Phone::tell_visitor(loop::Tx& tx, const Call& call, const char* type, std::string members) {
  tx.publish({0,
              false,
              {conversations::visitor_topic(call.tenant, call.conversation)},
              type,
              std::move(members)});
}

void Phone::web_line_up(loop::Tx& tx, const Call& known) {
  edit(tx, known.conversation, [&](Call& call) {
    call.web->up = true;
    tell_visitor(tx, call, "call.line_state", "\"up\":true");
    if (std::exchange(call.web->begun, true)) return;
    const auto row = conversations::find_row(tx, call.tenant, call.conversation);
    const bool english = row && row->language == "en";
    if (!call.web->page.empty()) {
      const std::string name = english ? "page" : "pagina";
      call.known[name] = call.web->page;
      conversations::note_known(tx, call.tenant, call.conversation, {{name, call.web->page}});
    }
    flow_happens(
        tx, call.conversation,
        flow::Started{flow::Channel::voice, call.number, row ? row->language : "it", call.relay});
  });
}

void Phone::web_line_down(loop::Tx& tx, const Call& known, bool renewed) {
  edit(tx, known.conversation, [&](Call& call) {
    if (!std::exchange(call.web->up, false)) return;
    ++call.web->lost;
    if (!renewed) tell_visitor(tx, call, "call.line_state", "\"up\":false");
    tx.wake(call.tenant, tx.now() + web_line_grace, "web_line",
            json::to_string(LineTimer{call.conversation, call.web->lost}));
  });
}

void Phone::web_line_timer(loop::Tx& tx, const loop::Timer& timer) {
  const auto due = json::from_text<LineTimer>(timer.data);
  if (!due.ok()) return;
  const Call* known = calls_.find(due->conversation);
  if (known == nullptr || !known->web || known->web->up || known->web->lost != due->lost) return;
  if (known->customer == 0) return;
  edit(tx, due->conversation,
       [&](Call& call) { drop_web_caller(tx, call, voice::Cause::media_lost); });
}

// The leg is ended here: nothing of it is awaited any more.
void Phone::drop_web_caller(loop::Tx& tx, Call& call, voice::Cause cause) {
  post(tx, voice::Hangup{call.customer, cause});
  if (call.web->begun) return customer_left(tx, call, cause);
  call.customer = 0;
  call.flow_version.clear();
  finish(tx, call, cause == voice::Cause::normal ? "cancelled" : "no_audio");
}

}  // namespace centralino::phone
