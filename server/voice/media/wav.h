// Sound files (RIFF/WAVE): prompts come in, recordings go out.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "voice/media/frame.h"
#include "voice/media/g711.h"

namespace centralino::voice {

struct Audio {
  std::uint32_t rate = sample_rate;
  int channels = 1;
  std::vector<Sample> samples;  // of two channels alternately
};

enum class WavError : std::uint8_t { too_large, not_wave, not_supported, no_audio };
std::string_view word(WavError error);

constexpr std::size_t wav_bytes_max = 64u << 20;

// PCM of 8, 16, 24 or 32 bits, floating point of 32, A-law, µ-law; 8 to 96 kHz; one or two
// channels. A data chunk that is cut off gives what is there. Never needs more than four times the
// memory of the file.
std::variant<Audio, WavError> read_wav(std::span<const std::uint8_t> bytes);

enum class WavFormat : std::uint8_t { pcm16, alaw, ulaw };
constexpr std::size_t wav_header_bytes = 58;
// What comes before `data_bytes` of audio at 8 kHz; fixed in size, so that it can be written again
// when the length is known. Longer ones than the format can say get the largest it can.
std::array<std::uint8_t, wav_header_bytes> wav_header(WavFormat format, int channels,
                                                      std::uint64_t data_bytes);
// The bytes of these samples (of two channels: alternately), appended to `out`.
void append_wav(WavFormat format, Samples samples, std::vector<std::uint8_t>& out);

}  // namespace centralino::voice
