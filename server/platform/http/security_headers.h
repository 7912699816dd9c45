// The headers that tell a browser what our pages may do, and which foreign pages may call our
// public routes. Pure; randomness arrives as an argument.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace centralino::http {

enum class PageKind {
  app,     // our HTML pages: strict CSP, never framed
  framed,  // HTML meant for an iframe on a customer's site (the widget)
  data,    // API answers and downloads: nothing may run in them
  asset,   // scripts, styles, images of our own pages
};

struct SecurityContext {
  PageKind kind = PageKind::data;
  bool secure = false;           // Request::secure; adds HSTS
  std::string_view nonce{};      // for <style nonce> and <script nonce>; empty: none allowed
  std::string_view host{};       // Request::host; lets older Safari open WebSockets to ourselves
  std::string_view framed_by{};  // framed: origins for frame-ancestors; empty: any
};

// Adds to the response what it does not set itself, so a route can be stricter or laxer on purpose.
void add_security_headers(Response& response, const SecurityContext& context);

// 128 bits in base64url, fit for a CSP nonce. One for each response.
std::string make_nonce(const std::array<std::uint8_t, 16>& random);

// Routes any website may call: those of the chat widget, which carry a bearer token and no cookie.
bool is_public_route(std::string_view path);
// For answers of public routes. Any origin, never with credentials.
void add_cors_headers(Response& response);
// The answer to a preflight request for a public route; nothing for any other request.
std::optional<Response> answer_preflight(const Request& request);

}  // namespace centralino::http
