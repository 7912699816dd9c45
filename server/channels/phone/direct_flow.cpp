#include "channels/phone/direct_flow.h"

#include <map>
#include <mutex>

#include "base/check.h"
#include "base/json.h"
#include "subjects/flows/flows.h"

namespace centralino::phone {
namespace {

constexpr std::string_view always = "direct:";
constexpr std::string_view in_hours = "direct_in_hours:";

// KEY is put in where the queue is named, START where it begins.
constexpr std::string_view direct = R"({
  "id": "direct", "name": "Direct", "languages": ["it", "en"], "variables": {},
  "start": "START", "person": "person",
  "nodes": {
    "hours": { "type": "hours", "calendar": "", "open": "person", "closed": "closed" },
    "person": {
      "type": "queue", "queue": "KEY",
      "place": { "text": {
        "it": "La sua posizione in attesa è {position}. Prema 1 per essere richiamato senza perdere il posto.",
        "en": "You are {position} in line. Press 1 to be called back without losing your place." } },
      "wait": { "text": {
        "it": "Attesa prevista, in minuti: circa {wait_minutes}.",
        "en": "Expected wait, in minutes: about {wait_minutes}." } },
      "closed": "closed", "nobody": "nobody", "callback": "callback" },
    "callback": {
      "type": "callback", "queue": "KEY",
      "prompt": { "text": {
        "it": "Possiamo richiamarla al numero da cui chiama, verso le {callback_time}. Prema 1 per confermare, 2 per restare in attesa.",
        "en": "We can call you back at the number you are calling from, at about {callback_time}. Press 1 to confirm, 2 to stay in line." } },
      "accepted": "booked", "declined": "person", "unavailable": "person" },
    "booked": {
      "type": "end", "outcome": "callback",
      "prompt": { "text": {
        "it": "Grazie, la richiamiamo noi. Il suo posto resta suo. Arrivederci.",
        "en": "Thank you, we will call you. Your place is kept. Goodbye." } } },
    "closed": {
      "type": "say", "next": "message",
      "prompt": { "text": { "it": "In questo momento siamo chiusi.", "en": "We are closed at the moment." } } },
    "nobody": {
      "type": "say", "next": "message",
      "prompt": { "text": {
        "it": "In questo momento nessuno può rispondere.",
        "en": "Nobody can answer at the moment." } } },
    "message": {
      "type": "voicemail", "queue": "KEY", "answer_within_ms": 86400000, "next": "end",
      "prompt": { "text": {
        "it": "Lasci un messaggio dopo il segnale: rispondiamo entro un giorno.",
        "en": "Leave a message after the tone: we answer within a day." } } },
    "end": {
      "type": "end",
      "prompt": { "text": { "it": "Grazie. Arrivederci.", "en": "Thank you. Goodbye." } } }
  }
})";

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::shared_ptr<const engine::flow::Version> direct_version(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const engine::flow::Version>> made;
  const std::lock_guard lock(mutex);
  auto& version = made[name];
  if (version) return version;
  std::string text(direct);
  replace_all(text, "KEY", name.substr(name.find(':') + 1));
  replace_all(text, "START", name.starts_with(in_hours) ? "hours" : "person");
  const auto flow = json::from_text<engine::flow::Flow>(text);
  CHECK(flow.ok(), "the direct flow is no flow");
  auto fresh = engine::flow::published(*flow, {});
  fresh.hash = name;
  version = std::make_shared<const engine::flow::Version>(std::move(fresh));
  return version;
}

}  // namespace

std::string direct_version_name(const std::string& queue_key, bool own_hours) {
  return std::string(own_hours ? in_hours : always) + queue_key;
}

std::shared_ptr<const engine::flow::Version> version_named(store::Db& db, TenantId tenant,
                                                           const std::string& name) {
  if (name.starts_with(always) || name.starts_with(in_hours)) return direct_version(name);
  return flows::version(db, tenant, name);
}

}  // namespace centralino::phone
