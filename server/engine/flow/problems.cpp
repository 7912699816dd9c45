#include <array>

#include "base/check.h"
#include "engine/flow/check.h"

namespace centralino::engine::flow {
namespace {

struct Row {
  ProblemCode code;
  std::string_view italian;
  std::string_view english;
};

// In the order of ProblemCode; {} is what it is about.
constexpr std::array rows = {
    Row{ProblemCode::too_many_nodes, "Troppi nodi. Spostarne una parte in un modulo.",
        "Too many nodes. Move some of them into a module."},
    Row{ProblemCode::missing_start,
        "Il nodo iniziale \"{}\" non esiste. Scegliere dove comincia il flusso.",
        "The first node \"{}\" does not exist. Choose where the flow begins."},
    Row{ProblemCode::missing_person,
        "Manca la via verso una persona. Indicare il nodo per chi chiede un operatore.",
        "The way to a person is missing. Name the node for whoever asks for one."},
    Row{ProblemCode::bad_name,
        "Il nome \"{}\" non va bene: lettere minuscole, cifre e _, al massimo 40.",
        "The name \"{}\" will not do: small letters, digits and _, at most 40."},
    Row{ProblemCode::bad_language, "La lingua \"{}\" non si può usare. Scegliere it o en.",
        "The language \"{}\" cannot be used. Choose it or en."},
    Row{ProblemCode::reserved_name, "Il nome \"{}\" ha già un significato. Sceglierne un altro.",
        "The name \"{}\" has a meaning already. Choose another."},
    Row{ProblemCode::unreachable, "Nessuna via porta a questo nodo. Collegarlo o toglierlo.",
        "No way leads to this node. Connect it or take it out."},
    Row{ProblemCode::edge_to_nowhere, "Il nodo \"{}\" non esiste. Scegliere dove proseguire.",
        "The node \"{}\" does not exist. Choose where to go on."},
    Row{ProblemCode::missing_branch, "Manca dove proseguire. Scegliere un nodo.",
        "Where to go on is missing. Choose a node."},
    Row{ProblemCode::cycle_without_input,
        "Da qui si gira in tondo senza ascoltare chi chiama. Aggiungere una domanda o una via "
        "d'uscita.",
        "From here the flow runs in circles without hearing the caller. Add a question or a way "
        "out."},
    Row{ProblemCode::prompt_missing, "Manca il testo nella lingua \"{}\".",
        "The text in the language \"{}\" is missing."},
    Row{ProblemCode::unknown_variable, "La variabile \"{}\" non è dichiarata.",
        "The variable \"{}\" is not declared."},
    Row{ProblemCode::read_before_set,
        "La variabile \"{}\" può non avere ancora un valore. Impostarla su ogni via che porta qui.",
        "The variable \"{}\" may not have a value yet. Set it on every way that leads here."},
    Row{ProblemCode::secret_outside_lookup,
        "Il segreto \"{}\" può servire solo da solo in un campo di una consultazione.",
        "The secret \"{}\" may only stand alone in a field of a look-up."},
    Row{ProblemCode::unknown_queue, "La coda \"{}\" non esiste.", "There is no queue \"{}\"."},
    Row{ProblemCode::unknown_calendar, "Il calendario \"{}\" non esiste.",
        "There are no opening hours \"{}\"."},
    Row{ProblemCode::unknown_module, "Il modulo \"{}\" non esiste.", "There is no module \"{}\"."},
    Row{ProblemCode::unknown_sound,
        "Il suono \"{}\" non esiste in questa lingua. Sceglierne un altro o la voce del "
        "centralino.",
        "There is no sound \"{}\" in this language. Choose another, or the switchboard's voice."},
    Row{ProblemCode::module_recursion, "Il modulo \"{}\" finisce per chiamare se stesso.",
        "The module \"{}\" comes to call itself."},
    Row{ProblemCode::module_parameters,
        "Il parametro o il valore \"{}\" non corrisponde al modulo.",
        "The parameter or value \"{}\" does not fit the module."},
    Row{ProblemCode::no_human_exit,
        "Da qui una persona è a più di due risposte. Accorciare la via verso una persona.",
        "From here a person is more than two answers away. Shorten the way to a person."},
    Row{ProblemCode::choice_key, "Il tasto deve essere da 1 a 9 e diverso dagli altri.",
        "The key must be 1 to 9 and differ from the others."},
    Row{ProblemCode::no_choices, "Non c'è nulla da scegliere.", "There is nothing to choose."},
    Row{ProblemCode::bad_validator, "Nessuna risposta può soddisfare questa regola.",
        "No answer can meet this rule."},
    Row{ProblemCode::bad_address, "L'indirizzo deve cominciare con https:// e un nome fisso.",
        "The address must begin with https:// and a fixed name."},
    Row{ProblemCode::out_of_range, "Il numero è fuori dai limiti.", "The number is out of range."},
};
static_assert(rows.size() ==
              boost::mp11::mp_size<boost::describe::describe_enumerators<ProblemCode>>::value);

std::string with(std::string_view text, std::string_view about) {
  std::string out(text);
  if (const std::size_t at = out.find("{}"); at != std::string::npos) out.replace(at, 2, about);
  return out;
}

}  // namespace

ProblemText in_words(ProblemCode code, std::string_view about) {
  const Row& row = rows[static_cast<std::size_t>(code)];
  CHECK(row.code == code, "the table follows ProblemCode");
  return {with(row.italian, about), with(row.english, about)};
}

}  // namespace centralino::engine::flow
