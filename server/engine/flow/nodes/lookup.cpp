#include "engine/flow/nodes/lookup.h"

#include <algorithm>

#include "engine/flow/run.h"

namespace centralino::engine::flow {
namespace {

constexpr std::int64_t deadline_ms_default = 5'000;
constexpr std::int64_t deadline_ms_limit = 30'000;

// The variable when `text` is nothing but its name in braces.
std::optional<std::string> alone(const std::string& text) {
  const std::size_t length = name_length(text, 0);
  if (length == 0 || length + 2 != text.size()) return std::nullopt;
  return text.substr(1, length);
}

bool address_ok(std::string_view url) {
  constexpr std::string_view scheme = "https://";
  if (!url.starts_with(scheme)) return false;
  const std::string_view rest = url.substr(scheme.size());
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  return !host.empty() && host.find_first_of("{}@ \\") == std::string_view::npos;
}

}  // namespace

void enter(const LookUpNode& node, Run& run) {
  if (node.prompt) run.say(*node.prompt);
  LookUp effect;
  effect.url = run.fill(node.url, true);
  effect.deadline_ms = std::clamp<std::int64_t>(node.deadline_ms.value_or(deadline_ms_default), 100,
                                                deadline_ms_limit);
  if (node.send)
    for (const auto& [field, text] : *node.send) {
      const auto name = alone(text);
      if (name && run.is_secret(*name)) {
        effect.secrets[field] = *name;
      } else {
        effect.send[field] = run.fill(text);
      }
    }
  effect.question = run.ask(effect.deadline_ms);
  run.emit(std::move(effect));
}

void hear(const LookUpNode& node, const Happening& what, Run& run) {
  if (std::holds_alternative<Resumed>(what)) return enter(node, run);
  if (const auto* answer = std::get_if<LookUpAnswered>(&what)) {
    if (answer->question != run.state.question) return;
    if (node.answers)
      for (const auto& [name, field] : *node.answers) {
        const auto found = answer->fields.find(field);
        run.set(name, found == answer->fields.end() ? "" : found->second);
      }
    return run.go(node.ok);
  }
  LookUpFailure reason = LookUpFailure::timed_out;
  if (const auto* failure = std::get_if<LookUpFailed>(&what)) {
    if (failure->question != run.state.question) return;
    reason = failure->reason;
  } else if (!std::holds_alternative<TimedOut>(what)) {
    return;
  }
  run.fact(FactKind::failed, std::string(json::enum_name(reason)));
  run.go(reason == LookUpFailure::not_found   ? node.not_found
         : reason == LookUpFailure::timed_out ? node.timed_out
                                              : node.failed);
}

Parts parts(const LookUpNode& node) {
  Parts out;
  if (node.prompt) out.prompts = {{"prompt", *node.prompt}};
  if (!address_ok(node.url)) out.faults.push_back({Fault::address, "url"});
  read_names(out, "url", node.url);
  if (node.send)
    for (const auto& [field, text] : *node.send) {
      if (const auto name = alone(text)) {
        out.reads_secret.push_back({"send." + field, *name});
      } else {
        read_names(out, "send." + field, text);
      }
    }
  Edge ok{"ok", node.ok.value_or("")};
  if (node.answers)
    for (const auto& [name, field] : *node.answers) {
      out.writes.push_back({"answers." + name, name});
      ok.sets.push_back(name);
    }
  out.edges = {ok,
               {"not_found", node.not_found.value_or("")},
               {"timed_out", node.timed_out.value_or("")},
               {"failed", node.failed.value_or("")}};
  const std::int64_t deadline = node.deadline_ms.value_or(deadline_ms_default);
  if (deadline < 100 || deadline > deadline_ms_limit)
    out.faults.push_back({Fault::number_range, "deadline_ms"});
  return out;
}

}  // namespace centralino::engine::flow
