#include "main/demo_history.h"

#include <map>

#include "base/check.h"
#include "base/prng.h"
#include "base/text.h"
#include "platform/clock/clock.h"
#include "platform/loop/loop.h"
#include "subjects/agents/agents.h"
#include "subjects/conversations/conversations.h"
#include "subjects/customers/records.h"

namespace centralino::demo {
namespace {

struct Topic {
  const char *name, *email, *question, *answer, *thanks, *outcome;
  bool sales;
};

const Topic topics[] = {
    {"Giulia Moretti", "giulia.moretti@posta.example",
     "Buongiorno, la batteria della mia Alba 1 si scarica in un'ora. È in garanzia?",
     "Buongiorno, sì: la garanzia sulla batteria dura due anni. Può portarla in officina "
     "domani mattina?",
     "Perfetto, passo domani alle 9. Grazie!", "solved", false},
    {"Marco Gallo", "marco.gallo@posta.example",
     "Quanto costa il tagliando per una bici elettrica?",
     "Il tagliando completo costa 79 euro e richiede mezza giornata.", "Grazie, ci penso.",
     "information_given", false},
    {"Sara Lombardi", "sara.lombardi@posta.example",
     "Vorrei una e-bike per andare al lavoro, 15 km al giorno in collina.",
     "Le consiglio la Bora 3: motore da 75 Nm e 120 km di autonomia.",
     "Mi piace! La ordino in blu.", "sold", true},
    {"Paolo Ricci", "paolo.ricci@posta.example", "Ho ricevuto il casco della taglia sbagliata.",
     "Mi dispiace. Le spedisco oggi la taglia L, il reso è gratuito.", "Ottimo, molto gentile.",
     "solved", false},
    {"Elena Costa", "elena.costa@posta.example", "Il freno posteriore fischia dopo la pioggia.",
     "Provi a pulire il disco con alcool; se continua, lo guardiamo in officina.",
     "Proverò, grazie.", "follow_up", false},
    {"Luca Marino", "luca.marino@posta.example", "Fate anche noleggio per il fine settimana?",
     "Sì, da venerdì a lunedì a 60 euro, casco compreso.", "Prenoto per due persone.", "sold",
     true},
    {"Emma Clark", "emma.clark@post.example", "Hello, do you ship spare parts to Austria?",
     "Yes, within three working days for 12 euros.", "Great, thank you!", "information_given",
     false},
    {"Franco Villa", "franco.villa@posta.example", "Il display non si accende più.",
     "Passo la segnalazione all'officina: la richiamano entro domani.", "Va bene, aspetto.",
     "escalated", false},
};

const char* const first_names[] = {"Anita", "Bice",  "Carlo", "Dario", "Enzo",   "Fabio",
                                   "Gaia",  "Irene", "Lidia", "Mara",  "Nicola", "Rita"};
const char* const last_names[] = {"Amato", "Basso", "Conti", "De Luca", "Ferri", "Greco",
                                  "Leone", "Monti", "Pace",  "Russo",   "Serra", "Vitale"};

struct Thing {
  std::size_t owner;  // of topics
  customers::RecordKind kind;
  const char *title, *state;
  std::int64_t days_ago, cents;
};

const Thing things[] = {
    {0, customers::RecordKind::order, "Alba 1, grigio", "consegnato", 410, 189'900},
    {0, customers::RecordKind::asset, "Alba 1, telaio AL-20817", "in garanzia", 403, 0},
    {0, customers::RecordKind::visit, "Tagliando annuale", "fatto", 44, 7'900},
    {1, customers::RecordKind::asset, "Mulo C, telaio MU-11302", "in garanzia", 290, 0},
    {2, customers::RecordKind::order, "Casco Vento, taglia M", "consegnato", 31, 6'900},
    {3, customers::RecordKind::order, "Casco Vento, taglia S", "consegnato", 9, 6'900},
    {3, customers::RecordKind::bill, "Fattura 2026/318", "pagata", 9, 6'900},
    {4, customers::RecordKind::asset, "Bora 3, telaio BO-00412", "in garanzia", 120, 0},
    {5, customers::RecordKind::order, "Noleggio, due bici per tre giorni", "concluso", 66, 12'000},
    {7, customers::RecordKind::order, "Bora 3, nero", "consegnato", 700, 249'900},
    {7, customers::RecordKind::bill, "Fattura 2026/287", "da pagare", 14, 18'500},
};

// One past, played on its own loop over the same database.
class Past {
 public:
  Past(store::Db& db, Instant from)
      : clock_(from), loop_(db, floor_, clock_, {}), random_(20260302) {
    loop_.on_deadline(conversations::fire_deadlines);
    for (const char* kind : {"visitor_gone", "agent_gone", "conversation_idle", "case_closes"})
      loop_.on_timer(kind, [](loop::Tx&, const loop::Timer&) {});
    loop_.start();
    const auto tenant = db.one("SELECT id FROM tenant WHERE key = 'demo'")->id<TenantId>(0);
    system_ = system_actor(tenant);
    for (const auto& row : db.query("SELECT user_id, u.name FROM agent JOIN user_account u ON u.id "
                                    "= user_id WHERE tenant = $1 ORDER BY user_id",
                                    {tenant})) {
      Actor actor;
      actor.kind = Actor::Kind::user;
      actor.tenant = tenant;
      actor.user = row.id<UserId>(0);
      actor.name = row.text(1);
      agents_.push_back(actor);
    }
    run([&](loop::Tx& tx) { return conversations::configure(tx, system_); });
  }

  // What the shop's own systems know of the customers.
  void tell_records() {
    const Instant now = clock_.now();
    std::int64_t number = 4101;
    for (const auto& thing : things) {
      const Topic& owner = topics[thing.owner];
      customers::RecordWish wish{owner.email, std::string(owner.name),    thing.title,
                                 thing.state, now - days(thing.days_ago), std::nullopt,
                                 std::nullopt};
      if (thing.cents > 0) wish.amount = customers::Money{thing.cents, "EUR"};
      run([&](loop::Tx& tx) {
        return customers::save_record(tx, system_, thing.kind, "AU-" + std::to_string(number++),
                                      wish);
      });
    }
  }

  void live_until(Instant now) {
    presence(engine::routing::Presence::available);
    for (Instant at = clock_.now() + minutes(2); at < now - minutes(20);
         at = at + minutes(6) + seconds(random_.between(0, 900))) {
      const auto hour = (at.ms / 3'600'000 + 1) % 24;  // near enough to local time
      if (hour < 8 || hour > 19) continue;
      const Topic& topic = topics[random_.below(std::size(topics))];
      contact(at, topic, who_asks(topic));
    }
    to(now - minutes(5));
    presence(engine::routing::Presence::offline);
  }

 private:
  template <class Act>
  bool run(Act act) {
    using Value = decltype(act(std::declval<loop::Tx&>()));
    bool ok = false;
    loop_.process({{"demo",
                    [&](loop::Tx& tx) -> Result<loop::Answer> {
                      const Value value = act(tx);
                      if (!value.ok()) return value.refusal();
                      return loop::Answer{};
                    },
                    [&](const Result<loop::Answer>& answer) { ok = answer.ok(); }}});
    return ok;
  }

  void to(Instant at) {
    while (const auto due = loop_.next_wake()) {
      if (*due > at) break;
      clock_.set(std::max(clock_.now(), *due));
      loop_.fire_due();
    }
    clock_.set(std::max(clock_.now(), at));
  }

  void wait(std::int64_t low_s, std::int64_t high_s) {
    to(clock_.now() + milliseconds(random_.between(low_s * 1000, high_s * 1000)));
  }

  void presence(engine::routing::Presence state) {
    for (const auto& agent : agents_)
      run([&](loop::Tx& tx) {
        return agents::set_presence(tx, agent, agent.user, {state, std::nullopt, std::nullopt});
      });
  }

  struct Person {
    std::string name, email;
  };
  // Most ask once; some are those whose things the shop knows.
  Person who_asks(const Topic& topic) {
    const bool english = std::string_view(topic.email).ends_with("@post.example");
    if (english || random_.chance(0.2)) return {topic.name, topic.email};
    const std::string first = first_names[random_.below(std::size(first_names))];
    const std::string last = last_names[random_.below(std::size(last_names))];
    const std::string number = std::to_string(++people_);
    return {first + " " + last, lower_ascii(first) + number + "@posta.example"};
  }

  void contact(Instant at, const Topic& topic, const Person& person) {
    to(at);
    presence(engine::routing::Presence::available);
    Actor visitor;
    visitor.kind = Actor::Kind::visitor;
    visitor.tenant = system_.tenant;
    visitor.name = person.name;
    const bool started = run([&](loop::Tx& tx) {
      const std::string token =
          "vis_" + std::to_string(random_.next()) + std::to_string(random_.next());
      const bool english = std::string_view(topic.email).ends_with("@post.example");
      auto chat = conversations::start_chat(
          tx, topic.sales ? "demo-sales" : "demo",
          {person.name, person.email, topic.question, english ? "en" : "it", {}}, token, 1);
      if (chat.ok()) visitor.conversation = chat->conversation_id;
      return chat;
    });
    if (!started) return;
    if (random_.chance(0.12)) {  // somebody gives up
      wait(4, 25);
      run([&](loop::Tx& tx) { return conversations::visitor_ends(tx, visitor); });
      return;
    }
    wait(2, random_.chance(0.8) ? 14 : 29);
    serve(visitor, topic);
  }

  void serve(const Actor& visitor, const Topic& topic) {
    auto& floor = floor_.of(system_.tenant);
    const auto offers = floor.cell.offers();
    if (offers.empty()) return;
    const auto offer = offers.back();
    Actor agent = agents_.front();
    for (const auto& each : agents_)
      if (each.user == offer.agent) agent = each;
    std::int64_t epoch = 0;
    run([&](loop::Tx& tx) {
      auto accepted = conversations::accept_offer(tx, agent, offer.offer);
      if (accepted.ok()) epoch = accepted->epoch;
      return accepted;
    });
    wait(1, 9);
    run([&](loop::Tx& tx) {
      return conversations::agent_message(tx, agent, visitor.conversation,
                                          {topic.answer, epoch, std::nullopt});
    });
    wait(20, 120);
    run([&](loop::Tx& tx) {
      return conversations::visitor_message(tx, visitor, {topic.thanks, {}});
    });
    wait(10, 60);
    run([&](loop::Tx& tx) { return conversations::agent_ends(tx, agent, visitor.conversation); });
    wait(5, 40);
    if (random_.chance(0.7))
      run([&](loop::Tx& tx) {
        return conversations::visitor_rates(
            tx, visitor, random_.chance(0.8) ? random_.between(4, 5) : random_.between(1, 3),
            std::nullopt);
      });
    for (const auto& wrapup : floor.cell.wrapups())
      if (wrapup.agent == agent.user)
        run([&](loop::Tx& tx) {
          return conversations::complete_wrapup(tx, agent, wrapup.wrapup,
                                                {topic.outcome, std::nullopt});
        });
  }

  clock::ManualClock clock_;
  queues::Floor floor_;
  loop::Loop loop_;
  Prng random_;
  std::int64_t people_ = 0;
  Actor system_;
  std::vector<Actor> agents_;
};

}  // namespace

void play_history(store::Db& db, Instant now) {
  Past past(db, now - hours(48));
  past.tell_records();
  past.live_until(now);
}

}  // namespace centralino::demo
