// What a leg hears from us: pieces one after the other, 20 ms at a time. Each piece begins with a
// frame of its own. Belongs to the shard; no clock.
#pragma once

#include <optional>

#include "voice/media/plane.h"
#include "voice/media/tone.h"

namespace centralino::voice {

class Player {
 public:
  // Replaces what was playing; nothing is told of that.
  void play(std::int64_t play, std::vector<PlayPiece> pieces);
  void stop();
  // Also while its end has not been asked for.
  bool playing() const { return !pieces_.empty() || finished_.has_value(); }

  // The next 20 ms. False: there is nothing; `out` is untouched.
  bool next(Frame& out);

  // The play whose last frame `next` has just given, once.
  std::optional<std::int64_t> finished();

 private:
  bool piece(Frame& out);
  void advance();

  std::int64_t play_ = 0;
  std::vector<PlayPiece> pieces_;
  std::size_t at_ = 0;        // which piece
  std::size_t position_ = 0;  // samples of it that were played
  std::optional<ToneMaker> tone_;
  std::optional<std::int64_t> finished_;
};

}  // namespace centralino::voice
