// A company's own sounds in scripts.
#include "subjects/sounds/sounds.h"

#include <sstream>
#include <stdexcept>

#include "runner/player.h"

namespace centralino::scenario {

// sound NAME music | prompt LANGUAGE: its audio is said to be heard as "sound:NAME".
void Player::add_sound(store::Db& db, const Words& words) {
  const SoundId id{world_->next_id++};
  sounds_[words.at(1)] = id.value;
  db.exec(
      "INSERT INTO sound (id, tenant, name, kind, language, sha256, length_ms, peaks, changed_at) "
      "VALUES ($1, $2, $3, $4, $5, $3, 3000, '[]', 0)",
      {id, world_->tenant, words[1], words.at(2), words.size() > 3 ? words[3] : std::string()});
}

// waiting-in QUEUE hears [music NAME] [announcements NAME,NAME]
void Player::add_queue_sounds(store::Db& db, const Words& words) {
  sounds::QueueSounds heard;
  for (std::size_t i = 3; i + 1 < words.size(); i += 2) {
    if (words[i] == "music") {
      heard.music = SoundId{sounds_.at(words[i + 1])};
    } else if (words[i] == "announcements") {
      std::stringstream list(words[i + 1]);
      for (std::string name; std::getline(list, name, ',');)
        heard.announcements.push_back(SoundId{sounds_.at(name)});
    } else {
      throw std::runtime_error("waiting-in: no option \"" + words[i] + "\"");
    }
  }
  db.exec("INSERT INTO queue_sounds (tenant, queue, settings) VALUES ($1, $2, $3)",
          {world_->tenant, queues_.at(words.at(1)), json::to_string(heard)});
}

}  // namespace centralino::scenario
