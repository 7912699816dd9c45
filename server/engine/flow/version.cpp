#include "engine/flow/version.h"

#include <algorithm>
#include <set>

namespace centralino::engine::flow {
namespace {

// FNV-1a with 128 bits (Fowler, Noll, Vo; draft-eastlake-fnv).
__extension__ using Wide = unsigned __int128;
constexpr Wide offset_basis = (Wide{0x6C62272E07BB0142ULL} << 64) | Wide{0x62B821756295C58DULL};
constexpr Wide prime = (Wide{1} << 88) | Wide{0x13B};

std::string hash(std::string_view text) {
  Wide value = offset_basis;
  for (const char c : text) {
    value ^= static_cast<unsigned char>(c);
    value *= prime;
  }
  std::string out;
  for (int shift = 124; shift >= 0; shift -= 4)
    out += "0123456789abcdef"[static_cast<std::size_t>(value >> shift) & 15];
  return out;
}

void collect_modules(const Flow& flow, const std::vector<Flow>& modules,
                     std::map<std::string, Flow>& found) {
  for (const auto& [id, node] : flow.nodes) {
    const auto* call = std::get_if<ModuleNode>(&node);
    if (!call || found.contains(call->module)) continue;
    const auto module = std::find_if(modules.begin(), modules.end(),
                                     [&](const Flow& item) { return item.id == call->module; });
    if (module == modules.end()) continue;
    found.emplace(module->id, *module);
    collect_modules(*module, modules, found);
  }
}

std::string under(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + "." + std::string(name);
}

// The paths at which two documents differ; what is in one only counts as a whole.
void compare(const boost::json::value& a, const boost::json::value& b, const std::string& path,
             std::vector<std::string>& out) {
  if (a == b) return;
  if (a.is_object() && b.is_object()) {
    std::set<std::string> names;
    for (const auto& item : a.get_object()) names.emplace(item.key());
    for (const auto& item : b.get_object()) names.emplace(item.key());
    for (const std::string& name : names) {
      const auto* left = a.get_object().if_contains(name);
      const auto* right = b.get_object().if_contains(name);
      if (left && right) {
        compare(*left, *right, under(path, name), out);
      } else {
        out.push_back(under(path, name));
      }
    }
  } else if (a.is_array() && b.is_array() && a.get_array().size() == b.get_array().size()) {
    for (std::size_t i = 0; i < a.get_array().size(); ++i)
      compare(a.get_array()[i], b.get_array()[i], path + "[" + std::to_string(i) + "]", out);
  } else {
    out.push_back(path);
  }
}

template <class T>
boost::json::value document(const T& value) {
  const auto parsed = json::parse(json::to_string(value));
  return parsed.ok() ? *parsed : boost::json::value{};
}

}  // namespace

std::string content_hash(const Flow& flow, const std::vector<Flow>& modules) {
  return hash(json::to_string(flow) + "\n" + json::to_string(modules));
}

Version published(Flow flow, const std::vector<Flow>& modules) {
  std::map<std::string, Flow> needed;
  collect_modules(flow, modules, needed);
  Version out;
  out.flow = std::move(flow);
  for (auto& [id, module] : needed) out.modules.push_back(std::move(module));
  out.hash = content_hash(out.flow, out.modules);
  return out;
}

const Flow* find_flow(const Version& version, std::string_view id) {
  if (version.flow.id == id) return &version.flow;
  for (const Flow& module : version.modules)
    if (module.id == id) return &module;
  return nullptr;
}

FlowDifference difference(const Flow& before, const Flow& after) {
  FlowDifference out;
  for (const auto& [id, node] : after.nodes)
    if (!before.nodes.contains(id)) out.added.push_back(id);
  for (const auto& [id, node] : before.nodes) {
    const auto other = after.nodes.find(id);
    if (other == after.nodes.end()) {
      out.removed.push_back(id);
      continue;
    }
    ChangedNode changed{id, {}};
    if (node.index() != other->second.index()) {
      changed.fields = {"type"};
    } else {
      compare(document(node), document(other->second), "", changed.fields);
    }
    if (!changed.fields.empty()) out.changed.push_back(std::move(changed));
  }
  Flow left = before;
  Flow right = after;
  left.nodes.clear();
  right.nodes.clear();
  compare(document(left), document(right), "", out.settings);
  return out;
}

}  // namespace centralino::engine::flow
