#include "voice/plays.h"

#include "platform/log/log.h"

namespace centralino::voice {
namespace {

template <class... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};

// Nothing to hear, and no wait: what could not be made.
bool silent(const PlayPiece& piece) {
  return piece.samples == nullptr && !piece.tone && piece.ms <= 0;
}

}  // namespace

Plays::Plays(MediaPlane& plane, Prompts& prompts, std::function<void(std::function<void()>)> post,
             std::function<void(Event)> tell)
    : plane_(plane), prompts_(prompts), post_(std::move(post)), tell_(std::move(tell)) {}

void Plays::play(const Play& command) {
  const auto waiting = std::make_shared<Waiting>();
  waiting->leg = command.leg;
  waiting->play = command.play;
  waiting->pieces.resize(command.pieces.size());
  waiting_[command.leg] = waiting;
  for (const Piece& piece : command.pieces) want(waiting, piece);
  waiting->complete = true;
  begin_when_ready(*waiting);
}

void Plays::stop(LegId leg) {
  forget(leg);
  plane_.stop_play(leg);
}

void Plays::want(const std::shared_ptr<Waiting>& waiting, const Piece& piece) {
  const std::size_t place = waiting->wanted++;
  const auto made = [&](PlayPiece ready) {
    waiting->pieces[place] = std::move(ready);
    ++waiting->made;
  };
  std::visit(Overload{
                 [&](const Text& text) { prompts_.text(text, arrives(waiting, place)); },
                 [&](const Sound& sound) { prompts_.sound(sound.path, arrives(waiting, place)); },
                 [&](const Silence& silence) {
                   made({nullptr, std::nullopt, silence.ms, false});
                 },
                 [&](const Music& music) {
                   if (music.path.empty()) {
                     made({prompts_.music(), std::nullopt, 0, true});
                     return;
                   }
                   waiting->pieces[place].again = true;
                   prompts_.sound(music.path, arrives(waiting, place));
                 },
                 [&](const ToneFor& tone) {
                   made({nullptr, tone.tone, tone.ms, false});
                 },
             },
             piece);
}

std::function<void(Prompts::Made)> Plays::arrives(const std::shared_ptr<Waiting>& waiting,
                                                  std::size_t place) {
  return [this, waiting, place](Prompts::Made made) {
    if (std::this_thread::get_id() == thread_) {
      arrived(*waiting, place, std::move(made));
      return;
    }
    post_([this, waiting, place, made = std::move(made)]() mutable {
      arrived(*waiting, place, std::move(made));
      begin_when_ready(*waiting);
    });
  };
}

void Plays::arrived(Waiting& waiting, std::size_t place, Prompts::Made made) {
  if (made.samples == nullptr)
    log::error("a prompt cannot be played and is left out", {{"why", made.problem}});
  waiting.pieces[place].samples = std::move(made.samples);
  ++waiting.made;
}

void Plays::begin_when_ready(Waiting& waiting) {
  if (!waiting.complete || waiting.made < waiting.pieces.size()) return;
  const auto at = waiting_.find(waiting.leg);
  if (at == waiting_.end() || at->second.get() != &waiting) return;  // another took its place
  const auto kept = at->second;
  waiting_.erase(at);
  std::erase_if(waiting.pieces, silent);
  if (waiting.pieces.empty()) {
    plane_.stop_play(waiting.leg);
    tell_(PlayDone{waiting.leg, waiting.play});
    return;
  }
  plane_.play(waiting.leg, waiting.play, std::move(waiting.pieces));
}

}  // namespace centralino::voice
