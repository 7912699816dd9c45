#include "voice/sip/calls.h"

#include "base/text.h"
#include "voice/sip/cause.h"
#include "voice/sip/leg.h"

namespace centralino::voice {

Calls::Calls(MediaPlane& plane, Ways& ways, std::function<void(Event)> tell,
             std::function<std::int64_t()> fresh)
    : plane_(plane), ways_(ways), tell_(std::move(tell)), fresh_(std::move(fresh)) {}

Calls::~Calls() { legs_.clear(); }

void Calls::invited(const Line& line, const sip_msg& invite, From from) {
  if (const std::string unknown = unsupported(invite); !unknown.empty()) {
    send_answer(nullptr, nullptr, line.stack, invite, 420, "Unsupported: " + unknown + "\r\n");
    return;
  }
  const std::string scheme = lower_ascii(view(invite.uri.scheme));
  if (scheme != "sip" && scheme != "sips" && scheme != "tel") {
    send_answer(nullptr, nullptr, line.stack, invite, 416, {});
    return;
  }
  if (answer_session(session_ask(invite)).too_small) {
    send_answer(nullptr, nullptr, line.stack, invite, 422,
                "Min-SE: " + std::to_string(session_s_min) + "\r\n");
    return;
  }
  if (in_set_up_ >= calls_in_set_up_max) {
    send_answer(nullptr, nullptr, line.stack, invite, 503,
                "Retry-After: " + std::to_string(retry_after_s) + "\r\n");
    tell_(CallRefused{source_of(invite), user_of(invite.uri), "too_many", 0});
    return;
  }
  LegId replaces = 0;
  if (const std::string_view wanted = header(invite, SIP_HDR_REPLACES); !wanted.empty()) {
    const auto dialog = replaced(wanted);
    const auto other = dialog ? sessions_.find(*dialog) : nullptr;
    const auto at = other ? legs_.find(other->leg) : legs_.end();
    // Only who could have made the other call may take its place (RFC 3891 §7).
    if (at == legs_.end() || !at->second->may_be_replaced_by(from)) {
      send_answer(nullptr, nullptr, line.stack, invite, at == legs_.end() ? 481 : 403, {});
      return;
    }
    // What is answered is not early any more (§3).
    if (lower_ascii(wanted).find(";early-only") != std::string::npos) {
      send_answer(nullptr, nullptr, line.stack, invite, 486, {});
      return;
    }
    replaces = at->first;
  }
  const Role role = from.device == 0 ? Role::customer : Role::agent;
  const LegId id = fresh_();
  const auto leg = std::make_shared<Leg>(*this, id, fresh_(), role);
  legs_.emplace(leg->id(), leg);
  if (!leg->begin(line, invite, from, replaces)) legs_.erase(leg->id());
}

void Calls::apply(const Ring& command) {
  if (const auto at = legs_.find(command.leg); at != legs_.end())
    std::shared_ptr(at->second)->ring(command.early_media);
}

void Calls::apply(const Answer& command) {
  if (const auto at = legs_.find(command.leg); at != legs_.end()) at->second->answer();
}

void Calls::apply(const Dial& command) {
  if (command.leg <= 0 || has(command.leg)) return;
  const auto leg = std::make_shared<Leg>(*this, command.leg, command.room, command.role);
  legs_.emplace(command.leg, leg);
  leg->dial(command);
}

void Calls::apply(const Hangup& command) {
  if (const auto at = legs_.find(command.leg); at != legs_.end())
    at->second->hang_up(command.cause);
}

void Calls::apply(const SendRefer& command) {
  if (const auto at = legs_.find(command.leg); at != legs_.end()) at->second->refer(command.to);
}

void Calls::apply(const ReferResult& command) {
  if (const auto at = legs_.find(command.leg); at != legs_.end())
    at->second->report_referral(command.status);
}

void Calls::media_lost(LegId leg) {
  if (const auto at = legs_.find(leg); at != legs_.end()) at->second->hang_up(Cause::media_lost);
}

void Calls::hang_up_all() {
  std::vector<LegId> ids;
  for (const auto& [id, leg] : legs_) ids.push_back(id);
  for (const LegId id : ids) apply(Hangup{id, Cause::normal});
}

void Calls::over(Leg& leg, const EndOfCall& end) {
  const auto at = legs_.find(leg.id());
  if (at == legs_.end()) return;
  const auto kept = at->second;
  legs_.erase(at);
  plane_.close(leg.id());
  tell_(Ended{leg.id(), end.cause, end.status, end.reason});
}

}  // namespace centralino::voice
