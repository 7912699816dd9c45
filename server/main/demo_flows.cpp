#include "main/demo_flows.h"

#include "base/check.h"
#include "base/json.h"

namespace centralino::demo {
namespace {

constexpr std::string_view reception = R"({
  "id": "reception", "name": "Officine Aurora", "languages": ["it", "en"],
  "variables": { "topic": { "type": "text", "value": "support" }, "rating": { "type": "number" } },
  "start": "welcome", "person": "person",
  "nodes": {
    "welcome": { "type": "say", "next": "menu", "prompt": { "text": {
      "it": "Benvenuti alle Officine Aurora. La chiamata viene registrata per migliorare il servizio.",
      "en": "Welcome to Officine Aurora. This call is recorded to improve our service." } } },
    "menu": { "type": "menu", "no_match": "person", "no_input": "person",
      "prompt": { "text": {
        "it": "Come possiamo aiutare? In qualsiasi momento lo zero porta a una persona.",
        "en": "How can we help? Zero leads to a person at any moment." } },
      "choices": [
        { "key": "1", "next": "support_topic", "label": { "it": "l'assistenza", "en": "support" },
          "words": { "it": ["riparazione", "guasto"], "en": ["repair", "fault"] } },
        { "key": "2", "next": "sales_topic", "label": { "it": "le vendite", "en": "sales" } },
        { "key": "3", "next": "parcel", "label": { "it": "seguire un pacco", "en": "tracking a parcel" } },
        { "key": "4", "next": "language", "label": { "it": "English", "en": "italiano" } } ] },
    "language": { "type": "language", "next": "menu", "no_match": "menu", "no_input": "menu" },
    "parcel": { "type": "module", "module": "parcel", "next": "after_parcel" },
    "after_parcel": { "type": "menu", "no_match": "person", "no_input": "goodbye",
      "prompt": { "text": { "it": "Possiamo fare altro?", "en": "Can we do anything else?" } },
      "choices": [
        { "key": "1", "next": "person", "label": { "it": "parlare con una persona", "en": "speaking to a person" } },
        { "key": "2", "next": "goodbye", "label": { "it": "terminare", "en": "ending the call" } } ] },
    "support_topic": { "type": "set", "variables": { "topic": "support" }, "record": { "topic": "support" }, "next": "person" },
    "sales_topic": { "type": "set", "variables": { "topic": "sales" }, "record": { "topic": "sales" }, "next": "sales" },
    "sales": { "type": "queue", "queue": "sales",
      "prompt": { "text": { "it": "La passiamo alle vendite.", "en": "We put you through to sales." } },
      "place": { "text": {
        "it": "La sua posizione in attesa è {position}. Prema 1 per essere richiamato senza perdere il posto.",
        "en": "You are {position} in line. Press 1 to be called back without losing your place." } },
      "wait": { "text": {
        "it": "Attesa prevista, in minuti: circa {wait_minutes}.",
        "en": "Expected wait, in minutes: about {wait_minutes}." } },
      "closed": "message", "nobody": "message", "callback": "callback", "next": "rating" },
    "person": { "type": "queue", "queue": "support",
      "prompt": { "text": { "it": "Un momento, la passiamo a una persona.", "en": "One moment, we put you through to a person." } },
      "place": { "text": {
        "it": "La sua posizione in attesa è {position}. Prema 1 per essere richiamato senza perdere il posto.",
        "en": "You are {position} in line. Press 1 to be called back without losing your place." } },
      "wait": { "text": {
        "it": "Attesa prevista, in minuti: circa {wait_minutes}.",
        "en": "Expected wait, in minutes: about {wait_minutes}." } },
      "closed": "message", "nobody": "message", "callback": "callback", "next": "rating" },
    "callback": { "type": "callback", "queue": "support",
      "prompt": { "text": {
        "it": "Possiamo richiamarla al numero da cui chiama, verso le {callback_time}. Prema 1 per confermare, 2 per restare in attesa.",
        "en": "We can call you back at the number you are calling from, at about {callback_time}. Press 1 to confirm, 2 to stay in line." } },
      "accepted": "booked", "declined": "person", "unavailable": "person" },
    "booked": { "type": "end", "outcome": "callback", "prompt": { "text": {
      "it": "Grazie, la richiamiamo noi. Arrivederci.", "en": "Thank you, we will call you. Goodbye." } } },
    "message": { "type": "voicemail", "queue": "support", "answer_within_ms": 86400000, "next": "goodbye",
      "prompt": { "text": {
        "it": "In questo momento nessuno può rispondere. Lasci un messaggio dopo il segnale: rispondiamo entro un giorno.",
        "en": "Nobody can answer at the moment. Leave a message after the tone: we answer within a day." } } },
    "rating": { "type": "survey", "variable": "rating", "lowest": 1, "highest": 5, "next": "goodbye",
      "prompt": { "text": {
        "it": "Come è andata? Da 1, male, a 5, molto bene.",
        "en": "How did it go? From 1, badly, to 5, very well." } } },
    "goodbye": { "type": "end", "prompt": { "text": { "it": "Grazie. Arrivederci.", "en": "Thank you. Goodbye." } } }
  }
})";

