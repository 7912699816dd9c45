// Identifiers: 64-bit, ordered by time, a different C++ type for each noun.
//
// In JSON an id is its prefix and 13 characters of Crockford's base 32 ("case_01j8z…"): readable,
// safe in URLs, never rounded by a JavaScript number. In rows it is an integer. Ids are minted by
// the loop only (platform/loop); everything else receives them.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace centralino {

std::string encode_id(std::string_view prefix, std::int64_t value);
std::optional<std::int64_t> decode_id(std::string_view prefix, std::string_view text);

template <class Noun>
struct Id {
  std::int64_t value = 0;  // 0 = none
  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return value != 0; }

  std::string str() const { return encode_id(Noun::prefix, value); }
  static std::optional<Id> parse(std::string_view text) {
    const auto value = decode_id(Noun::prefix, text);
    return value ? std::optional(Id{*value}) : std::nullopt;
  }
};

#define CENTRALINO_ID(Name, text)                    \
  struct Name##Noun {                                \
    static constexpr std::string_view prefix = text; \
  };                                                 \
  using Name = Id<Name##Noun>

CENTRALINO_ID(TenantId, "ten");
CENTRALINO_ID(UserId, "user");  // an agent is a user with a place on the floor: same id
CENTRALINO_ID(SkillId, "skill");
CENTRALINO_ID(QueueId, "queue");
CENTRALINO_ID(WorkId, "work");
CENTRALINO_ID(OfferId, "offer");
CENTRALINO_ID(CustomerId, "cust");
CENTRALINO_ID(CaseId, "case");
CENTRALINO_ID(ConversationId, "conv");
CENTRALINO_ID(MessageId, "msg");
CENTRALINO_ID(AttachmentId, "file");
CENTRALINO_ID(WrapUpId, "wrap");
CENTRALINO_ID(ApiKeyId, "apikey");
CENTRALINO_ID(EffectId, "eff");
CENTRALINO_ID(TimerId, "timer");
CENTRALINO_ID(WebhookId, "hook");
CENTRALINO_ID(FlowId, "flow");
CENTRALINO_ID(TrunkId, "trunk");
CENTRALINO_ID(NumberId, "num");
CENTRALINO_ID(DeviceId, "dev");
CENTRALINO_ID(RecordingId, "rec");

using AgentId = UserId;

}  // namespace centralino

template <class Noun>
struct std::hash<centralino::Id<Noun>> {
  std::size_t operator()(const centralino::Id<Noun>& id) const noexcept {
    // Ids share their upper bits; multiply so that the lower ones do not collide in small tables.
    return static_cast<std::size_t>(static_cast<std::uint64_t>(id.value) * 0x9E3779B97F4A7C15ULL >>
                                    7);
  }
};
