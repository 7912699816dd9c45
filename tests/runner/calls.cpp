// The telephone in scripts: who calls, what they press and hear, what agents do with calls.
#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "runner/checks.h"
#include "runner/player.h"
#include "subjects/flows/authoring.h"
#include "subjects/flows/flows.h"

namespace centralino::scenario {
namespace {

constexpr std::int64_t micros_per_cent = 10'000;

std::string file_text(const std::string& name) {
  std::ifstream in(name);
  if (!in) throw std::runtime_error("cannot read " + name);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> listed(const std::string& word) {
  std::vector<std::string> out;
  std::stringstream list(word);
  for (std::string each; std::getline(list, each, ',');) out.push_back(each);
  return out;
}

// "a=1" → a, 1; "_" stands for a space in the value.
std::pair<std::string, std::string> pair_of(const std::string& word) {
  const auto equals = word.find('=');
  if (equals == std::string::npos) throw std::runtime_error("NAME=VALUE, not " + word);
  std::string value = word.substr(equals + 1);
  std::replace(value.begin(), value.end(), '_', ' ');
  return {word.substr(0, equals), value};
}

}  // namespace

// ---- the stage
// ------------------------------------------------------------------------------------

// flow NAME: tests/flows/NAME.flow.json, published.
void Player::add_flow(store::Db& db, const Words& words) {
  const auto flow = json::from_text<engine::flow::Flow>(
      file_text(std::string(CENTRALINO_FLOWS) + "/" + words.at(1) + ".flow.json"));
  if (!flow.ok()) throw std::runtime_error("the flow cannot be read: " + in_words(flow.refusal()));
  const FlowId id{world_->next_id++};
  const auto made = flows::found(db, world_->tenant, id, *flow, "test", Instant{});
  if (!made.ok()) throw std::runtime_error("the flow is refused: " + in_words(made.refusal()));
  flows_[words[1]] = id;
}

// Sara leads FLOW NODE to QUEUE: that node's callers wait elsewhere, from the version on that this
// publishes.
std::string Player::leads(const Actor& who, const Words& words) {
  if (words.at(4) != "to") throw std::runtime_error("leads: FLOW NODE to QUEUE");
  return world_->run([&](loop::Tx& tx) -> Result<Done> {
    const FlowId id = flows_.at(words.at(2));
    TRY(now, flows::details(tx.db(), world_->tenant, id));
    std::get<engine::flow::QueueNode>(now.draft.nodes.at(words.at(3))).queue = words.at(5);
    TRY(saved, flows::save_draft(tx, who, id, {now.revision, now.draft}));
    TRY_DONE(flows::publish(tx, who, id, {saved.revision, ""}, "en"));
    return Done{};
  });
}

// number DIALLED queue NAME [flow NAME] [hours KEY] [language en] [record always|by_flow] [relay
// yes]
void Player::add_number(store::Db& db, const Words& words) {
  phone::NumberSettings settings;
  std::optional<FlowId> flow;
  std::optional<std::string> calendar;
  QueueId queue_id;
  for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
    if (words[i] == "queue")
      queue_id = queues_.at(words[i + 1]);
    else if (words[i] == "flow")
      flow = flows_.at(words[i + 1]);
    else if (words[i] == "hours")
      calendar = words[i + 1];
    else if (words[i] == "language")
      settings.language = words[i + 1];
    else if (words[i] == "relay")
      settings.relay = words[i + 1] == "yes";
    else if (words[i] == "record")
      settings.record = json::enum_from<phone::RecordPolicy>(words[i + 1]).value();
    else
      throw std::runtime_error("number: no option \"" + words[i] + "\"");
  }
  db.exec(
      "INSERT INTO phone_number (id, tenant, number, name, queue, flow, calendar, settings) VALUES "
      "($1, $2, $3, $3, $4, $5, $6, $7)",
      {NumberId{world_->next_id++}, world_->tenant, words.at(1), queue_id, flow, calendar,
       json::to_string(settings)});
}

// widget KEY queue NAME flow NAME: a page's chat that begins with a flow
void Player::add_widget(store::Db& db, const Words& words) {
  if (words.at(2) != "queue" || words.at(4) != "flow")
    throw std::runtime_error("widget: KEY queue NAME flow NAME");
  db.exec("INSERT INTO widget (key, tenant, queue, flow) VALUES ($1, $2, $3, $4)",
          {words[1], world_->tenant, queues_.at(words[3]), flows_.at(words.at(5))});
}

// trunk NAME [allowed +39,+44] [calls-an-hour N] [minutes-a-day N] [minutes-a-call N]
//   [cents-a-day N] [cents-a-minute +39=2,+44=50]
void Player::add_trunk(store::Db& db, const Words& words) {
  phone::TrunkSettings settings;
  phone::SpendingLimit limit;
  settings.host = "trunk.example";
  settings.sources = {"192.0.2.0/24"};
  settings.caller_id = "+390299999";
  for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
    if (words[i] == "allowed") {
      settings.allowed = listed(words[i + 1]);
    } else if (words[i] == "calls-an-hour") {
      settings.calls_per_hour_max = std::stoll(words[i + 1]);
    } else if (words[i] == "minutes-a-day") {
      settings.minutes_per_day_max = std::stoll(words[i + 1]);
    } else if (words[i] == "minutes-a-call") {
      settings.call_minutes_max = std::stoll(words[i + 1]);
    } else if (words[i] == "cents-a-day") {
      limit.per_day_max_micros = std::stoll(words[i + 1]) * micros_per_cent;
      settings.spending = limit;
    } else if (words[i] == "cents-a-minute") {
      for (const auto& word : listed(words[i + 1])) {
        const auto& [prefix, cents] = pair_of(word);
        limit.prices.push_back({prefix, std::stoll(cents) * micros_per_cent});
      }
      settings.spending = limit;
    } else {
      throw std::runtime_error("trunk: no option \"" + words[i] + "\"");
    }
  }
  const TrunkId id{world_->next_id++};
  db.exec("INSERT INTO trunk (id, tenant, name, position, settings) VALUES ($1, $2, $3, 1, $4)",
          {id, world_->tenant, words.at(1), json::to_string(settings)});
  trunks_[words[1]] = id;
}

