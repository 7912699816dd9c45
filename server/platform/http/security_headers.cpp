#include "platform/http/security_headers.h"

#include <algorithm>

namespace centralino::http {
namespace {

constexpr std::string_view two_years_hsts = "max-age=63072000; includeSubDomains";

void add_missing(Response& response, std::string_view name, std::string value) {
  if (response.header(name).empty()) {
    response.headers.push_back({std::string(name), std::move(value)});
  }
}

// The request's Host reaches the policy, so it must not bring syntax of its own.
bool plain_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-_:[]").find(c) != std::string_view::npos;
  });
}

std::string page_policy(const SecurityContext& context) {
  std::string nonce;
  if (!context.nonce.empty()) nonce.append(" 'nonce-").append(context.nonce).append("'");
  std::string policy = "default-src 'none'; script-src 'self'" + nonce;
  policy += "; style-src 'self'" + nonce;
  policy += "; img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:";
  policy += "; connect-src 'self'";
  if (plain_host(context.host)) {
    policy.append(context.secure ? " wss://" : " ws://").append(context.host);
  }
  policy += "; worker-src 'self' blob:; manifest-src 'self'; frame-src 'self'";
  policy += "; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors ";
  if (context.kind == PageKind::app)
    policy += "'none'";
  else
    policy += context.framed_by.empty() ? std::string_view("*") : context.framed_by;
  return policy;
}

void add_page_headers(Response& response, const SecurityContext& context) {
  add_missing(response, "Content-Security-Policy", page_policy(context));
  add_missing(response, "Permissions-Policy",
              "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
              "magnetometer=(), microphone=(self), payment=(), usb=()");
  if (context.kind == PageKind::app) {
    add_missing(response, "X-Frame-Options", "DENY");  // for browsers without frame-ancestors
    add_missing(response, "Cross-Origin-Opener-Policy", "same-origin");
    add_missing(response, "Cross-Origin-Resource-Policy", "same-origin");
  } else {
    add_missing(response, "Cross-Origin-Resource-Policy", "cross-origin");
  }
}

}  // namespace

void add_security_headers(Response& response, const SecurityContext& context) {
  add_missing(response, "X-Content-Type-Options", "nosniff");
  if (context.secure)
    add_missing(response, "Strict-Transport-Security", std::string(two_years_hsts));
  switch (context.kind) {
    case PageKind::app:
    case PageKind::framed:
      add_page_headers(response, context);
      break;
    case PageKind::data:
      add_missing(response, "Content-Security-Policy",
                  "default-src 'none'; frame-ancestors 'none'; sandbox");
      add_missing(response, "Cross-Origin-Resource-Policy", "same-origin");
      break;
    case PageKind::asset:
      // The widget's script is loaded by other sites, and no asset is a secret.
      add_missing(response, "Cross-Origin-Resource-Policy", "cross-origin");
      break;
  }
  add_missing(response, "Referrer-Policy", "strict-origin-when-cross-origin");
}

std::string make_nonce(const std::array<std::uint8_t, 16>& random) {
  static constexpr char digits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string nonce;
  std::uint32_t bits = 0;
  int held = 0;
  for (const std::uint8_t byte : random) {
    bits = bits << 8 | byte;
    held += 8;
    while (held >= 6) {
      held -= 6;
      nonce.push_back(digits[bits >> held & 63]);
    }
  }
  nonce.push_back(digits[bits << (6 - held) & 63]);
  return nonce;
}

bool is_public_route(std::string_view path) {
  return path.starts_with("/api/v1/widgets/") || path.starts_with("/api/v1/visitor/") ||
         path == "/api/v1/visitor";
}

void add_cors_headers(Response& response) {
  response.set("Access-Control-Allow-Origin", "*");
  response.set("Access-Control-Expose-Headers", "X-Request-Id, Retry-After");
  response.set("Cross-Origin-Resource-Policy", "cross-origin");
}

std::optional<Response> answer_preflight(const Request& request) {
  if (request.method != "OPTIONS" || !is_public_route(request.path)) return std::nullopt;
  if (!request.has_header("Origin") || !request.has_header("Access-Control-Request-Method")) {
    return std::nullopt;
  }
  Response response;
  response.status = 204;
  add_cors_headers(response);
  response.set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
  response.set("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key");
  response.set("Access-Control-Max-Age", "7200");
  response.set("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
  return response;
}

}  // namespace centralino::http
