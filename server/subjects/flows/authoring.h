// Flows as administrators write, publish and take back. Functions that take a Tx run on the loop
// and write journal rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "platform/loop/tx.h"
#include "subjects/flows/rows.h"
#include "subjects/flows/templates.h"

namespace centralino::flows {

constexpr std::size_t flows_max = 200;  // per tenant; more are refused
constexpr std::size_t note_length_max = 500;

struct NewFlow {
  std::string key;  // small letters, digits and _; never changes
  std::string name;
  std::optional<Template> template_;  // none: empty
};
BOOST_DESCRIBE_STRUCT(NewFlow, (), (key, name, template_))

struct FlowDraft {
  std::int64_t revision = 0;  // the one that was changed
  flow::Flow flow;
};
BOOST_DESCRIBE_STRUCT(FlowDraft, (), (revision, flow))

struct DraftSaved {
  std::int64_t revision = 0;
  Instant changed_at;
};
BOOST_DESCRIBE_STRUCT(DraftSaved, (), (revision, changed_at))

struct Publishing {
  std::int64_t revision = 0;  // the one that was looked at
  std::string note;
};
BOOST_DESCRIBE_STRUCT(Publishing, (), (revision, note))

struct RollBack {
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(RollBack, (), (number))

struct FlowSummary {
  FlowId id;
  std::string key;
  std::string name;
  bool module = false;
  std::int64_t revision = 0;
  Instant changed_at;
  std::optional<FlowVersion> published;
  std::int64_t problems = 0;
};
BOOST_DESCRIBE_STRUCT(FlowSummary, (),
                      (id, key, name, module, revision, changed_at, published, problems))

struct FlowDetails {
  FlowId id;
  std::string key;
  std::int64_t revision = 0;
  Instant changed_at;
  std::optional<FlowVersion> published;
  flow::Flow draft;
  std::vector<flow::Problem> problems;  // of the draft
  std::vector<FlowVersion> versions;    // newest first
};
BOOST_DESCRIBE_STRUCT(FlowDetails, (),
                      (id, key, revision, changed_at, published, draft, problems, versions))

std::vector<FlowSummary> list(store::Db& db, TenantId tenant);
Result<FlowDetails> details(store::Db& db, TenantId tenant, FlowId id);

Result<FlowDetails> create(loop::Tx& tx, const Actor& actor, const NewFlow& wanted);
// The flow's id becomes the key. `stale_revision` when somebody else saved meanwhile.
Result<DraftSaved> save_draft(loop::Tx& tx, const Actor& actor, FlowId id, FlowDraft wanted);
// Makes the draft the version that new conversations begin with. `language` of the refusal.
Result<FlowDetails> publish(loop::Tx& tx, const Actor& actor, FlowId id, const Publishing& wanted,
                            std::string_view language);
// Takes a flow away for good; conversations that are in it go on to their end. `in_use` while a
// number, a widget or another flow's published version needs it.
Result<Done> remove(loop::Tx& tx, const Actor& actor, FlowId id);
// Publishes an older version's content again, with its modules as they were, and makes it the
// draft.
Result<FlowDetails> roll_back(loop::Tx& tx, const Actor& actor, FlowId id, const RollBack& wanted,
                              std::string_view language);

}  // namespace centralino::flows

template <>
inline constexpr centralino::json::Rules centralino::json::rules<&centralino::flows::NewFlow::key> =
    {.text = "small letters, digits and _; never changes", .min_length = 1, .max_length = 40};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::flows::NewFlow::name> = {.min_length = 1,
                                                                  .max_length = 80};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::flows::Publishing::note> = {
        .max_length = centralino::flows::note_length_max};
