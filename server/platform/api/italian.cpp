#include "platform/api/italian.h"

#include <optional>
#include <vector>

namespace centralino::api {
namespace {

struct Pair {
  std::string_view english;  // each * stands for anything: a number, a name, a list
  std::string_view italian;
};

constexpr Pair pairs[] = {
    // Shapes
    {"is required", "è obbligatorio"},
    {"is not a known field", "non è un campo previsto"},
    {"is not a known type", "non è un tipo previsto"},
    {"is not a valid id", "non è un identificativo valido"},
    {"must be a string", "deve essere un testo"},
    {"must be a number", "deve essere un numero"},
    {"must be a whole number", "deve essere un numero intero"},
    {"must be a whole number from * to *", "deve essere un numero intero da * a *"},
    {"must be true or false", "deve essere vero o falso"},
    {"must be an array", "deve essere un elenco"},
    {"must be an object", "deve essere un oggetto"},
    {"must be an RFC 3339 date and time",
     "deve essere una data con ora, come 2026-03-02T09:00:00Z"},
    {"must be one of: *", "deve essere uno di questi valori: *"},
    {"must be some of: *", "devono essere alcuni di questi valori: *"},
    {"must be between * and *", "deve essere tra * e *"},
    {"must not be empty", "non può essere vuoto"},
    {"is empty", "è vuoto"},
    {"is shorter than *", "ha meno di * caratteri"},
    {"is longer than * characters", "ha più di * caratteri"},
    {"is too long", "è troppo lungo"},
    {"must have * to * characters", "deve avere da * a * caratteri"},
    {"has too many items", "contiene troppi elementi"},
    {"has too few items", "contiene troppo pochi elementi"},
    {"is out of range", "è fuori dai limiti"},
    {"is there twice", "compare due volte"},
    {"holds a control character", "contiene un carattere di controllo"},
    {"is not UTF-8", "non è testo UTF-8"},
    {"must be plain text", "deve essere testo semplice"},
    // Meanings
    {"is not an e-mail address", "non è un indirizzo e-mail"},
    {"is in use already", "è già in uso"},
    {"is not a queue", "non è una coda"},
    {"is not a skill", "non è una competenza"},
    {"is not an agent", "non è un operatore"},
    {"is not your password", "non è la password attuale"},
    {"is used by the system itself", "è riservato al sistema"},
    {"has the conversation already", "ha già la conversazione"},
    {"or agent_id is required", "oppure agent_id: uno dei due è obbligatorio"},
    {"must be it or en", "deve essere it oppure en"},
    {"must be two letters each, such as it", "devono essere due lettere ciascuno, come it"},
    {"must be three letters such as EUR", "devono essere tre lettere, come EUR"},
    {"must be a code of ISO 4217, such as EUR", "deve essere un codice ISO 4217, come EUR"},
    {"must be a colour such as *", "deve essere un colore, come *"},
    {"must be a date such as *", "deve essere una data, come *"},
    {"must name a date that exists", "deve essere una data che esiste"},
    {"must be a real date, with hours that end after they begin",
     "deve essere una data che esiste, con orari che finiscono dopo l'inizio"},
    {"must be a weekday from 1 to 7, from minute 0 to 1439, and end after it",
     "deve essere un giorno da 1 a 7, dal minuto 0 al 1439, e finire dopo l'inizio"},
    {"must be weekday 1–7 and 0 ≤ from < 1440, from < to ≤ 2880",
     "deve essere un giorno da 1 a 7, con 0 ≤ inizio < 1440 e inizio < fine ≤ 2880"},
    {"must have 0 ≤ from < 1440, from < to ≤ 2880",
     "deve avere 0 ≤ inizio < 1440 e inizio < fine ≤ 2880"},
    {"has hours that overlap, or a date stands there twice",
     "ha orari che si sovrappongono, oppure una data compare due volte"},
    {"must be 1 to 40 small letters, digits, - or _",
     "deve avere da 1 a 40 lettere minuscole, cifre, - o _"},
    {"must be like https://shop.example, without a path",
     "deve essere come https://shop.example, senza percorso"},
    {"must be a whole address, such as *", "deve essere un indirizzo completo, come *"},
    {"must begin with https://", "deve cominciare con https://"},
    {"must not contain a name or password", "non può contenere un nome o una password"},
    {"must be after from", "deve venire dopo from"},
    {"gives more than * intervals: take a longer step",
     "dà più di * intervalli: scegliere un passo più lungo"},
    {"is more than a year", "supera un anno"},
    {"is not fresh", "è già stato usato"},
    {"levels are between 1 and 10", "i livelli vanno da 1 a 10"},
    {"must be 1 to 40 small letters, digits or _",
     "deve avere da 1 a 40 lettere minuscole, cifre o _"},
    {"there are * flows already", "ci sono già * flussi"},
    {"is not a version of this flow", "non è una versione di questo flusso"},
    {"must be the number of a version, or draft",
     "deve essere il numero di una versione, oppure draft"},
    {"there are * webhooks already; remove one first",
     "ci sono già * webhook: toglierne uno prima"},
    // The telephone
    {"or number is required", "oppure number: uno dei due è obbligatorio"},
    {"must be an address such as *", "deve essere un indirizzo, come *"},
    {"must be up to 40 of 0-9 * # A-D and commas",
     "possono essere fino a 40 tra 0-9 * # A-D e virgole"},
    {"is not a published flow", "non è un flusso pubblicato"},
    {"there are too many trunks already", "ci sono già troppe linee esterne"},
    {"belongs to another line already", "è già in uso"},
    {"is not a telephone number", "non è un numero di telefono"},
    {"must have at least * characters", "deve avere almeno * caratteri"},
    {"must be prefixes such as *", "devono essere prefissi, come *"},
    {"is not a host's name or address", "non è il nome o l'indirizzo di un server"},
    {"must be networks such as *", "devono essere reti, come *"},
    {"must name a network when the trunk does not register",
     "deve nominare una rete, se la linea non si registra"},
    {"needs transport tls: keys would be readable otherwise",
     "richiede il trasporto TLS: altrimenti le chiavi si leggerebbero"},
    {"must be for prefixes such as *", "devono essere per prefissi, come *"},
    {"must be certificates in PEM, and no keys",
     "devono essere certificati in formato PEM, senza chiavi"},
    {"has no price for *", "non ha un prezzo per *"},
    {"must not be more than *", "non possono essere più di *"},
    {"is needed to register", "serve per registrarsi"},
    {"is taken", "è già in uso"},
    {"must be 2 to 40 of a-z 0-9 . _ -", "deve avere da 2 a 40 caratteri tra a-z 0-9 . _ -"},
    {"must be prompt or music", "deve essere prompt oppure music"},
    {"is no music of yours", "non è una vostra musica"},
    {"is no prompt of yours", "non è una vostra voce registrata"},
    {"there are too many sounds already", "ci sono già troppi suoni"},
    {"must be * to *", "deve essere tra * e *"},
    // Details
    {"Idempotency-Key must be 1 to 128 visible characters.",
     "Idempotency-Key deve avere da 1 a 128 caratteri visibili."},
    {"It is still being delivered.", "La consegna è ancora in corso."},
    {"Keys have no user of their own.", "Le chiavi non hanno un utente proprio."},
    {"Send application/json.", "Inviare application/json."},
    {"The body is not valid JSON.", "Il contenuto non è JSON valido."},
    {"The body names a field twice.", "Il contenuto nomina due volte lo stesso campo."},
    {"The body is not valid multipart/form-data: *",
     "Il contenuto non è multipart/form-data valido: *"},
    {"The key lacks the scope \"*\".", "Alla chiave manca il permesso «*»."},
    {"The queue * follows these hours.", "La coda * segue questi orari."},
    {"The queue * plays it.", "Lo suona la coda *."},
    {"The flow * plays it.", "Lo suona il flusso *."},
    {"This sound cannot be used (*): send a WAVE file of 8 to 96 kHz in one or two channels.",
     "Questo suono non si può usare: inviare un file WAVE da 8 a 96 kHz, a uno o due canali."},
    {"This sound is longer than ten minutes: shorten it, then send it again.",
     "Questo suono dura più di dieci minuti: accorciarlo e inviarlo di nuovo."},
    {"There is nothing to hear in this sound: record it again, or choose another file.",
     "In questo suono non si sente nulla: registrarlo di nuovo o scegliere un altro file."},
    {"There are records of kind order, asset, bill, visit.",
     "Ci sono dati di tipo order, asset, bill, visit."},
    {"This address has a sign-in already: give no password, theirs stays.",
     "Questo indirizzo accede già: non indicare una password, resta la sua."},
    {"This agent still has conversations or wrap-ups open.",
     "Questo operatore ha ancora conversazioni aperte o da chiudere."},
    {"This chat is not meant for *", "Questa chat non è destinata a *"},
    {"This page may not open the desk's socket.",
     "Questa pagina non può aprire il collegamento del desk."},
    {"This person has a sign-in already. Leave the password out and send them the link.",
     "Questa persona accede già. Non indicare una password e inviarle il collegamento."},
    {"This user has no place as an agent here.", "Questo utente non lavora qui come operatore."},
};

// What the stars of the pattern stand for; none when the text is another one.
std::optional<std::vector<std::string_view>> match(std::string_view pattern,
                                                   std::string_view text) {
  std::vector<std::string_view> found;
  while (true) {
    const auto star = pattern.find('*');
    const std::string_view fixed = pattern.substr(0, star);
    if (!text.starts_with(fixed)) return std::nullopt;
    text.remove_prefix(fixed.size());
    if (star == std::string_view::npos)
      return text.empty() ? std::optional(std::move(found)) : std::nullopt;
    pattern.remove_prefix(star + 1);
    const std::string_view next = pattern.substr(0, pattern.find('*'));
    const auto end = next.empty() ? text.size() : text.find(next);
    if (end == std::string_view::npos) return std::nullopt;
    found.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::string fill(std::string_view pattern, const std::vector<std::string_view>& values) {
  std::string out;
  std::size_t next = 0;
  for (const char c : pattern) {
    if (c == '*' && next < values.size()) {
      out += values[next++];
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string in_italian(std::string_view english) {
  for (const auto& pair : pairs)
    if (const auto values = match(pair.english, english)) return fill(pair.italian, *values);
  return std::string(english);
}

}  // namespace centralino::api
