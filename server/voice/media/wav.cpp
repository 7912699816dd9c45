#include "voice/media/wav.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

namespace centralino::voice {
namespace {

std::uint16_t little16(const std::uint8_t* at) {
  return static_cast<std::uint16_t>(at[0] | at[1] << 8);
}
std::uint32_t little32(const std::uint8_t* at) {
  return little16(at) | static_cast<std::uint32_t>(little16(at + 2)) << 16;
}

bool is(const std::uint8_t* at, std::string_view name) {
  return std::equal(name.begin(), name.end(), at,
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

enum : std::uint16_t {
  code_pcm = 1,
  code_float = 3,
  code_alaw = 6,
  code_ulaw = 7,
  code_extensible = 0xfffe
};

struct Format {
  std::uint16_t code = 0;
  std::uint16_t channels = 0;
  std::uint32_t rate = 0;
  std::uint16_t bits = 0;

  bool supported() const {
    const bool pcm = code == code_pcm && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
    const bool floating = code == code_float && bits == 32;
    const bool g711 = (code == code_alaw || code == code_ulaw) && bits == 8;
    return (pcm || floating || g711) && (channels == 1 || channels == 2) && rate >= 8'000 &&
           rate <= 96'000;
  }
};

std::optional<Format> read_format(std::span<const std::uint8_t> chunk) {
  if (chunk.size() < 16) return std::nullopt;
  Format format{little16(&chunk[0]), little16(&chunk[2]), little32(&chunk[4]),
                little16(&chunk[14])};
  // The real code is the beginning of a GUID.
  if (format.code == code_extensible && chunk.size() >= 26) format.code = little16(&chunk[24]);
  return format;
}

std::vector<Sample> decoded(const Format& format, std::span<const std::uint8_t> data) {
  const std::size_t width = format.bits / 8u;
  const std::size_t count = data.size() / (width * format.channels) * format.channels;
  std::vector<Sample> out(count);
  if (format.code == code_float) {
    for (std::size_t i = 0; i < count; ++i) {
      const float value = std::bit_cast<float>(little32(&data[i * width]));
      out[i] = std::isfinite(value) ? clamped(value * 32'767) : Sample{0};
    }
    return out;
  }
  if (format.code != code_pcm) {
    decode(format.code == code_alaw ? Law::alaw : Law::ulaw, data.first(count), out);
    return out;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* at = &data[i * width];
    // 8 bits are without a sign; of 24 and 32 the upper 16 are kept.
    out[i] = width == 1 ? static_cast<Sample>((*at - 128) * 256)
                        : static_cast<Sample>(little16(at + width - 2));
  }
  return out;
}

}  // namespace

std::variant<Audio, WavError> read_wav(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > wav_bytes_max) return WavError::too_large;
  if (bytes.size() < 12 || !is(&bytes[0], "RIFF") || !is(&bytes[8], "WAVE"))
    return WavError::not_wave;
  std::optional<Format> format;
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    const std::size_t said = little32(&bytes[at + 4]);
    const auto chunk = bytes.subspan(at + 8, std::min(said, bytes.size() - at - 8));
    if (is(&bytes[at], "fmt ")) {
      format = read_format(chunk);
      if (!format || !format->supported()) return WavError::not_supported;
    } else if (is(&bytes[at], "data")) {
      if (!format) return WavError::not_supported;
      Audio audio{format->rate, format->channels, decoded(*format, chunk)};
      if (audio.samples.empty()) return WavError::no_audio;
      return audio;
    }
    at += 8 + said + said % 2;
  }
  return WavError::no_audio;
}

std::array<std::uint8_t, wav_header_bytes> wav_header(WavFormat format, int channels,
                                                      std::uint64_t data_bytes) {
  std::array<std::uint8_t, wav_header_bytes> out{};
  std::size_t at = 0;
  const auto put = [&](std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out[at++] = static_cast<std::uint8_t>(value >> (8 * i));
  };
  const auto name = [&](std::string_view text) {
    for (const char c : text) out[at++] = static_cast<std::uint8_t>(c);
  };
  const std::uint64_t data = std::min<std::uint64_t>(data_bytes, 0xffff'ff00);
  const unsigned width = format == WavFormat::pcm16 ? 2 : 1;
  const auto block = width * static_cast<unsigned>(channels);
  name("RIFF");
  put(data + wav_header_bytes - 8, 4);
  name("WAVEfmt ");
  put(18, 4);
  put(format == WavFormat::pcm16 ? code_pcm : format == WavFormat::alaw ? code_alaw : code_ulaw, 2);
  put(static_cast<unsigned>(channels), 2);
  put(sample_rate, 4);
  put(sample_rate * block, 4);
  put(block, 2);
  put(width * 8, 2);
  put(0, 2);  // no extension
  name("fact");
  put(4, 4);
  put(data / block, 4);
  name("data");
  put(data, 4);
  return out;
}

void append_wav(WavFormat format, Samples samples, std::vector<std::uint8_t>& out) {
  const std::size_t begin = out.size();
  if (format != WavFormat::pcm16) {
    out.resize(begin + samples.size());
    encode(format == WavFormat::alaw ? Law::alaw : Law::ulaw, samples,
           std::span(out).subspan(begin));
    return;
  }
  out.resize(begin + samples.size() * 2);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto value = static_cast<std::uint16_t>(samples[i]);
    out[begin + 2 * i] = static_cast<std::uint8_t>(value);
    out[begin + 2 * i + 1] = static_cast<std::uint8_t>(value >> 8);
  }
}

std::string_view word(WavError error) {
  switch (error) {
    case WavError::too_large:
      return "larger than 64 MiB";
    case WavError::not_wave:
      return "no WAVE file";
    case WavError::not_supported:
      return "not PCM, floating point or G.711 of a kind that is known";
    case WavError::no_audio:
      break;
  }
  return "no audio in it";
}

}  // namespace centralino::voice
