// A company's own sounds where callers hear them: prompts of flows, music and announcements of
// queues.
#include "channels/phone/phone.h"
#include "subjects/sounds/sounds.h"

namespace centralino::phone {

std::optional<std::string> Phone::sound_path(loop::Tx& tx, TenantId tenant, SoundId id) const {
  const auto file = sounds::file_of(tx.db(), tenant, id);
  if (!file || !outside_.sound_file) return std::nullopt;
  return outside_.sound_file(*file);
}

// A recording that is gone is said by the made voice: its transcript stands beside it.
voice::Piece Phone::piece_of(loop::Tx& tx, const Call& call, const flow::Say& said) const {
  const auto id = said.audio ? SoundId::parse(*said.audio) : std::nullopt;
  if (id)
    if (auto path = sound_path(tx, call.tenant, *id)) return voice::Sound{std::move(*path)};
  return voice::Text{said.language, said.text};
}

voice::Piece Phone::waiting_music(loop::Tx& tx, const Call& call) const {
  const auto row = conversations::find_row(tx, call.tenant, call.conversation);
  if (!row) return voice::Music{};
  const auto music = sounds::of_queue(tx.db(), call.tenant, row->queue).music;
  if (!music) return voice::Music{};
  return voice::Music{sound_path(tx, call.tenant, *music).value_or("")};
}

std::optional<flow::Say> Phone::announcement(loop::Tx& tx, const Call& call,
                                             std::int64_t turn) const {
  const auto row = conversations::find_row(tx, call.tenant, call.conversation);
  if (!row) return std::nullopt;
  std::vector<SoundId> fitting;
  for (const SoundId id : sounds::of_queue(tx.db(), call.tenant, row->queue).announcements)
    if (const auto sound = sounds::find(tx.db(), call.tenant, id);
        sound && sound->language == row->language)
      fitting.push_back(id);
  if (fitting.empty()) return std::nullopt;
  flow::Say said;
  said.language = row->language;
  said.audio = fitting[static_cast<std::size_t>(turn) % fitting.size()].str();
  return said;
}

}  // namespace centralino::phone
