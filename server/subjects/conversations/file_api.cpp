// Files: uploaded as multipart/form-data, stored as blobs, given back as downloads that run
// nothing.
#include "platform/api/answers.h"
#include "platform/api/dispatcher.h"
#include "platform/http/multipart.h"
#include "subjects/conversations/api.h"
#include "subjects/conversations/conversations.h"

namespace centralino::conversations {
namespace {

constexpr std::size_t upload_bytes =
    static_cast<std::size_t>(max_file_bytes) + 8192;  // with its envelope

// What a browser may show inside a page; everything else is only ever downloaded.
bool shows_inline(const std::string& media_type) {
  return media_type == "image/png" || media_type == "image/jpeg" || media_type == "image/gif" ||
         media_type == "image/webp";
}

Result<StoredFile> store(const files::Blobs& blobs, const http::Request& request) {
  auto parts = http::parse_multipart(request.header("Content-Type"), request.body);
  if (!parts)
    return refuse(Code::bad_request,
                  "The body is not valid multipart/form-data: " + std::string(parts.reason()));
  for (const auto& part : *parts) {
    if (part.name != "file" || !part.file_name) continue;
    if (part.content.empty()) return refuse_field("file", "is empty");
    if (static_cast<std::int64_t>(part.content.size()) > max_file_bytes)
      return refuse(Code::too_large);
    StoredFile file;
    file.name = *part.file_name;
    file.media_type = shows_inline(part.media_type) ? part.media_type : "application/octet-stream";
    file.size_bytes = static_cast<std::int64_t>(part.content.size());
    file.sha256 = blobs.put(part.content);
    return file;
  }
  return refuse_field("file", "is required");
}

void upload(const ApiParts& parts, const api::Ask& ask, http::Request request,
            http::Respond respond) {
  const auto conversation = ask.actor.kind == Actor::Kind::visitor
                                ? Result<ConversationId>(ask.actor.conversation)
                                : ask.id<ConversationId>("id");
  if (!conversation.ok()) return respond(api::to_response(conversation.refusal(), request));
  // Refused before the disk is touched; decided again, for good, in the command.
  auto file = [&]() -> Result<StoredFile> {
    try {
      return store(parts.blobs, request);
    } catch (const std::exception&) {
      return refuse(Code::storage_full);
    }
  }();
  if (!file.ok()) return respond(api::to_response(file.refusal(), request));
  const auto shared = std::make_shared<http::Request>(std::move(request));
  api::answer_from_loop(parts.loop, "upload", shared, std::move(respond),
                        [ask, id = *conversation, file = *file](loop::Tx& tx) {
                          return api::idempotent(tx, ask, [&]() -> Result<loop::Answer> {
                            TRY(message, add_file(tx, ask.actor, id, file));
                            return api::Routes::answer(201, message);
                          });
                        });
}

void download(const ApiParts& parts, const api::Ask& ask, http::Request request,
              http::Respond respond) {
  const auto id = ask.id<AttachmentId>("id");
  if (!id.ok()) return respond(api::to_response(id.refusal(), request));
  api::answer_from_reader(
      parts.readers, std::move(request), std::move(respond),
      [parts, actor = ask.actor, id = *id](store::Db& db,
                                           const http::Request&) -> Result<http::Response> {
        const auto file = find_file(db, actor, id);
        const auto content = file ? parts.blobs.get(file->sha256) : std::nullopt;
        if (!content) return refuse(Code::not_found);
        http::Response response;
        response.body = *content;
        response.set("Content-Type", file->media_type);
        response.set("Content-Disposition",
                     http::content_disposition(file->name, shows_inline(file->media_type)));
        response.set("Cache-Control", "private, max-age=31536000, immutable");
        return response;
      });
}

}  // namespace

void add_file_routes(api::Routes& routes, ApiParts parts) {
  using api::Auth;
  using api::Nothing;
  const auto up = [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
    upload(parts, ask, std::move(request), std::move(respond));
  };
  const auto down = [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
    download(parts, ask, std::move(request), std::move(respond));
  };
  const boost::json::object form{
      {"type", "object"},
      {"properties", boost::json::object{{"file", boost::json::object{{"type", "string"},
                                                                      {"format", "binary"}}}}},
      {"required", boost::json::array{"file"}}};
  auto& visitor = routes.special<Nothing, Message>({.method = "POST",
                                                    .pattern = "/api/v1/visitor/files",
                                                    .auth = Auth::visitor,
                                                    .tag = "visitor",
                                                    .summary = "Send a file",
                                                    .rate_limit = "visitor_upload",
                                                    .body_bytes = upload_bytes,
                                                    .success = 201},
                                                   up);
  auto& agent = routes.special<Nothing, Message>({.method = "POST",
                                                  .pattern = "/api/v1/conversations/{id}/files",
                                                  .auth = Auth::user,
                                                  .tag = "conversations",
                                                  .summary = "Send a file",
                                                  .body_bytes = upload_bytes,
                                                  .success = 201},
                                                 up);
  for (auto* route : {&visitor, &agent}) {
    route->request_schema = form;
    route->request_media = "multipart/form-data";
  }
  routes
      .special<Nothing, Nothing>({.method = "GET",
                                  .pattern = "/api/v1/visitor/files/{id}",
                                  .auth = Auth::visitor,
                                  .tag = "visitor",
                                  .summary = "A file of the conversation"},
                                 down)
      .success = 200;
  routes
      .special<Nothing, Nothing>({.method = "GET",
                                  .pattern = "/api/v1/files/{id}",
                                  .auth = Auth::user,
                                  .tag = "conversations",
                                  .summary = "A file"},
                                 down)
      .success = 200;
}

}  // namespace centralino::conversations
