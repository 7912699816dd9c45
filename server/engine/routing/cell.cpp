#include "engine/routing/cell.h"

#include "engine/routing/state.h"

namespace centralino::engine::routing {

Cell::Cell() : state_(std::make_unique<State>()) {}
Cell::~Cell() = default;
Cell::Cell(const Cell& other) : state_(std::make_unique<State>(*other.state_)) {}
Cell& Cell::operator=(const Cell& other) {
  if (this != &other) *state_ = *other.state_;
  return *this;
}
Cell::Cell(Cell&&) noexcept = default;
Cell& Cell::operator=(Cell&&) noexcept = default;

Result<std::vector<Event>> Cell::apply(const Step& step) {
  std::vector<Event> events;
  TRY_DONE(state_->apply(step, events));
  return events;
}

Result<Done> Cell::apply(const Step& step, std::vector<Event>& events) {
  return state_->apply(step, events);
}

std::optional<Instant> Cell::next_deadline() const { return state_->next_deadline(); }
std::string Cell::save() const { return state_->save(); }

Result<Cell> Cell::restore(std::string_view saved) {
  Cell cell;
  TRY_DONE(cell.state_->load(saved));
  return cell;
}

const Settings& Cell::settings() const { return state_->settings_; }
Instant Cell::now() const { return state_->now_; }

std::int64_t Cell::newest_id() const { return state_->newest_id_; }

std::vector<WorkRow> Cell::waiting(QueueId queue) const {
  std::vector<WorkRow> rows;
  const Slot slot = state_->find_queue(queue);
  if (slot == no_slot) return rows;
  for (const Work* work : state_->line(slot)) {
    rows.push_back(state_->row(*work));
    rows.back().position = static_cast<std::int64_t>(rows.size());
  }
  return rows;
}

std::optional<WorkRow> Cell::work(WorkId id) const {
  const Slot slot = state_->work_index_.find(id.value);
  if (slot == no_slot) return std::nullopt;
  const Work& work = state_->works_[slot];
  WorkRow row = state_->row(work);
  if (work.phase == WorkPhase::active) return row;
  for (Slot other = 0; other < state_->works_.end(); ++other) {
    if (!state_->works_.live(other)) continue;
    const Work& ahead = state_->works_[other];
    if (ahead.phase != WorkPhase::active && ahead.queue == work.queue &&
        !(work.entry(0) < ahead.entry(0)))
      ++row.position;
  }
  return row;
}

std::vector<WorkRow> Cell::works() const {
  std::vector<WorkRow> rows;
  for (const QueueSettings& queue : state_->settings_.queues)
    for (WorkRow& row : waiting(queue.id)) rows.push_back(std::move(row));
  for (const Slot slot : state_->works_by_id())
    if (state_->works_[slot].phase == WorkPhase::active)
      rows.push_back(state_->row(state_->works_[slot]));
  std::sort(rows.begin(), rows.end(),
            [](const WorkRow& a, const WorkRow& b) { return a.work < b.work; });
  return rows;
}

std::optional<AgentRow> Cell::agent(AgentId id) const {
  const Slot slot = state_->find_agent(id);
  if (slot == no_slot) return std::nullopt;
  return state_->row(state_->agents_[slot]);
}

std::vector<AgentRow> Cell::agents() const {
  std::vector<AgentRow> rows;
  for (const Agent& agent : state_->agents_) rows.push_back(state_->row(agent));
  return rows;
}

std::optional<OfferRow> Cell::offer(OfferId id) const {
  const Slot slot = state_->offer_index_.find(id.value);
  if (slot == no_slot) return std::nullopt;
  return state_->row(state_->offers_[slot]);
}

std::vector<OfferRow> Cell::offers() const {
  std::vector<OfferRow> rows;
  for (Slot slot = 0; slot < state_->offers_.end(); ++slot)
    if (state_->offers_.live(slot)) rows.push_back(state_->row(state_->offers_[slot]));
  std::sort(rows.begin(), rows.end(),
            [](const OfferRow& a, const OfferRow& b) { return a.offer < b.offer; });
  return rows;
}

std::vector<OfferRow> Cell::offers_of(AgentId id) const {
  std::vector<OfferRow> rows;
  const Slot slot = state_->find_agent(id);
  if (slot == no_slot) return rows;
  for (const Slot offer : state_->agents_[slot].offers)
    rows.push_back(state_->row(state_->offers_[offer]));
  return rows;
}

std::optional<WrapUpRow> Cell::wrapup(WrapUpId id) const {
  const Slot slot = state_->wrapup_index_.find(id.value);
  if (slot == no_slot) return std::nullopt;
  return state_->row(state_->wrapups_[slot]);
}

std::vector<WrapUpRow> Cell::wrapups() const {
  std::vector<WrapUpRow> rows;
  for (Slot slot = 0; slot < state_->wrapups_.end(); ++slot)
    if (state_->wrapups_.live(slot)) rows.push_back(state_->row(state_->wrapups_[slot]));
  std::sort(rows.begin(), rows.end(),
            [](const WrapUpRow& a, const WrapUpRow& b) { return a.wrapup < b.wrapup; });
  return rows;
}

std::optional<QueueRow> Cell::queue(QueueId id) const {
  const Slot slot = state_->find_queue(id);
  if (slot == no_slot) return std::nullopt;
  return state_->queue_rows()[slot];
}

std::vector<QueueRow> Cell::queues() const { return state_->queue_rows(); }

bool Cell::is_open(QueueId id, Instant at) const {
  const Slot slot = state_->find_queue(id);
  return slot != no_slot && state_->is_open(slot, at);
}

Result<Why> Cell::why_waiting(WorkId id) const {
  const Slot slot = state_->work_index_.find(id.value);
  if (slot == no_slot || state_->works_[slot].phase == WorkPhase::active)
    return refuse(Code::not_found);
  return state_->why_waiting(state_->works_[slot]);
}

std::optional<std::string> Cell::check_invariants() const { return state_->check_invariants(); }

}  // namespace centralino::engine::routing
