// Plays that wait for voices to be made: pieces are put together in their order and given to the
// plane when all are there. A newer play of the same leg, or a stop, takes an older one's place.
//
// Threads: the SIP thread only.
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <unordered_map>

#include "voice/media/plane.h"
#include "voice/prompts/prompts.h"

namespace centralino::voice {

class Plays {
 public:
  // `post`: does something on this thread, from any.
  Plays(MediaPlane& plane, Prompts& prompts, std::function<void(std::function<void()>)> post,
        std::function<void(Event)> tell);

  void play(const Play& command);
  void stop(LegId leg);
  void forget(LegId leg) { waiting_.erase(leg); }

 private:
  struct Waiting {
    LegId leg = 0;
    std::int64_t play = 0;
    std::vector<PlayPiece> pieces;
    std::size_t wanted = 0, made = 0;
    bool complete = false;  // all pieces were asked for
  };
  void want(const std::shared_ptr<Waiting>& waiting, const Piece& piece);
  std::function<void(Prompts::Made)> arrives(const std::shared_ptr<Waiting>& waiting,
                                             std::size_t place);
  void arrived(Waiting& waiting, std::size_t place, Prompts::Made made);
  void begin_when_ready(Waiting& waiting);

  MediaPlane& plane_;
  Prompts& prompts_;
  std::function<void(std::function<void()>)> post_;
  std::function<void(Event)> tell_;
  std::thread::id thread_ = std::this_thread::get_id();
  std::unordered_map<LegId, std::shared_ptr<Waiting>> waiting_;  // the newest of each leg
};

}  // namespace centralino::voice
