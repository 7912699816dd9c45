#include "platform/http/static_files.h"

#include <gtest/gtest.h>

#include "platform/http/security_headers.h"

namespace centralino::http {

std::span<const StaticFile> embedded_test();  // testdata/embed, by embed.cmake

namespace {

Request get(std::string path, std::vector<Header> headers = {}) {
  Request request;
  request.method = "GET";
  request.path = std::move(path);
  request.headers = std::move(headers);
  return request;
}

TEST(Embed, MakesASortedTable) {
  const auto files = embedded_test();
  ASSERT_EQ(files.size(), 4u);
  EXPECT_EQ(files[0].path, "/assets/index-Bx3_k2aQ.js");
  EXPECT_EQ(files[0].media_type, "text/javascript; charset=utf-8");
  EXPECT_TRUE(files[0].bytes.starts_with("export const greeting"));
  EXPECT_EQ(files[0].br, "not really brotli");
  EXPECT_TRUE(files[0].gz.starts_with("\x1f\x8b"));
  EXPECT_TRUE(files[0].immutable);
  EXPECT_EQ(files[0].etag.size(), 24u);
  EXPECT_EQ(files[1].path, "/empty.txt");
  EXPECT_EQ(files[1].bytes, "");
  EXPECT_EQ(files[2].path, "/index.html");
  EXPECT_FALSE(files[2].immutable);
  EXPECT_TRUE(files[2].bytes.ends_with("</html>\n"));
  EXPECT_EQ(files[3].media_type, "image/svg+xml");
}

TEST(StaticFiles, NegotiatesTheEncoding) {
  EXPECT_EQ(choose_encoding("", true, true), Encoding::identity);
  EXPECT_EQ(choose_encoding("gzip, deflate, br, zstd", true, true), Encoding::br);
  EXPECT_EQ(choose_encoding("gzip, br", false, true), Encoding::gzip);
  EXPECT_EQ(choose_encoding("br;q=0.5, gzip;q=0.8", true, true), Encoding::gzip);
  EXPECT_EQ(choose_encoding("br;q=0, gzip;q=0", true, true), Encoding::identity);
  EXPECT_EQ(choose_encoding("*", true, true), Encoding::br);
  EXPECT_EQ(choose_encoding("*;q=0.1, br;q=0", true, true), Encoding::gzip);
  EXPECT_EQ(choose_encoding("identity;q=1, br;q=0.5", true, true), Encoding::identity);
  EXPECT_EQ(choose_encoding("BR ; Q=0.001", true, true), Encoding::br);
  EXPECT_EQ(choose_encoding("br;q=2;;, =,q", true, true), Encoding::identity);
  EXPECT_EQ(choose_encoding("br", false, false), Encoding::identity);
}

TEST(StaticFiles, ServesAssetsForEver) {
  const StaticFiles files(embedded_test());
  const std::string path = "/assets/index-Bx3_k2aQ.js";
  const auto response = files.serve(get(path, {{"Accept-Encoding", "gzip, br"}}), "n");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->header("Content-Encoding"), "br");
  EXPECT_EQ(response->header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(response->header("Vary"), "Accept-Encoding");
  EXPECT_EQ(response->payload(), "not really brotli");
  const std::string tag(response->header("ETag"));
  const auto unchanged = files.serve(
      get(path, {{"Accept-Encoding", "br"}, {"If-None-Match", "\"x\", W/" + tag}}), "n");
  EXPECT_EQ(unchanged->status, 304);
  EXPECT_EQ(unchanged->payload(), "");
  EXPECT_EQ(unchanged->header("ETag"), tag);
  // Another representation has another tag.
  EXPECT_EQ(files.serve(get(path, {{"If-None-Match", tag}}), "n")->status, 200);
  EXPECT_EQ(files.serve(get(path, {{"If-None-Match", "*"}}), "n")->status, 304);
}

TEST(StaticFiles, PutsTheNonceIntoPages) {
  const StaticFiles files(embedded_test());
  const auto page =
      files.serve_path("/index.html", get("/inbox", {{"Accept-Encoding", "br"}}), "N1");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->payload().find(nonce_placeholder), std::string_view::npos);
  EXPECT_NE(page->payload().find("<style nonce=\"N1\">"), std::string_view::npos);
  EXPECT_NE(page->payload().find("<script nonce=\"N1\""), std::string_view::npos);
  EXPECT_EQ(page->header("ETag"), "");
  EXPECT_EQ(page->header("Cache-Control"), "no-cache");
  EXPECT_EQ(page->header("Content-Type"), "text/html; charset=utf-8");
}

TEST(StaticFiles, KnowsWhatItHasNot) {
  const StaticFiles files(embedded_test());
  EXPECT_FALSE(files.serve(get("/assets/index-Bx3_k2aQ.js.br"), "n"));
  EXPECT_FALSE(files.serve(get("/"), "n"));
  EXPECT_EQ(files.serve(get("/empty.txt"), "n")->status, 200);
  Request post = get("/logo.svg");
  post.method = "POST";
  EXPECT_EQ(files.serve(post, "n")->status, 405);
  EXPECT_FALSE(StaticFiles({}).find("/"));
}

TEST(SecurityHeaders, LockPagesDown) {
  Response page;
  add_security_headers(page, {.kind = PageKind::app, .secure = true, .nonce = "N", .host = "h:1"});
  const std::string policy(page.header("Content-Security-Policy"));
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  for (const char* part : {"default-src 'none'", "style-src 'self' 'nonce-N'", "wss://h:1",
                           "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"}) {
    EXPECT_NE(policy.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(page.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(page.header("X-Frame-Options"), "DENY");
  EXPECT_NE(page.header("Strict-Transport-Security"), "");
  EXPECT_EQ(page.header("Cross-Origin-Opener-Policy"), "same-origin");
}

TEST(SecurityHeaders, AllowOnlyWhatIsMeant) {
  Response framed;
  add_security_headers(framed, {.kind = PageKind::framed, .host = "evil; script-src *"});
  const std::string policy(framed.header("Content-Security-Policy"));
  EXPECT_NE(policy.find("frame-ancestors *"), std::string::npos);
  EXPECT_EQ(policy.find("script-src *"), std::string::npos);
  EXPECT_EQ(framed.header("X-Frame-Options"), "");
  EXPECT_EQ(framed.header("Strict-Transport-Security"), "");
  Response data = json_response(200, "{}");
  data.set("Referrer-Policy", "no-referrer");
  add_security_headers(data, {.kind = PageKind::data});
  EXPECT_NE(data.header("Content-Security-Policy").find("sandbox"), std::string::npos);
  EXPECT_EQ(data.header("Referrer-Policy"), "no-referrer");
}

TEST(SecurityHeaders, OpenPublicRoutesToAnyOrigin) {
  Request request = get("/api/v1/widgets/w1/start", {{"Origin", "https://shop.example"},
                                                     {"Access-Control-Request-Method", "POST"}});
  EXPECT_FALSE(answer_preflight(request));
  request.method = "OPTIONS";
  const auto answer = answer_preflight(request);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 204);
  EXPECT_EQ(answer->header("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(answer->header("Access-Control-Allow-Headers"),
            "Authorization, Content-Type, Idempotency-Key");
  EXPECT_EQ(answer->header("Access-Control-Allow-Credentials"), "");
  for (const char* own : {"/api/v1/cases", "/api/v1/widgetsx/1", "/api/v1/visitors"}) {
    request.path = own;
    EXPECT_FALSE(answer_preflight(request)) << own;
  }
}

TEST(SecurityHeaders, MakesNonces) {
  std::array<std::uint8_t, 16> random{};
  EXPECT_EQ(make_nonce(random), std::string(22, 'A'));
  random.fill(0xff);
  EXPECT_EQ(make_nonce(random), std::string(21, '_') + "w");
}

}  // namespace
}  // namespace centralino::http
