// Recordings for people: who listens is journalled, the file is opened while it is given away.
#include "base/text.h"
#include "channels/phone/api.h"
#include "channels/phone/recordings.h"
#include "platform/api/answers.h"
#include "platform/api/dispatcher.h"
#include "platform/http/multipart.h"
#include "voice/recording/recording_file.h"

namespace centralino::phone {

struct Peak {
  double left = 0;
  double right = 0;
};
BOOST_DESCRIBE_STRUCT(Peak, (), (left, right))
struct Marker {
  bool on = false;
  std::int64_t at_ms = 0;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(Marker, (), (on, at_ms, why))
// What a player draws: the customer left, the agent right.
struct RecordingShape {
  Recording recording;
  std::vector<Peak> peaks;
  std::vector<Marker> markers;
};
BOOST_DESCRIBE_STRUCT(RecordingShape, (), (recording, peaks, markers))
struct LegalHold {
  bool on = true;
};
BOOST_DESCRIBE_STRUCT(LegalHold, (), (on))

namespace {

using api::Auth;
using api::Nothing;

constexpr std::size_t peaks_shown = 600;
constexpr std::uint64_t range_bytes_max = 1 << 20;
constexpr std::uint64_t part_bytes = 64 << 10;  // held of an answer at a time

Result<Recording> audible(store::Db& db, const Actor& actor, RecordingId id) {
  const auto recording = find_recording(db, actor.tenant, id);
  if (!recording) return refuse(Code::not_found);
  if (!recording_rights(db, actor, recording->conversation_id).listen)
    return refuse(Code::not_found);
  if (recording->state != RecordingPhase::kept) return refuse(Code::not_found);
  return *recording;
}

std::optional<voice::RecordingFile> opened(const ApiParts& parts, RecordingId id) {
  const auto keys = voice::RecordingKeys::from_file(parts.recordings_key_file);
  auto file = voice::RecordingFile::open(recording_path(parts.recordings_folder, id), keys);
  if (auto* good = std::get_if<voice::RecordingFile>(&file)) return std::move(*good);
  return std::nullopt;
}

// "bytes=100-199" of a file of `size`; the whole of it when nothing sensible is asked.
struct Part {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  bool partial = false;
};
Part part_of(std::string_view header, std::uint64_t size) {
  Part whole{0, size, false};
  if (!header.starts_with("bytes=")) return whole;
  const auto dash = header.find('-');
  if (dash == std::string_view::npos) return whole;
  const auto first = whole_number(header.substr(6, dash - 6));
  const auto last = whole_number(header.substr(dash + 1));
  if (!first || *first < 0 || static_cast<std::uint64_t>(*first) >= size) return whole;
  Part part{static_cast<std::uint64_t>(*first), 0, true};
  std::uint64_t end = last && *last >= *first ? static_cast<std::uint64_t>(*last) + 1 : size;
  end = std::min({end, size, part.first + range_bytes_max});
  part.count = end - part.first;
  return part;
}

// Who listens is written down, once for each time they begin.
void note_listener(const ApiParts& parts, const Actor& actor, const Recording& recording,
                   bool download) {
  parts.loop.submit({"recording_heard",
                     [actor, recording, download](loop::Tx& tx) -> Result<loop::Answer> {
                       const std::string which = "{\"recording\":\"" + recording.id.str() + "\"}";
                       const auto conversation = recording.conversation_id.value;
                       if (download)
                         tx.journal(actor, "conversation", conversation, "recording_downloaded",
                                    which);
                       else
                         tx.journal(actor, "conversation", conversation, "recording_heard", which);
                       return loop::Answer{};
                     },
                     {}});
}

std::optional<std::string> audio_bytes(const voice::RecordingFile& file, std::uint64_t from,
                                       std::uint64_t count) {
  const auto bytes = voice::wav_bytes(file, from, static_cast<std::size_t>(count));
  if (!bytes) return std::nullopt;
  return std::string(bytes->begin(), bytes->end());
}

// All from `begin` on, a part at a time: an hour is 115 MB.
std::shared_ptr<const http::Response::Rest> rest_of(
    const ApiParts& parts, std::shared_ptr<const voice::RecordingFile> file, std::uint64_t begin,
    std::uint64_t size) {
  auto rest = std::make_shared<http::Response::Rest>();
  rest->bytes = size - begin;
  rest->more = [parts, file = std::move(file), begin, size](
                   std::uint64_t from, const std::function<void(http::Response)>& give) {
    // Whatever fails drops `give`, and with it the connection.
    parts.readers.submit([file, at = begin + from, size, give](jobs::Reader&) {
      auto bytes = audio_bytes(*file, at, std::min(part_bytes, size - at));
      if (!bytes) return;
      http::Response part;
      part.body = std::move(*bytes);
      give(std::move(part));
    });
  };
  return rest;
}

void give_audio(const ApiParts& parts, const api::Ask& ask, http::Request request,
                http::Respond respond) {
  const auto id = ask.id<RecordingId>("id");
  if (!id.ok()) return respond(api::to_response(id.refusal(), request));
  // As a file of one's own it leaves our sight: only for those who lead, and written down as such.
  const bool download = ask.query_value("download").has_value();
  if (download && !ask.actor.supervises())
    return respond(api::to_response(refuse(Code::forbidden), request));
  api::answer_from_reader(
      parts.readers, std::move(request), std::move(respond),
      [parts, actor = ask.actor, id = *id, download](
          store::Db& db, const http::Request& asked) -> Result<http::Response> {
        TRY(recording, audible(db, actor, id));
        auto open = opened(parts, id);
        if (!open) return refuse(Code::not_found);
        const auto file = std::make_shared<const voice::RecordingFile>(std::move(*open));
        const std::uint64_t size = voice::wav_size(*file);
        const Part part = part_of(asked.header("Range"), size);
        const std::uint64_t count = part.partial ? part.count : std::min(part.count, part_bytes);
        auto bytes = audio_bytes(*file, part.first, count);
        if (!bytes) return refuse(Code::not_found);
        if (part.first == 0) note_listener(parts, actor, recording, download);
        http::Response response;
        response.status = part.partial ? 206 : 200;
        response.body = std::move(*bytes);
        if (count < part.count) response.rest = rest_of(parts, file, count, size);
        response.set("Content-Type", "audio/wav");
        response.set("Accept-Ranges", "bytes");
        if (download)
          response.set("Content-Disposition", http::content_disposition(id.str() + ".wav"));
        response.set("Cache-Control", "private, no-store");
        if (part.partial)
          response.set("Content-Range", "bytes " + std::to_string(part.first) + "-" +
                                            std::to_string(part.first + part.count - 1) + "/" +
                                            std::to_string(size));
        return response;
      });
}

}  // namespace

void add_recording_routes(api::Routes& routes, const ApiParts& parts) {
  routes.query<RecordingShape>(
      {.method = "GET",
       .pattern = "/api/v1/recordings/{id}",
       .auth = Auth::user,
       .tag = "recordings",
       .summary = "A recording, with what a player draws"},
      [parts](store::Db& db, const api::Ask& ask) -> Result<RecordingShape> {
        TRY(id, ask.id<RecordingId>("id"));
        TRY(recording, audible(db, ask.actor, id));
        const auto file = opened(parts, id);
        if (!file) return refuse(Code::not_found);
        RecordingShape shape;
        shape.recording = recording;
        const auto peaks = file->peaks(peaks_shown);
        if (!peaks) return refuse(Code::not_found);
        for (const auto& peak : *peaks) shape.peaks.push_back({peak.left, peak.right});
        for (const auto& marker : file->markers())
          shape.markers.push_back({marker.on, marker.at_ms, marker.why});
        return shape;
      });
  routes
      .special<Nothing, Nothing>(
          {.method = "GET",
           .pattern = "/api/v1/recordings/{id}/audio",
           .auth = Auth::user,
           .tag = "recordings",
           .summary = "The sound: WAV, the customer left, the agent right; ranges work",
           .query = {{"download", "any value: as a file of one's own; for supervisors"}}},
          [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
            give_audio(parts, ask, std::move(request), std::move(respond));
          })
      .success = 200;
  routes.command<LegalHold, Recording>(
      {.method = "POST",
       .pattern = "/api/v1/recordings/{id}/hold",
       .auth = Auth::admin,
       .tag = "recordings",
       .summary = "Keep a recording whatever the policy says, or no longer"},
      [](loop::Tx& tx, const api::Ask& ask, const LegalHold& wanted) -> Result<Recording> {
        TRY(id, ask.id<RecordingId>("id"));
        return hold_recording(tx, ask.actor, id, wanted.on);
      });
  routes.command<Nothing, Nothing>(
      {.method = "DELETE",
       .pattern = "/api/v1/recordings/{id}",
       .auth = Auth::admin,
       .tag = "recordings",
       .summary = "Delete a recording"},
      [folder = parts.recordings_folder](loop::Tx& tx, const api::Ask& ask,
                                         const Nothing&) -> Result<Nothing> {
        TRY(id, ask.id<RecordingId>("id"));
        TRY_DONE(delete_recording(tx, ask.actor, id, folder));
        return Nothing{};
      });
}

}  // namespace centralino::phone
