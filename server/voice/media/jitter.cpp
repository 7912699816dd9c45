#include "voice/media/jitter.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace centralino::voice {
namespace {

constexpr std::int64_t far_us = 3'000'000;     // a timestamp that far off is another stream's
constexpr int late_in_a_row_max = 25;          // then the stream has jumped back
constexpr std::size_t paused_samples = 1'600;  // 200 ms without anything is a pause, not loss
constexpr std::int64_t grow_min_us = 5'000;    // smaller differences are left alone
constexpr std::int64_t shrink_min_us = 15'000;
constexpr std::int64_t too_much_us =
    100'000;                               // more than wanted: shorten even while somebody speaks
constexpr std::int32_t quiet_level = 200;  // mean magnitude

constexpr std::size_t slot(std::int64_t position) {
  return static_cast<std::size_t>(position) % JitterBuffer::ring_samples;
}
// Positions begin high, so that they stay positive when packets are older than the first.
constexpr std::int64_t first_position = std::int64_t{1} << 40;

}  // namespace

void JitterBuffer::begin(const RtpHeader& header, std::int64_t arrival_us) {
  there_ = {};
  delay_ = {};
  suspected_ = false;
  last_ = newest_ = first_position;
  last_timestamp_ = header.timestamp;
  ssrc_ = header.ssrc;
  delay_.arrived(last_ * us_per_sample, arrival_us);
  play_ = last_ - delay_.target_us() / us_per_sample;
  late_in_a_row_ = 0;
  make_up_ = 0;
  begun_ = true;
  playing_ = false;
}

bool JitterBuffer::far_off(std::int64_t position, std::int64_t arrival_us) const {
  const std::int64_t early_us = delay_.earliest_us(position * us_per_sample) - arrival_us;
  return std::abs(early_us) > far_us;
}

JitterBuffer::Pushed JitterBuffer::push(const RtpHeader& header, Samples samples,
                                        std::int64_t arrival_us) {
  if (samples.empty() || samples.size() > packet_samples_max) return Pushed::refused;
  ++figures_.packets;
  Pushed result = Pushed::stored;
  std::int64_t position = last_ + distance(last_timestamp_, header.timestamp);
  const bool next_in_line = header.sequence == static_cast<std::uint16_t>(last_sequence_ + 1);
  if (!begun_ || header.ssrc != ssrc_) {
    result = Pushed::restarted;
  } else if (far_off(position, arrival_us)) {
    const bool agrees = suspected_ && std::abs(position - suspect_) <= sample_rate;
    if (!agrees && !next_in_line) {
      suspected_ = true;
      suspect_ = position;
      return Pushed::suspect;
    }
    result = Pushed::restarted;
  } else if (late_in_a_row_ >= late_in_a_row_max) {
    result = Pushed::restarted;
  }
  if (result == Pushed::restarted) {
    if (begun_) ++figures_.restarts;
    begin(header, arrival_us);
    position = last_;
  } else {
    delay_.arrived(position * us_per_sample, arrival_us);
    suspected_ = false;
    if (position > last_) {  // unwraps from the newest, so that a straggler moves nothing
      last_ = position;
      last_timestamp_ = header.timestamp;
    }
  }
  last_sequence_ = header.sequence;
  const auto end = position + static_cast<std::int64_t>(samples.size());
  if (end <= play_) {
    ++figures_.late;
    ++late_in_a_row_;
    return Pushed::late;
  }
  late_in_a_row_ = 0;
  if (store(position, samples) == 0) {
    ++figures_.duplicates;
    return Pushed::duplicate;
  }
  return result;
}

// Returns how many samples were new. What has been played is left out; for what is too far ahead,
// the oldest samples make room.
std::size_t JitterBuffer::store(std::int64_t position, Samples samples) {
  const auto end = position + static_cast<std::int64_t>(samples.size());
  if (end - play_ > static_cast<std::int64_t>(ring_samples))
    skip(static_cast<std::size_t>(end - play_) - ring_samples);
  if (position < play_) {
    samples = samples.subspan(static_cast<std::size_t>(play_ - position));
    position = play_;
  }
  std::size_t fresh = 0;
  while (!samples.empty()) {  // twice around the ring's end
    const std::size_t begin = slot(position);
    const std::size_t count = std::min(samples.size(), ring_samples - begin);
    for (std::size_t i = 0; i < count; ++i) fresh += 1u - there_[begin + i];
    std::copy_n(samples.begin(), count, &ring_[begin]);
    std::fill_n(&there_[begin], count, std::uint8_t{1});
    samples = samples.subspan(count);
    position += static_cast<std::int64_t>(count);
  }
  newest_ = std::max(newest_, end);
  return fresh;
}

