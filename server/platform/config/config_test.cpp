#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "platform/config/config.h"

namespace centralino::config {
namespace {

Result<Config> load_text(const std::string& text) {
  std::string pattern = std::filesystem::temp_directory_path() / "centralino-config.XXXXXX";
  const std::string folder = mkdtemp(pattern.data());
  std::ofstream(folder + "/c.toml") << text;
  auto result = load(folder + "/c.toml", Config{});
  std::filesystem::remove_all(folder);
  return result;
}

TEST(Config, the_example_is_valid_and_changes_nothing) {
  const auto config = load_text(example());
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->http, Config{}.http);
  EXPECT_EQ(config->read_threads, Config{}.read_threads);
}

TEST(Config, an_unknown_key_is_refused_with_the_nearest_known_one) {
  const auto config =
      load_text("[http]\nlisten = \"127.0.0.1:1\"\ntrusted_proxy = []\n[lgo]\nlevel = \"info\"\n");
  ASSERT_FALSE(config.ok());
  ASSERT_EQ(config.refusal().fields.size(), 2u);
  EXPECT_EQ(config.refusal().fields[0].field, "http.trusted_proxy");
  EXPECT_NE(config.refusal().fields[0].message.find("http.trusted_proxies"), std::string::npos);
  EXPECT_NE(config.refusal().fields[1].message.find("log.level"), std::string::npos);
}

TEST(Config, wrong_types_and_values_are_refused) {
  EXPECT_FALSE(load_text("[data]\nread_threads = \"two\"\n").ok());
  EXPECT_FALSE(load_text("[data]\nread_threads = 0\n").ok());
  EXPECT_FALSE(load_text("[http]\ntls_key = \"a.pem\"\n").ok());
  EXPECT_FALSE(load_text("[http\n").ok());
  EXPECT_FALSE(load_text("[http]\ntrusted_proxies = [1]\n").ok());
}

TEST(Config, letters_beyond_ascii_want_quotes) {
  EXPECT_TRUE(load_text("# città\n[data]\nfolder = \"/srv/città\" # è\n").ok());
  EXPECT_TRUE(load_text("[data]\nfolder = \'\'\'è\'\'\'\n").ok());
  const auto config = load_text("[data]\nfolder = \"a\\\"è\"\ndatabase = è\n");
  ASSERT_FALSE(config.ok());
  EXPECT_TRUE(config.refusal().fields.front().field.ends_with(":3"));
  EXPECT_FALSE(load_text("b = [[1['\xC3\x9F"
                         "7'\n")
                   .ok());
  EXPECT_FALSE(load_text("[{}]\n").ok());
}

TEST(Config, a_file_may_not_be_huge) {
  EXPECT_FALSE(load_text(std::string(max_file_bytes + 1, '#')).ok());
}

TEST(Config, addresses) {
  EXPECT_EQ(parse_host_port("[::1]:80")->host, "::1");
  EXPECT_EQ(parse_host_port(":8080")->host, "0.0.0.0");
  for (const char* bad : {"", "127.0.0.1", "a:", "a:99999", "a:1x", "a:123456"})
    EXPECT_FALSE(parse_host_port(bad).ok()) << bad;
  EXPECT_TRUE(is_loopback("127.0.0.2"));
  EXPECT_FALSE(is_loopback("0.0.0.0"));
}

}  // namespace
}  // namespace centralino::config
