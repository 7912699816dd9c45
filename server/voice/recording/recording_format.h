// How a recording lies on disk. Only the writer and the reader of recordings need to know.
//
//   header   magic and version (8 bytes), id of the key (8), random (16), tag (16)
//   chunk    kind (1), length of the text (3, network order), sealed text (length + 16)
//   …        until a chunk of kind `end`; a file without one was cut off and is good up to there
//
// Each file has a key of its own: BLAKE2b of the header under the key of the key file; the tag
// proves that it is the right one. Chunks are sealed with XChaCha20-Poly1305; the nonce is the
// header's random and the chunk's number, so that chunks cannot change places; kind and length are
// authenticated with them. Audio is µ-law, left and right alternately, one second a chunk but for
// the last.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "voice/recording/recording_key.h"

namespace centralino::voice {

constexpr std::size_t recording_header_bytes = 48;
constexpr std::size_t recording_prefix_bytes = 4;
constexpr std::size_t recording_seal_bytes = 16;
constexpr std::size_t recording_second_bytes = 16'000;
constexpr std::size_t recording_why_bytes_max = 64;  // of a marker; more is cut off

enum class RecordingChunk : std::uint8_t {
  audio = 1,
  marker = 2,  // on (1), ms (8), why
  end = 3,     // length in ms (8), cut off (1)
};

using RecordingHeader = std::array<std::uint8_t, recording_header_bytes>;
using RecordingPrefix = std::array<std::uint8_t, recording_prefix_bytes>;

class RecordingSeal {
 public:
  // A new file under this key; `header` is what it begins with.
  static RecordingSeal fresh(const RecordingKey& key, RecordingHeader& header);
  // None: this key did not make this header.
  static std::optional<RecordingSeal> of(const RecordingKey& key, const RecordingHeader& header);

  // The next chunk, prefix and all, appended to `out`.
  void seal(std::uint64_t index, RecordingChunk kind, std::span<const std::uint8_t> text,
            std::vector<std::uint8_t>& out) const;
  // `sealed`: what follows the prefix. None: it is not what was written there.
  std::optional<std::vector<std::uint8_t>> open(std::uint64_t index, const RecordingPrefix& prefix,
                                                std::span<const std::uint8_t> sealed) const;

 private:
  RecordingSeal(const RecordingKey& key, const RecordingHeader& header);
  std::array<std::uint8_t, 24> nonce(std::uint64_t index) const;
  std::array<std::uint8_t, 16> tag(const RecordingHeader& header) const;

  std::array<std::uint8_t, 32> key_{};
  std::array<std::uint8_t, 16> random_{};
};

// None when `header` is no recording's.
std::optional<RecordingKeyId> key_id_of(const RecordingHeader& header);

}  // namespace centralino::voice
