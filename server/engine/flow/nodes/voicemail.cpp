#include "engine/flow/nodes/voicemail.h"

#include <algorithm>

#include "engine/flow/globals.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {
namespace {

constexpr std::int64_t length_ms_default = 120'000;
constexpr std::int64_t length_ms_limit = 600'000;
constexpr std::int64_t answer_ms_limit = 30LL * 86'400'000;
// How long a stopped recording may take to arrive, and a written message to be written.
constexpr std::int64_t slack_ms = 30'000;
constexpr std::int64_t writing_ms_max = 900'000;

std::optional<Instant> promised(const VoicemailNode& node, const Run& run) {
  if (!node.answer_within_ms) return std::nullopt;
  return run.at +
         milliseconds(std::clamp<std::int64_t>(*node.answer_within_ms, 1, answer_ms_limit));
}

}  // namespace

void enter(const VoicemailNode& node, Run& run) {
  run.say(node.prompt);
  run.state.phase = Phase::recording;
  if (run.state.channel == Channel::chat) {
    run.say(Phrase::message_instead);
    return run.start_timer(writing_ms_max);
  }
  const std::int64_t length = std::clamp<std::int64_t>(
      node.length_ms_max.value_or(length_ms_default), 1'000, length_ms_limit);
  run.emit(StartRecording{RecordingKind::voicemail, length});
  run.start_timer(length + slack_ms);
}

void hear(const VoicemailNode& node, const Happening& what, Run& run) {
  if (run.state.phase != Phase::recording) return;
  if (std::holds_alternative<Resumed>(what)) return enter(node, run);
  if (const auto* digit = std::get_if<Digit>(&what)) {
    if (digit->key == "#") run.emit(StopRecording{RecordingKind::voicemail});
    return;
  }
  if (const auto* done = std::get_if<RecordingDone>(&what)) {
    if (done->length_ms > 0) {
      run.emit(TakeMessage{node.queue, done->recording, {}, promised(node, run)});
    } else {
      run.fact(FactKind::failed, "no_message");
    }
    return run.go(node.next);
  }
  if (const auto* typed = std::get_if<Typed>(&what)) {
    if (run.state.channel != Channel::chat || plain(typed->text).empty()) return;
    run.emit(TakeMessage{node.queue, {}, typed->text, promised(node, run)});
    return run.go(node.next);
  }
  if (!std::holds_alternative<TimedOut>(what)) return;
  if (run.state.channel == Channel::voice) run.emit(StopRecording{RecordingKind::voicemail});
  run.fact(FactKind::failed, "no_message");
  run.go(node.next);
}

Parts parts(const VoicemailNode& node) {
  Parts out;
  out.input = true;
  out.human = node.answer_within_ms.has_value();
  out.queues = {{"queue", node.queue}};
  out.prompts = {{"prompt", node.prompt}};
  // The message is the end of the way to a person, so what follows is the caller's.
  out.edges = {{"next", node.next.value_or(""), EdgeKind::caller}};
  const std::int64_t length = node.length_ms_max.value_or(length_ms_default);
  if (length < 1'000 || length > length_ms_limit)
    out.faults.push_back({Fault::number_range, "length_ms_max"});
  const std::int64_t within = node.answer_within_ms.value_or(1);
  if (within < 1 || within > answer_ms_limit)
    out.faults.push_back({Fault::number_range, "answer_within_ms"});
  return out;
}

}  // namespace centralino::engine::flow
