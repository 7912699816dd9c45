#include "subjects/flows/trial.h"

#include "subjects/flows/gate.h"
#include "subjects/flows/rows.h"

namespace centralino::flows {
namespace {

class Trial {
 public:
  explicit Trial(flow::Version content) : content_(std::move(content)) {}

  Result<Done> happen(const flow::Happening& what, Instant at) {
    auto stepped = flow::step(content_, std::move(state_), {at, what});
    state_ = std::move(stepped.state);
    bytes_ += json::to_string(stepped.effects).size();
    if (bytes_ > trial_answer_bytes_max) return refuse(Code::too_large);
    for (const auto& effect : stepped.effects)
      if (const auto* question = std::get_if<flow::Collect>(&effect)) asked_ = *question;
    steps_.push_back({what, std::move(stepped.effects)});
    return Done{};
  }

  FlowTried result() && {
    FlowTried out;
    out.steps = std::move(steps_);
    out.phase = state_.phase;
    if (!state_.frames.empty()) {
      out.flow = state_.frames.back().flow;
      out.node = state_.frames.back().node;
      out.variables = state_.frames.back().variables;
    }
    if (state_.phase == flow::Phase::collecting) out.listening = asked_;
    out.timer = state_.timer;
    out.question = state_.question;
    return out;
  }

 private:
  const flow::Version content_;
  flow::State state_;
  std::vector<TrialStep> steps_;
  std::optional<flow::Collect> asked_;
  std::size_t bytes_ = 0;
};

}  // namespace

Result<FlowTried> try_out(store::Db& db, TenantId tenant, FlowId id, const FlowTrial& wanted) {
  const auto row = find_flow(db, tenant, id);
  if (!row) return refuse(Code::not_found);
  flow::Flow subject = wanted.flow.value_or(row->draft);
  subject.id = row->key;
  TRY_DONE(check_size(subject));
  Trial trial(flow::published(std::move(subject), known(db, tenant).modules));
  const Instant at = wanted.at.value_or(Instant{});
  TRY_DONE(trial.happen(
      flow::Started{wanted.channel, wanted.caller.value_or(""), wanted.language, {}}, at));
  for (const auto& event : wanted.events) TRY_DONE(trial.happen(event, at));
  return std::move(trial).result();
}

}  // namespace centralino::flows