// How many samples from `position` on, up to the ring's end at most, are there in a row; or are
// not.
std::size_t JitterBuffer::run(std::int64_t position, std::size_t max, bool present) const {
  const std::size_t begin = slot(position);
  max = std::min(max, ring_samples - begin);
  const void* end = std::memchr(&there_[begin], present ? 0 : 1, max);
  if (end == nullptr) return max;
  return static_cast<std::size_t>(static_cast<const std::uint8_t*>(end) - &there_[begin]);
}

void JitterBuffer::skip(std::size_t count) {
  const std::size_t held = std::min(count, ring_samples);
  for (std::size_t i = 0; i < held; ++i) there_[slot(play_ + static_cast<std::int64_t>(i))] = 0;
  play_ += static_cast<std::int64_t>(count);
  figures_.skipped_samples += count;
}

bool JitterBuffer::quiet(std::int64_t position, std::size_t count) const {
  std::int32_t sum = 0;
  for (std::size_t done = 0; done < count;) {  // twice around the ring's end
    const std::size_t begin = slot(position + static_cast<std::int64_t>(done));
    const std::size_t end = std::min(begin + count - done, ring_samples);
    for (std::size_t at = begin; at < end; ++at) sum += there_[at] * std::abs(ring_[at]);
    done += end - begin;
  }
  return sum < quiet_level * static_cast<std::int32_t>(count);
}

// Compares how far behind the sender we play with how far we want to be.
void JitterBuffer::adjust(std::int64_t now_us) {
  behind_us_ = now_us - delay_.earliest_us(play_ * us_per_sample);
  const std::int64_t more_us = delay_.target_us() - behind_us_;
  make_up_ = 0;
  if (more_us >= grow_min_us) {
    make_up_ =
        static_cast<std::size_t>(std::min<std::int64_t>(more_us / us_per_sample, frame_samples));
    return;
  }
  if (-more_us < shrink_min_us) return;
  const auto excess = static_cast<std::size_t>(-more_us / us_per_sample);
  if (-more_us > too_much_us) {
    // The listener hears a cross-fade instead of a step.
    Frame bridge;
    concealment_.conceal(std::span(bridge).first(1));
    skip(excess);
    return;
  }
  const std::size_t step = std::min<std::size_t>(excess, 80);
  if (newest_ - play_ > static_cast<std::int64_t>(step + frame_samples) &&
      quiet(play_, step + frame_samples))
    skip(step);
}

// Fills a part of the frame with one kind of samples; returns how many.
std::size_t JitterBuffer::take(std::span<Sample> out, Popped& popped) {
  if (const std::size_t count = run(play_, out.size(), true)) {
    const std::size_t begin = slot(play_);
    std::copy_n(&ring_[begin], count, out.begin());
    std::fill_n(&there_[begin], count, std::uint8_t{0});
    concealment_.heard(out.first(count));
    play_ += static_cast<std::int64_t>(count);
    popped.heard = static_cast<std::uint16_t>(popped.heard + count);
    playing_ = true;
    gap_ = 0;
    return count;
  }
  const std::size_t count = run(play_, out.size(), false);
  play_ += static_cast<std::int64_t>(count);
  if (!playing_ || gap_ >= paused_samples) {
    std::fill_n(out.begin(), count, Sample{0});
    popped.silent = static_cast<std::uint16_t>(popped.silent + count);
    return count;
  }
  concealment_.conceal(out.first(count));
  popped.concealed = static_cast<std::uint16_t>(popped.concealed + count);
  gap_ += count;
  figures_.lost_samples += count;
  return count;
}

JitterBuffer::Popped JitterBuffer::pop(std::int64_t now_us, Frame& out) {
  Popped popped;
  if (!begun_) {
    out = {};
    popped.silent = frame_samples;
    return popped;
  }
  adjust(now_us);
  popped.timestamp = last_timestamp_ + static_cast<std::uint32_t>(play_ - last_);
  const std::span<Sample> frame = out;
  std::size_t at = make_up_;
  if (at > 0) {
    if (playing_ && gap_ < paused_samples) {
      concealment_.conceal(frame.first(at));
      popped.concealed = static_cast<std::uint16_t>(at);
    } else {
      std::fill_n(out.begin(), at, Sample{0});
      popped.silent = static_cast<std::uint16_t>(at);
    }
  }
  while (at < frame_samples) at += take(frame.subspan(at), popped);
  figures_.concealed_samples += popped.concealed;
  return popped;
}

JitterBuffer::Figures JitterBuffer::figures() const {
  Figures figures = figures_;
  figures.delay_ms = behind_us_ / 1'000;
  figures.target_ms = delay_.target_us() / 1'000;
  return figures;
}

}  // namespace centralino::voice