constexpr std::string_view parcel = R"({
  "id": "parcel", "name": "Parcel", "module": true, "languages": ["it", "en"],
  "variables": { "number": { "type": "digits" }, "state": { "type": "text" }, "expected": { "type": "date" } },
  "start": "ask", "nodes": {
    "ask": { "type": "ask", "variable": "number", "no_match": "lost", "no_input": "lost", "next": "look",
      "validator": { "kind": "digits", "length_min": 8, "length_max": 8 },
      "prompt": { "text": {
        "it": "Indichi le otto cifre del numero di spedizione.", "en": "Give the eight digits of the parcel's number." } },
      "help": { "text": {
        "it": "Il numero è sulla ricevuta, in alto a destra. Per prova: 1 2 3 4 5 6 7 8.",
        "en": "The number is at the top right of the receipt. To try: 1 2 3 4 5 6 7 8." } } },
    "look": { "type": "look_up", "url": "https://parcels.demo.example/{number}",
      "answers": { "state": "parcel.state", "expected": "parcel.expected" },
      "prompt": { "text": { "it": "Un momento.", "en": "One moment." } },
      "ok": "found", "not_found": "unknown", "timed_out": "later", "failed": "later" },
    "found": { "type": "end", "outcome": "found", "prompt": { "text": {
      "it": "Il pacco {number} è {state}. La consegna è prevista il {expected}.",
      "en": "Parcel {number} is {state}. Delivery is expected on {expected}." } } },
    "unknown": { "type": "say", "next": "ask", "prompt": { "text": {
      "it": "Non troviamo questo numero.", "en": "We cannot find this number." } } },
    "lost": { "type": "end", "outcome": "lost" },
    "later": { "type": "end", "outcome": "later", "prompt": { "text": {
      "it": "Il sistema dei pacchi non risponde.", "en": "The parcel system does not answer." } } }
  }
})";

constexpr std::string_view track = R"({
  "id": "track", "name": "Segui un pacco", "languages": ["it", "en"], "variables": {},
  "start": "parcel", "person": "person",
  "nodes": {
    "parcel": { "type": "module", "module": "parcel", "outcomes": { "lost": "person", "later": "person" }, "next": "goodbye" },
    "person": { "type": "queue", "queue": "support",
      "prompt": { "text": { "it": "Un momento, la passiamo a una persona.", "en": "One moment, we put you through to a person." } },
      "closed": "message", "nobody": "message" },
    "message": { "type": "voicemail", "queue": "support", "answer_within_ms": 86400000, "next": "goodbye",
      "prompt": { "text": {
        "it": "In questo momento nessuno può rispondere. Lasci un messaggio dopo il segnale.",
        "en": "Nobody can answer at the moment. Leave a message after the tone." } } },
    "goodbye": { "type": "end", "prompt": { "text": { "it": "Grazie. Arrivederci.", "en": "Thank you. Goodbye." } } }
  }
})";

