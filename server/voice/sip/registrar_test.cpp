#include "voice/sip/registrar.h"

#include <gtest/gtest.h>

namespace centralino::voice {
namespace {

Registrar::Place place(const char* host, std::int64_t until_ms, std::uint32_t sequence = 1) {
  return {std::string("sip:a@") + host,
          std::string("sip:") + host,
          *parse_ip(host),
          until_ms,
          "call",
          sequence};
}

TEST(Registrar, TheNewestPlaceWinsUntilItsTimeIsOver) {
  Registrar registrar;
  EXPECT_TRUE(registrar.configure({{1, "a0001", "", ""}, {2, "a0002", "", ""}}).empty());
  EXPECT_EQ(registrar.by_username("a0002")->id, 2);
  EXPECT_EQ(registrar.by_username("a"), nullptr);
  EXPECT_TRUE(registrar.put(1, place("192.0.2.1", 1'000)));
  EXPECT_FALSE(registrar.put(1, place("192.0.2.2", 2'000, 2)));
  EXPECT_EQ(registrar.place(1, 1'999)->contact, "sip:a@192.0.2.2");
  EXPECT_TRUE(registrar.at(*parse_ip("192.0.2.2")));
  EXPECT_FALSE(registrar.at(*parse_ip("192.0.2.1")));
  EXPECT_TRUE(registrar.outdated(1, "call", 2));
  EXPECT_FALSE(registrar.outdated(1, "call", 3));
  EXPECT_FALSE(registrar.outdated(1, "another", 1));
  EXPECT_EQ(registrar.place(1, 2'000), nullptr);
  EXPECT_TRUE(registrar.expire(1'999).empty());
  EXPECT_EQ(registrar.expire(2'000), std::vector<std::int64_t>{1});
  EXPECT_FALSE(registrar.remove(1));
}

TEST(Registrar, TelephonesThatAreTakenAwayAreGone) {
  Registrar registrar;
  registrar.configure({{1, "a", "", ""}, {2, "b", "", ""}});
  registrar.put(1, place("192.0.2.1", 1'000));
  registrar.put(2, place("192.0.2.2", 1'000));
  EXPECT_EQ(registrar.configure({{2, "b", "", ""}}), std::vector<std::int64_t>{1});
  EXPECT_EQ(registrar.device(1), nullptr);
  EXPECT_NE(registrar.place(2, 0), nullptr);
}

TEST(Registrar, GrantsWhatIsSane) {
  EXPECT_EQ(Registrar::granted(0), 0);
  EXPECT_EQ(Registrar::granted(-5), 0);
  EXPECT_EQ(Registrar::granted(1), Registrar::expires_s_min);
  EXPECT_EQ(Registrar::granted(120), 120);
  EXPECT_EQ(Registrar::granted(99'999'999), Registrar::expires_s_max);
}

}  // namespace
}  // namespace centralino::voice
