#include "engine/flow/phrases.h"

#include <array>

#include "base/check.h"

namespace centralino::engine::flow {
namespace {

struct Row {
  Phrase phrase;
  std::string_view italian;
  std::string_view english;
};

constexpr std::array<std::string_view, 2> languages = {"it", "en"};

// In the order of Phrase.
constexpr std::array rows = {
    Row{Phrase::not_understood, "Non ho capito.", "Sorry, I did not understand."},
    Row{Phrase::nothing_heard, "Non ho ricevuto risposta.", "I did not get an answer."},
    Row{Phrase::help,
        "In ogni momento: operatore o 0 per una persona, ripeti o asterisco per riascoltare, "
        "indietro o cancelletto per tornare indietro, lingua per cambiare lingua.",
        "At any time: operator or 0 for a person, repeat or star to hear this again, back or hash "
        "to go back, language to change the language."},
    Row{Phrase::nothing_before, "Questo è l'inizio.", "This is the beginning."},
    Row{Phrase::already_waiting, "La richiesta è già in attesa di una persona.",
        "You are already waiting for a person."},
    Row{Phrase::person, "Parlare con una persona", "Talk to a person"},
    Row{Phrase::yes_or_no, "Per sì premere 1, per no premere 2.",
        "For yes press 1, for no press 2."},
    Row{Phrase::yes, "Sì", "Yes"},
    Row{Phrase::no, "No", "No"},
    Row{Phrase::in_this_language, "Italiano", "English"},
    Row{Phrase::press, "premere", "press"},
    Row{Phrase::option, "Per", "For"},
    Row{Phrase::message_instead, "Scrivere qui il messaggio.", "Write your message here."},
    Row{Phrase::which_number, "A quale numero di telefono possiamo chiamare?",
        "Which telephone number shall we call?"},
};

}  // namespace

std::string_view words(Phrase phrase, std::string_view language) {
  const Row& row = rows[static_cast<std::size_t>(phrase)];
  CHECK(row.phrase == phrase, "the table follows Phrase");
  return language == "it" ? row.italian : row.english;
}

std::span<const std::string_view> known_languages() { return languages; }

}  // namespace centralino::engine::flow
