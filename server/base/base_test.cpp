#include <gtest/gtest.h>

#include <set>

#include "base/ids.h"
#include "base/json.h"
#include "base/prng.h"
#include "base/text.h"
#include "base/time.h"

namespace centralino {
namespace {

enum class Mood { calm, new_ };
BOOST_DESCRIBE_ENUM(Mood, calm, new_)

struct Inner {
  std::string text;
  std::optional<std::int64_t> count;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (text, count))

struct Left {
  static constexpr std::string_view type_name = "left";
  int a = 0;
};
BOOST_DESCRIBE_STRUCT(Left, (), (a))
struct Right {
  static constexpr std::string_view type_name = "right";
  std::string b;
};
BOOST_DESCRIBE_STRUCT(Right, (), (b))

struct Outer {
  CaseId case_;
  Mood mood = Mood::calm;
  Instant at;
  std::vector<Inner> items;
  std::map<std::string, std::int64_t> counts;
  std::variant<Left, Right> side;
  std::optional<double> share;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (case_, mood, at, items, counts, side, share))

}  // namespace
}  // namespace centralino

template <>
inline constexpr centralino::json::Rules centralino::json::rules<&centralino::Inner::text> = {
    .min_length = 1, .max_length = 5};

namespace centralino {
namespace {

TEST(Json, writes_and_reads_back_every_kind) {
  Outer in{
      CaseId{77}, Mood::new_, Instant{1'700'000'000'123}, {{"è\"\n", 3}, {"b", {}}}, {{"x", 1}},
      Right{"r"}, {}};
  const auto text = json::to_string(in);
  EXPECT_EQ(
      text,
      R"({"case":"case_000000000002d","mood":"new","at":"2023-11-14T22:13:20.123Z","items":[{"text":"è\"\n","count":3},)"
      R"({"text":"b"}],"counts":{"x":1},"side":{"type":"right","b":"r"},"share":null})");
  const auto out = json::from_text<Outer>(text);
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(json::to_string(*out), text);
}

TEST(Json, names_each_field_that_is_wrong) {
  const auto out = json::from_text<Outer>(
      R"({"case":"conv_000000000002d","mood":"angry","at":"yesterday","items":[{"text":"too long"},{"text":"","coutn":1}],)"
      R"("counts":{"x":"1"},"side":{"type":"middle"},"extra":1})");
  ASSERT_FALSE(out.ok());
  std::set<std::string> fields;
  for (const auto& field : out.refusal().fields) fields.insert(field.field);
  EXPECT_EQ(fields, (std::set<std::string>{"case", "mood", "at", "items[0].text", "items[1].text",
                                           "items[1].coutn", "counts.x", "side.type", "extra"}));
}

TEST(Json, refuses_what_is_not_json_or_too_deep) {
  EXPECT_EQ(json::parse("{\"a\":1} x").refusal().code, Code::bad_request);
  EXPECT_EQ(json::parse(std::string(100, '[')).refusal().code, Code::bad_request);
  EXPECT_EQ(json::parse("\"\xff\"").refusal().code, Code::bad_request);
  EXPECT_FALSE(json::from_text<Inner>(R"({"text":"a\u0000b"})").ok());
  EXPECT_TRUE(json::parse(std::string(32, '[') + std::string(32, ']')).ok());
  EXPECT_FALSE(json::parse(std::string(33, '[') + std::string(33, ']')).ok());
}

TEST(Json, refuses_a_field_that_comes_twice) {
  EXPECT_EQ(json::parse(R"({"a":1,"a":1})").refusal().code, Code::bad_request);
  EXPECT_EQ(json::parse(R"([{"b":{"a":1,"\u0061":2}}])").refusal().code, Code::bad_request);
  EXPECT_TRUE(json::parse(R"([{"a":1},{"a":{"a":[]}}])").ok());
}

TEST(Json, repeats_only_whole_characters_of_a_key) {
  const auto out = json::from_text<Inner>("{\"text\":\"a\",\"" + std::string(63, 'a') + "èè\":1}");
  ASSERT_FALSE(out.ok());
  EXPECT_EQ(out.refusal().fields.front().field, std::string(63, 'a') + "è");
}

