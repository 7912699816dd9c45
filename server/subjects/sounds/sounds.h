// Sounds a company brings for its callers: prompts that are played instead of a made voice, music
// and announcements for those who wait. The audio lies among the files (platform/files) as the
// telephone plays it; how it gets there is the telephone's business (channels/phone/sound_api.cpp).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "platform/loop/tx.h"
#include "subjects/sounds/sound_id.h"

namespace centralino::sounds {

constexpr std::size_t sounds_max = 500;  // of a company

enum class Kind : std::uint8_t { prompt, music };
BOOST_DESCRIBE_ENUM(Kind, prompt, music)

struct Sound {
  SoundId id;
  std::string name;
  Kind kind = Kind::prompt;
  std::optional<std::string> language;  // of a prompt: "it", "en"
  std::int64_t length_ms = 0;
  std::vector<double> peaks;  // 0 to 1, evenly over its length
  Instant changed_at;
};
BOOST_DESCRIBE_STRUCT(Sound, (), (id, name, kind, language, length_ms, peaks, changed_at))

struct SoundList {
  std::vector<Sound> items;
};
BOOST_DESCRIBE_STRUCT(SoundList, (), (items))

// What is to be known of the audio: a file that lies under its hash already.
struct Audio {
  std::string sha256;
  std::int64_t length_ms = 0;
  std::vector<double> peaks;
};

// What those hear who wait in a queue on the telephone, instead of our own music.
struct QueueSounds {
  std::optional<SoundId> music;
  std::vector<SoundId> announcements;  // prompts, in turn; those in the caller's language
};
BOOST_DESCRIBE_STRUCT(QueueSounds, (), (music, announcements))

struct SoundName {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(SoundName, (), (name))

struct SoundWish {
  std::string name;
  Kind kind = Kind::prompt;
  std::string language;  // of a prompt
};

std::vector<Sound> list(store::Db& db, TenantId tenant);
std::optional<Sound> find(store::Db& db, TenantId tenant, SoundId id);
// Prompts as flows name them: id → language.
std::map<std::string, std::string> prompts(store::Db& db, TenantId tenant);
// The hash its audio lies under; nothing when there is no such sound.
std::optional<std::string> file_of(store::Db& db, TenantId tenant, SoundId id);

Result<Sound> add(loop::Tx& tx, const Actor& actor, const SoundWish& wanted, const Audio& audio);
// Other audio under the same id: whoever plays it from now on hears the new one.
Result<Sound> replace(loop::Tx& tx, const Actor& actor, SoundId id, const Audio& audio);
Result<Sound> rename(loop::Tx& tx, const Actor& actor, SoundId id, const SoundName& wanted);
// Refused as `in_use` while a queue or a published flow names it.
Result<Done> remove(loop::Tx& tx, const Actor& actor, SoundId id);

// A queue that was given none has none.
QueueSounds of_queue(store::Db& db, TenantId tenant, QueueId queue);
Result<QueueSounds> give_queue(loop::Tx& tx, const Actor& actor, QueueId queue,
                               const QueueSounds& wanted);

}  // namespace centralino::sounds

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::sounds::QueueSounds::announcements> = {.max_length = 20};
