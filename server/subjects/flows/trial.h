// Trying a flow without anybody on the line: the reducer is stepped through what the author lets
// happen. Nothing is kept: each question brings all events from the beginning.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/flow/step.h"
#include "subjects/flows/flows.h"

namespace centralino::flows {

constexpr std::size_t trial_events_max = 200;
// Longer answers are refused with `too_large`.
constexpr std::size_t trial_answer_bytes_max = 1 << 20;

struct FlowTrial {
  flow::Channel channel = flow::Channel::voice;
  std::string language;
  std::optional<std::string> caller;
  std::optional<flow::Flow> flow;  // none: the stored draft
  std::vector<flow::Happening> events;
  std::optional<Instant> at;  // when it all happens; promises of an answer count from here
};
BOOST_DESCRIBE_STRUCT(FlowTrial, (), (channel, language, caller, flow, events, at))

struct TrialStep {
  flow::Happening event;
  std::vector<flow::Effect> effects;
};
BOOST_DESCRIBE_STRUCT(TrialStep, (), (event, effects))

struct FlowTried {
  std::vector<TrialStep> steps;  // the first one is the start
  flow::Phase phase = flow::Phase::fresh;
  std::string flow;  // the running one: a module, or the flow itself
  std::string node;
  std::optional<flow::Collect> listening;  // what the caller is asked for now
  std::int64_t timer = 0;                  // the one that runs; 0: none
  std::int64_t question = 0;               // to the world; 0: none
  flow::Values variables;                  // of the running flow
};
BOOST_DESCRIBE_STRUCT(FlowTried, (),
                      (steps, phase, flow, node, listening, timer, question, variables))

// Works on flows that the gate would refuse: whatever is missing leads to a person, or ends it.
Result<FlowTried> try_out(store::Db& db, TenantId tenant, FlowId id, const FlowTrial& wanted);

}  // namespace centralino::flows

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::flows::FlowTrial::events> = {
        .max_length = centralino::flows::trial_events_max};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::flows::FlowTrial::caller> = {.max_length = 80};
