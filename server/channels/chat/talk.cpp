#include "channels/chat/talk.h"

#include "platform/store/damaged.h"

namespace centralino::chat {

void Talks::reload(store::Db& db) {
  talks_.clear();
  before_.clear();
  for (const auto& row : db.query("SELECT talk, conversation FROM chat_flow WHERE ended_at IS NULL "
                                  "ORDER BY conversation")) {
    const auto id = row.id<ConversationId>(1);
    talks_[id] = store::intact(json::from_text<Talk>(row.text(0)), "chat " + id.str());
  }
}

void Talks::command_over(bool refused) {
  if (refused)
    for (auto& [id, talk] : before_) {
      talks_.erase(id);
      if (talk) talks_[id] = std::move(*talk);
    }
  before_.clear();
}

const Talk* Talks::find(ConversationId id) const {
  const auto it = talks_.find(id);
  return it == talks_.end() ? nullptr : &it->second;
}

void Talks::save(loop::Tx& tx, const Talk& talk) {
  const Talk* known = find(talk.conversation);
  before_.try_emplace(talk.conversation, known ? std::optional(*known) : std::nullopt);
  const bool over = talk.flow_version.empty();
  tx.db().exec(
      "INSERT INTO chat_flow (conversation, tenant, ended_at, talk) VALUES ($1, $2, $3, $4) ON "
      "CONFLICT (conversation) DO UPDATE SET ended_at = excluded.ended_at, talk = excluded.talk",
      {talk.conversation, talk.tenant, over ? std::optional(tx.now()) : std::nullopt,
       json::to_string(talk)});
  talks_.erase(talk.conversation);
  if (!over) talks_[talk.conversation] = talk;
}

}  // namespace centralino::chat
