#include "voice/media/player.h"

#include <algorithm>
#include <utility>

namespace centralino::voice {
namespace {

Signal signal_of(Tone tone) {
  switch (tone) {
    case Tone::ringback:
      return Signal::ringing;
    case Tone::busy:
      return Signal::busy;
    case Tone::congestion:
      return Signal::congestion;
    case Tone::beep:
      break;
  }
  return Signal::beep;
}

std::size_t samples_of(std::int64_t ms) {
  return static_cast<std::size_t>(std::max<std::int64_t>(ms, 0)) * sample_rate / 1'000;
}

}  // namespace

void Player::play(std::int64_t play, std::vector<PlayPiece> pieces) {
  play_ = play;
  pieces_ = std::move(pieces);
  at_ = 0;
  position_ = 0;
  tone_.reset();
  finished_.reset();
  if (pieces_.empty()) finished_ = play;
}

void Player::stop() {
  pieces_.clear();
  finished_.reset();
}

void Player::advance() {
  ++at_;
  position_ = 0;
  tone_.reset();
}

// One frame of the piece at `at_`. False when it is over already.
bool Player::piece(Frame& out) {
  const PlayPiece& now = pieces_[at_];
  if (now.samples) {
    const auto& samples = *now.samples;
    if (now.again && position_ >= samples.size()) position_ = 0;
    if (position_ >= samples.size()) return false;
    std::size_t filled = 0;
    while (filled < out.size()) {
      const std::size_t count = std::min(out.size() - filled, samples.size() - position_);
      std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(position_), count,
                  out.begin() + static_cast<std::ptrdiff_t>(filled));
      filled += count;
      position_ += count;
      if (position_ < samples.size()) break;
      if (!now.again) break;
      position_ = 0;
    }
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(filled), out.end(), Sample{0});
    return true;
  }
  const bool endless = now.tone && now.ms == 0;
  if (!endless && position_ >= samples_of(now.ms)) return false;
  if (now.tone) {
    if (!tone_) tone_.emplace(signal_of(*now.tone), Country::italy);
    tone_->next(out);
  } else {
    out.fill(0);
  }
  if (!endless) position_ += out.size();
  return true;
}

bool Player::next(Frame& out) {
  if (pieces_.empty()) return false;
  while (at_ < pieces_.size() && !piece(out)) advance();
  if (at_ == pieces_.size()) {  // all of them were empty
    pieces_.clear();
    finished_ = play_;
    return false;
  }
  const PlayPiece& now = pieces_[at_];
  const std::size_t length = now.samples ? now.samples->size() : samples_of(now.ms);
  const bool endless = now.again || (now.tone && now.ms == 0);
  if (!endless && position_ >= length) advance();
  while (at_ < pieces_.size() && pieces_[at_].samples && pieces_[at_].samples->empty()) advance();
  if (at_ == pieces_.size()) {
    pieces_.clear();
    finished_ = play_;
  }
  return true;
}

std::optional<std::int64_t> Player::finished() { return std::exchange(finished_, std::nullopt); }

}  // namespace centralino::voice
