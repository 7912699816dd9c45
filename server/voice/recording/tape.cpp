#include "voice/recording/tape.h"

#include <algorithm>
#include <cstdlib>

#include "voice/media/g711.h"

namespace centralino::voice {
namespace {

constexpr std::uint8_t nothing = silence_of(Law::ulaw);
constexpr int astray_max = 3;              // so many in a row are a stream that has jumped
constexpr int leads_max = 500;             // ten seconds of packets
constexpr std::int64_t drift_max = 400;    // 50 ms
constexpr std::int64_t bridged_max = 480;  // longer gaps are pauses
// Positions begin high, so that they stay positive when packets are older than the first.
constexpr std::int64_t first_position = std::int64_t{1} << 40;

}  // namespace

Tape::Tape() : play_(first_position), newest_(first_position), floor_(first_position) {
  ring_.fill(nothing);
}

void Tape::begin(const RtpHeader& header) {
  ssrc_ = header.ssrc;
  last_ = now();
  last_timestamp_ = header.timestamp;
  lead_max_ = 0;
  leads_ = 0;
  astray_ = 0;
  begun_ = true;
}

// Where a packet belongs; negative when nowhere.
std::int64_t Tape::place(const RtpHeader& header, std::size_t samples) {
  if (!begun_ || header.ssrc != ssrc_) {
    begin(header);
    return last_;
  }
  const std::int64_t position = last_ + distance(last_timestamp_, header.timestamp);
  const std::int64_t end = position + static_cast<std::int64_t>(samples);
  if (end <= play_ || end > play_ + static_cast<std::int64_t>(ring_samples)) {
    if (++astray_ < astray_max) return -1;
    begin(header);
    return last_;
  }
  astray_ = 0;
  if (position > last_) {  // unwraps from the newest, so that a straggler moves nothing
    last_ = position;
    last_timestamp_ = header.timestamp;
  }
  return position;
}

// The fastest packets of ten seconds say how their clock goes, whatever the network does to the
// others. A clock that goes otherwise than ours moves the stream by 50 ms every ten minutes or so.
void Tape::follow_clock(std::int64_t lead) {
  lead_max_ = leads_ == 0 ? lead : std::max(lead_max_, lead);
  if (++leads_ < leads_max) return;
  leads_ = 0;
  const std::int64_t drift = lead_max_ - delay_samples;
  if (std::abs(drift) > drift_max) last_ -= drift;
}

void Tape::push(const RtpHeader& header, std::span<const std::uint8_t> codes) {
  if (codes.empty() || codes.size() > packet_samples_max) return;
  const std::int64_t position = place(header, codes.size());
  if (position < 0) return;
  follow_clock(position - play_);
  if (!open_) return;
  bridge_gap(position);
  put(position, codes);
}

void Tape::write(const Codes& codes) {
  if (open_) put(now(), codes);
}

void Tape::bridge_gap(std::int64_t position) {
  const std::int64_t gap = position - newest_;
  if (gap <= 0 || gap > bridged_max || newest_ - gap < std::max(play_, floor_)) return;
  for (; newest_ < position; ++newest_) at(newest_) = at(newest_ - gap);
}

void Tape::put(std::int64_t position, std::span<const std::uint8_t> codes) {
  const std::int64_t end = position + static_cast<std::int64_t>(codes.size());
  const std::int64_t from = std::max({position, play_, floor_});
  if (from >= end) return;
  codes = codes.subspan(static_cast<std::size_t>(from - position));
  const std::size_t begin = static_cast<std::size_t>(from) % ring_samples;
  const std::size_t first = std::min(codes.size(), ring_samples - begin);
  std::copy_n(codes.begin(), first, &ring_[begin]);
  std::copy(codes.begin() + static_cast<std::ptrdiff_t>(first), codes.end(), ring_.begin());
  newest_ = std::max(newest_, end);
}

void Tape::silence(std::int64_t from, std::int64_t to) {
  for (; from < to; ++from) at(from) = nothing;
}

void Tape::pop(Codes& out) {
  const std::size_t begin = static_cast<std::size_t>(play_) % ring_samples;
  const std::size_t first = std::min(out.size(), ring_samples - begin);
  const auto take = [&](std::size_t at, std::size_t count, std::uint8_t* to) {
    std::copy_n(&ring_[at], count, to);
    std::fill_n(&ring_[at], count, nothing);
  };
  take(begin, first, out.data());
  take(0, out.size() - first, out.data() + first);
  play_ += static_cast<std::int64_t>(out.size());
}

void Tape::pause(bool on) {
  open_ = !on;
  if (on) {
    silence(now(), newest_);
    newest_ = std::min(newest_, now());
  } else {
    floor_ = now();
  }
}

}  // namespace centralino::voice