TEST(Ids, are_ordered_readable_and_strict) {
  EXPECT_LT(CaseId{1}.str(), CaseId{2}.str());
  for (const std::int64_t value :
       {std::int64_t{1}, std::int64_t{123456789}, std::numeric_limits<std::int64_t>::max()})
    EXPECT_EQ(CaseId::parse(CaseId{value}.str()), CaseId{value});
  for (const char* bad :
       {"", "case_", "case_0000000000000", "conv_0000000000001", "case_000000000000u",
        "case_zzzzzzzzzzzzz", "case_00000000000001", "CASE_0000000000001"})
    EXPECT_FALSE(CaseId::parse(bad)) << bad;
}

TEST(Time, reads_and_writes_rfc3339) {
  EXPECT_EQ(to_rfc3339(Instant{0}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(from_rfc3339("2026-03-29T02:30:00+02:00"), from_rfc3339("2026-03-29T00:30:00Z"));
  EXPECT_EQ(from_rfc3339("2024-02-29T23:59:59.5Z")->ms % 1000, 500);
  for (const char* bad :
       {"2023-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01", "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+2"})
    EXPECT_FALSE(from_rfc3339(bad)) << bad;
  EXPECT_TRUE(from_rfc3339("9999-12-31T23:59:59.999Z"));
  EXPECT_FALSE(from_rfc3339("9999-12-31T23:59:59.999-00:01"));
  EXPECT_FALSE(from_rfc3339("0000-01-01T00:00:00+00:01"));
  Prng random(1);
  for (int i = 0; i < 2000; ++i) {
    const Instant t{random.between(-60'000'000'000'000, 250'000'000'000'000)};
    ASSERT_EQ(from_rfc3339(to_rfc3339(t)), t);
  }
}

TEST(Text, accepts_only_well_formed_utf8) {
  EXPECT_TRUE(is_utf8("città €\xF0\x9F\x98\x80"));
  for (const char* bad :
       {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xE2\x82", "\xF8\x88\x80\x80\x80"})
    EXPECT_FALSE(is_utf8(bad));
  EXPECT_EQ(code_points("città"), 5u);
  EXPECT_EQ(first_code_points("città", 5), "città");
  EXPECT_EQ(first_code_points("àèì", 2), "àè");
  EXPECT_EQ(trimmed(" \t a b\n"), "a b");
}

TEST(Text, reads_whole_numbers_and_nothing_else) {
  EXPECT_EQ(whole_number("-12"), -12);
  EXPECT_EQ(whole_number("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  for (const char* bad : {"", " 1", "1 ", "+1", "1.0", "0x1", "9223372036854775808"})
    EXPECT_FALSE(whole_number(bad)) << bad;
}

TEST(Text, suggests_the_nearest_word_only_when_it_is_near) {
  EXPECT_EQ(nearest("http.listn", {"http.listen", "log.level"}), "http.listen");
  EXPECT_EQ(nearest("zebra", {"http.listen", "log.level"}), "");
}

TEST(Text, knows_what_an_email_address_looks_like) {
  for (const char* good : {"a@b.it", "nome.cognome+x@posta.example"})
    EXPECT_TRUE(looks_like_email(good)) << good;
  for (const char* bad :
       {"", "a", "@b.it", "a@b", "a b@c.it", "a@@b.it", "a@.it", "a@b.", "<a@b.it>"})
    EXPECT_FALSE(looks_like_email(bad)) << bad;
}

TEST(Errors, have_unique_names_and_both_languages) {
  std::set<std::string_view> names;
  for (const auto& code : all_codes()) {
    EXPECT_TRUE(names.insert(code.name).second) << code.name;
    EXPECT_FALSE(code.english.empty() || code.italian.empty()) << code.name;
    EXPECT_GE(code.http_status, 400);
    EXPECT_EQ(&info(code.code), &code);
  }
}

TEST(Prng, is_the_same_everywhere) {
  Prng random(42);
  EXPECT_EQ(random.next(), 13679457532755275413ULL);
  for (int i = 0; i < 1000; ++i) ASSERT_LT(random.below(7), 7u);
}

}  // namespace
}  // namespace centralino
