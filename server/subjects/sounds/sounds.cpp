#include "subjects/sounds/sounds.h"

#include "base/text.h"

namespace centralino::sounds {
namespace {

constexpr std::size_t name_length_max = 100;
constexpr const char* columns =
    "SELECT id, name, kind, language, length_ms, peaks, changed_at FROM sound ";

Sound read(const store::Row& row) {
  Sound sound;
  sound.id = row.id<SoundId>(0);
  sound.name = row.text(1);
  sound.kind = json::enum_from<Kind>(row.text(2)).value_or(Kind::prompt);
  if (!row.text(3).empty()) sound.language = row.text(3);
  sound.length_ms = row.integer(4);
  if (auto peaks = json::from_text<std::vector<double>>(row.text(5)); peaks.ok())
    sound.peaks = std::move(*peaks);
  sound.changed_at = row.instant(6);
  return sound;
}

Result<Done> check_name(const std::string& name) {
  if (trimmed(name).empty()) return refuse_field("name", "must not be empty");
  if (code_points(name) > name_length_max) return refuse_field("name", "is too long");
  return Done{};
}

Result<Done> check(store::Db& db, TenantId tenant, const SoundWish& wanted) {
  TRY_DONE(check_name(wanted.name));
  if (wanted.kind == Kind::prompt && wanted.language != "it" && wanted.language != "en")
    return refuse_field("language", "must be it or en");
  const auto known = db.one("SELECT count(*) FROM sound WHERE tenant = $1", {tenant});
  if (known->integer(0) >= static_cast<std::int64_t>(sounds_max))
    return refuse_field("name", "there are too many sounds already");
  return Done{};
}

// Who names it, for people; empty: nobody. Ids stand in both as they are written in JSON.
std::string needed_by(store::Db& db, TenantId tenant, SoundId id) {
  const std::string named = "%\"" + id.str() + "\"%";
  if (const auto queue = db.one(
          "SELECT q.name FROM queue q JOIN queue_sounds s ON s.tenant = q.tenant AND s.queue = "
          "q.id WHERE q.tenant = $1 AND q.retired_at IS NULL AND s.settings LIKE $2",
          {tenant, named}))
    return "The queue " + queue->text(0) + " plays it.";
  if (const auto flow = db.one("SELECT f.key FROM flow f JOIN flow_version v ON v.tenant = "
                               "f.tenant AND v.flow = f.id AND v.number = f.published WHERE "
                               "f.tenant = $1 AND f.removed_at IS NULL AND v.content LIKE $2",
                               {tenant, named}))
    return "The flow " + flow->text(0) + " plays it.";
  return {};
}

}  // namespace

std::vector<Sound> list(store::Db& db, TenantId tenant) {
  std::vector<Sound> sounds;
  static const std::string sql = std::string(columns) + "WHERE tenant = $1 ORDER BY kind, name, id";
  for (const auto& row : db.query(sql, {tenant})) sounds.push_back(read(row));
  return sounds;
}

std::optional<Sound> find(store::Db& db, TenantId tenant, SoundId id) {
  static const std::string sql = std::string(columns) + "WHERE tenant = $1 AND id = $2";
  const auto row = db.one(sql, {tenant, id});
  return row ? std::optional(read(*row)) : std::nullopt;
}

std::map<std::string, std::string> prompts(store::Db& db, TenantId tenant) {
  std::map<std::string, std::string> out;
  for (const auto& row :
       db.query("SELECT id, language FROM sound WHERE tenant = $1 AND kind = 'prompt'", {tenant}))
    out.emplace(row.id<SoundId>(0).str(), row.text(1));
  return out;
}

std::optional<std::string> file_of(store::Db& db, TenantId tenant, SoundId id) {
  const auto row = db.one("SELECT sha256 FROM sound WHERE tenant = $1 AND id = $2", {tenant, id});
  return row ? std::optional(row->text(0)) : std::nullopt;
}

Result<Sound> add(loop::Tx& tx, const Actor& actor, const SoundWish& wanted, const Audio& audio) {
  TRY_DONE(check(tx.db(), actor.tenant, wanted));
  const auto id = tx.fresh<SoundId>();
  tx.db().exec(
      "INSERT INTO sound (id, tenant, name, kind, language, sha256, length_ms, peaks, changed_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {id, actor.tenant, std::string(trimmed(wanted.name)), json::enum_name(wanted.kind),
       wanted.kind == Kind::prompt ? wanted.language : std::string(), audio.sha256, audio.length_ms,
       json::to_string(audio.peaks), tx.now()});
  tx.journal(actor, "sound", id.value, "sound_added",
             "{\"name\":" + json::to_string(wanted.name) + ",\"sha256\":\"" + audio.sha256 + "\"}");
  return *find(tx.db(), actor.tenant, id);
}

