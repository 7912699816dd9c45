#include "subjects/queues/words.h"

#include <set>

#include "subjects/conversations/conversations.h"
#include "subjects/queues/keys.h"

namespace centralino::queues {
namespace {

// Given by the engine and the house themselves.
bool reserved(const std::string& key) {
  return key == routing::reason_no_answer || key == routing::reason_declined ||
         key == "connection_lost";
}

template <class Word>
Result<Done> check(const std::vector<Word>& words) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string at = "items[" + std::to_string(i) + "].";
    TRY_DONE(check_key(at + "key", words[i].key));
    if (!seen.insert(words[i].key).second) return refuse_field(at + "key", "is there twice");
    TRY_DONE(check_name(at + "label.it", words[i].label.it));
    TRY_DONE(check_name(at + "label.en", words[i].label.en));
    if (words[i].label.it.size() > 200) return refuse_field(at + "label.it", "is too long");
    if (words[i].label.en.size() > 200) return refuse_field(at + "label.en", "is too long");
  }
  return Done{};
}

template <class Word>
void note_change(loop::Tx& tx, const Actor& actor, std::string_view type,
                 const std::vector<Word>& before, const std::vector<Word>& now) {
  tx.journal(actor, "tenant", actor.tenant.value, type,
             "{\"old\":" + json::to_string(before) + ",\"new\":" + json::to_string(now) + "}");
}

}  // namespace

Result<Done> save_reasons(loop::Tx& tx, const Actor& actor, const ReasonList& wanted) {
  TRY_DONE(check(wanted.items));
  for (std::size_t i = 0; i < wanted.items.size(); ++i)
    if (reserved(wanted.items[i].key))
      return refuse_field("items[" + std::to_string(i) + "].key", "is used by the system itself");
  const auto before = list_reasons(tx.db(), actor.tenant);
  tx.db().exec("DELETE FROM presence_reason WHERE tenant = $1", {actor.tenant});
  int position = 0;
  for (const auto& reason : wanted.items)
    tx.db().exec(
        "INSERT INTO presence_reason (tenant, key, label_it, label_en, position) VALUES ($1, $2, "
        "$3, $4, $5)",
        {actor.tenant, reason.key, reason.label.it, reason.label.en, ++position});
  note_change(tx, actor, "reasons_changed", before, wanted.items);
  return conversations::configure(tx, actor);
}

Result<Done> save_outcomes(loop::Tx& tx, const Actor& actor, const OutcomeList& wanted) {
  if (wanted.items.empty()) return refuse_field("items", "must not be empty");
  TRY_DONE(check(wanted.items));
  const auto before = list_outcomes(tx.db(), actor.tenant);
  tx.db().exec("DELETE FROM outcome WHERE tenant = $1", {actor.tenant});
  int position = 0;
  for (const auto& outcome : wanted.items)
    tx.db().exec(
        "INSERT INTO outcome (tenant, key, label_it, label_en, solved, position) VALUES ($1, $2, "
        "$3, $4, $5, $6)",
        {actor.tenant, outcome.key, outcome.label.it, outcome.label.en, outcome.solved,
         ++position});
  note_change(tx, actor, "outcomes_changed", before, wanted.items);
  return Done{};
}

}  // namespace centralino::queues
