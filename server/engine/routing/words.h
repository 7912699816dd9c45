// The words inputs, events and rows share: states, exits, outcomes.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>

namespace centralino::engine::routing {

enum class Presence : std::uint8_t { offline, away, available };
BOOST_DESCRIBE_ENUM(Presence, offline, away, available)

// What the floor shows. An agent who holds something shows that, whatever the presence says:
// busy before wrapup before offered; else the presence.
enum class AgentState : std::uint8_t { offline, away, available, offered, busy, wrapup };
BOOST_DESCRIBE_ENUM(AgentState, offline, away, available, offered, busy, wrapup)

enum class Exit : std::uint8_t {
  answered,
  abandoned,
  flow_out_timeout,
  flow_out_overflow,
  flow_out_key,
  flow_out_callback,
  flow_out_voicemail,
  flow_out_admin,
  rejected_full,
  rejected_closed,
  error
};
BOOST_DESCRIBE_ENUM(Exit, answered, abandoned, flow_out_timeout, flow_out_overflow, flow_out_key,
                    flow_out_callback, flow_out_voicemail, flow_out_admin, rejected_full,
                    rejected_closed, error)

enum class OfferOutcome : std::uint8_t { accepted, declined, timed_out, withdrawn };
BOOST_DESCRIBE_ENUM(OfferOutcome, accepted, declined, timed_out, withdrawn)
enum class Cause : std::uint8_t { intent, policy, work };  // who moved the agent's state
BOOST_DESCRIBE_ENUM(Cause, intent, policy, work)
enum class EndedBy : std::uint8_t { customer, agent, system };
BOOST_DESCRIBE_ENUM(EndedBy, customer, agent, system)
enum class Move : std::uint8_t { relaxed, overflowed, transferred, released };
BOOST_DESCRIBE_ENUM(Move, relaxed, overflowed, transferred, released)
enum class WrapUpOutcome : std::uint8_t { completed, timed_out };
BOOST_DESCRIBE_ENUM(WrapUpOutcome, completed, timed_out)

}  // namespace centralino::engine::routing