Result<Sound> replace(loop::Tx& tx, const Actor& actor, SoundId id, const Audio& audio) {
  if (!find(tx.db(), actor.tenant, id)) return refuse(Code::not_found);
  tx.db().exec(
      "UPDATE sound SET sha256 = $1, length_ms = $2, peaks = $3, changed_at = $4 WHERE id = $5 AND "
      "tenant = $6",
      {audio.sha256, audio.length_ms, json::to_string(audio.peaks), tx.now(), id, actor.tenant});
  tx.journal(actor, "sound", id.value, "sound_changed", "{\"sha256\":\"" + audio.sha256 + "\"}");
  return *find(tx.db(), actor.tenant, id);
}

Result<Sound> rename(loop::Tx& tx, const Actor& actor, SoundId id, const SoundName& wanted) {
  TRY_DONE(check_name(wanted.name));
  auto sound = find(tx.db(), actor.tenant, id);
  if (!sound) return refuse(Code::not_found);
  sound->name = trimmed(wanted.name);
  tx.db().exec("UPDATE sound SET name = $1 WHERE id = $2 AND tenant = $3",
               {sound->name, id, actor.tenant});
  tx.journal(actor, "sound", id.value, "sound_renamed",
             "{\"name\":" + json::to_string(sound->name) + "}");
  return *sound;
}

Result<Done> remove(loop::Tx& tx, const Actor& actor, SoundId id) {
  const auto sound = find(tx.db(), actor.tenant, id);
  if (!sound) return refuse(Code::not_found);
  if (auto why = needed_by(tx.db(), actor.tenant, id); !why.empty())
    return refuse(Code::in_use, std::move(why));
  tx.db().exec("DELETE FROM sound WHERE id = $1 AND tenant = $2", {id, actor.tenant});
  tx.journal(actor, "sound", id.value, "sound_removed",
             "{\"name\":" + json::to_string(sound->name) + "}");
  return Done{};
}

QueueSounds of_queue(store::Db& db, TenantId tenant, QueueId queue) {
  const auto row =
      db.one("SELECT settings FROM queue_sounds WHERE tenant = $1 AND queue = $2", {tenant, queue});
  if (!row) return {};
  auto sounds = json::from_text<QueueSounds>(row->text(0));
  return sounds.ok() ? std::move(*sounds) : QueueSounds{};
}

Result<QueueSounds> give_queue(loop::Tx& tx, const Actor& actor, QueueId queue,
                               const QueueSounds& wanted) {
  if (!tx.db().one("SELECT 1 FROM queue WHERE tenant = $1 AND id = $2 AND retired_at IS NULL",
                   {actor.tenant, queue}))
    return refuse(Code::not_found);
  const auto is = [&](SoundId id, Kind kind) {
    const auto sound = find(tx.db(), actor.tenant, id);
    return sound && sound->kind == kind;
  };
  if (wanted.music && !is(*wanted.music, Kind::music))
    return refuse_field("music", "is no music of yours");
  for (std::size_t i = 0; i < wanted.announcements.size(); ++i)
    if (!is(wanted.announcements[i], Kind::prompt))
      return refuse_field("announcements[" + std::to_string(i) + "]", "is no prompt of yours");
  tx.db().exec(
      "INSERT INTO queue_sounds (tenant, queue, settings) VALUES ($1, $2, $3) ON CONFLICT (tenant, "
      "queue) DO UPDATE SET settings = excluded.settings",
      {actor.tenant, queue, json::to_string(wanted)});
  tx.journal(actor, "queue", queue.value, "queue_sounds_changed", json::to_string(wanted));
  return wanted;
}

}  // namespace centralino::sounds
