// Reads a sealed recording. A file that was cut off (a crash, a full disk) is good up to its last
// whole second. May be used by several threads at once.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "voice/media/frame.h"
#include "voice/recording/recording_format.h"
#include "voice/voice.h"

namespace centralino::voice {

enum class RecordingProblem : std::uint8_t {
  missing,          // no such file, or it may not be read
  not_a_recording,  // something else, or too little of it
  unknown_key,      // none of our keys sealed it
  damaged,          // it was changed after it was written
};
std::string_view word(RecordingProblem problem);

class RecordingFile {
 public:
  using Opened = std::variant<RecordingFile, RecordingProblem>;
  // Reads the header and where the chunks lie: about 2 ms for an hour.
  static Opened open(const std::string& path, const RecordingKeys& keys);
  static Opened from_bytes(std::vector<std::uint8_t> bytes, const RecordingKeys& keys);

  std::int64_t length_ms() const { return samples_ / samples_per_ms; }
  bool complete() const { return complete_; }  // false: it was cut off by force
  bool cut_off() const { return cut_off_; }    // it ended at its longest allowed length
  // As they were set; none lies beyond the length.
  const std::vector<RecordingMarker>& markers() const { return markers_; }

  // Left and right alternately; less at the end, nothing beyond it. None: `damaged`. A minute takes
  // about 5 ms and 2 MB.
  std::optional<std::vector<Sample>> read(std::int64_t from_ms, std::int64_t ms) const;

  // The loudest of each of `count` equal parts, for drawing: 0–1. None: `damaged`.
  struct Peak {
    float left = 0;
    float right = 0;
  };
  static constexpr std::size_t peaks_max = 4'096;
  std::optional<std::vector<Peak>> peaks(std::size_t count) const;

 private:
  // Fills `into` from this place of the file; false when there is not so much.
  using Source = std::function<bool(std::uint64_t at, std::span<std::uint8_t> into)>;
  struct Second {
    std::uint64_t at = 0;     // of its prefix
    std::uint64_t index = 0;  // of the chunk
    std::uint32_t bytes = 0;  // of audio
  };
  static constexpr std::int64_t samples_per_ms = sample_rate / 1'000;
  static constexpr std::size_t second_samples = sample_rate;

  explicit RecordingFile(Source source, RecordingSeal seal)
      : source_(std::move(source)), seal_(seal) {}
  static Opened from(Source source, const RecordingKeys& keys);
  bool find_chunks();
  bool read_marker(std::uint64_t at, std::uint64_t index);
  bool read_end(std::uint64_t at, std::uint64_t index);
  std::optional<std::vector<std::uint8_t>> chunk(std::uint64_t at, std::uint64_t index) const;

  Source source_;
  RecordingSeal seal_;
  std::vector<Second> seconds_;
  std::int64_t samples_ = 0;  // of each side
  std::vector<RecordingMarker> markers_;
  bool complete_ = false;
  bool cut_off_ = false;
};

// A recording as a WAV file (16 bits, two channels) that is made while it is read, so that parts of
// it can be given away: its size, and the bytes from `offset` on, fewer at its end. None:
// `damaged`.
std::uint64_t wav_size(const RecordingFile& file);
std::optional<std::vector<std::uint8_t>> wav_bytes(const RecordingFile& file, std::uint64_t offset,
                                                   std::size_t length);

}  // namespace centralino::voice
