// Answers to "why this agent?" and "why does this wait?", in both languages, with the numbers.
#include "engine/routing/state.h"

namespace centralino::engine::routing {
namespace {

std::string number(std::int64_t value) { return std::to_string(value); }

Why offered_by_strategy(const OfferReason& reason) {
  const Strategy& chosen = strategy(reason.strategy);
  Why why;
  why.code = "best_agent";
  if (reason.candidates == 1) {
    why.text.en = "The only agent who is free and can take it";
    why.text.it = "L'unico operatore libero che può occuparsene";
    return why;
  }
  why.text.en = "First of " + number(reason.candidates) +
                " who are free and can take it, by: " + std::string(chosen.english);
  why.text.it = "Il primo tra " + number(reason.candidates) +
                " operatori liberi che possono occuparsene, per: " + std::string(chosen.italian);
  return why;
}

}  // namespace

Why explain(const OfferReason& reason) {
  Why why;
  switch (reason.code) {
    case OfferCode::best_agent:
      why = offered_by_strategy(reason);
      break;
    case OfferCode::next_work:
      why.code = "next_work";
      why.text.en = "Next in line when this agent became free";
      why.text.it = "Primo della fila quando l'operatore si è liberato";
      break;
    case OfferCode::held_for_you:
      why.code = "held_for_you";
      why.text.en = "Kept for this agent";
      why.text.it = "Riservato a questo operatore";
      break;
  }
  why.facts = {{"candidates", reason.candidates},
               {"idle_s", reason.idle_ms / 1000},
               {"load", reason.load},
               {"skill_sum", reason.skill_sum},
               {"handled", reason.handled},
               {"waited_s", reason.waited_ms / 1000}};
  return why;
}

// The agents of a queue, by what keeps them from this work.
struct Floor {
  std::int64_t members = 0;
  std::int64_t qualified = 0;
  std::int64_t offline = 0;
  std::int64_t away = 0;
  std::int64_t busy = 0;
  std::int64_t excluded = 0;
};

namespace {

Why why(std::string code, std::string en, std::string it) {
  return {std::move(code), {std::move(it), std::move(en)}, {}};
}

Why why_nobody(const Floor& floor) {
  if (floor.members == 0)
    return why("no_members", "No agent belongs to this queue",
               "Nessun operatore appartiene a questa coda");
  if (floor.qualified == 0)
    return why("no_qualified_agent", "No agent of this queue has the required skills",
               "Nessun operatore della coda ha le competenze richieste");
  if (floor.offline == floor.qualified)
    return why("nobody_signed_in", "No qualified agent is signed in",
               "Nessun operatore adatto è collegato");
  if (floor.busy > 0)
    return why("all_busy", "All qualified agents are busy (" + number(floor.busy) + ")",
               "Tutti gli operatori adatti sono occupati (" + number(floor.busy) + ")");
  if (floor.excluded > 0)
    return why(
        "all_declined", "Free agents declined or did not answer; they are asked again soon",
        "Gli operatori liberi hanno rifiutato o non hanno risposto; saranno ricontattati a breve");
  return why("all_away", "All qualified agents are away",
             "Tutti gli operatori adatti sono in pausa");
}

}  // namespace

Floor State::floor_for(const Work& work) const {
  Floor floor;
  for (const Agent& agent : agents_) {
    const bool member =
        std::find(agent.queues.begin(), agent.queues.end(), work.queue_id) != agent.queues.end();
    floor.members += member ? 1 : 0;
    if (!qualified(agent, work, work.queue, work.relaxed)) continue;
    ++floor.qualified;
    if (agent.presence == Presence::offline) {
      ++floor.offline;
    } else if (agent.presence == Presence::away || agent.leaving ||
               !reachable(agent, work.channel)) {
      ++floor.away;
    } else if (agent.blocking > 0 || !has_room(agent, work.channel)) {
      ++floor.busy;
    } else {
      ++floor.excluded;
    }
  }
  return floor;
}

Why State::why_waiting(const Work& work) const {
  const Floor floor = floor_for(work);
  Why out;
  if (work.phase == WorkPhase::offered) {
    out = why("offered", "Being offered to an agent now",
              "In proposta a un operatore in questo momento");
  } else if (work.held_for) {
    out =
        why("held", "Kept for one agent for a while", "Riservato per qualche tempo a un operatore");
    out.facts["held_s"] = (work.hold_until - now_).ms / 1000;
  } else {
    out = why_nobody(floor);
  }
  out.facts["qualified"] = floor.qualified;
  out.facts["busy"] = floor.busy;
  out.facts["away"] = floor.away;
  out.facts["offline"] = floor.offline;
  out.facts["excluded"] = floor.excluded;
  out.facts["waited_s"] = (now_ - work.enqueued_at).ms / 1000;
  return out;
}

}  // namespace centralino::engine::routing
