#include "channels/flow/shell.h"

#include <algorithm>
#include <cmath>

#include "subjects/cases/cases.h"

namespace centralino::shell {
namespace {

namespace routing = engine::routing;

std::string two_digits(std::int64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

// "2026-03-02" and "09:30" on the wall of that zone.
std::pair<std::string, std::string> on_the_wall(const engine::hours::Zone& zone, Instant at) {
  const std::int64_t local = at.ms + engine::hours::offset_s(zone, at) * 1000LL;
  const std::int64_t day = local / 86'400'000;
  const auto date = civil_from_days(day);
  const std::int64_t minute = (local - day * 86'400'000) / 60'000;
  return {std::to_string(date.year) + "-" + two_digits(date.month) + "-" + two_digits(date.day),
          two_digits(minute / 60) + ":" + two_digits(minute % 60)};
}

const queues::Queue* queue_by_key(const queues::FloorNow& floor, const std::string& key) {
  for (const auto& [id, queue] : floor.queues)
    if (queue.key == key && !queue.retired_at) return &queue;
  return nullptr;
}

// How long a newcomer would wait: as many as are before them, in the mean, shared by who is there.
std::int64_t expected_wait_ms(const queues::FloorNow& floor, QueueId queue) {
  std::int64_t waiting = 0, mean_ms = 240'000, agents = 0;
  for (const auto& row : floor.cell.queues())
    if (row.queue == queue) waiting = row.waiting + row.offered;
  for (const auto& agent : floor.cell.agents())
    if (agent.presence == routing::Presence::available &&
        std::find(agent.queues.begin(), agent.queues.end(), queue) != agent.queues.end())
      ++agents;
  if (const auto times = floor.handle_times.find(queue);
      times != floor.handle_times.end() && !times->second.empty()) {
    std::int64_t sum = 0;
    for (const auto each : times->second) sum += each;
    mean_ms = sum / static_cast<std::int64_t>(times->second.size());
  }
  return (waiting + 1) * mean_ms / std::max<std::int64_t>(agents, 1);
}

// A flow's scale, 1…3 or 1…9, as ratings are kept: 1…5.
std::int64_t as_rating(const flow::SurveyNode& asked, std::int64_t figure) {
  if (asked.highest <= asked.lowest) return std::clamp<std::int64_t>(figure, 1, 5);
  const double part = static_cast<double>(figure - asked.lowest) /
                      static_cast<double>(asked.highest - asked.lowest);
  return std::clamp<std::int64_t>(1 + std::llround(part * 4), 1, 5);
}

}  // namespace

std::string calendar_of(const queues::FloorNow& floor, QueueId id) {
  const auto queue = floor.queues.find(id);
  return queue == floor.queues.end() ? std::string() : queue->second.settings.routing.calendar;
}

flow::Happening hours_answer(const queues::FloorNow& floor, const flow::AskHours& ask,
                             const std::string& own, Instant now) {
  const std::string& wanted = ask.calendar.empty() ? own : ask.calendar;
  flow::HoursAnswered answer{ask.question, true, {}, {}};
  for (const auto& named : floor.cell.settings().calendars) {
    if (named.key != wanted) continue;
    answer.open = engine::hours::is_open(named.calendar, now);
    if (answer.open) break;
    if (const auto opens = engine::hours::next_open(named.calendar, now)) {
      auto [date, time] = on_the_wall(floor.zone, *opens);
      answer.opens_date = std::move(date);
      answer.opens_time = std::move(time);
    }
  }
  return answer;
}

flow::Happening callback_answer(const queues::FloorNow& floor, const flow::FindCallback& ask,
                                std::optional<Instant> due) {
  if (!due) return flow::CallbackUnavailable{ask.question};
  const auto [date, time] = on_the_wall(floor.zone, *due);
  return flow::CallbackOffered{ask.question, *due, date, time};
}

std::optional<Instant> callback_time(const queues::FloorNow& floor, const std::string& queue_key,
                                     Instant now) {
  const auto* queue = queue_by_key(floor, queue_key);
  if (queue == nullptr) return std::nullopt;
  Instant from = now;
  for (const auto& named : floor.cell.settings().calendars)
    if (named.key == queue->settings.routing.calendar && !named.key.empty()) {
      const auto opens = engine::hours::next_open(named.calendar, from);
      if (!opens) return std::nullopt;
      from = *opens;
    }
  // At least a few minutes, and said in quarters of an hour.
  constexpr std::int64_t quarter = 900'000;
  const std::int64_t due =
      from.ms + std::max<std::int64_t>(expected_wait_ms(floor, queue->id), 300'000);
  return Instant{(due + quarter - 1) / quarter * quarter};
}

std::optional<conversations::Entry> entry_for(loop::Tx& tx, TenantId tenant,
                                              const flow::Enqueue& wanted) {
  const auto* queue = queue_by_key(queues::floor(tx).of(tenant), wanted.queue);
  if (queue == nullptr) return std::nullopt;
  conversations::Entry entry;
  entry.queue = queue->id;
  entry.priority_s = wanted.priority_s;
  for (const auto& need : wanted.skills) {
    const auto row =
        tx.db().one("SELECT id FROM skill WHERE tenant = $1 AND key = $2", {tenant, need.skill});
    if (row) entry.requirements.push_back({row->id<SkillId>(0), need.level});
  }
  return entry;
}

std::optional<conversations::Entry> entry_for(loop::Tx& tx, TenantId tenant, QueueId now_in,
                                              const flow::Transfer& wanted) {
  const auto& floor = queues::floor(tx).of(tenant);
  conversations::Entry entry;
  entry.queue = now_in;
  if (wanted.to == flow::Destination::queue) {
    const auto* queue = queue_by_key(floor, wanted.target);
    if (queue == nullptr) return std::nullopt;
    entry.queue = queue->id;
    return entry;
  }
  if (wanted.to != flow::Destination::agent) return std::nullopt;
  for (const auto& [user, name] : floor.names)
    if (name == wanted.target || user.str() == wanted.target) entry.agent = user;
  if (!entry.agent || !floor.cell.agent(entry.agent)) return std::nullopt;
  entry.hold_s = floor.queues.at(entry.queue).settings.routing.ring_s;
  return entry;
}

flow::QueueExit exit_of(Code refused) {
  return refused == Code::queue_full    ? flow::QueueExit::full
         : refused == Code::unavailable ? flow::QueueExit::closed
                                        : flow::QueueExit::nobody;
}

flow::QueueExit exit_of(routing::Exit exit) {
  return exit == routing::Exit::rejected_closed ? flow::QueueExit::closed
         : exit == routing::Exit::rejected_full ? flow::QueueExit::full
                                                : flow::QueueExit::nobody;
}

routing::Exit exit_of(flow::Leaving why) {
  switch (why) {
    case flow::Leaving::timeout:
      return routing::Exit::flow_out_timeout;
    case flow::Leaving::callback:
      return routing::Exit::flow_out_callback;
    case flow::Leaving::voicemail:
      return routing::Exit::flow_out_voicemail;
    case flow::Leaving::choice:
      break;
  }
  return routing::Exit::flow_out_key;
}

bool goes_on_after_agent(const flow::Version& version, const flow::State& state) {
  if (state.frames.empty()) return false;
  if (state.frames.size() > 1) return true;
  const auto& frame = state.frames.back();
  const auto node = version.flow.nodes.find(frame.node);
  if (node == version.flow.nodes.end()) return false;
  if (const auto* queue = std::get_if<flow::QueueNode>(&node->second))
    return queue->next.has_value();
  const auto* transfer = std::get_if<flow::TransferNode>(&node->second);
  return transfer != nullptr && transfer->next.has_value();
}

void note_fact(loop::Tx& tx, TenantId tenant, ConversationId id, const flow::Version& version,
               const flow::Fact& fact) {
  const Actor system = system_actor(tenant);
  tx.journal(system, "conversation", id.value, "flow_fact", json::to_string(fact));
  if (fact.what != flow::FactKind::rated) return;
  const auto* running = flow::find_flow(version, fact.flow);
  if (running == nullptr) return;
  const auto node = running->nodes.find(fact.node);
  const auto* asked =
      node == running->nodes.end() ? nullptr : std::get_if<flow::SurveyNode>(&node->second);
  const auto row = conversations::find_row(tx, tenant, id);
  if (asked == nullptr || !row) return;
  conversations::rate(tx, system, *row, as_rating(*asked, std::stoll(fact.detail)), {});
}

void take_message(loop::Tx& tx, TenantId tenant, ConversationId id,
                  const flow::TakeMessage& message) {
  const Actor system = system_actor(tenant);
  const auto row = conversations::find_row(tx, tenant, id);
  if (!row) return;
  if (const auto* queue = queue_by_key(queues::floor(tx).of(tenant), message.queue))
    conversations::set_queue(tx, tenant, id, queue->id);
  cases::CaseChange change;
  change.state = cases::CaseState::waiting_on_us;
  change.priority = cases::CasePriority::high;
  (void)cases::change(tx, system, row->case_id, change);
  tx.journal(system, "case", row->case_id.value, "message_taken", json::to_string(message));
}

std::optional<flow::Values> Secrets::fields(ConversationId id, const flow::LookUp& wanted) const {
  flow::Values fields = wanted.send;
  for (const auto& [field, name] : wanted.secrets) {
    const auto kept = kept_.find({id, name});
    if (kept == kept_.end()) return std::nullopt;
    fields[field] = kept->second;
  }
  return fields;
}

}  // namespace centralino::shell
