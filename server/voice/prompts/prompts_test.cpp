// With the real espeak-ng.
#include "voice/prompts/prompts.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>

#include "voice/media/wav.h"
#include "voice/prompts/speak.h"

namespace centralino::voice {
namespace {

struct PromptsTest : ::testing::Test {
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("prompts_test." + std::to_string(getpid()));
  ~PromptsTest() override { std::filesystem::remove_all(folder); }

  Prompts::Made made(Prompts& prompts, const Text& text) {
    std::promise<Prompts::Made> ready;
    prompts.text(text, [&](Prompts::Made result) { ready.set_value(std::move(result)); });
    return ready.get_future().get();
  }
  Prompts::Made sound(Prompts& prompts, const std::string& path) {
    std::promise<Prompts::Made> ready;
    prompts.sound(path, [&](Prompts::Made result) { ready.set_value(std::move(result)); });
    return ready.get_future().get();
  }
};

TEST_F(PromptsTest, SpeaksBothLanguagesAsLoudAsTheOthers) {
  Prompts prompts(folder);
  for (const Text& text : {Text{"it", "Buongiorno, come possiamo aiutarla?"},
                           Text{"en-GB", "Good morning, how can we help you?"}}) {
    const auto result = made(prompts, text);
    ASSERT_NE(result.samples, nullptr) << result.problem;
    EXPECT_GT(result.samples->size(), sample_rate);  // more than a second
    EXPECT_LT(result.samples->size(), 5 * sample_rate);
    const auto [least, most] = std::minmax_element(result.samples->begin(), result.samples->end());
    EXPECT_GT(*most - *least, 8'000);
    EXPECT_LT(*most, 24'000);
  }
}

TEST_F(PromptsTest, KeepsWhatItMadeAndSharesIt) {
  const Text text{"it", "Un attimo."};
  SharedSamples first;
  {
    Prompts prompts(folder);
    first = made(prompts, text).samples;
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(made(prompts, text).samples, first);  // the same memory
  }
  ASSERT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
  // What is in the file is what is played, also by the next process.
  const auto file = std::filesystem::directory_iterator(folder)->path();
  EXPECT_EQ(file.string().find("attimo"), std::string::npos);
  Prompts again(folder);
  EXPECT_EQ(*made(again, text).samples, *first);
  // A file that is broken is made anew.
  std::ofstream(file, std::ios::trunc) << "nothing";
  Prompts third(folder);
  EXPECT_EQ(*made(third, text).samples, *first);
}

TEST_F(PromptsTest, TextsCannotDoAnythingButBeSpoken) {
  Prompts prompts(folder);
  for (const char* odd : {"--version", "-f /etc/passwd", "$(touch x) `id`; ls | cat",
                          "[[hello]] <b>", "a\nb\r\nc\t\"quotes\""}) {
    const auto result = made(prompts, {"en", odd});
    EXPECT_NE(result.samples, nullptr) << odd << ": " << result.problem;
  }
}

TEST_F(PromptsTest, SaysWhatIsWrong) {
  Prompts prompts(folder);
  EXPECT_NE(made(prompts, {"tlh", "nuqneH"}).problem.find("no voice"), std::string::npos);
  EXPECT_NE(made(prompts, {"it", ""}).problem.find("no text"), std::string::npos);
  EXPECT_NE(made(prompts, {"it", std::string(spoken_bytes_max + 1, 'a')}).problem.find("too long"),
            std::string::npos);
  EXPECT_NE(made(prompts, {"it", "\xff"}).problem.find("UTF-8"), std::string::npos);
  EXPECT_NE(sound(prompts, (folder / "none.wav").string()).problem, "");
  std::ofstream(folder / "text.wav") << "this is no sound";
  EXPECT_NE(sound(prompts, (folder / "text.wav").string()).problem, "");
}

TEST_F(PromptsTest, ReadsSoundsAsTheyAre) {
  std::filesystem::create_directories(folder);
  const std::vector<Sample> samples(800, 1'234);
  std::vector<std::uint8_t> bytes;
  append_wav(WavFormat::pcm16, samples, bytes);
  const auto head = wav_header(WavFormat::pcm16, 1, bytes.size());
  std::ofstream file(folder / "a.wav", std::ios::binary);
  file.write(reinterpret_cast<const char*>(head.data()), head.size());
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  file.close();
  Prompts prompts(folder);
  EXPECT_EQ(*sound(prompts, (folder / "a.wav").string()).samples, samples);
  EXPECT_GT(prompts.music()->size(), sample_rate);
  EXPECT_EQ(prompts.music(), prompts.music());
}

}  // namespace
}  // namespace centralino::voice
