// The small words of the flow language, shared by its model, its events and its effects.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <string>

namespace centralino::engine::flow {

enum class Channel : std::uint8_t { voice, chat };
BOOST_DESCRIBE_ENUM(Channel, voice, chat)

// How a value is stored (always as text) and said. money: "12.50 EUR"; date: "2026-03-02"; time:
// "09:30"; digits: read one by one; position: a place in a line. secret: never stored at all.
enum class VariableType : std::uint8_t {
  text,
  digits,
  number,
  money,
  date,
  time,
  position,
  secret
};
BOOST_DESCRIBE_ENUM(VariableType, text, digits, number, money, date, time, position, secret)

// What an input expects.
enum class Expect : std::uint8_t { choice, digits, text, secret };
BOOST_DESCRIBE_ENUM(Expect, choice, digits, text, secret)

// What a look-up came to when it did not come to an answer.
enum class LookUpFailure : std::uint8_t { not_found, timed_out, failed };
BOOST_DESCRIBE_ENUM(LookUpFailure, not_found, timed_out, failed)

// Why a queue gave a contact back.
enum class QueueExit : std::uint8_t { closed, nobody, full };
BOOST_DESCRIBE_ENUM(QueueExit, closed, nobody, full)

enum class Destination : std::uint8_t { queue, number, agent };
BOOST_DESCRIBE_ENUM(Destination, queue, number, agent)

enum class RecordingKind : std::uint8_t { conversation, voicemail };
BOOST_DESCRIBE_ENUM(RecordingKind, conversation, voicemail)

// Language ("it", "en") → text.
using Texts = std::map<std::string, std::string>;
// Name → value.
using Values = std::map<std::string, std::string>;

// ---- limits
// ---------------------------------------------------------------------------------------

// A value longer than this is cut; so is what is said in one go.
inline constexpr std::size_t value_length_max = 1000;
inline constexpr std::size_t said_length_max = 4000;
// More nodes than this in one flow: not published.
inline constexpr std::size_t nodes_max = 300;
// Nodes entered by one event, and visits of one node without any input by the caller. Beyond
// either, the flow is taken to run in circles and leads to a person.
inline constexpr int nodes_per_event_max = 64;
inline constexpr int visits_without_input_max = 4;
// Of flows, nodes and variables.
inline constexpr std::size_t name_length_max = 40;
// No timer is longer: a day.
inline constexpr std::int64_t timer_ms_max = 86'400'000;
// Modules that call modules: deeper is taken for a circle.
inline constexpr std::size_t depth_max = 8;
// Inputs remembered for "back"; the oldest go.
inline constexpr std::size_t trail_max = 32;

}  // namespace centralino::engine::flow