// telephone NAME of AGENT
void Player::add_telephone(store::Db& db, const Words& words) {
  db.exec(
      "INSERT INTO phone_device (id, tenant, user_id, username, ha1, contact) VALUES ($1, $2, $3, "
      "$4, '', $5)",
      {DeviceId{world_->next_id++}, world_->tenant, agent(words.at(3)).user, words.at(1),
       "sip:" + words[1] + "@192.0.2.1"});
}

// ---- callers
// --------------------------------------------------------------------------------------

// NAME calls NUMBER [from +39…] [relay]
std::string Player::caller_calls(const Words& words) {
  voice::Incoming call;
  call.leg = world_->telephone().fresh();
  call.room = world_->telephone().fresh();
  call.to = words.at(2);
  call.from_name = words[0];
  for (std::size_t i = 3; i < words.size(); ++i) {
    if (words[i] == "from")
      call.from = words.at(++i);
    else if (words[i] == "relay")
      call.relay = true;
    else
      throw std::runtime_error("calls: no option \"" + words[i] + "\"");
  }
  legs_[words[0]] = call.leg;
  world_->telephone().ear(call.leg).room = call.room;
  world_->tell(call);
  if (const auto* known = world_->phone().calls().of_leg(call.leg))
    visitors_[words[0]] = known->conversation;
  return {};
}

