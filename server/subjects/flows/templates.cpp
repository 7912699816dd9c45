#include "subjects/flows/templates.h"

#include "base/check.h"

namespace centralino::flows {
namespace {

namespace flow = engine::flow;

// What both have: a person, and a message that is answered when nobody is there.
constexpr std::string_view common = R"({
  "id": "x", "name": "x", "languages": ["it", "en"], "variables": {},
  "start": "welcome", "person": "person",
  "nodes": {
    "welcome": {"type": "say", "prompt": {"text": {"it": "", "en": ""}}, "next": "person"},
    "person": {"type": "queue", "queue": "",
      "prompt": {"text": {"it": "Un momento, stiamo cercando una persona.",
                          "en": "One moment, we are looking for a person."}},
      "place": {"text": {"it": "In attesa prima di questa chiamata: posto numero {position}.",
                         "en": "You are number {position} in line."}},
      "closed": "message", "nobody": "message"},
    "message": {"type": "voicemail", "queue": "", "answer_within_ms": 86400000,
      "prompt": {"text": {"it": "Lasciare un messaggio: rispondiamo entro un giorno.",
                          "en": "Leave a message: we answer within a day."}},
      "next": "goodbye"},
    "goodbye": {"type": "end", "prompt": {"text": {"it": "Grazie, a presto.",
                                                   "en": "Thank you, goodbye."}}}
  }
})";

constexpr std::string_view menu = R"({"type": "menu",
  "prompt": {"text": {"it": "Come possiamo aiutare?", "en": "How can we help?"}},
  "choices": [
    {"key": "1", "label": {"it": "parlare con una persona", "en": "speaking to a person"},
     "next": "person"},
    {"key": "2", "label": {"it": "lasciare un messaggio", "en": "leaving a message"},
     "next": "message"}],
  "no_match": "person", "no_input": "person"})";

constexpr std::string_view closed = R"({"type": "say",
  "prompt": {"text": {"it": "In questo momento siamo chiusi.", "en": "We are closed just now."}},
  "next": "message"})";

template <class T>
T read(std::string_view text) {
  auto value = json::from_text<T>(text);
  CHECK(value.ok(), "a template cannot be read");
  return std::move(value).value();
}

}  // namespace

flow::Flow begin_from(Template which, const std::string& id, const std::string& name,
                      const flow::Known& known) {
  auto out = read<flow::Flow>(common);
  out.id = id;
  out.name = name;
  if (!known.queues.empty()) {
    std::get<flow::QueueNode>(out.nodes.at("person")).queue = known.queues.front();
    std::get<flow::VoicemailNode>(out.nodes.at("message")).queue = known.queues.front();
  }
  if (which == Template::empty) return out;
  auto& welcome = std::get<flow::SayNode>(out.nodes.at("welcome"));
  welcome.prompt.text = {{"it", "Benvenuti, qui " + name + "."},
                         {"en", "Welcome, this is " + name + "."}};
  welcome.next = known.calendars.empty() ? "menu" : "hours";
  out.nodes["menu"] = read<flow::Node>(menu);
  if (known.calendars.empty()) return out;
  out.nodes["hours"] = flow::HoursNode{known.calendars.front(), "menu", "closed"};
  out.nodes["closed"] = read<flow::Node>(closed);
  return out;
}

}  // namespace centralino::flows
