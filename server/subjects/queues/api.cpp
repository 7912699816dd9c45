#include "subjects/queues/api.h"

#include "subjects/agents/places.h"
#include "subjects/queues/administration.h"
#include "subjects/queues/calendars.h"
#include "subjects/queues/skills.h"
#include "subjects/queues/widgets.h"
#include "subjects/queues/words.h"

namespace centralino::queues {

struct QueueList {
  std::vector<Queue> items;
};
BOOST_DESCRIBE_STRUCT(QueueList, (), (items))
struct SkillList {
  std::vector<Skill> items;
};
BOOST_DESCRIBE_STRUCT(SkillList, (), (items))
struct CalendarList {
  std::vector<KeyedHours> items;
};
BOOST_DESCRIBE_STRUCT(CalendarList, (), (items))
struct WidgetList {
  std::vector<WidgetSettings> items;
};
BOOST_DESCRIBE_STRUCT(WidgetList, (), (items))
struct PlaceList {
  std::vector<agents::Place> items;
};
BOOST_DESCRIBE_STRUCT(PlaceList, (), (items))

namespace {

using api::Ask;
using api::Auth;
using api::Nothing;

constexpr std::size_t widget_key_length = 20;  // 120 random bits: not to be guessed by accident

api::Route entry(const char* method, const char* pattern, Auth auth, const char* summary,
                 int success = 200) {
  return {.method = method,
          .pattern = pattern,
          .auth = auth,
          .tag = "administration",
          .summary = summary,
          .success = success};
}

template <class IdType, class Act>
auto on_id(Act act) {
  return [act](loop::Tx& tx, const Ask& ask, const Nothing&) -> Result<Nothing> {
    TRY(id, ask.id<IdType>("id"));
    TRY_DONE(act(tx, ask.actor, id));
    return Nothing{};
  };
}

template <class Act>
auto on_key(Act act) {
  return [act](loop::Tx& tx, const Ask& ask, const Nothing&) -> Result<Nothing> {
    TRY_DONE(act(tx, ask.actor, ask.params.at("key")));
    return Nothing{};
  };
}

void add_queues(api::Routes& routes) {
  routes.query<QueueList>({.method = "GET",
                           .pattern = "/api/v1/queues",
                           .auth = Auth::user,
                           .tag = "queues",
                           .summary = "Queues with their settings"},
                          [](store::Db& db, const Ask& ask) -> Result<QueueList> {
                            return QueueList{list_queues(db, ask.actor.tenant)};
                          });
  routes.command<NewQueue, Queue>(
      entry("POST", "/api/v1/queues", Auth::admin, "Create a queue", 201),
      [](loop::Tx& tx, const Ask& ask, const NewQueue& wanted) {
        return create_queue(tx, ask.actor, wanted);
      });
  routes.command<QueueChange, Queue>(
      entry("PUT", "/api/v1/queues/{id}", Auth::admin, "Change a queue's name and settings"),
      [](loop::Tx& tx, const Ask& ask, const QueueChange& wanted) -> Result<Queue> {
        TRY(id, ask.id<QueueId>("id"));
        return change_queue(tx, ask.actor, id, wanted);
      });
  routes.command<Nothing, Nothing>(entry("DELETE", "/api/v1/queues/{id}", Auth::admin,
                                         "Retire a queue in which nobody waits; its past stays"),
                                   on_id<QueueId>(retire_queue));
}

void add_skills(api::Routes& routes) {
  routes.query<SkillList>(entry("GET", "/api/v1/skills", Auth::supervisor, "Skills"),
                          [](store::Db& db, const Ask& ask) -> Result<SkillList> {
                            return SkillList{list_skills(db, ask.actor.tenant)};
                          });
  routes.command<NewSkill, Skill>(
      entry("POST", "/api/v1/skills", Auth::admin, "Create a skill", 201),
      [](loop::Tx& tx, const Ask& ask, const NewSkill& wanted) {
        return create_skill(tx, ask.actor, wanted);
      });
  routes.command<SkillChange, Skill>(
      entry("PUT", "/api/v1/skills/{id}", Auth::admin, "Rename a skill"),
      [](loop::Tx& tx, const Ask& ask, const SkillChange& wanted) -> Result<Skill> {
        TRY(id, ask.id<SkillId>("id"));
        return rename_skill(tx, ask.actor, id, wanted.name);
      });
  routes.command<Nothing, Nothing>(
      entry("DELETE", "/api/v1/skills/{id}", Auth::admin, "Remove a skill nobody needs"),
      on_id<SkillId>(remove_skill));
}

void add_agents(api::Routes& routes) {
  routes.query<PlaceList>(
      entry("GET", "/api/v1/agents", Auth::supervisor, "Agents: skills, queues, capacity"),
      [](store::Db& db, const Ask& ask) -> Result<PlaceList> {
        return PlaceList{agents::list_places(db, ask.actor.tenant)};
      });
  routes.command<agents::PlaceChange, agents::Place>(
      entry("PUT", "/api/v1/agents/{id}", Auth::admin,
            "Make a user an agent, or change what the agent does"),
      [](loop::Tx& tx, const Ask& ask, const agents::PlaceChange& wanted) -> Result<agents::Place> {
        TRY(id, ask.id<UserId>("id"));
        return agents::save_place(tx, ask.actor, id, wanted);
      });
  routes.command<Nothing, Nothing>(
      entry("DELETE", "/api/v1/agents/{id}", Auth::admin, "The user is no agent any more"),
      on_id<UserId>(agents::remove_place));
}

void add_words(api::Routes& routes) {
  routes.query<ReasonList>(
      entry("GET", "/api/v1/presence-reasons", Auth::user, "Reasons for being away"),
      [](store::Db& db, const Ask& ask) -> Result<ReasonList> {
        return ReasonList{list_reasons(db, ask.actor.tenant)};
      });
  routes.command<ReasonList, ReasonList>(
      entry("PUT", "/api/v1/presence-reasons", Auth::admin,
            "The reasons for being away, all of them, in order"),
      [](loop::Tx& tx, const Ask& ask, const ReasonList& wanted) -> Result<ReasonList> {
        TRY_DONE(save_reasons(tx, ask.actor, wanted));
        return wanted;
      });
  routes.query<OutcomeList>(entry("GET", "/api/v1/outcomes", Auth::user, "Outcomes of a wrap-up"),
                            [](store::Db& db, const Ask& ask) -> Result<OutcomeList> {
                              return OutcomeList{list_outcomes(db, ask.actor.tenant)};
                            });
  routes.command<OutcomeList, OutcomeList>(
      entry("PUT", "/api/v1/outcomes", Auth::admin, "The outcomes, all of them, in order"),
      [](loop::Tx& tx, const Ask& ask, const OutcomeList& wanted) -> Result<OutcomeList> {
        TRY_DONE(save_outcomes(tx, ask.actor, wanted));
        return wanted;
      });
}

void add_calendars(api::Routes& routes) {
  routes.query<CalendarList>(
      entry("GET", "/api/v1/calendars", Auth::supervisor, "Opening hours with special days"),
      [](store::Db& db, const Ask& ask) -> Result<CalendarList> {
        return CalendarList{list_calendars(db, ask.actor.tenant)};
      });
  routes.command<OpeningHours, KeyedHours>(
      entry("PUT", "/api/v1/calendars/{key}", Auth::admin, "Make or replace opening hours"),
      [](loop::Tx& tx, const Ask& ask, const OpeningHours& wanted) {
        return save_calendar(tx, ask.actor, ask.params.at("key"), wanted);
      });
  routes.command<Nothing, Nothing>(entry("DELETE", "/api/v1/calendars/{key}", Auth::admin,
                                         "Remove opening hours no queue follows"),
                                   on_key(remove_calendar));
}

// Not below /widgets/: those are open to every page of the web.
void add_widgets(api::Routes& routes) {
  routes.query<WidgetList>(
      entry("GET", "/api/v1/widget-settings", Auth::admin, "Widgets: keys, pages, looks"),
      [](store::Db& db, const Ask& ask) -> Result<WidgetList> {
        return WidgetList{list_widgets(db, ask.actor.tenant)};
      });
  routes.command<WidgetChange, WidgetSettings>(
      entry("POST", "/api/v1/widget-settings", Auth::admin, "Create a widget", 201),
      [](loop::Tx& tx, const Ask& ask, const WidgetChange& wanted) {
        return create_widget(tx, ask.actor, ask.token.substr(0, widget_key_length), wanted);
      });
  routes.command<WidgetChange, WidgetSettings>(
      entry("PUT", "/api/v1/widget-settings/{key}", Auth::admin, "Change a widget"),
      [](loop::Tx& tx, const Ask& ask, const WidgetChange& wanted) {
        return change_widget(tx, ask.actor, ask.params.at("key"), wanted);
      });
  routes.command<Nothing, Nothing>(
      entry("DELETE", "/api/v1/widget-settings/{key}", Auth::admin, "Remove a widget"),
      on_key(remove_widget));
}

}  // namespace

void add_routes(api::Routes& routes) {
  add_queues(routes);
  add_skills(routes);
  add_agents(routes);
  add_words(routes);
  add_calendars(routes);
  add_widgets(routes);
}

}  // namespace centralino::queues
