#include "platform/config/config.h"

#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>

// toml++ asserts what some texts break ("[{"): they are refused like the others it cannot read.
[[noreturn]] static void parser_gave_up(const char* why) { throw std::logic_error(why); }
#define TOML_ASSERT(expr) ((expr) ? static_cast<void>(0) : parser_gave_up(#expr))
#include <toml++/toml.h>

#include "base/text.h"
#include "platform/http/cidr.h"

namespace centralino::config {
namespace {

using Assign = std::function<bool(Config&, const toml::node&)>;

struct Known {
  std::string explanation;
  std::string example;
  Assign assign;
};

template <class T>
Assign into(T Config::*member) {
  return [member](Config& config, const toml::node& node) {
    const auto value = node.value<T>();
    if (value) config.*member = *value;
    return value.has_value();
  };
}

Assign into_list(std::vector<std::string> Config::*member) {
  return [member](Config& config, const toml::node& node) {
    const auto* array = node.as_array();
    if (!array) return false;
    auto& list = config.*member;
    list.clear();
    for (const auto& item : *array) {
      const auto text = item.value<std::string>();
      if (!text) return false;
      list.push_back(*text);
    }
    return true;
  };
}

// One table: the reader, the explanations and the example come from it.
const std::map<std::string, Known>& table() {
  static const std::map<std::string, Known> known = {
      {"http.listen", {"Address and port to serve on.", "\"127.0.0.1:8080\"", into(&Config::http)}},
      {"http.tls_certificate",
       {"PEM file with the certificate and its chain; empty: plain HTTP (behind a proxy).", "\"\"",
        into(&Config::tls_certificate)}},
      {"http.tls_key", {"PEM file with the certificate's key.", "\"\"", into(&Config::tls_key)}},
      {"http.trusted_proxies",
       {"Networks whose X-Forwarded-For, -Proto and -Host are believed.", "[]",
        into_list(&Config::trusted_proxies)}},
      {"outgoing.private_networks",
       {"Networks that webhooks may reach although they are not of the Internet.", "[]",
        into_list(&Config::private_networks)}},
      {"data.folder",
       {"Where the database file and customers' files lie.", "\"data\"", into(&Config::data)}},
      {"data.database",
       {"\"sqlite:FILE\" or \"postgres://…\"; empty: centralino.db in the data folder.", "\"\"",
        into(&Config::database)}},
      {"data.read_threads",
       {"Connections for reading, 1 to 64.", "2", into(&Config::read_threads)}},
      {"log.level", {"debug, info, warning or error.", "\"info\"", into(&Config::log_level)}},
      {"log.format",
       {"text, json, or auto: text on a terminal.", "\"auto\"", into(&Config::log_format)}},
  };
  return known;
}

void read_table(const toml::table& in, const std::string& prefix, Config& config,
                Refusal& problems) {
  for (const auto& [key, node] : in) {
    const std::string name = prefix + std::string(key.str());
    const auto known = table().find(name);
    if (known != table().end()) {
      if (!known->second.assign(config, node))
        problems.fields.push_back({name, "has the wrong type; example: " + known->second.example});
      continue;
    }
    if (const auto* inner = node.as_table(); inner && prefix.empty()) {
      read_table(*inner, name + ".", config, problems);
      continue;
    }
    std::vector<std::string> names;
    for (const auto& [each, ignored] : table()) names.push_back(each);
    const std::string near = nearest(name, names);
    problems.fields.push_back(
        {name, near.empty() ? "is not a setting" : "is not a setting; did you mean " + near + "?"});
  }
}

// The line of the first character beyond ASCII that stands outside quotes and comments, where TOML
// knows none; 0: there is none. Asked before toml++ reads the text, which leaves undefined what it
// does with them there.
int stray_character(std::string_view text) {
  int line = 1;
  std::string_view quotes;  // what ends the string we are in
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') ++line;
    if (quotes.empty() && c == '#') {
      i = std::min(text.find('\n', i), text.size()) - 1;
    } else if (quotes.empty() && (c == '"' || c == '\'')) {
      const std::string_view three = c == '"' ? "\"\"\"" : "\'\'\'";
      quotes = text.substr(i).starts_with(three) ? three : three.substr(0, 1);
      i += quotes.size() - 1;
    } else if (quotes.empty()) {
      if (static_cast<unsigned char>(c) >= 0x80) return line;
    } else if (c == '\\' && quotes.front() == '"') {
      if (i + 1 < text.size() && text[i + 1] != '\n') ++i;
    } else if (text.substr(i).starts_with(quotes)) {
      i += quotes.size() - 1;
      // Up to two quotes may stand before the three that end a text of several lines.
      while (quotes.size() == 3 && i + 1 < text.size() && text[i + 1] == quotes.front()) ++i;
      quotes = {};
    } else if (c == '\n' && quotes.size() == 1) {
      quotes = {};
    }
  }
  return 0;
}

void check(const Config& config, Refusal& problems) {
  if (!parse_host_port(config.http).ok())
    problems.fields.push_back({"http.listen", "must be HOST:PORT"});
  const auto check_networks = [&](const std::string& key, const std::vector<std::string>& list) {
    for (const auto& network : list)
      if (!http::parse_cidr(network))
        problems.fields.push_back({key, network + " is not a network such as 10.0.0.0/8"});
  };
  check_networks("http.trusted_proxies", config.trusted_proxies);
  check_networks("outgoing.private_networks", config.private_networks);
  if (config.tls_certificate.empty() != config.tls_key.empty())
    problems.fields.push_back({"http.tls_key", "certificate and key go together"});
  if (config.read_threads < 1 || config.read_threads > 64)
    problems.fields.push_back({"data.read_threads", "must be between 1 and 64"});
  if (config.log_level != "debug" && config.log_level != "info" && config.log_level != "warning" &&
      config.log_level != "error")
    problems.fields.push_back({"log.level", "must be debug, info, warning or error"});
  if (config.log_format != "auto" && config.log_format != "text" && config.log_format != "json")
    problems.fields.push_back({"log.format", "must be auto, text or json"});
}

}  // namespace

