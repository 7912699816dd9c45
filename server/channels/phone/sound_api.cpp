// Sounds come in as WAVE files, are made ready for the telephone on a read thread, and lie among
// the files from then on.
#include "base/text.h"
#include "channels/phone/api.h"
#include "platform/api/answers.h"
#include "platform/api/dispatcher.h"
#include "platform/http/multipart.h"
#include "subjects/sounds/sounds.h"
#include "voice/media/prepare.h"

namespace centralino::phone {
namespace {

using api::Auth;
using api::Nothing;

constexpr std::size_t upload_bytes_max = 32u << 20;  // three minutes as on a CD
constexpr std::int64_t length_ms_max = 10 * 60'000;
constexpr std::int64_t length_ms_min = 100;  // of what is left without the silence around it
constexpr std::size_t peaks_kept = 120;

struct Upload {
  sounds::SoundWish wish;
  std::string content;
};

Result<Upload> read_form(const http::Request& request) {
  auto parts = http::parse_multipart(request.header("Content-Type"), request.body);
  if (!parts)
    return refuse(Code::bad_request,
                  "The body is not valid multipart/form-data: " + std::string(parts.reason()));
  Upload upload;
  bool found = false;
  for (auto& part : *parts) {
    if (part.name == "file" && part.file_name) {
      upload.content = part.content;
      found = true;
      continue;
    }
    const std::string value(trimmed(part.content));
    if (!is_utf8(value)) return refuse_field(part.name, "is not UTF-8");
    if (part.name == "name") upload.wish.name = value;
    if (part.name == "language") upload.wish.language = value;
    if (part.name == "kind") {
      const auto kind = json::enum_from<sounds::Kind>(value);
      if (!kind) return refuse_field("kind", "must be prompt or music");
      upload.wish.kind = *kind;
    }
  }
  if (!found) return refuse_field("file", "is required");
  return upload;
}

// A whole sentence: people read it beside the file they chose.
Refusal refuse_file(const std::string& why) { return {Code::invalid_field, why, {{"file", why}}}; }

std::vector<double> peaks_of(const std::vector<voice::Sample>& samples) {
  std::vector<double> peaks(peaks_kept, 0);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    double& peak = peaks[i * peaks_kept / samples.size()];
    peak = std::max(peak, std::abs(static_cast<double>(samples[i])) / 32'768);
  }
  for (double& peak : peaks) peak = std::round(peak * 100) / 100;
  return peaks;
}

// One channel, 8 kHz, even loudness, without the silence around it; as a file.
Result<std::pair<std::string, sounds::Audio>> prepared(const std::string& content) {
  const auto read =
      voice::read_wav({reinterpret_cast<const std::uint8_t*>(content.data()), content.size()});
  if (const auto* error = std::get_if<voice::WavError>(&read))
    return refuse_file("This sound cannot be used (" + std::string(voice::word(*error)) +
                       "): send a WAVE file of 8 to 96 kHz in one or two channels.");
  const auto& audio = std::get<voice::Audio>(read);
  const auto frames = static_cast<std::int64_t>(audio.samples.size()) / audio.channels;
  if (frames * 1'000 / audio.rate > length_ms_max)
    return refuse_file("This sound is longer than ten minutes: shorten it, then send it again.");
  auto samples = voice::to_telephone_rate(voice::to_mono(audio), audio.rate);
  voice::trim_silence(samples);
  sounds::Audio made;
  made.length_ms = static_cast<std::int64_t>(samples.size()) * 1'000 / voice::sample_rate;
  if (made.length_ms < length_ms_min)
    return refuse_file(
        "There is nothing to hear in this sound: record it again, or choose another file.");
  voice::even_loudness(samples);
  made.peaks = peaks_of(samples);
  std::vector<std::uint8_t> bytes;
  voice::append_wav(voice::WavFormat::pcm16, samples, bytes);
  const auto header = voice::wav_header(voice::WavFormat::pcm16, 1, bytes.size());
  std::string file(header.begin(), header.end());
  file.append(bytes.begin(), bytes.end());
  return std::pair{std::move(file), std::move(made)};
}

using Keep =
    std::function<Result<sounds::Sound>(loop::Tx&, const sounds::SoundWish&, const sounds::Audio&)>;

void upload(const ApiParts& parts, const api::Ask& ask, http::Request request,
            http::Respond respond, const Keep& keep, int success) {
  auto form = read_form(request);
  if (!form.ok()) return respond(api::to_response(form.refusal(), request));
  request.body.clear();
  const auto shared = std::make_shared<http::Request>(std::move(request));
  const auto fail = [shared, respond](Refusal why) {
    respond(api::to_response(std::move(why), *shared));
  };
  const bool queued = parts.readers.submit(
      [parts, ask, shared, respond, keep, success, fail, form = std::move(*form)](jobs::Reader&) {
        auto made = prepared(form.content);
        if (!made.ok()) return fail(made.refusal());
        auto& [file, audio] = *made;
        try {
          audio.sha256 = parts.blobs.put(file);
        } catch (const std::exception&) {
          return fail(refuse(Code::storage_full));
        }
        api::answer_from_loop(parts.loop, "sound", shared, respond,
                              [ask, keep, success, wish = form.wish, audio = audio](loop::Tx& tx) {
                                return api::idempotent(tx, ask, [&]() -> Result<loop::Answer> {
                                  TRY(sound, keep(tx, wish, audio));
                                  return api::Routes::answer(success, sound);
                                });
                              });
      });
  if (!queued) fail(refuse(Code::unavailable));
}

void give_sound(const ApiParts& parts, const api::Ask& ask, http::Request request,
                http::Respond respond) {
  const auto id = ask.id<SoundId>("id");
  if (!id.ok()) return respond(api::to_response(id.refusal(), request));
  api::answer_from_reader(parts.readers, std::move(request), std::move(respond),
                          [parts, tenant = ask.actor.tenant, id = *id](
                              store::Db& db, const http::Request&) -> Result<http::Response> {
                            const auto file = sounds::file_of(db, tenant, id);
                            const auto content = file ? parts.blobs.get(*file) : std::nullopt;
                            if (!content) return refuse(Code::not_found);
                            http::Response response;
                            response.body = *content;
                            response.set("Content-Type", "audio/wav");
                            response.set("Cache-Control", "private, no-cache");
                            return response;
                          });
}

boost::json::object text_field() { return {{"type", "string"}}; }

}  // namespace

void add_sound_routes(api::Routes& routes, const ApiParts& parts) {
  routes.query<sounds::SoundList>(
      {.method = "GET",
       .pattern = "/api/v1/sounds",
       .auth = Auth::supervisor,
       .tag = "sounds",
       .summary = "Prompts and music of the company"},
      [](store::Db& db, const api::Ask& ask) -> Result<sounds::SoundList> {
        return sounds::SoundList{sounds::list(db, ask.actor.tenant)};
      });
  const boost::json::object file{{"type", "string"}, {"format", "binary"}};
  auto& add = routes.special<Nothing, sounds::Sound>(
      {.method = "POST",
       .pattern = "/api/v1/sounds",
       .auth = Auth::admin,
       .tag = "sounds",
       .summary = "Add a sound: a WAVE file, made ready for the telephone",
       .body_bytes = upload_bytes_max,
       .success = 201},
      [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
        upload(
            parts, ask, std::move(request), std::move(respond),
            [actor = ask.actor](loop::Tx& tx, const sounds::SoundWish& wish,
                                const sounds::Audio& audio) {
              return sounds::add(tx, actor, wish, audio);
            },
            201);
      });
  add.request_media = "multipart/form-data";
  add.request_schema = {{"type", "object"},
                        {"properties", boost::json::object{{"file", file},
                                                           {"name", text_field()},
                                                           {"kind", text_field()},
                                                           {"language", text_field()}}},
                        {"required", boost::json::array{"file", "name", "kind"}}};
  routes.command<sounds::SoundName, sounds::Sound>(
      {.method = "PATCH",
       .pattern = "/api/v1/sounds/{id}",
       .auth = Auth::admin,
       .tag = "sounds",
       .summary = "Give a sound another name"},
      [](loop::Tx& tx, const api::Ask& ask,
         const sounds::SoundName& wanted) -> Result<sounds::Sound> {
        TRY(id, ask.id<SoundId>("id"));
        return sounds::rename(tx, ask.actor, id, wanted);
      });
  auto& replace = routes.special<Nothing, sounds::Sound>(
      {.method = "PUT",
       .pattern = "/api/v1/sounds/{id}",
       .auth = Auth::admin,
       .tag = "sounds",
       .summary = "Other audio for a sound",
       .body_bytes = upload_bytes_max},
      [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
        const auto id = ask.id<SoundId>("id");
        if (!id.ok()) return respond(api::to_response(id.refusal(), request));
        upload(
            parts, ask, std::move(request), std::move(respond),
            [actor = ask.actor, id = *id](loop::Tx& tx, const sounds::SoundWish&,
                                          const sounds::Audio& audio) {
              return sounds::replace(tx, actor, id, audio);
            },
            200);
      });
  replace.request_media = "multipart/form-data";
  replace.request_schema = {{"type", "object"},
                            {"properties", boost::json::object{{"file", file}}},
                            {"required", boost::json::array{"file"}}};
  routes
      .special<Nothing, Nothing>(
          {.method = "GET",
           .pattern = "/api/v1/sounds/{id}/audio",
           .auth = Auth::supervisor,
           .tag = "sounds",
           .summary = "The sound as callers hear it"},
          [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
            give_sound(parts, ask, std::move(request), std::move(respond));
          })
      .success = 200;
  routes.query<sounds::QueueSounds>(
      {.method = "GET",
       .pattern = "/api/v1/queues/{id}/sounds",
       .auth = Auth::supervisor,
       .tag = "sounds",
       .summary = "What those hear who wait in the queue"},
      [](store::Db& db, const api::Ask& ask) -> Result<sounds::QueueSounds> {
        TRY(id, ask.id<QueueId>("id"));
        if (!db.one("SELECT 1 FROM queue WHERE tenant = $1 AND id = $2", {ask.actor.tenant, id}))
          return refuse(Code::not_found);
        return sounds::of_queue(db, ask.actor.tenant, id);
      });
  routes.command<sounds::QueueSounds, sounds::QueueSounds>(
      {.method = "PUT",
       .pattern = "/api/v1/queues/{id}/sounds",
       .auth = Auth::admin,
       .tag = "sounds",
       .summary = "Choose what those hear who wait in the queue"},
      [](loop::Tx& tx, const api::Ask& ask,
         const sounds::QueueSounds& wanted) -> Result<sounds::QueueSounds> {
        TRY(id, ask.id<QueueId>("id"));
        return sounds::give_queue(tx, ask.actor, id, wanted);
      });
  routes.command<Nothing, Nothing>(
      {.method = "DELETE",
       .pattern = "/api/v1/sounds/{id}",
       .auth = Auth::admin,
       .tag = "sounds",
       .summary = "Remove a sound that nothing plays"},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Nothing> {
        TRY(id, ask.id<SoundId>("id"));
        TRY_DONE(sounds::remove(tx, ask.actor, id));
        return Nothing{};
      });
}

}  // namespace centralino::phone
