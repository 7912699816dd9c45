#include "voice/media/out_stream.h"

#include <cstdlib>

#include "voice/media/frame.h"

namespace centralino::voice {
namespace {

constexpr std::int64_t pause_us = 60'000;   // without a packet for longer, time has passed
constexpr std::int16_t jump_packets = 500;  // a stream of another origin
constexpr std::int32_t jump_samples = 10 * sample_rate;
constexpr std::int64_t straggling_packets = 1'000;  // as long may one of before the beginning come

}  // namespace

OutStream::OutStream(std::uint32_t ssrc, std::uint16_t sequence, std::uint32_t timestamp)
    : ssrc_(ssrc), sequence_(sequence), timestamp_(timestamp) {}

std::uint32_t OutStream::next_timestamp(std::int64_t now_us) const {
  if (!begun_ || now_us - sent_us_ <= pause_us) return timestamp_ + frame_samples;
  return timestamp_ + static_cast<std::uint32_t>((now_us - sent_us_) / us_per_sample);
}

RtpHeader OutStream::own(std::uint8_t payload_type, std::int64_t now_us) {
  RtpHeader out;
  out.marker = !begun_ || source_ != 0 || now_us - sent_us_ > pause_us;
  out.payload_type = payload_type;
  timestamp_ = next_timestamp(now_us);
  out.sequence = ++sequence_;
  out.timestamp = timestamp_;
  out.ssrc = ssrc_;
  source_ = 0;
  begun_ = true;
  sent_us_ = now_us;
  return out;
}

bool OutStream::continues(const RtpHeader& in, std::int64_t source) const {
  return source == source_ && in.ssrc == in_ssrc_ &&
         std::abs(distance(in_newest_, in.sequence)) <= jump_packets &&
         std::abs(distance(in_timestamp_, in.timestamp)) <= jump_samples;
}

std::optional<RtpHeader> OutStream::forwarded(const RtpHeader& in, std::int64_t source,
                                              std::uint8_t payload_type, std::int64_t now_us) {
  RtpHeader out = in;
  out.ssrc = ssrc_;
  out.payload_type = payload_type;
  if (continues(in, source)) {
    // Numbers before the first of this source are already taken.
    if (passed_ < straggling_packets && distance(in_first_, in.sequence) < 0) return std::nullopt;
  } else {
    sequence_offset_ = static_cast<std::uint16_t>(sequence_ + 1 - in.sequence);
    timestamp_offset_ = next_timestamp(now_us) - in.timestamp;
    source_ = source;
    in_ssrc_ = in.ssrc;
    in_first_ = in_newest_ = in.sequence;
    in_timestamp_ = in.timestamp;
    passed_ = 0;
    out.marker = true;
  }
  out.sequence = static_cast<std::uint16_t>(in.sequence + sequence_offset_);
  out.timestamp = in.timestamp + timestamp_offset_;
  if (passed_ == 0 || distance(sequence_, out.sequence) > 0) {
    sequence_ = out.sequence;
    timestamp_ = out.timestamp;
    in_newest_ = in.sequence;
    in_timestamp_ = in.timestamp;
  }
  ++passed_;
  begun_ = true;
  sent_us_ = now_us;
  return out;
}

void OutStream::left_out(const RtpHeader& in, std::int64_t source) {
  if (!continues(in, source) || distance(in_newest_, in.sequence) <= 0) return;
  --sequence_offset_;
  in_newest_ = in.sequence;
  in_timestamp_ = in.timestamp;
}

}  // namespace centralino::voice