const std::vector<Setting>& settings() {
  static const std::vector<Setting> list = [] {
    std::vector<Setting> out;
    for (const auto& [key, known] : table())
      out.push_back({key, known.explanation + " Default: " + known.example});
    return out;
  }();
  return list;
}

Result<Config> load(const std::string& file, const Config& base) {
  std::ifstream in(file, std::ios::binary);
  std::string text(max_file_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || !in.eof())
    return refuse_field(file, "cannot be read, or is larger than a configuration can be");
  text.resize(static_cast<std::size_t>(in.gcount()));
  return parse(text, file, base);
}

Result<Config> parse(std::string_view text, const std::string& name, const Config& base) {
  if (const int line = stray_character(text); line > 0)
    return refuse_field(name + ":" + std::to_string(line), "has a letter that wants quotes");
  Config config = base;
  Refusal problems = refuse(Code::invalid_field);
  try {
    read_table(toml::parse(text, name), "", config, problems);
  } catch (const toml::parse_error& error) {
    problems.fields.push_back(
        {name + ":" + std::to_string(error.source().begin.line), std::string(error.description())});
    return problems;
  } catch (const std::logic_error&) {
    return refuse_field(name, "is not TOML");
  }
  check(config, problems);
  if (!problems.fields.empty()) return problems;
  return config;
}

Result<HostPort> parse_host_port(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos || colon + 1 >= text.size() || text.size() - colon > 6)
    return refuse_field("http", "must be HOST:PORT");
  int port = 0;
  for (const char c : text.substr(colon + 1)) {
    if (c < '0' || c > '9') return refuse_field("http", "must be HOST:PORT");
    port = port * 10 + (c - '0');
  }
  if (port > 65535) return refuse_field("http", "must be HOST:PORT");
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return HostPort{host.empty() ? "0.0.0.0" : host, static_cast<std::uint16_t>(port)};
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::string example() {
  std::string out =
      "# Centralino. Every setting with its default; delete what you do not change.\n";
  std::string section;
  for (const auto& [key, known] : table()) {
    const std::string here = key.substr(0, key.find('.'));
    if (here != section) out += "\n[" + here + "]\n";
    section = here;
    out += "# " + known.explanation + "\n" + key.substr(key.find('.') + 1) + " = " + known.example +
           "\n";
  }
  return out;
}

}  // namespace centralino::config