// Of the page "parcel help": the same questions in a chat.
constexpr std::string_view parcel_help = R"({
  "id": "parcel_help", "name": "Aiuto con i pacchi", "languages": ["it", "en"],
  "variables": { "topic": { "type": "text", "value": "parcel" }, "rating": { "type": "number" } },
  "start": "menu", "person": "person",
  "nodes": {
    "menu": { "type": "menu", "no_match": "person", "no_input": "person",
      "prompt": { "text": {
        "it": "Sono l'assistente automatico delle Officine Aurora. Che cosa le serve?",
        "en": "I am the automatic assistant of Officine Aurora. What do you need?" } },
      "choices": [
        { "key": "1", "next": "parcel", "label": { "it": "Seguire un pacco", "en": "Track a parcel" },
          "words": { "it": ["pacco", "spedizione"], "en": ["parcel", "delivery"] } },
        { "key": "2", "next": "callback", "label": { "it": "Essere richiamato", "en": "Be called back" } } ] },
    "parcel": { "type": "module", "module": "parcel", "outcomes": { "lost": "person", "later": "person" }, "next": "after_parcel" },
    "after_parcel": { "type": "menu", "no_match": "person", "no_input": "goodbye",
      "prompt": { "text": { "it": "Possiamo fare altro?", "en": "Can we do anything else?" } },
      "choices": [
        { "key": "1", "next": "parcel", "label": { "it": "Un altro pacco", "en": "Another parcel" } },
        { "key": "2", "next": "goodbye", "label": { "it": "No, grazie", "en": "No, thank you" } } ] },
    "person": { "type": "queue", "queue": "support",
      "prompt": { "text": { "it": "Un momento, arriva una persona.", "en": "One moment, a person is coming." } },
      "closed": "message", "nobody": "message", "callback": "callback", "next": "rating" },
    "callback": { "type": "callback", "queue": "support",
      "prompt": { "text": {
        "it": "Possiamo richiamarla verso le {callback_time}. Va bene?",
        "en": "We can call you at about {callback_time}. Is that fine?" } },
      "accepted": "booked", "declined": "menu", "unavailable": "message" },
    "booked": { "type": "end", "outcome": "callback", "prompt": { "text": {
      "it": "Grazie, la richiamiamo noi.", "en": "Thank you, we will call you." } } },
    "message": { "type": "voicemail", "queue": "support", "answer_within_ms": 86400000, "next": "goodbye",
      "prompt": { "text": {
        "it": "In questo momento nessuno può rispondere: rispondiamo entro un giorno.",
        "en": "Nobody can answer at the moment: we answer within a day." } } },
    "rating": { "type": "survey", "variable": "rating", "lowest": 1, "highest": 5, "next": "goodbye",
      "prompt": { "text": {
        "it": "Come è andata? Da 1, male, a 5, molto bene.",
        "en": "How did it go? From 1, badly, to 5, very well." } } },
    "goodbye": { "type": "end", "prompt": { "text": { "it": "Grazie, a presto.", "en": "Thank you, goodbye." } } }
  }
})";

engine::flow::Flow read(std::string_view text) {
  auto flow = json::from_text<engine::flow::Flow>(text);
  CHECK(flow.ok(), "a flow of the demo cannot be read");
  return std::move(flow).value();
}

}  // namespace

engine::flow::Flow reception_flow() { return read(reception); }
engine::flow::Flow parcel_module() { return read(parcel); }
engine::flow::Flow track_flow() { return read(track); }
engine::flow::Flow parcel_help_flow() { return read(parcel_help); }

std::string parcel_answer(const std::string& number) {
  if (number.size() != 8 || number.find_first_not_of("0123456789") != std::string::npos) return {};
  if (number[0] == '1') return R"({"parcel":{"state":"in viaggio","expected":"2027-03-05"}})";
  if (number[0] == '2') return R"({"parcel":{"state":"in consegna","expected":"2027-03-01"}})";
  return {};
}

}  // namespace centralino::demo
