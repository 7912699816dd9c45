// Conversations that go on, as the loop stored them last: the row that commands need and, once it
// was asked for, what the desk's list shows. So a message is written without reading anything.
//
// Always what the database says inside the loop's transaction: whoever writes a conversation's row
// says so here in the same breath. A command that is refused has what it noted forgotten, a lost
// batch forgets everything; both are read again when they are next needed. Ended conversations are
// not kept. Memory: about 300 bytes each, 1 kB with the view.
//
// Threads: the loop's only.
#pragma once

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "subjects/conversations/views.h"

namespace centralino::conversations {

struct LiveRow {
  Row row;
  std::optional<Conversation> view;
};

class LiveRows {
 public:
  const Row* row(TenantId tenant, ConversationId id) const;
  const Conversation* view(TenantId tenant, ConversationId id) const;

  void keep(const Row& row);
  void keep(TenantId tenant, const Conversation& view);  // only beside a kept row

  // The row was written otherwise than by a message: `change` does the same to what is kept.
  void change(ConversationId id, const std::function<void(Row&)>& change);
  // A message was stored; `after` holds the counters it was stored with.
  void message_added(const Row& after, const Message& message);
  void forget(ConversationId id);
  void forget_owned_by(TenantId tenant, UserId owner);
  // What a view shows beside the row has changed: the case, or names of the tenant.
  void forget_views_of(CaseId case_id);
  void forget_views(TenantId tenant);

  // A command is over; what a refused one noted is forgotten.
  void command_over(bool refused);
  void clear();

  const std::unordered_map<ConversationId, LiveRow>& all() const { return live_; }

 private:
  LiveRow* noted(ConversationId id);

  std::unordered_map<ConversationId, LiveRow> live_;
  std::unordered_multimap<CaseId, ConversationId> of_case_;
  std::vector<ConversationId> noted_;  // by the command that runs
};

// The beginning of a message that lists show.
std::string beginning(const std::string& text);

}  // namespace centralino::conversations
