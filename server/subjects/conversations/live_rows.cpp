#include "subjects/conversations/live_rows.h"

#include "base/text.h"

namespace centralino::conversations {

const Row* LiveRows::row(TenantId tenant, ConversationId id) const {
  const auto it = live_.find(id);
  return it != live_.end() && it->second.row.tenant == tenant ? &it->second.row : nullptr;
}

const Conversation* LiveRows::view(TenantId tenant, ConversationId id) const {
  const auto it = live_.find(id);
  return it != live_.end() && it->second.row.tenant == tenant && it->second.view ? &*it->second.view
                                                                                 : nullptr;
}

LiveRow* LiveRows::noted(ConversationId id) {
  const auto it = live_.find(id);
  if (it == live_.end()) return nullptr;
  noted_.push_back(id);
  return &it->second;
}

void LiveRows::keep(const Row& row) {
  if (row.state == State::ended) return;
  if (live_.try_emplace(row.id, LiveRow{row, std::nullopt}).second)
    of_case_.emplace(row.case_id, row.id);
  noted_.push_back(row.id);
}

void LiveRows::keep(TenantId tenant, const Conversation& view) {
  if (!row(tenant, view.id)) return;
  noted(view.id)->view = view;
}

void LiveRows::change(ConversationId id, const std::function<void(Row&)>& change) {
  LiveRow* live = noted(id);
  if (!live) return;
  change(live->row);
  live->view.reset();
  if (live->row.state == State::ended) forget(id);
}

void LiveRows::message_added(const Row& after, const Message& message) {
  LiveRow* live = noted(after.id);
  if (!live) return;
  Row& row = live->row;
  row.last_n = after.last_n;
  row.agent_seen_n = after.agent_seen_n;
  row.agent_delivered_n = after.agent_delivered_n;
  row.visitor_delivered_n = after.visitor_delivered_n;
  if (!live->view) return;
  Conversation& view = *live->view;
  if (message.kind == MessageKind::text || message.kind == MessageKind::file)
    view.last_message = LastMessage{beginning(message.text), message.at, message.author.kind};
  if (message.author.kind == AuthorKind::visitor) ++view.unread;
  if (message.author.kind == AuthorKind::agent) view.unread = 0;
}

void LiveRows::forget(ConversationId id) {
  const auto it = live_.find(id);
  if (it == live_.end()) return;
  const auto [first, last] = of_case_.equal_range(it->second.row.case_id);
  for (auto at = first; at != last; ++at)
    if (at->second == id) {
      of_case_.erase(at);
      break;
    }
  live_.erase(it);
}

void LiveRows::forget_owned_by(TenantId tenant, UserId owner) {
  std::vector<ConversationId> theirs;
  for (const auto& [id, live] : live_)
    if (live.row.tenant == tenant && live.row.owner == owner) theirs.push_back(id);
  for (const auto id : theirs) forget(id);
}

void LiveRows::forget_views_of(CaseId case_id) {
  const auto [first, last] = of_case_.equal_range(case_id);
  for (auto at = first; at != last; ++at) live_.at(at->second).view.reset();
}

void LiveRows::forget_views(TenantId tenant) {
  for (auto& [id, live] : live_)
    if (live.row.tenant == tenant) live.view.reset();
}

void LiveRows::command_over(bool refused) {
  if (refused)
    for (const auto id : noted_) forget(id);
  noted_.clear();
}

void LiveRows::clear() {
  live_.clear();
  of_case_.clear();
  noted_.clear();
}

std::string beginning(const std::string& text) { return std::string(first_code_points(text, 160)); }

}  // namespace centralino::conversations
