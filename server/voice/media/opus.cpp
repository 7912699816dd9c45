#include "voice/media/opus.h"

#include <opus/opus.h>

#include <stdexcept>

namespace centralino::voice {
namespace {
constexpr opus_int32 bits_a_second = 16'000;  // speech of this bandwidth gains nothing from more
constexpr int complexity = 4;                 // of 10
}  // namespace

void Opus::Free::operator()(OpusEncoder* encoder) const { opus_encoder_destroy(encoder); }
void Opus::Free::operator()(OpusDecoder* decoder) const { opus_decoder_destroy(decoder); }

Opus::Opus() {
  int error = OPUS_OK;
  encoder_.reset(opus_encoder_create(sample_rate, 1, OPUS_APPLICATION_VOIP, &error));
  if (error == OPUS_OK) decoder_.reset(opus_decoder_create(sample_rate, 1, &error));
  if (error != OPUS_OK) throw std::runtime_error(opus_strerror(error));
  opus_encoder_ctl(encoder_.get(), OPUS_SET_BITRATE(bits_a_second));
  opus_encoder_ctl(encoder_.get(), OPUS_SET_COMPLEXITY(complexity));
}

Opus::~Opus() = default;

std::size_t Opus::encode(const Frame& frame, std::span<std::uint8_t> out) {
  const opus_int32 size = opus_encode(encoder_.get(), frame.data(), frame_samples, out.data(),
                                      static_cast<opus_int32>(out.size()));
  return size > 0 ? static_cast<std::size_t>(size) : 0;
}

Samples Opus::decode(std::span<const std::uint8_t> payload, std::span<Sample> room) {
  const int count =
      opus_decode(decoder_.get(), payload.data(), static_cast<opus_int32>(payload.size()),
                  room.data(), static_cast<int>(room.size()), 0);
  return count > 0 ? Samples(room.first(static_cast<std::size_t>(count))) : Samples();
}

}  // namespace centralino::voice
