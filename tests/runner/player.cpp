#include "runner/player.h"

#include "runner/checks.h"

#include <cmath>
#include <stdexcept>

#include "channels/phone/spending.h"
#include "subjects/access/users.h"
#include "subjects/agents/places.h"
#include "subjects/queues/administration.h"
#include "subjects/queues/widgets.h"
#include "subjects/reports/reports.h"

namespace centralino::scenario {
namespace {

namespace routing = engine::routing;

[[noreturn]] void unknown(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += word + " ";
  throw std::runtime_error("not understood: " + text);
}

std::string word(const std::vector<std::string>& words, std::size_t at) {
  return at < words.size() ? words[at] : std::string();
}

// Words beyond what a line understands are a mistake, not decoration.
void no_more_than(const std::vector<std::string>& words, std::size_t count) {
  if (words.size() > count) unknown(words);
}

// `words[at]` must be this joining word.
void joined_by(const std::vector<std::string>& words, std::size_t at, const std::string& joint) {
  if (word(words, at) != joint) unknown(words);
}

double or_none(std::optional<double> value) { return value ? *value : -1; }

// Compares NAME VALUE pairs from words[at] on.
void compare(const std::vector<std::string>& words, std::size_t at,
             const std::map<std::string, double>& known) {
  if (at >= words.size() || (words.size() - at) % 2 != 0) unknown(words);
  for (std::size_t i = at; i < words.size(); i += 2) {
    const auto it = known.find(words[i]);
    if (it == known.end()) throw std::runtime_error("no figure " + words[i]);
    const double wanted = words[i + 1] == "none" ? -1 : std::stod(words[i + 1]);
    check(std::abs(it->second - wanted) < 0.06, words[i] + " " + words[i + 1],
          std::to_string(it->second));
  }
}

}  // namespace

std::optional<std::string> Player::play() {
  const Line* current = nullptr;
  try {
    for (const auto& each : script_.steps) {
      current = &each.line;
      world_->advance_to(midnight_ + each.at);
      note_offers();
      step(each.line);
      note_offers();
      if (auto wrong = world_->check()) throw std::runtime_error(*wrong);
      if (restarts_ && !one_process_) world_->restart();
    }
    if (!refused_.empty()) throw std::runtime_error("refused with " + refused_);
  } catch (const std::exception& error) {
    return script_.file + ":" + std::to_string(current ? current->number : 0) + ": " +
           error.what() + "\n    " + (current ? current->text : "");
  }
  return std::nullopt;
}

std::string Player::decisions() {
  std::string all;
  for (const auto& row :
       world_->db().query("SELECT data FROM journal WHERE subject_kind = 'routing' ORDER BY seq"))
    all += row.text(0) + "\n";
  return all;
}

void Player::step(const Line& line) {
  const Words& words = line.words;
  if (words[0] == "refused") {
    no_more_than(words, 2);
    check(refused_ == word(words, 1), "refused with " + word(words, 1),
          refused_.empty() ? "not refused" : "refused with " + refused_);
    refused_.clear();
    return;
  }
  if (!refused_.empty()) throw std::runtime_error("the line before was refused with " + refused_);
  if (words[0] == "expect") return expect(Words(words.begin() + 1, words.end()));
  if (words[0] == "restart") return world_->restart(word(words, 1) != "alone");
  if (words[0] == "look-up") return look_up(words);
  refused_ = act(words);
}

std::string Player::act(const Words& words) {
  if (is_agent(words[0])) {
    if (auto done = agent_calls(agent(words[0]), words)) return *done;
    return agent_acts(agent(words[0]), words);
  }
  if (auto done = caller_acts(words)) return *done;
  return visitor_acts(words);
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
  const auto found =
      conversations::find_row(world_->db(), world_->tenant, visitor(name).conversation);
  if (!found) throw std::runtime_error(name + " has no conversation");
  return *found;
}

QueueId Player::queue(const std::string& name) const {
  const auto it = queues_.find(name);
  if (it == queues_.end()) throw std::runtime_error("there is no queue " + name);
  return it->second;
}

std::optional<QueueId> Player::queue_or_all(const std::string& name) const {
  return name == "all" ? std::nullopt : std::optional(queue(name));
}

// Remembers offers, so that a script can answer one that is over.
void Player::note_offers() {
  for (const auto& offer : world_->floor().cell.offers())
    offers_seen_[{offer.conversation, offer.agent}] = offer.offer;
}

// The newest offer of this visitor to the agent; else the one to somebody else; else none (id 1).
OfferId Player::offer_to(const Actor& who, const std::string& visitor_name) {
  const ConversationId conversation = visitor(visitor_name).conversation;
  if (const auto own = offers_seen_.find({conversation, who.user}); own != offers_seen_.end())
    return own->second;
  for (const auto& [key, offer] : offers_seen_)
    if (key.first == conversation) return offer;
  return OfferId{1};
}

// The newest wrap-up of this visitor's conversation, the agent's own before others'.
WrapUpId Player::wrapup_of(const Actor& who, const std::string& visitor_name) {
  const auto row = world_->db().one(
      "SELECT id FROM wrapup WHERE tenant = $1 AND conversation = $2 ORDER BY CASE WHEN agent = $3 "
      "THEN 0 ELSE 1 END, id DESC LIMIT 1",
      {world_->tenant, visitor(visitor_name).conversation, who.user});
  return row ? row->id<WrapUpId>(0) : WrapUpId{1};
}

std::string Player::seat(const Actor& who, int sockets) {
  world_->desks[who.user] = sockets;
  return world_->run(
      [&](loop::Tx& tx) { return conversations::agent_connected(tx, who, sockets); });
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
  if (verb == "is" || verb == "puts") {
    const std::size_t at = verb == "is" ? 2 : 3;
    const UserId whom = verb == "is" ? who.user : agent(words.at(2)).user;
    agents::PresenceWish wish;
    wish.state = json::enum_from<routing::Presence>(words.at(at)).value();
    if (words.size() > at + 1 && words[at + 1] != "after") wish.reason = words[at + 1];
    wish.after_current = words.back() == "current";
    // Who signs in sits at a desk.
    if (verb == "is" && who.tenant == world_->tenant && !world_->desks.contains(who.user))
      seat(who, 1);
    return run([&, whom](loop::Tx& tx) { return agents::set_presence(tx, who, whom, wish); });
  }
  if (verb == "opens" || verb == "closes") return seat(who, verb == "opens" ? 1 : 0);
  if (verb == "accepts")
    return run(
        [&, id = offer_to(who, words.at(2))](loop::Tx& tx) { return accept_offer(tx, who, id); });
  if (verb == "declines")
    return run([&, id = offer_to(who, words.at(2))](loop::Tx& tx) {
      return decline_offer(tx, who, id, "busy");
    });
  if (verb == "tells" || verb == "notes") {
    const auto at = row(words.at(2));
    const std::int64_t epoch = word(words, 4) == "epoch" ? std::stoll(words.at(5)) : at.epoch;
    return run([&](loop::Tx& tx) {
      return agent_message(tx, who, at.id, {words.at(3), epoch, verb == "notes"});
    });
  }
  if (verb == "reads")
    return run(
        [&, at = row(words.at(2))](loop::Tx& tx) { return agent_saw(tx, who, at.id, at.last_n); });
  if (verb == "ends")
    return run([&, at = row(words.at(2))](loop::Tx& tx) { return agent_ends(tx, who, at.id); });
  if (verb == "transfers") {
    joined_by(words, 3, "to");
    // "to QUEUE", "to agent NAME", "to agent NAME in QUEUE"; then the brief.
    Transfer wanted;
    std::size_t next = 5;
    if (words.at(4) == "agent") {
      wanted.agent_id = agent(words.at(next++)).user;
      if (word(words, next) == "in") {
        wanted.queue_id = queue(words.at(next + 1));
        next += 2;
      }
    } else {
      wanted.queue_id = queue(words.at(4));
    }
    wanted.brief = word(words, next);
    return run(
        [&, at = row(words.at(2))](loop::Tx& tx) { return transfer(tx, who, at.id, wanted); });
  }
  if (verb == "puts-ahead" || verb == "puts-back") {
    const std::int64_t by_s = read_duration(words.at(3)).ms / 1000;
    const Priority wanted{verb == "puts-ahead" ? by_s : -by_s};
    return run([&, id = row(words.at(2)).id](loop::Tx& tx) {
      return change_priority(tx, who, id, wanted);
    });
  }
  if (verb == "wraps") {
    joined_by(words, 3, "as");
    return run([&, id = wrapup_of(who, words.at(2))](loop::Tx& tx) {
      return complete_wrapup(tx, who, id, {words.at(4), std::nullopt});
    });
  }
  if (verb == "extends")
    return run(
        [&, id = wrapup_of(who, words.at(2))](loop::Tx& tx) { return extend_wrapup(tx, who, id); });
  if (verb == "sets") {
    cases::CaseChange change;
    change.state = json::enum_from<cases::CaseState>(words.at(3)).value();
    return run([&, at = row(words.at(2))](loop::Tx& tx) {
      return cases::change(tx, who, at.case_id, change);
    });
  }
  return administers(who, words);
}

std::string Player::administers(const Actor& who, const Words& words) {
  const std::string& verb = words.at(1);
  const auto run = [&](auto act) {
    return world_->run([&](loop::Tx& tx) -> Result<Done> {
      TRY_DONE(act(tx));
      return Done{};
    });
  };
  if (verb == "changes") {
    const auto now = *queues::find_queue(world_->db(), world_->tenant, queue(words.at(2)));
    queues::QueueChange wanted{now.name, now.settings};
    read_queue_options(words, 3, wanted.settings);
    return run([&](loop::Tx& tx) { return queues::change_queue(tx, who, now.id, wanted); });
  }
  if (verb == "leads") return leads(who, words);
  if (verb == "lets-go-on")
    return run(
        [&](loop::Tx& tx) { return phone::forget_dialled(tx, who, trunks_.at(words.at(2))); });
  if (verb == "retires")
    return run([&](loop::Tx& tx) { return queues::retire_queue(tx, who, queue(words.at(2))); });
  if (verb == "unplugs")
    return run([&](loop::Tx& tx) { return queues::remove_widget(tx, who, words.at(2)); });
  if (verb == "places" || verb == "displaces") {
    const UserId whom = agent(words.at(2)).user;
    if (verb == "displaces")
      return run([&](loop::Tx& tx) { return agents::remove_place(tx, who, whom); });
    routing::AgentSettings place;
    for (const auto& known : agents::list_places(world_->db(), world_->tenant))
      if (known.user_id == whom)
        place = {whom, known.skills, known.languages, known.queues, known.capacity};
    read_agent_options(words, 3, place);
    return run([&](loop::Tx& tx) {
      return agents::save_place(tx, who, whom,
                                {place.skills, place.languages, place.queues, place.capacity});
    });
  }
  if (verb == "suspends" || verb == "restores") {
    access::UserChange wanted;
    wanted.active = verb == "restores";
    return run([&, whom = agent(words.at(2)).user](loop::Tx& tx) {
      return access::change_user(tx, who, whom, wanted);
    });
  }
  unknown(words);
}

std::string Player::start_chat(const Words& words) {
  conversations::StartChat wanted;
  wanted.name = words[0];
  wanted.text = "Buongiorno da " + words[0];
  for (std::size_t i = 3; i + 1 < words.size(); i += 2) {
    if (words[i] == "in")
      wanted.language = words[i + 1];
    else if (words[i] == "as")
      wanted.email = words[i + 1];
    else if (words[i] == "saying")
      wanted.text = words[i + 1];
    else if (words[i] == "drawing")
      wanted.buttons = words[i + 1] == "buttons";
    else
      unknown(words);
  }
  return world_->run([&](loop::Tx& tx) -> Result<Done> {
    TRY(started, conversations::start_chat(tx, words.at(2), wanted,
                                           "vis_" + words[0] + std::to_string(tx.now().ms), 7));
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
  if (verb == "says")
    return run([&](loop::Tx& tx) { return visitor_message(tx, who, NewText{words.at(2)}); });
  if (verb == "clicks")  // clicks KEY: the choice of that key
    return run([&](loop::Tx& tx) {
      return visitor_message(tx, who, NewText{"choice " + words.at(2), words[2]});
    });
  if (verb == "leaves") return run([&](loop::Tx& tx) { return visitor_ends(tx, who); });
  if (verb == "rates")
    return run(
        [&](loop::Tx& tx) { return visitor_rates(tx, who, std::stoi(words.at(2)), std::nullopt); });
  if (verb == "connects" || verb == "disconnects") {
    const bool online = verb == "connects";
    if (online) {
      world_->visitors.insert(who.conversation);
    } else {
      world_->visitors.erase(who.conversation);
    }
    return run([&](loop::Tx& tx) { return visitor_connected(tx, who, online); });
  }
  if (verb == "reads")
    return run([&, at = row(words[0])](loop::Tx& tx) { return visitor_saw(tx, who, at.last_n); });
  if (verb == "wants") return run([&](loop::Tx& tx) { return visitor_wants_person(tx, who, 7); });
  unknown(words);
}

void Player::expect(const Words& words) {
  if (words.at(0) == "not") {
    try {
      expect(Words(words.begin() + 1, words.end()));
    } catch (const Unmet&) {
      return;
    }
    throw Unmet("expected not so, but it is");
  }
  if (expect_call(words)) return;
  if (words[0] == "figures") return expect_figures(words);
  if (words[0] == "live") return expect_live(words);
  if (words[0] == "contacts") return expect_contacts(words);
  if (words[0] == "queue") {
    no_more_than(words, 4);
    const auto found = world_->floor().cell.queue(queue(words.at(1)));
    const std::int64_t was = words.at(2) == "waiting" ? found->waiting + found->offered
                             : words[2] == "active"   ? found->active
                                                      : -1;
    if (was < 0) unknown(words);
    return check(was == std::stoll(words.at(3)), words[3] + " " + words[2], std::to_string(was));
  }
  if (is_agent(words[0])) return expect_agent(words);
  expect_visitor(words);
}

void Player::expect_agent(const Words& words) {
  // Whom the engine does not know (any more) is offline and holds nothing.
  const auto row = world_->floor().cell.agent(agent(words[0]).user).value_or(routing::AgentRow{});
  no_more_than(words, 3);
  if (words.at(1) == "holds") {
    const auto held = std::to_string(row.active.size());
    return check(held == words.at(2), words[2] + " held", held);
  }
  if (!json::enum_from<routing::AgentState>(words[1])) unknown(words);
  const std::string state(json::enum_name(row.state));
  check(state == words[1], words[1], state + " " + row.reason);
  if (words.size() > 2) check(row.reason == words[2], "reason " + words[2], row.reason);
}

void Player::expect_case(const Words& words, const conversations::Row& at) {
  const auto matter = cases::find(world_->db(), world_->tenant, at.case_id);
  const std::string& what = words.at(2);
  no_more_than(words, what == "owner" || what == "number" || what == "priority" || what == "worth"
                          ? 4
                      : what == "owners" ? words.size()
                                         : 3);
  if (what == "owner") {
    const std::string owner = matter->owner ? matter->owner->name : "nobody";
    return check(owner == words.at(3), "owner " + words[3], owner);
  }
  if (what == "owners") {  // the tenures, oldest first
    Words owners;
    for (const auto& row : world_->db().query(
             "SELECT owner FROM tenure WHERE tenant = $1 AND case_id = $2 ORDER BY from_at",
             {world_->tenant, at.case_id}))
      owners.push_back(world_->floor().name_of(row.id<UserId>(0)));
    std::string was;
    for (const auto& owner : owners) was += owner + " ";
    return check(owners == Words(words.begin() + 3, words.end()), "those owners", was);
  }
  if (what == "number") return check(matter->number == words.at(3), words[3], matter->number);
  if (what == "priority") {
    const std::string was(json::enum_name(matter->priority));
    return check(was == words.at(3), words[3], was);
  }
  if (what == "worth") {  // the lead a lost sale left behind
    const auto row = world_->db().query(
        "SELECT data FROM journal WHERE tenant = $1 AND subject_kind = 'case' AND subject = $2 AND "
        "type = 'lead_created'",
        {world_->tenant, at.case_id.value});
    std::string was = "nothing";
    if (!row.empty()) {
      const auto worth = json::from_text<queues::Revenue>(row.front().text(0));
      was = std::to_string(worth->lead_value_minor);
    }
    return check(was == words.at(3) && row.size() <= 1, words[3], was);
  }
  if (!json::enum_from<cases::CaseState>(what)) unknown(words);
  const std::string state(json::enum_name(matter->state));
  check(state == what, "case " + what, state);
}

// "offered", "offered to ANNA", "offered to ANNA because CODE", "offered to N" (so many at once).
void Player::expect_offer(const Words& words, const conversations::Row& at) {
  if (words.size() == 2) return;
  joined_by(words, 2, "to");
  no_more_than(words, 6);
  std::string was;
  std::size_t count = 0;
  for (const auto& offer : world_->floor().cell.offers()) {
    if (offer.work != at.work) continue;
    ++count;
    const auto name = world_->floor().name_of(offer.agent);
    was += name + " ";
    if (name != words.at(3)) continue;
    if (words.size() == 4) return;
    joined_by(words, 4, "because");
    const auto code = routing::explain(offer.why).code;
    return check(code == words.at(5), words[5], code);
  }
  if (words[3].find_first_not_of("0123456789") == std::string::npos)
    return check(std::to_string(count) == words[3], words[3] + " offers", was);
  agent(words[3]);
  check(false, "offered to " + words[3], was);
}

void Player::expect_visitor(const Words& words) {
  const auto at = row(words[0]);
  const auto& floor = world_->floor();
  const std::string& what = words.at(1);
  if (what == "case") return expect_case(words, at);
  if (what == "messages") {
    const bool as_visitor = word(words, 3) == "seen-by-visitor";
    no_more_than(words, as_visitor ? 4 : 3);
    const auto list = conversations::messages(world_->db(), world_->tenant, at.id, as_visitor);
    return check(std::to_string(list.size()) == words.at(2), words.at(2) + " messages",
                 std::to_string(list.size()));
  }
  if (what == "message") {  // message "text" STATE
    no_more_than(words, 4);
    std::string was = "no such message";
    for (const auto& message : conversations::messages(world_->db(), world_->tenant, at.id, false))
      if (message.text == words.at(2)) was = json::enum_name(message.state);
    return check(was == words.at(3), words[3], was);
  }
  if (what == "reads") {  // the newest words of the machine
    no_more_than(words, 3);
    std::string was = "nothing";
    for (const auto& message : conversations::messages(world_->db(), world_->tenant, at.id, true))
      if (message.author.kind == conversations::AuthorKind::system &&
          message.kind == conversations::MessageKind::text)
        was = message.text;
    return check(was.find(words.at(2)) != std::string::npos, words[2], was);
  }
  if (what == "last") {
    no_more_than(words, 4);
    const auto list = conversations::messages(world_->db(), world_->tenant, at.id, false);
    if (words.at(2) != "is" && words[2] != "state") unknown(words);
    const std::string was = list.empty()          ? ""
                            : words.at(2) == "is" ? list.back().text
                                                  : std::string(json::enum_name(list.back().state));
    return check(was == words.at(3), words.at(3), was);
  }
  if (what == "position") {
    no_more_than(words, 3);
    const auto work = floor.cell.work(at.work);
    return check(work && std::to_string(work->position) == words.at(2), "position " + words.at(2),
                 work ? std::to_string(work->position) : "not in the queue");
  }
  if (what == "why") {
    no_more_than(words, 3);
    const auto why = floor.cell.why_waiting(at.work);
    const std::string was = why.ok() ? why->code : std::string(info(why.refusal().code).name);
    return check(was == words.at(2), words.at(2), was);
  }
  if (what == "epoch") {
    no_more_than(words, 3);
    return check(std::to_string(at.epoch) == words.at(2), "epoch " + words.at(2),
                 std::to_string(at.epoch));
  }
  const std::string state(json::enum_name(at.state));
  const std::string wanted = what == "with" ? "active" : what;
  if (!json::enum_from<conversations::State>(wanted)) unknown(words);
  if (what != "offered" && what != "with") no_more_than(words, what == "active" ? 2 : 4);
  check(state == wanted, wanted, state);
  if (what == "with") {
    no_more_than(words, 3);
    check(at.owner == agent(words.at(2)).user, "with " + words[2], floor.name_of(at.owner));
  }
  if (what == "waiting" && words.size() > 2) {
    joined_by(words, 2, "in");
    check(at.queue == queue(words.at(3)), "in " + words[3], floor.name_of(at.queue));
  }
  if (what == "ended" && words.size() > 2) {
    joined_by(words, 2, "by");
    const std::string by = at.ended_by ? std::string(json::enum_name(*at.ended_by)) : "";
    check(by == words.at(3), "ended by " + words[3], by);
  }
  if (what == "offered") expect_offer(words, at);
}

// expect figures QUEUE|all [from 09:00] [to 10:00] [threshold 30s] [short-abandon 5s] [formula B]
// NAME VALUE …
void Player::expect_figures(const Words& words) {
  reports::IntervalQuestion question{
      midnight_,    midnight_ + days(2), "1h",        queue_or_all(words.at(1)),
      std::nullopt, std::nullopt,        std::nullopt};
  std::size_t at = 2;
  for (; at + 1 < words.size(); at += 2) {
    if (words[at] == "threshold")
      question.threshold_s = read_duration(words[at + 1]).ms / 1000;
    else if (words[at] == "short-abandon")
      question.short_abandon_s = read_duration(words[at + 1]).ms / 1000;
    else if (words[at] == "formula")
      question.formula = json::enum_from<engine::facts::Formula>(words[at + 1]).value();
    else if (words[at] == "from" || words[at] == "to") {
      Duration time;
      if (!read_time(words[at + 1], time)) unknown(words);
      (words[at] == "from" ? question.from : question.to) = midnight_ + time;
    } else {
      break;
    }
  }
  const auto report = reports::intervals(world_->db(), world_->tenant, question, world_->now());
  const auto& total = report->total;
  compare(words, at,
          {{"offered", static_cast<double>(total.offered)},
           {"answered", static_cast<double>(total.answered)},
           {"abandoned", static_cast<double>(total.abandoned)},
           {"short", static_cast<double>(total.short_abandoned)},
           {"flow-out", static_cast<double>(total.flow_out)},
           {"rejected", static_cast<double>(total.rejected)},
           {"waiting", static_cast<double>(total.waiting)},
           {"within", static_cast<double>(total.answered_within)},
           {"handled", static_cast<double>(total.handled)},
           {"errors", static_cast<double>(total.errors)},
           {"sl", or_none(total.service_level.headline_pct)},
           {"asa", or_none(total.asa_s)},
           {"aht", or_none(total.aht_s)},
           {"abandonment", or_none(total.abandonment_pct)},
           {"occupancy", or_none(total.occupancy_pct)},
           {"first-reply", or_none(total.first_reply_s)},
           {"reply", or_none(total.average_reply_s)},
           {"transfer", or_none(total.transfer_pct)},
           {"csat", or_none(total.csat.score_pct)},
           {"rated", static_cast<double>(total.csat.n)}});
  check(total.offered == total.answered + total.abandoned + total.flow_out + total.rejected +
                             total.errors + total.waiting,
        "exits that add up to offered", std::to_string(total.offered) + " offered");
  // By the minute, the quarter, the half hour, the hour and the day: the same sums.
  for (const char* step : {"1m", "15m", "30m", "1h", "1d"}) {
    question.step = step;
    const auto by_step = reports::intervals(world_->db(), world_->tenant, question, world_->now());
    if (!by_step.ok()) throw std::runtime_error("no report by " + question.step);
    for (const auto member :
         {&reports::IntervalRow::offered, &reports::IntervalRow::answered,
          &reports::IntervalRow::abandoned, &reports::IntervalRow::short_abandoned,
          &reports::IntervalRow::flow_out, &reports::IntervalRow::rejected,
          &reports::IntervalRow::waiting, &reports::IntervalRow::answered_within,
          &reports::IntervalRow::handled}) {
      std::int64_t sum = 0;
      for (const auto& row : by_step->rows) sum += row.*member;
      check(sum == total.*member,
            "rows of " + question.step + " that add up to " + std::to_string(total.*member),
            std::to_string(sum));
    }
  }
}

// expect live QUEUE NAME VALUE …: the same figures as the supervisors' page shows them now.
void Player::expect_live(const Words& words) {
  const auto view = reports::floor_view(world_->floor(), world_->db(), world_->now(), 7);
  const QueueId wanted = queue(words.at(1));
  for (const auto& row : view.queues) {
    if (row.id != wanted) continue;
    compare(words, 2,
            {{"offered", static_cast<double>(row.today.offered)},
             {"answered", static_cast<double>(row.today.answered)},
             {"abandoned", static_cast<double>(row.today.abandoned)},
             {"other", static_cast<double>(row.today.other_exits)},
             {"waiting", static_cast<double>(row.today.waiting)},
             {"sl", or_none(row.today.service_level.headline_pct)},
             {"asa", or_none(row.today.asa_s)},
             {"aht", or_none(row.today.aht_s)},
             {"csat", or_none(row.today.csat.score_pct)},
             {"open", row.open ? 1.0 : 0.0},
             {"longest-wait", row.longest_wait_s},
             {"available", static_cast<double>(row.agents_available)},
             {"busy", static_cast<double>(row.agents_busy)},
             {"away", static_cast<double>(row.agents_away)}});
    return;
  }
  throw std::runtime_error("the live page does not show " + words[1]);
}

// expect contacts QUEUE|all EXIT N: the contacts behind a figure.
void Player::expect_contacts(const Words& words) {
  no_more_than(words, 4);
  reports::ContactQuestion question;
  question.from = midnight_;
  question.to = midnight_ + days(2);
  question.queue = queue_or_all(words.at(1));
  if (words.at(2) != "any") question.exit = words[2];
  const auto list = reports::contacts(world_->db(), world_->tenant, question);
  check(std::to_string(list.items.size()) == words.at(3), words[3] + " contacts",
        std::to_string(list.items.size()));
}

}  // namespace centralino::scenario
