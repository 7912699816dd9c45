// Texts as speech: a voice is made for each once (espeak-ng, a program of its own) and kept as a
// file, so that the second time costs nothing. And files of sound, read once.
//
// Threads: any; `ready` is called on the thread of the prompts, or at once when the sound is in
// memory.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "voice/media/plane.h"

namespace centralino::voice {

class Prompts {
 public:
  // `folder` keeps what was made: named by a hash of language, voice and text. Made when missing.
  explicit Prompts(std::string folder);
  ~Prompts();

  // None when it cannot be said or read: the reason goes to `problem`.
  struct Made {
    SharedSamples samples;
    std::string problem;
  };
  void text(const Text& text, std::function<void(Made)> ready);
  void sound(const std::string& path, std::function<void(Made)> ready);
  SharedSamples music();  // our own, for waiting

  // Memory for sounds that were played lately; the oldest go.
  static constexpr std::size_t memory_bytes_max = 64u << 20;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace centralino::voice
