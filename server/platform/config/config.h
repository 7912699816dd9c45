// The configuration file: TOML, every key known, each explained by `centralino check-config`.
//
// Order: built-in default, then the file, then the command line. A key that is not in the table
// stops the start and the nearest known one is suggested: a typing error must not silently do
// nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace centralino::config {

struct Config {
  std::string http = "127.0.0.1:8080";
  std::string data = "data";
  std::string database;  // empty: sqlite:DATA/centralino.db
  std::string tls_certificate;
  std::string tls_key;
  std::vector<std::string> trusted_proxies;
  std::vector<std::string> private_networks;
  std::string log_level = "info";
  std::string log_format = "auto";  // auto | text | json
  std::int64_t read_threads = 2;
  std::string sip;      // empty: no telephone
  std::string sip_tls;  // empty: none
  std::vector<std::string> sip_trust;
  std::string rtp = "20000-29999";
  std::string media_address;
  std::string recordings_key;
  bool demo = false;
  bool demo_load = false;  // a company for measuring the telephone
};

struct Setting {
  std::string key;          // "http.listen"
  std::string explanation;  // one sentence, with the default
};
const std::vector<Setting>& settings();

constexpr std::size_t max_file_bytes = 1 << 20;  // a larger file is refused

// Reads a file over `base`. Refuses with `invalid_field` and the offending keys.
Result<Config> load(const std::string& file, const Config& base);
// The same from its text; `name` is what a refusal calls it.
Result<Config> parse(std::string_view text, const std::string& name, const Config& base);

// "127.0.0.1:8080", "[::1]:8080", ":8080" (all addresses).
struct HostPort {
  std::string host;
  std::uint16_t port = 0;
};
Result<HostPort> parse_host_port(const std::string& text);
bool is_loopback(const std::string& host);

// A commented configuration with every setting at its default.
std::string example();

}  // namespace centralino::config
