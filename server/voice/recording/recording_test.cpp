// What is written, and what can be read of it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "platform/crypto/crypto.h"
#include "voice/media/g711.h"
#include "voice/media/wav.h"
#include "voice/recording/recording_file.h"
#include "voice/recording/recording_writer.h"

namespace centralino::voice {
namespace {

RecordingKey key(std::uint8_t seed) {
  RecordingKey out{};
  out.fill(seed);
  return out;
}

struct RecordingOnDisk : ::testing::Test {
  RecordingOnDisk() {
    crypto::init();
    std::filesystem::create_directories(folder);
  }
  ~RecordingOnDisk() override { std::filesystem::remove_all(folder); }

  // Left rises, right falls, so that each place can be told from each other.
  static Sample left(std::size_t i) { return static_cast<Sample>(i % 8'000); }
  static Sample right(std::size_t i) { return static_cast<Sample>(-static_cast<int>(i % 6'000)); }

  std::string write(std::int64_t ms, bool end = true, const RecordingKey& with = key(1)) {
    const std::string path = folder + "/a/b.rec";
    std::filesystem::remove(path);
    RecordingWriter writer(with, path);
    const auto samples = static_cast<std::size_t>(ms * 8);
    for (std::size_t at = 0; at < samples;) {
      std::vector<std::uint8_t> codes;
      for (std::size_t i = 0; i < 8'000 && at < samples; ++i, ++at) {
        codes.push_back(g711::encode_ulaw(left(at)));
        codes.push_back(g711::encode_ulaw(right(at)));
      }
      writer.audio(codes);
      if (at == 8'000) {
        writer.marker({true, 300, "secret"});
        writer.marker({false, 700, "secret"});
      }
    }
    if (end) writer.end(ms, true);
    EXPECT_EQ(writer.problem(), "");
    return path;
  }

  static RecordingFile open(const std::string& path,
                            const RecordingKeys& keys = RecordingKeys({key(1)})) {
    auto opened = RecordingFile::open(path, keys);
    return std::get<RecordingFile>(std::move(opened));
  }
  static RecordingProblem problem(std::vector<std::uint8_t> bytes) {
    const auto opened = RecordingFile::from_bytes(std::move(bytes), RecordingKeys({key(1)}));
    return std::get<RecordingProblem>(opened);
  }
  static std::vector<std::uint8_t> bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::string folder = ::testing::TempDir() + "recording" + std::to_string(getpid());
};

TEST_F(RecordingOnDisk, ReadsAnyPart) {
  const auto file = open(write(3'460));
  EXPECT_EQ(file.length_ms(), 3'460);
  EXPECT_TRUE(file.complete());
  EXPECT_TRUE(file.cut_off());
  const std::vector<RecordingMarker> markers = {{true, 300, "secret"}, {false, 700, "secret"}};
  EXPECT_EQ(file.markers(), markers);
  for (const auto& [from_ms, ms, given_ms] : std::vector<std::array<std::int64_t, 3>>{
           {0, 3'460, 3'460},
           {0, 10, 10},
           {990, 20, 20},
           {1'500, 5'000, 1'960},
           {3'459, 1, 1},
           {3'460, 9, 0},
           {9'000, 1, 0},
           {-5, 10, 10},
           {0, -1, 0},
           {0, std::numeric_limits<std::int64_t>::max(), 3'460}}) {
    const auto samples = file.read(from_ms, ms);
    ASSERT_TRUE(samples);
    ASSERT_EQ(samples->size(), static_cast<std::size_t>(given_ms * 16)) << from_ms << " " << ms;
    const auto first = static_cast<std::size_t>(std::max<std::int64_t>(from_ms, 0) * 8);
    for (std::size_t i = 0; i < samples->size(); i += 2) {
      ASSERT_NEAR((*samples)[i], left(first + i / 2), 260);
      ASSERT_NEAR((*samples)[i + 1], right(first + i / 2), 260);
    }
  }
}

TEST_F(RecordingOnDisk, IsGoodUpToWhereItWasCutOff) {
  const auto whole = bytes_of(write(2'500, false));
  const std::size_t second = recording_prefix_bytes + recording_second_bytes + recording_seal_bytes;
  const RecordingKeys keys({key(1)});
  const auto length_at = [&](std::size_t size) {
    auto bytes = whole;
    bytes.resize(size);
    const auto file = std::get<RecordingFile>(RecordingFile::from_bytes(bytes, keys));
    EXPECT_FALSE(file.complete());
    const auto all = file.read(0, file.length_ms());
    EXPECT_TRUE(all && all->size() == static_cast<std::size_t>(file.length_ms() * 16));
    for (const auto& marker : file.markers()) EXPECT_LE(marker.at_ms, file.length_ms());
    return file.length_ms();
  };
  EXPECT_EQ(length_at(whole.size()), 2'500);
  EXPECT_EQ(length_at(whole.size() - 1), 2'000);
  EXPECT_EQ(length_at(recording_header_bytes + second), 1'000);
  EXPECT_EQ(length_at(recording_header_bytes + second - 1), 0);
  EXPECT_EQ(length_at(recording_header_bytes + 2), 0);
  EXPECT_EQ(length_at(recording_header_bytes), 0);
}

TEST_F(RecordingOnDisk, KnowsWhatItIsNot) {
  const auto bytes = bytes_of(write(1'200));
  EXPECT_EQ(problem({}), RecordingProblem::not_a_recording);
  EXPECT_EQ(problem(std::vector<std::uint8_t>(200, 7)), RecordingProblem::not_a_recording);
  auto other = bytes;
  other[20] ^= 1;  // of its random
  EXPECT_EQ(problem(other), RecordingProblem::damaged);
  other = bytes;
  other.back() ^= 1;  // of its end
  EXPECT_EQ(problem(other), RecordingProblem::damaged);
  EXPECT_EQ(
      std::get<RecordingProblem>(RecordingFile::open(folder + "/none", RecordingKeys({key(1)}))),
      RecordingProblem::missing);
}

TEST_F(RecordingOnDisk, NoticesAChangeInTheAudio) {
  auto bytes = bytes_of(write(3'000));
  bytes[recording_header_bytes + 9'000] ^= 1;
  const RecordingKeys keys({key(1)});
  const auto file = std::get<RecordingFile>(RecordingFile::from_bytes(bytes, keys));
  EXPECT_FALSE(file.read(0, 10));
  EXPECT_TRUE(file.read(1'000, 2'000));  // the other seconds are as they were
  EXPECT_FALSE(file.peaks(10));
  EXPECT_FALSE(wav_bytes(file, 0, 1'000));
}

TEST_F(RecordingOnDisk, SecondsCannotChangePlaces) {
  auto bytes = bytes_of(write(3'000, false));
  // Behind the markers: the second and third second.
  const std::size_t second = recording_prefix_bytes + recording_second_bytes + recording_seal_bytes;
  const auto last = bytes.end() - static_cast<std::ptrdiff_t>(second);
  std::swap_ranges(last - static_cast<std::ptrdiff_t>(second), last, last);
  const RecordingKeys keys({key(1)});
  const auto file = std::get<RecordingFile>(RecordingFile::from_bytes(bytes, keys));
  EXPECT_TRUE(file.read(0, 1'000));
  EXPECT_FALSE(file.read(1'000, 10));
  EXPECT_FALSE(file.read(2'000, 10));
}

TEST_F(RecordingOnDisk, KeysCanBeChanged) {
  const std::string old_path = write(1'000, true, key(1));
  const RecordingKeys only_new({key(2)});
  EXPECT_EQ(std::get<RecordingProblem>(RecordingFile::open(old_path, only_new)),
            RecordingProblem::unknown_key);
  const RecordingKeys both({key(2), key(1)});
  EXPECT_EQ(open(old_path, both).length_ms(), 1'000);
  EXPECT_EQ(open(write(1'500, true, both.newest()), both).length_ms(), 1'500);
}

TEST_F(RecordingOnDisk, NothingOfTheAudioCanBeSeen) {
  const auto silent = bytes_of(write(2'000));
  // The same audio twice shows no likeness.
  const auto again = bytes_of(write(2'000));
  std::size_t same = 0;
  for (std::size_t i = recording_header_bytes; i < silent.size(); ++i)
    same += silent[i] == again[i];
  EXPECT_LT(same, silent.size() / 100);
}

TEST_F(RecordingOnDisk, DrawsPeaks) {
  const auto file = open(write(2'000));
  const auto peaks = file.peaks(8);
  ASSERT_TRUE(peaks);
  ASSERT_EQ(peaks->size(), 8u);
  EXPECT_NEAR((*peaks)[0].left, 2'000 / 32'768.0, 0.01);
  EXPECT_NEAR((*peaks)[3].left, 8'000 / 32'768.0, 0.01);
  EXPECT_NEAR((*peaks)[0].right, 2'000 / 32'768.0, 0.01);
  EXPECT_EQ(file.peaks(0)->size(), 0u);
  EXPECT_EQ(open(write(0, false)).peaks(5)->size(), 5u);
}

TEST_F(RecordingOnDisk, IsAWavFileInParts) {
  const auto file = open(write(1'260));
  const auto whole = wav_bytes(file, 0, wav_size(file) + 10);
  ASSERT_TRUE(whole);
  ASSERT_EQ(whole->size(), wav_size(file));
  const auto audio = read_wav(*whole);
  ASSERT_TRUE(std::holds_alternative<Audio>(audio));
  EXPECT_EQ(std::get<Audio>(audio).channels, 2);
  EXPECT_EQ(std::get<Audio>(audio).samples, *file.read(0, 1'260));
  for (const std::size_t length : {1u, 57u, 58u, 59u, 1'000u, 4'099u}) {
    std::vector<std::uint8_t> joined;
    while (joined.size() < whole->size()) {
      const auto part = wav_bytes(file, joined.size(), length);
      ASSERT_TRUE(part && !part->empty());
      joined.insert(joined.end(), part->begin(), part->end());
    }
    EXPECT_EQ(joined, *whole) << length;
  }
}

TEST_F(RecordingOnDisk, IsNeverWrittenOverAnother) {
  const std::string path = write(1'000);
  RecordingWriter second(key(1), path);
  EXPECT_NE(second.problem(), "");
  EXPECT_EQ(open(path).length_ms(), 1'000);
}

TEST_F(RecordingOnDisk, TheKeyFileIsMadeForItsOwnerOnly) {
  const std::string path = folder + "/keys";
  const auto made = RecordingKeys::from_file(path);
  const auto permissions = std::filesystem::status(path).permissions();
  EXPECT_EQ(permissions, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(RecordingKeys::from_file(path).newest(), made.newest());
  {
    std::ofstream file(path, std::ios::app);
    file << std::string(64, 'a') << "\r\n\n# old\n";
  }
  RecordingKey old;
  old.fill(0xaa);
  EXPECT_EQ(RecordingKeys::from_file(path).newest(), made.newest());
  EXPECT_NE(RecordingKeys::from_file(path).find(id_of(old)), nullptr);
  std::ofstream(path) << "not a key\n";
  EXPECT_THROW(RecordingKeys::from_file(path), std::runtime_error);
  std::ofstream(path) << "# nothing\n";
  EXPECT_THROW(RecordingKeys::from_file(path), std::runtime_error);
  EXPECT_THROW(RecordingKeys::from_file(folder + "/no/where"), std::runtime_error);
}

}  // namespace
}  // namespace centralino::voice
