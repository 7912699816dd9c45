#include "runner/player.h"

#include <cmath>
#include <stdexcept>

#include "subjects/reports/reports.h"

namespace centralino::scenario {
namespace {

namespace routing = engine::routing;

[[noreturn]] void unknown(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += word + " ";
  throw std::runtime_error("not understood: " + text);
}

void check(bool holds, const std::string& expected, const std::string& was) {
  if (!holds) throw std::runtime_error("expected " + expected + ", was " + was);
}

std::string word(const std::vector<std::string>& words, std::size_t at) { return at < words.size() ? words[at] : std::string(); }

}  // namespace

std::optional<std::string> Player::play() {
  const Line* current = nullptr;
  try {
    for (const auto& each : script_.steps) {
      current = &each.line;
      world_->advance_to(midnight_ + each.at);
      step(each.line);
      if (auto wrong = world_->check()) throw std::runtime_error(*wrong);
      if (restarts_) world_->restart();
    }
    if (!refused_.empty()) throw std::runtime_error("refused with " + refused_);
  } catch (const std::exception& error) {
    return script_.file + ":" + std::to_string(current ? current->number : 0) + ": " + error.what() + "\n    " + (current ? current->text : "");
  }
  return std::nullopt;
}

std::string Player::decisions() {
  std::string all;
  for (const auto& row : world_->db().query("SELECT data FROM journal WHERE subject_kind = 'routing' ORDER BY seq")) all += row.text(0) + "\n";
  return all;
}

void Player::step(const Line& line) {
  const Words& words = line.words;
  if (words[0] == "refused") {
    check(refused_ == word(words, 1), "refused with " + word(words, 1), refused_.empty() ? "not refused" : "refused with " + refused_);
    refused_.clear();
    return;
  }
  if (!refused_.empty()) throw std::runtime_error("the line before was refused with " + refused_);
  if (words[0] == "expect") return expect(Words(words.begin() + 1, words.end()));
  if (words[0] == "restart") return world_->restart();
  refused_ = act(words);
}

std::string Player::act(const Words& words) {
  return is_agent(words[0]) ? agent_acts(agent(words[0]), words) : visitor_acts(words);
}

const Actor& Player::agent(const std::string& name) const {
  const auto it = agents_.find(name);
  if (it == agents_.end()) throw std::runtime_error("there is no agent " + name);
  return it->second;
}

Actor Player::visitor(const std::string& name) {
  const auto it = visitors_.find(name);
  if (it == visitors_.end()) throw std::runtime_error("there is no visitor " + name);
  Actor actor;
  actor.kind = Actor::Kind::visitor;
  actor.tenant = world_->tenant;
  actor.conversation = it->second;
  actor.name = name;
  return actor;
}

conversations::Row Player::row(const std::string& name) {
  const auto found = conversations::find_row(world_->db(), world_->tenant, visitor(name).conversation);
  if (!found) throw std::runtime_error(name + " has no conversation");
  return *found;
}

QueueId Player::queue(const std::string& name) const {
  const auto it = queues_.find(name);
  if (it == queues_.end()) throw std::runtime_error("there is no queue " + name);
  return it->second;
}

OfferId Player::offer_to(const Actor& who, const Words& words, std::size_t at) {
  // The offer of the named visitor, whoever it was made to; else the agent's own (or none: id 1).
  for (const auto& offer : world_->floor().cell.offers()) {
    if (words.size() > at ? offer.conversation == visitor(words[at]).conversation && (offer.agent == who.user || words.size() > at + 1)
                          : offer.agent == who.user)
      return offer.offer;
  }
  return OfferId{1};
}

WrapUpId Player::wrapup_of(const Actor& who, const Words& words, std::size_t at) {
  for (const auto& row : world_->db().query("SELECT id, conversation FROM wrapup WHERE tenant = $1 AND agent = $2 ORDER BY id DESC", {world_->tenant, who.user}))
    if (words.size() <= at || row.id<ConversationId>(1) == visitor(words[at]).conversation) return row.id<WrapUpId>(0);
  return WrapUpId{1};
}

std::string Player::agent_acts(const Actor& who, const Words& words) {
  const std::string& verb = words.at(1);
  const auto run = [&](auto act) {
    return world_->run([&](loop::Tx& tx) -> Result<Done> {
      TRY_DONE(act(tx));
      return Done{};
    });
  };
  using namespace conversations;
  if (verb == "is") {
    agents::PresenceWish wish;
    wish.state = json::enum_from<routing::Presence>(words.at(2)).value();
    if (words.size() > 3 && words[3] != "after") wish.reason = words[3];
    wish.after_current = words.back() == "current";
    return run([&](loop::Tx& tx) { return agents::set_presence(tx, who, who.user, wish); });
  }
  if (verb == "opens") return run([&](loop::Tx& tx) { return agent_connected(tx, who, 1); });
  if (verb == "closes") return run([&](loop::Tx& tx) { return agent_connected(tx, who, 0); });
  if (verb == "accepts") return run([&, id = offer_to(who, words, 2)](loop::Tx& tx) { return accept_offer(tx, who, id); });
  if (verb == "declines") return run([&, id = offer_to(who, words, 2)](loop::Tx& tx) { return decline_offer(tx, who, id, "busy"); });
  if (verb == "tells" || verb == "notes") {
    const auto at = row(words.at(2));
    const std::int64_t epoch = word(words, 4) == "epoch" ? std::stoll(words.at(5)) : at.epoch;
    return run([&](loop::Tx& tx) { return agent_message(tx, who, at.id, {words.at(3), epoch, verb == "notes"}); });
  }
  if (verb == "reads") return run([&, at = row(words.at(2))](loop::Tx& tx) { return agent_saw(tx, who, at.id, at.last_n); });
  if (verb == "ends") return run([&, at = row(words.at(2))](loop::Tx& tx) { return agent_ends(tx, who, at.id); });
  if (verb == "transfers")
    return run([&, at = row(words.at(2))](loop::Tx& tx) { return transfer(tx, who, at.id, {queue(words.at(4)), word(words, 5)}); });
  if (verb == "wraps") return run([&, id = wrapup_of(who, words, 4)](loop::Tx& tx) { return complete_wrapup(tx, who, id, {words.at(3), std::nullopt}); });
  if (verb == "extends") return run([&, id = wrapup_of(who, words, 2)](loop::Tx& tx) { return extend_wrapup(tx, who, id); });
  if (verb == "sets") {
    cases::CaseChange change;
    change.state = json::enum_from<cases::CaseState>(words.at(3)).value();
    return run([&, at = row(words.at(2))](loop::Tx& tx) { return cases::change(tx, who, at.case_id, change); });
  }
  unknown(words);
}

std::string Player::start_chat(const Words& words) {
  conversations::StartChat wanted;
  wanted.name = words[0];
  wanted.text = "Buongiorno da " + words[0];
  for (std::size_t i = 3; i + 1 < words.size(); i += 2) {
    if (words[i] == "in") wanted.language = words[i + 1];
    else if (words[i] == "as") wanted.email = words[i + 1];
    else if (words[i] == "saying") wanted.text = words[i + 1];
    else unknown(words);
  }
  return world_->run([&](loop::Tx& tx) -> Result<Done> {
    TRY(started, conversations::start_chat(tx, words.at(2), wanted, "vis_" + words[0] + std::to_string(tx.now().ms), 7));
    visitors_[words[0]] = started.conversation_id;
    return Done{};
  });
}

std::string Player::visitor_acts(const Words& words) {
  const std::string& verb = words.at(1);
  if (verb == "chats") return start_chat(words);
  const Actor who = visitor(words[0]);
  const auto run = [&](auto act) {
    return world_->run([&](loop::Tx& tx) -> Result<Done> {
      TRY_DONE(act(tx));
      return Done{};
    });
  };
  using namespace conversations;
  if (verb == "says") return run([&](loop::Tx& tx) { return visitor_message(tx, who, words.at(2)); });
  if (verb == "leaves") return run([&](loop::Tx& tx) { return visitor_ends(tx, who); });
  if (verb == "rates") return run([&](loop::Tx& tx) { return visitor_rates(tx, who, std::stoi(words.at(2)), std::nullopt); });
  if (verb == "connects") return run([&](loop::Tx& tx) { return visitor_connected(tx, who, true); });
  if (verb == "disconnects") return run([&](loop::Tx& tx) { return visitor_connected(tx, who, false); });
  if (verb == "reads") return run([&, at = row(words[0])](loop::Tx& tx) { return visitor_saw(tx, who, at.last_n); });
  if (verb == "wants") return run([&](loop::Tx& tx) { return visitor_wants_person(tx, who, 7); });
  unknown(words);
}

void Player::expect(const Words& words) {
  if (words.at(0) == "figures") return expect_figures(words);
  if (words[0] == "queue") {
    const auto found = world_->floor().cell.queue(queue(words.at(1)));
    const std::int64_t was = words.at(2) == "waiting" ? found->waiting + found->offered : found->active;
    return check(was == std::stoll(words.at(3)), words[3] + " " + words[2], std::to_string(was));
  }
  if (is_agent(words[0])) return expect_agent(words);
  expect_visitor(words);
}

void Player::expect_agent(const Words& words) {
  const auto row = world_->floor().cell.agent(agent(words[0]).user);
  const std::string state(json::enum_name(row->state));
  if (words.at(1) == "holds") {
    const auto held = std::to_string(row->active.size());
    return check(held == words.at(2), words[2] + " held", held);
  }
  check(state == words[1], words[1], state + " " + row->reason);
  if (words.size() > 2) check(row->reason == words[2], "reason " + words[2], row->reason);
}

void Player::expect_visitor(const Words& words) {
  const auto at = row(words[0]);
  const auto& floor = world_->floor();
  const std::string& what = words.at(1);
  if (what == "case") {
    const auto matter = cases::find(world_->db(), world_->tenant, at.case_id);
    if (words.at(2) == "owner") return check(matter->owner && matter->owner->name == words.at(3), "owner " + words.at(3), matter->owner ? matter->owner->name : "nobody");
    if (words[2] == "number") return check(matter->number == words.at(3), words[3], matter->number);
    const std::string state(json::enum_name(matter->state));
    return check(state == words[2], "case " + words[2], state);
  }
  if (what == "messages") {
    const auto list = conversations::messages(world_->db(), world_->tenant, at.id, word(words, 3) == "seen-by-visitor");
    return check(std::to_string(list.size()) == words.at(2), words.at(2) + " messages", std::to_string(list.size()));
  }
  if (what == "last") {
    const auto list = conversations::messages(world_->db(), world_->tenant, at.id, false);
    const std::string was = list.empty() ? "" : words.at(2) == "is" ? list.back().text : std::string(json::enum_name(list.back().state));
    return check(was == words.at(3), words.at(3), was);
  }
  if (what == "position") {
    const auto work = floor.cell.work(at.work);
    return check(work && std::to_string(work->position) == words.at(2), "position " + words.at(2), work ? std::to_string(work->position) : "not in the queue");
  }
  if (what == "why") {
    const auto why = floor.cell.why_waiting(at.work);
    const std::string was = why.ok() ? why->code : std::string(info(why.refusal().code).name);
    return check(was == words.at(2), words.at(2), was);
  }
  if (what == "epoch") return check(std::to_string(at.epoch) == words.at(2), "epoch " + words.at(2), std::to_string(at.epoch));
  const std::string state(json::enum_name(at.state));
  const std::string wanted = what == "with" ? "active" : what;
  check(state == wanted, wanted, state);
  if (what == "with") check(at.owner == agent(words.at(2)).user, "with " + words[2], floor.name_of(at.owner));
  if (what == "waiting" && words.size() > 3) check(at.queue == queue(words[3]), "in " + words[3], floor.name_of(at.queue));
  if (what == "ended" && words.size() > 3) {
    const std::string by = at.ended_by ? std::string(json::enum_name(*at.ended_by)) : "";
    check(by == words[3], "ended by " + words[3], by);
  }
  if (what == "offered") {
    std::string was = "nobody";
    for (const auto& offer : floor.cell.offers())
      if (offer.work == at.work) {
        was = floor.name_of(offer.agent);
        if (words.size() < 4 || was == words[3]) return;
      }
    check(false, "offered to " + word(words, 3), was);
  }
}

// expect figures QUEUE name value …: of the whole day so far.
void Player::expect_figures(const Words& words) {
  reports::IntervalQuestion question{midnight_, midnight_ + days(2), "1h", queue(words.at(1)), std::nullopt, std::nullopt, std::nullopt};
  const auto report = reports::intervals(world_->db(), world_->tenant, question, world_->now());
  const auto& total = report->total;
  const auto number = [](std::optional<double> value) { return value ? *value : -1; };
  const std::map<std::string, double> known = {
      {"offered", static_cast<double>(total.offered)}, {"answered", static_cast<double>(total.answered)},
      {"abandoned", static_cast<double>(total.abandoned)}, {"short", static_cast<double>(total.short_abandoned)},
      {"flow-out", static_cast<double>(total.flow_out)}, {"rejected", static_cast<double>(total.rejected)},
      {"waiting", static_cast<double>(total.waiting)}, {"within", static_cast<double>(total.answered_within)},
      {"sl", number(total.service_level.headline_pct)}, {"asa", number(total.asa_s)}, {"aht", number(total.aht_s)},
      {"abandonment", number(total.abandonment_pct)}, {"occupancy", number(total.occupancy_pct)},
      {"first-reply", number(total.first_reply_s)}, {"reply", number(total.average_reply_s)},
      {"csat", number(total.csat.score_pct)}, {"rated", static_cast<double>(total.csat.n)}};
  std::int64_t rows = 0;
  for (const auto& row : report->rows) rows += row.offered;
  check(rows == total.offered, "rows that add up", std::to_string(rows));
  for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
    const auto it = known.find(words[i]);
    if (it == known.end()) throw std::runtime_error("no figure " + words[i]);
    const double wanted = words[i + 1] == "none" ? -1 : std::stod(words[i + 1]);
    check(std::abs(it->second - wanted) < 0.06, words[i] + " " + words[i + 1], std::to_string(it->second));
  }
}

}  // namespace centralino::scenario
