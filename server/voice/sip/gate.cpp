#include "voice/sip/gate.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace centralino::voice {
namespace {

// Names that such programs give themselves, in small letters.
constexpr std::string_view scanners[] = {"friendly-scanner",
                                         "friendly-request",
                                         "sipvicious",
                                         "sipcli",
                                         "sip-scan",
                                         "sipsak",
                                         "sundayddr",
                                         "iwar",
                                         "sivus",
                                         "gulp",
                                         "sipv",
                                         "smap",
                                         "vaxsipuseragent",
                                         "voipbuster",
                                         "pplsip",
                                         "eyebeam release 1003s"};

// Where a header's value begins in a message that nobody read, at the beginning of a line; npos.
std::size_t value_of(std::string_view message, std::string_view name) {
  for (std::size_t line = message.find('\n'); line != std::string_view::npos;
       line = message.find('\n', line + 1)) {
    const std::string_view rest = message.substr(line + 1);
    if (rest.starts_with("\r\n") || rest.starts_with('\n')) break;  // the body
    if (rest.size() <= name.size() || rest[name.size()] != ':') continue;
    if (lower_ascii(rest.substr(0, name.size())) == name) return line + 1 + name.size() + 1;
  }
  return std::string_view::npos;
}

}  // namespace

bool Bucket::take(double per_second, double most, std::int64_t now_ms) {
  const auto passed = static_cast<double>(std::max<std::int64_t>(now_ms - at_ms, 0));
  tokens = std::min(most, tokens + passed * per_second / 1'000);
  at_ms = now_ms;
  if (tokens < 1) return false;
  tokens -= 1;
  return true;
}

bool Gate::admit_request(const Ip& from, std::int64_t now_ms) {
  Bucket& own = strangers_.at(from.neighbourhood(), {stranger_burst, now_ms});
  // First their own: a flood from one place must not use up what all the others may have.
  return own.take(stranger_per_second, stranger_burst, now_ms) &&
         all_.take(strangers_per_second, strangers_burst, now_ms);
}

bool Gate::admit_answer(std::int64_t now_ms) {
  return answers_.take(answers_per_second, answers_burst, now_ms);
}

void Gate::failed(const Ip& from, std::int64_t now_ms) {
  Failures& failures = failures_.at(from, {});
  if (now_ms - failures.last_ms > failures_forgotten_ms) failures = {};
  failures.last_ms = now_ms;
  const int beyond = ++failures.count - failures_free;
  if (beyond <= 0) return;
  failures.until_ms =
      now_ms + std::min(wait_ms_max, std::int64_t{1'000} << std::min(beyond - 1, 20));
}

void Gate::passed(const Ip& from, std::int64_t now_ms) {
  failures_.erase(from);
  proofs_.at(from, 0) = now_ms;
}

bool Gate::waits(const Ip& from, std::int64_t now_ms) {
  const Failures* failures = failures_.find(from);
  return failures != nullptr && now_ms < failures->until_ms;
}

bool Gate::proved(const Ip& from, std::int64_t now_ms) {
  const std::int64_t* at = proofs_.find(from);
  return at != nullptr && now_ms - *at < proof_ms;
}

std::optional<std::int64_t> Gate::refusal(std::int64_t now_ms) {
  if (refusals_.take(refusals_per_second, refusals_burst, now_ms))
    return std::exchange(suppressed_, 0);
  ++suppressed_;
  return std::nullopt;
}

Look look(std::string_view datagram) {
  if (datagram.find_first_not_of(std::string_view("\r\n\0", 3)) == std::string_view::npos)
    return Look::keep_alive;
  if (datagram.starts_with("SIP/2.0 ")) return Look::answer;
  const std::size_t end = std::min(datagram.find('\n'), datagram.size());
  std::string_view first = datagram.substr(0, end);
  if (first.ends_with('\r')) first.remove_suffix(1);
  const bool upper =
      std::all_of(first.begin(), first.begin() + std::min<std::size_t>(3, first.size()),
                  [](char c) { return c >= 'A' && c <= 'Z'; });
  const bool whole = datagram.find("\n\r\n", end) != std::string_view::npos ||
                     datagram.find("\n\n", end) != std::string_view::npos ||
                     datagram.ends_with("\r\n");
  return upper && first.ends_with(" SIP/2.0") && whole ? Look::request : Look::nothing;
}

bool scanner(std::string_view user_agent) {
  const std::string lower = lower_ascii(user_agent.substr(0, 256));
  return std::any_of(std::begin(scanners), std::end(scanners),
                     [&](std::string_view name) { return lower.find(name) != std::string::npos; });
}

bool from_scanner(std::string_view message) {
  const std::size_t at = value_of(message, "user-agent");
  if (at == std::string_view::npos) return false;
  const std::string_view rest = message.substr(at);
  return scanner(rest.substr(0, std::min(rest.find('\n'), rest.size())));
}

}  // namespace centralino::voice
