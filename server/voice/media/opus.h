// Opus (RFC 6716) of one leg, both directions, at our own rate: telephones that know nothing else
// are understood; everybody else is spoken to in G.711, which costs a hundredth. Belongs to the
// shard; allocates when it is made only. About 50 kB.
#pragma once

#include <memory>
#include <span>

#include "voice/media/frame.h"

struct OpusEncoder;
struct OpusDecoder;

namespace centralino::voice {

class Opus {
 public:
  static constexpr std::uint32_t clock =
      48'000;  // of its timestamps, whatever it carries (RFC 7587 §4.1)
  static constexpr std::size_t payload_bytes_max = 1'275;  // of what one packet may hold
  static constexpr std::size_t frame_bytes_max = 256;      // of what `encode` makes

  Opus();
  ~Opus();

  // The bytes that were written; 0: none, which happens to no frame of sound.
  std::size_t encode(const Frame& frame, std::span<std::uint8_t> out);
  // What a packet says; none when it is damaged or longer than `room`.
  Samples decode(std::span<const std::uint8_t> payload, std::span<Sample> room);

 private:
  struct Free {
    void operator()(OpusEncoder* encoder) const;
    void operator()(OpusDecoder* decoder) const;
  };
  std::unique_ptr<OpusEncoder, Free> encoder_;
  std::unique_ptr<OpusDecoder, Free> decoder_;
};

}  // namespace centralino::voice
