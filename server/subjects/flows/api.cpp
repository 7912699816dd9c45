#include "subjects/flows/api.h"

#include "subjects/flows/authoring.h"
#include "subjects/flows/comparing.h"
#include "subjects/flows/places.h"
#include "subjects/flows/trial.h"

// Names in the API: those of the flow language are too general beside other subjects.
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::Channel> = "FlowChannel";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::Problem> = "FlowProblem";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::ProblemCode> =
        "FlowProblemCode";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::ProblemText> =
        "FlowProblemText";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::Prompt> = "FlowPrompt";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::Variable> = "FlowVariable";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::VariableType> =
        "FlowVariableType";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::Choice> = "FlowChoice";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::Condition> = "FlowCondition";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::Validator> = "FlowValidator";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::ValidatorKind> =
        "FlowValidatorKind";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::SkillNeed> = "FlowSkillNeed";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::Destination> =
        "FlowDestination";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::Collect> = "FlowQuestion";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::Button> = "FlowButton";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::Phase> = "FlowPhase";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::flow::ChangedNode> =
        "FlowChangedNode";
template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::flows::Template> = "FlowTemplate";

namespace centralino::flows {
namespace {

using api::Ask;
using api::Auth;

// A flow of 300 nodes with their texts in two languages is about a third of it.
constexpr std::size_t flow_bytes_max = 512 << 10;

struct FlowList {
  std::vector<FlowSummary> items;
};
BOOST_DESCRIBE_STRUCT(FlowList, (), (items))

api::Route entry(const char* method, const char* pattern, Auth auth, const char* summary,
                 int success = 200) {
  return {.method = method,
          .pattern = pattern,
          .auth = auth,
          .tag = "flows",
          .summary = summary,
          .success = success};
}

api::Route with_flow(api::Route route) {
  route.body_bytes = flow_bytes_max;
  return route;
}

void add_reading(api::Routes& routes) {
  routes.query<FlowList>(entry("GET", "/api/v1/flows", Auth::supervisor, "Flows"),
                         [](store::Db& db, const Ask& ask) -> Result<FlowList> {
                           return FlowList{list(db, ask.actor.tenant)};
                         });
  routes.query<FlowPlaces>(entry("GET", "/api/v1/flows/places", Auth::supervisor,
                                 "What flows may name: queues, opening hours, skills, modules"),
                           [](store::Db& db, const Ask& ask) -> Result<FlowPlaces> {
                             return places(db, ask.actor.tenant);
                           });
  routes.query<FlowDetails>(entry("GET", "/api/v1/flows/{id}", Auth::supervisor,
                                  "A flow's draft, what is wrong with it, its versions"),
                            [](store::Db& db, const Ask& ask) -> Result<FlowDetails> {
                              TRY(id, ask.id<FlowId>("id"));
                              return details(db, ask.actor.tenant, id);
                            });
  routes.query<FlowVersionContent>(
      entry("GET", "/api/v1/flows/{id}/versions/{number}", Auth::supervisor, "A published version"),
      [](store::Db& db, const Ask& ask) -> Result<FlowVersionContent> {
        TRY(id, ask.id<FlowId>("id"));
        return look_at_version(db, ask.actor.tenant, id, ask.params.at("number"));
      });
  auto difference = entry("GET", "/api/v1/flows/{id}/difference", Auth::supervisor,
                          "What changed between two versions of a flow");
  difference.query = {{"from", "a version's number, or draft"},
                      {"to", "a version's number, or draft"}};
  routes.query<flow::FlowDifference>(
      std::move(difference), [](store::Db& db, const Ask& ask) -> Result<flow::FlowDifference> {
        TRY(id, ask.id<FlowId>("id"));
        return compare(db, ask.actor.tenant, id, ask.query_value("from").value_or(""),
                       ask.query_value("to").value_or(""));
      });
  routes.question<FlowTrial, FlowTried>(
      with_flow(entry("POST", "/api/v1/flows/{id}/try", Auth::supervisor,
                      "What a flow says and does when this happens; nothing is kept")),
      [](store::Db& db, const Ask& ask, const FlowTrial& wanted) -> Result<FlowTried> {
        TRY(id, ask.id<FlowId>("id"));
        return try_out(db, ask.actor.tenant, id, wanted);
      });
}

void add_writing(api::Routes& routes) {
  routes.command<NewFlow, FlowDetails>(
      entry("POST", "/api/v1/flows", Auth::admin, "Create a flow", 201),
      [](loop::Tx& tx, const Ask& ask, const NewFlow& wanted) {
        return create(tx, ask.actor, wanted);
      });
  routes.command<FlowDraft, DraftSaved>(
      with_flow(entry("PUT", "/api/v1/flows/{id}/draft", Auth::admin,
                      "Keep the draft, finished or not; `revision` is the one it was made from")),
      [](loop::Tx& tx, const Ask& ask, const FlowDraft& wanted) -> Result<DraftSaved> {
        TRY(id, ask.id<FlowId>("id"));
        return save_draft(tx, ask.actor, id, wanted);
      });
  routes.command<Publishing, FlowDetails>(
      entry("POST", "/api/v1/flows/{id}/publish", Auth::admin,
            "Make the draft what new conversations begin with"),
      [](loop::Tx& tx, const Ask& ask, const Publishing& wanted) -> Result<FlowDetails> {
        TRY(id, ask.id<FlowId>("id"));
        return publish(tx, ask.actor, id, wanted, ask.language);
      });
  routes.command<api::Nothing, api::Nothing>(
      entry("DELETE", "/api/v1/flows/{id}", Auth::admin, "Remove a flow that nothing uses"),
      [](loop::Tx& tx, const Ask& ask, const api::Nothing&) -> Result<api::Nothing> {
        TRY(id, ask.id<FlowId>("id"));
        TRY_DONE(remove(tx, ask.actor, id));
        return api::Nothing{};
      });
  routes.command<RollBack, FlowDetails>(
      entry("POST", "/api/v1/flows/{id}/rollback", Auth::admin,
            "Publish an older version again, and make it the draft"),
      [](loop::Tx& tx, const Ask& ask, const RollBack& wanted) -> Result<FlowDetails> {
        TRY(id, ask.id<FlowId>("id"));
        return roll_back(tx, ask.actor, id, wanted, ask.language);
      });
}

}  // namespace

void add_routes(api::Routes& routes) {
  add_reading(routes);
  add_writing(routes);
}

}  // namespace centralino::flows
