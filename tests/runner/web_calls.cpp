// Callers on web pages in scripts: where a page's calls lead, who calls from it, what the page
// shows.
#include <stdexcept>

#include "channels/phone/web_calls.h"
#include "runner/checks.h"
#include "runner/player.h"

namespace centralino::scenario {

// page QUEUE calls number DIALLED | queue NAME | flow NAME: the widget of that queue.
void Player::add_page(store::Db& db, const Words& words) {
  queues::CallTo to;
  if (words.at(3) == "number") {
    const auto row = db.one("SELECT id FROM phone_number WHERE number = $1 AND tenant = $2",
                            {words.at(4), world_->tenant});
    if (!row) throw std::runtime_error("there is no number " + words[4]);
    to.number_id = row->id<NumberId>(0);
  } else if (words[3] == "queue") {
    to.queue_id = queues_.at(words.at(4));
  } else if (words[3] == "flow") {
    to.flow_id = flows_.at(words.at(4));
  } else {
    throw std::runtime_error("page: no option \"" + words[3] + "\"");
  }
  queues::WidgetLook look;
  look.call_to = to;
  db.exec("UPDATE widget SET settings = $1 WHERE key = $2 AND tenant = $3",
          {json::to_string(look), words.at(1), world_->tenant});
}

// NAME calls-from PAGE [in LANGUAGE] [phone +39…] [at URL]; NAME is-heard: audio flows.
std::optional<std::string> Player::web_caller_acts(const Words& words) {
  const std::string& verb = words.at(1);
  auto& phone = world_->phone();
  if (verb == "calls-from") {
    phone::StartCall wanted;
    wanted.name = words[0];
    for (std::size_t i = 3; i + 1 < words.size(); i += 2) {
      if (words[i] == "in")
        wanted.language = words[i + 1];
      else if (words[i] == "phone")
        wanted.phone = words[i + 1];
      else if (words[i] == "at")
        wanted.page = words[i + 1];
      else
        throw std::runtime_error("calls-from: no option \"" + words[i] + "\"");
    }
    return world_->run([&](loop::Tx& tx) -> Result<Done> {
      TRY(started, phone.start_web_call(tx, words.at(2), wanted, "vis_" + words[0]));
      visitors_[words[0]] = started.conversation_id;
      return Done{};
    });
  }
  if (verb == "is-heard" || verb == "regains-line") {
    const Actor who = visitor(words[0]);
    const auto refused = world_->run(
        [&](loop::Tx& tx) -> Result<Done> { return phone.offer_web_line(tx, who, "offer"); });
    if (!refused.empty()) return refused;
    const auto leg = phone.calls().find(who.conversation)->customer;
    legs_[words[0]] = leg;
    world_->tell(voice::MediaUp{leg});
    return std::string();
  }
  if (verb == "loses-line" && legs_.contains(words[0])) {
    world_->tell(voice::MediaDown{legs_.at(words[0])});
    return std::string();
  }
  return std::nullopt;
}

// NAME page STATE [NAME]: what it shows, and with whom.
void Player::expect_page(const Words& words) {
  const auto* call = world_->phone().calls().find(visitor(words[0]).conversation);
  const auto& floor = world_->floor();
  std::string was = "nothing";
  if (call != nullptr) {
    const auto view = phone::visitor_view_of(floor, *call);
    was = std::string(json::enum_name(view.state));
    if (words.size() > 3 && view.agent) was += " " + view.agent->name;
  }
  std::string wanted = words.at(2);
  if (words.size() > 3) wanted += " " + words[3];
  check(was == wanted, wanted, was);
}

}  // namespace centralino::scenario
