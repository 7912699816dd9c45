// Bodies of requests, words on a live socket and stored rows: each text is given to every struct
// that is read from JSON. It is refused with a stable code and fields that can be shown, or what
// was read can be written and read again and is the same.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "channels/phone/web_calls.h"
#include "engine/routing/simulation.h"
#include "main/live_words.h"
#include "subjects/access/access.h"
#include "subjects/agents/agents.h"
#include "subjects/cases/cases.h"
#include "subjects/conversations/conversations.h"
#include "subjects/queues/queues.h"

using namespace centralino;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

template <class T>
void check(const Result<boost::json::value>& value) {
  const auto read = json::from_value<T>(*value);
  if (!read.ok()) {
    const Refusal& refusal = read.refusal();
    require(refusal.code == Code::invalid_field);
    require(!refusal.fields.empty() && refusal.fields.size() <= 20);
    for (const auto& field : refusal.fields)
      require(is_utf8(field.field) && is_utf8(field.message));
    return;
  }
  const std::string written = json::to_string(*read);
  const auto again = json::from_text<T>(written);
  require(again.ok() && json::to_string(*again) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = json::parse({reinterpret_cast<const char*>(data), size});
  if (!value.ok()) {
    require(value.refusal().code == Code::bad_request);
    return 0;
  }
  check<conversations::StartChat>(value);
  check<conversations::NewText>(value);
  check<conversations::AgentText>(value);
  check<conversations::Transfer>(value);
  check<conversations::WrapUpDone>(value);
  check<conversations::SurveyAnswer>(value);
  check<agents::PresenceWish>(value);
  check<cases::CaseChange>(value);
  check<access::NewKey>(value);
  check<queues::QueueConfig>(value);
  check<live::Said>(value);
  check<phone::StartCall>(value);
  check<engine::routing::AgentSettings>(value);
  check<engine::routing::RecordedStep>(value);
  check<engine::facts::Contact>(value);
  return 0;
}
