#include "voice/media/digits.h"

#include <algorithm>

#include "voice/media/frame.h"

namespace centralino::voice {

// The same key, not released, whose duration went on growing while the timestamp moved.
bool DigitReceiver::continues(const RtpHeader& header, const TelephoneEvent& event) const {
  const Seen& last = recent_[newest_];
  if (!last.valid || last.ended || last.event != event.event || header.marker) return false;
  const std::int32_t moved = distance(last.timestamp, header.timestamp);
  if (moved <= 0) return false;
  const bool next_segment = last.duration >= 0xf000 && moved <= 0xffff;
  // A new press is later by the whole tone and a pause, so the duration grew by less.
  const bool moving_timestamp =
      moved <= static_cast<std::int32_t>(sample_rate) && event.duration - last.duration >= moved;
  return next_segment || moving_timestamp;
}

std::optional<char> DigitReceiver::receive(const RtpHeader& header, const TelephoneEvent& event,
                                           std::int64_t now_ms) {
  const auto digit = digit_of(event.event);
  if (!digit) return std::nullopt;
  if (header.ssrc != ssrc_) recent_ = {};
  ssrc_ = header.ssrc;
  for (Seen& seen : recent_) {
    if (!seen.valid || seen.timestamp != header.timestamp || seen.event != event.event) continue;
    seen.duration = std::max(seen.duration, event.duration);
    seen.ended = seen.ended || event.end;
    if (&seen == &recent_[newest_]) last_ms_ = now_ms;
    return std::nullopt;
  }
  const Seen now{header.timestamp, event.duration, event.event, event.end, true};
  last_ms_ = now_ms;
  if (continues(header, event)) {
    recent_[newest_] = now;
    return std::nullopt;
  }
  newest_ = (newest_ + 1) % recent_.size();
  recent_[newest_] = now;
  return digit;
}

bool DigitReceiver::pressed(std::int64_t now_ms) const {
  const Seen& last = recent_[newest_];
  return last.valid && !last.ended && now_ms - last_ms_ <= end_lost_ms;
}

bool DigitSender::push(char digit, std::int64_t tone_ms) {
  const auto event = event_of(digit);
  if (!event || count_ == waiting_max) return false;
  constexpr std::int64_t tone_ms_max = 8'000;  // what a duration can say, with room
  const auto samples = std::clamp(tone_ms, tone_ms_min, tone_ms_max) * sample_rate / 1'000;
  waiting_[(first_ + count_) % waiting_max] = {*event, static_cast<std::uint16_t>(samples)};
  ++count_;
  return true;
}

std::optional<DigitSender::Packet> DigitSender::next(std::uint32_t timestamp) {
  if (!sending_) {
    pause_left_ms_ -= frame_ms;
    if (pause_left_ms_ > 0 || count_ == 0) return std::nullopt;
    current_ = waiting_[first_];
    first_ = (first_ + 1) % waiting_max;
    --count_;
    sending_ = true;
    begun_ = timestamp;
    duration_ = 0;
    ends_left_ = end_packets;
  }
  const bool first = duration_ == 0;
  const auto grown = static_cast<std::uint32_t>(duration_ + frame_samples);
  duration_ = static_cast<std::uint16_t>(std::min<std::uint32_t>(grown, current_.duration));
  const bool end = duration_ == current_.duration;
  if (end && --ends_left_ == 0) {
    sending_ = false;
    pause_left_ms_ = pause_ms;
  }
  return Packet{first, begun_, TelephoneEvent{current_.event, end, 10, duration_}};
}

}  // namespace centralino::voice