std::optional<std::string> Player::caller_acts(const Words& words) {
  const std::string& verb = words.at(1);
  if (verb == "calls") return caller_calls(words);
  if (auto done = web_caller_acts(words)) return done;
  if (verb == "answers" || verb == "is-busy" || verb == "does-not-answer") {
    // Somebody we called: "Dora answers +39333".
    const auto leg = world_->telephone().ringing(words.at(2));
    if (!leg) throw std::runtime_error("nobody calls " + words[2]);
    legs_[words[0]] = *leg;
    if (const auto* known = world_->phone().calls().of_leg(*leg))
      visitors_[words[0]] = known->conversation;
    auto& ear = world_->telephone().ear(*leg);
    ear.up = verb == "answers";
    ear.over = verb != "answers";
    if (verb == "answers")
      world_->tell(voice::Answered{*leg, ear.dialled->trunks.front()});
    else
      world_->tell(voice::Ended{
          *leg, verb == "is-busy" ? voice::Cause::busy : voice::Cause::no_answer, 0, ""});
    return std::string();
  }
  const auto leg = legs_.find(words[0]);
  if (leg == legs_.end()) return std::nullopt;
  if (verb == "refers") return refers(leg->second, words);
  if (verb == "is-replaced-by") {  // Cleo is-replaced-by Dora: another telephone takes Cleo's end
    voice::Incoming call;
    call.leg = world_->telephone().fresh();
    call.room = world_->telephone().fresh();
    call.to = "replaces";
    call.replaces = leg->second;
    legs_[words.at(2)] = call.leg;
    world_->tell(call);
    if (world_->telephone().ear(call.leg).up) world_->tell(voice::Answered{call.leg});
    return std::string();
  }
  auto& ear = world_->telephone().ear(leg->second);
  if (verb == "presses") {
    for (const char key : words.at(2)) {
      world_->tell(voice::Digit{leg->second, ++ear.keys, key});
    }
    return std::string();
  }
  if (verb == "hangs-up" || verb == "is-cut-off") {
    ear.over = true;
    ear.up = false;
    world_->tell(voice::Ended{
        leg->second, verb == "hangs-up" ? voice::Cause::normal : voice::Cause::media_lost, 0, ""});
    return std::string();
  }
  if (verb == "leaves-a-message") {  // so many seconds long
    for (auto& [id, tape] : world_->telephone().tapes)
      if (tape.running && tape.record.only == leg->second) {
        tape.running = false;
        world_->tell(
            voice::Recorded{id, tape.record.path, std::stoll(words.at(2)) * 1'000, false, {}});
        return std::string();
      }
    throw std::runtime_error("no message of " + words[0] + " is being recorded");
  }
  return std::nullopt;
}

// … refers to NUMBER; … refers to PERSON: by the other call of that telephone, which is PERSON's
// leg
std::string Player::refers(voice::LegId leg, const Words& words) {
  voice::Refer asked;
  asked.leg = leg;
  asked.to = words.at(3);
  if (const auto other = legs_.find(asked.to); other != legs_.end()) asked.replaces = other->second;
  world_->tell(asked);
  return {};
}

// look-up answers NAME=VALUE… | not_found | timed_out | failed
void Player::look_up(const Words& words) {
  auto& asked = world_->look_ups();
  if (asked.empty()) throw std::runtime_error("nothing was asked");
  const auto question = asked.back();
  asked.pop_back();
  if (words.at(1) == "answers") {
    engine::flow::LookUpAnswered answer;
    answer.question = question.asked.question;
    for (std::size_t i = 2; i < words.size(); ++i) answer.fields.insert(pair_of(words[i]));
    return question.done(answer);
  }
  question.done(engine::flow::LookUpFailed{
      question.asked.question, json::enum_from<engine::flow::LookUpFailure>(words[1]).value()});
}

// ---- agents
// ---------------------------------------------------------------------------------------

std::optional<std::string> Player::agent_calls(const Actor& who, const Words& words) {
  const std::string& verb = words.at(1);
  auto& phone = world_->phone();
  const auto run = [&](auto act) {
    return world_->run([&](loop::Tx& tx) -> Result<Done> {
      TRY_DONE(act(tx));
      return Done{};
    });
  };
  const auto about = [&](std::size_t at) { return visitor(words.at(at)).conversation; };
  if (verb == "plugs-in") {
    const auto refused = run([&](loop::Tx& tx) { return phone.offer_line(tx, who, "offer"); });
    const auto leg = phone.line_of(who.tenant, who.user);
    legs_[words[0]] = leg;
    world_->telephone().ear(leg).up = true;
    world_->tell(voice::MediaUp{leg});
    return refused;
  }
  if (verb == "loses-line")
    return world_->tell(voice::MediaDown{legs_.at(words[0])}), std::string();
  if (verb == "regains-line")
    return world_->tell(voice::MediaUp{legs_.at(words[0])}), std::string();
  if (verb == "picks-up-telephone" || verb == "rejects-telephone") {
    for (const auto& [id, device] : world_->telephone().devices) {
      const auto leg =
          device.username == words.at(2) ? world_->telephone().ringing("", id) : std::nullopt;
      if (!leg) continue;
      auto& ear = world_->telephone().ear(*leg);
      ear.up = verb == "picks-up-telephone";
      ear.over = !ear.up;
      legs_[words[0]] = *leg;
      if (ear.up)
        world_->tell(voice::Answered{*leg});
      else
        world_->tell(voice::Ended{*leg, voice::Cause::declined, 486, ""});
      return std::string();
    }
    throw std::runtime_error(words[2] + " does not ring");
  }
  if (verb == "refers") return refers(legs_.at(words[0]), words);
  if (verb == "hangs-up") {
    world_->telephone().ear(legs_.at(words[0])).over = true;
    return world_->tell(voice::Ended{legs_.at(words[0]), voice::Cause::normal, 0, ""}),
           std::string();
  }
  if (verb == "holds" || verb == "resumes")
    return run([&](loop::Tx& tx) { return phone.hold(tx, who, about(2), verb == "holds"); });
  if (verb == "keys")
    return run([&](loop::Tx& tx) { return phone.digits(tx, who, about(2), words.at(3)); });
  if (verb == "pauses" || verb == "records")
    return run(
        [&](loop::Tx& tx) { return phone.pause_recording(tx, who, about(2), verb == "pauses"); });
  if (verb == "dials") {
    return world_->run([&](loop::Tx& tx) -> Result<Done> {
      TRY(id, phone.dial(tx, who, words.at(2), std::nullopt));
      if (words.size() > 4) visitors_[words[4]] = id;  // "as Dora"
      return Done{};
    });
  }
  if (verb == "sends") {  // sends CLEO to +39…
    return run(
        [&](loop::Tx& tx) { return phone.transfer_to_number(tx, who, about(2), words.at(4), ""); });
  }
  if (verb == "consults") {  // consults BRUNO about CLEO, consults +39… about CLEO
    const bool colleague = is_agent(words.at(2));
    return run([&](loop::Tx& tx) {
      return phone.consult(tx, who, about(4),
                           colleague ? std::optional(agent(words[2]).user) : std::nullopt,
                           colleague ? "" : words[2]);
    });
  }
  if (verb == "picks-up" || verb == "refuses")
    return run(
        [&](loop::Tx& tx) { return phone.answer_consult(tx, who, about(2), verb == "picks-up"); });
  using End = phone::Phone::ConsultEnd;
  if (verb == "hands-over" || verb == "takes-back" || verb == "joins-all")
    return run([&](loop::Tx& tx) {
      return phone.end_consult(tx, who, about(2),
                               verb == "hands-over"   ? End::complete
                               : verb == "takes-back" ? End::cancel
                                                      : End::join);
    });
  if (verb == "listens-to" || verb == "whispers-to" || verb == "barges-into" || verb == "leaves")
    return run([&](loop::Tx& tx) {
      const auto mode = verb == "listens-to"    ? std::optional(phone::WatchMode::listen)
                        : verb == "whispers-to" ? std::optional(phone::WatchMode::whisper)
                        : verb == "barges-into" ? std::optional(phone::WatchMode::barge)
                                                : std::nullopt;
      return phone.watch(tx, who, about(2), mode);
    });
  if (verb == "takes-over")
    return run([&](loop::Tx& tx) { return phone.take_over(tx, who, about(2)); });
  return std::nullopt;
}

// ---- expectations
// ---------------------------------------------------------------------------------

// NAME hears "text" | music | silence | PERSON; NAME talks-with PERSON; NAME heard-by PERSON;
// NAME call over [CAUSE]; NAME on-hold D told N; NAME recorded on|off|paused|silent; NAME knows
// NAME VALUE; never TEXT
bool Player::expect_call(const Words& words) {
  if (words[0] == "never") {
    for (const auto& row : world_->db().query("SELECT data FROM journal"))
      check(row.text(0).find(words.at(1)) == std::string::npos, "never " + words[1], row.text(0));
    for (const auto& row : world_->db().query("SELECT call FROM phone_call"))
      check(row.text(0).find(words[1]) == std::string::npos, "never " + words[1], row.text(0));
    for (const auto& row : world_->db().query("SELECT talk FROM chat_flow"))
      check(row.text(0).find(words[1]) == std::string::npos, "never " + words[1], row.text(0));
    for (const auto& row : world_->db().query("SELECT text FROM message"))
      check(row.text(0).find(words[1]) == std::string::npos, "never " + words[1], row.text(0));
    return true;
  }
  if (words[0] == "asked") {  // asked FIELD VALUE: the newest look-up's
    const auto& asked = world_->look_ups();
    if (asked.empty()) throw std::runtime_error("nothing was asked");
    const auto field = asked.back().fields.find(words.at(1));
    const std::string was = field == asked.back().fields.end() ? "nothing" : field->second;
    check(was == words.at(2), words[2], was);
    return true;
  }
  if (words.size() < 2) return false;
  const std::string& what = words[1];
  if (what == "page") {
    expect_page(words);
    return true;
  }
  if (what == "is-told") {  // how a REFER went
    const std::string was = std::to_string(world_->telephone().ear(legs_.at(words[0])).referral);
    check(was == words.at(2), words[2], was);
    return true;
  }
  if (what == "rings") {  // +39… rings, desk1 rings
    bool rings = world_->telephone().ringing(words[0]).has_value();
    for (const auto& [id, device] : world_->telephone().devices)
      rings = rings || (device.username == words[0] && world_->telephone().ringing("", id));
    check(rings, words[0] + " ringing", "silent");
    return true;
  }
  if (what == "call") {
    const auto row = world_->db().one(
        "SELECT ended_at, cause FROM phone_call WHERE conversation = $1 AND tenant = $2",
        {visitor(words[0]).conversation, world_->tenant});
    const std::string was = !row ? "none" : row->is_null(0) ? "going on" : "over " + row->text(1);
    std::string wanted = words.at(2);
    if (words.size() > 3) wanted += " " + words[3];
    check(words.size() > 3 || wanted != "over" ? was == wanted : was.starts_with("over"), wanted,
          was);
    return true;
  }
  if (what == "on-hold") {  // in all, of what is over; how often it was told
    const ConversationId id = visitor(words[0]).conversation;
    const auto row = world_->db().one(
        "SELECT call, (SELECT count(*) FROM journal j WHERE j.subject = p.conversation AND "
        "j.subject_kind = 'conversation' AND j.type = 'hold_too_long') FROM phone_call p WHERE "
        "conversation = $1 AND tenant = $2",
        {id, world_->tenant});
    const auto total = json::from_text<phone::Call>(row->text(0))->hold_ms;
    check(total / 1000 == read_duration(words.at(2)).ms / 1000, words[2],
          std::to_string(total) + " ms");
    check(words.at(3) == "told" && row->text(1) == words.at(4), words.at(4), row->text(1));
    return true;
  }
  if (what == "via") {
    const auto* call = world_->phone().calls().find(visitor(words[0]).conversation);
    const bool relay = call != nullptr && phone::view_of(world_->floor(), *call).relay;
    check(relay && words.at(2) == "relay", "relay", relay ? "relay" : "no relay");
    return true;
  }
  if (what == "knows" || what == "recorded") {
    const ConversationId id = visitor(words[0]).conversation;
    const auto* call = world_->phone().calls().find(id);
    if (what == "recorded") {
      const std::string was = call == nullptr ? "over"
                              : call->recording_silent
                                  ? "silent"
                                  : std::string(json::enum_name(call->recording_state));
      check(was == words.at(2), words[2], was);
      return true;
    }
    // As the agent's screen has it, for calls and chats alike.
    const auto all = conversations::find(world_->db(), world_->tenant, id)->known;
    const auto known = all.find(words.at(2));
    check(known != all.end() && known->second == words.at(3), words[3],
          known == all.end() ? "nothing" : known->second);
    return true;
  }
  if (what != "hears" && what != "talks-with" && what != "heard-by") return false;
  const auto leg = legs_.find(words[0]);
  if (leg == legs_.end()) throw std::runtime_error(words[0] + " has no telephone in hand");
  const auto& ear = world_->telephone().ear(leg->second);
  if (what == "hears" && words.at(2) == "music") {
    check(ear.music, "music", ear.saying.empty() ? "none" : ear.saying);
  } else if (what == "hears" && (words[2] == "ringback" || words[2] == "beep")) {
    check(ear.tones == words[2], words[2], ear.tones);
  } else if (what == "hears" && words[2] == "nothing") {
    check(!ear.music && ear.saying.empty(), "nothing", ear.saying + (ear.music ? "music" : ""));
  } else if (what == "hears" && !legs_.contains(words[2])) {
    check(ear.heard.find(words[2]) != std::string::npos, "\"" + words[2] + "\" heard", ear.heard);
  } else {
    const auto other = legs_.find(words.at(2));
    if (other == legs_.end()) throw std::runtime_error(words[2] + " has no telephone in hand");
    const bool hears = world_->telephone().hears(leg->second, other->second);
    const bool heard = world_->telephone().hears(other->second, leg->second);
    const std::string was = std::string(hears ? "hears " : "does not hear ") + words[2] +
                            (heard ? ", is heard" : ", is not heard");
    check(what == "hears"      ? hears
          : what == "heard-by" ? heard
                               : hears && heard,
          what + " " + words[2], was);
  }
  return true;
}

}  // namespace centralino::scenario
