// Every script in tests/flows, each against the flow that it names; and every flow there through
// the publish gate.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/flow/check.h"
#include "engine/flow/play.h"

namespace centralino::engine::flow {
namespace {

constexpr Instant monday_nine{1'772'438'400'000};  // 2026-03-02T08:00:00Z

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::filesystem::path> files(const std::string& extension) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(CENTRALINO_FLOWS))
    if (entry.path().string().ends_with(extension)) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<Flow> all_flows() {
  std::vector<Flow> out;
  for (const auto& path : files(".flow.json")) {
    auto flow = json::from_text<Flow>(read(path));
    EXPECT_TRUE(flow.ok()) << path << ": " << (flow.ok() ? "" : in_words(flow.refusal()));
    if (flow.ok()) out.push_back(std::move(flow).value());
  }
  return out;
}

class EveryPlay : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(EveryPlay, GoesAsWritten) {
  const std::string text = read(GetParam());
  const std::size_t end = text.find('\n');
  ASSERT_TRUE(text.starts_with("flow ") && end != std::string::npos);
  const std::string id = text.substr(5, end - 5);
  const auto flows = all_flows();
  const auto flow =
      std::find_if(flows.begin(), flows.end(), [&](const Flow& item) { return item.id == id; });
  ASSERT_NE(flow, flows.end()) << id;
  // An empty line in place of the first, so that the numbers of lines are those of the file.
  const Played played = play(published(*flow, flows), "\n" + text.substr(end + 1), monday_nine);
  for (const std::string& failure : played.failures) ADD_FAILURE() << failure;
}

INSTANTIATE_TEST_SUITE_P(Flows, EveryPlay, ::testing::ValuesIn(files(".play")),
                         [](const auto& test) { return test.param.stem().string(); });

TEST(EveryFlow, PassesTheGateAndIsWrittenAsItWasRead) {
  const auto flows = all_flows();
  ASSERT_GE(flows.size(), 5u);
  Known known{{"support", "sales", "accounts", "workshop"}, {"office"}, flows};
  for (const Flow& flow : flows) {
    for (const Problem& problem : check(flow, known))
      ADD_FAILURE() << flow.id << ": " << json::to_string(problem);
    const auto again = json::from_text<Flow>(json::to_string(flow));
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(json::to_string(*again), json::to_string(flow));
  }
}

// Reports tell who left a queue for what.
TEST(LeavingAQueue, SaysWhatFor) {
  auto flows = all_flows();
  const auto demo =
      std::find_if(flows.begin(), flows.end(), [](const Flow& flow) { return flow.id == "demo"; });
  ASSERT_NE(demo, flows.end());
  const auto leads_to = [&](const std::string& node) {
    for (auto& [name, each] : demo->nodes)
      if (auto* queue = std::get_if<QueueNode>(&each)) queue->callback = node;
    return play(published(*demo, flows),
                "start voice it\npress 1\npress 2\nhours open\nqueue entered 7\npress 1",
                monday_nine);
  };
  const auto kind = [&](auto node) {
    for (const auto& [name, each] : demo->nodes)
      if (std::holds_alternative<decltype(node)>(each)) return name;
    return std::string();
  };
  const auto why = [](const Played& played) {
    std::string told;
    for (const auto& line : played.lines)
      if (line.text.find("leave_queue") != std::string::npos) told = line.text;
    return told;
  };
  EXPECT_NE(why(leads_to(kind(CallbackNode{}))).find("callback"), std::string::npos);
  EXPECT_NE(why(leads_to(kind(VoicemailNode{}))).find("voicemail"), std::string::npos);
  EXPECT_NE(why(leads_to(kind(MenuNode{}))).find("choice"), std::string::npos);
}

TEST(EveryPlay, FailsWhenTheFlowDoesOtherwise) {
  const auto flows = all_flows();
  const Played played =
      play(published(flows.front(), flows), "start chat\nhears nothing of the kind\nfly", {});
  ASSERT_EQ(played.failures.size(), 2u);
  EXPECT_TRUE(played.failures[0].starts_with("line 2: hears nothing of the kind: heard:"));
}

}  // namespace
}  // namespace centralino::engine::flow
