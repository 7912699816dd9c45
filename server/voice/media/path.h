// How the packets of one leg get out: a telephone's own sockets (sip_path.h) or the port all
// browsers share (web_path.h), encrypted or not.
#pragma once

#include <cstdint>
#include <span>

#include "voice/sdp/negotiate.h"

namespace centralino::voice {

class Path {
 public:
  virtual ~Path() = default;

  // False: nothing that was agreed can be used (keys that are none, an address that is none).
  virtual bool agree(const sdp::Agreed& agreed) = 0;
  // Whether packets can be sent.
  virtual bool ready() const = 0;
  // `buffer` has room for `srtp_trailer_max` more than `size`. False: it did not leave.
  virtual bool send_rtp(std::span<std::uint8_t> buffer, std::size_t size) = 0;
  virtual bool send_rtcp(std::span<std::uint8_t> buffer, std::size_t size) = 0;
};

}  // namespace centralino::voice
