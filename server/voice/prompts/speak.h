// A voice for a text: espeak-ng, a program of its own, so that nothing it does wrong is our
// process. The text goes to its standard input, never on a command line, where everybody on the
// machine could read it.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "voice/voice.h"

namespace centralino::voice {

constexpr std::size_t spoken_bytes_max = 4'000;      // of text
constexpr std::size_t speech_bytes_max = 32u << 20;  // of sound: twelve minutes
constexpr std::int64_t speech_ms_max = 20'000;       // then it is ended

// The name of the voice for a language; "" when there is none.
std::string voice_of(const std::string& language);

struct SpeakProblem {
  std::string why;
};
// A WAV file as the program makes it. Blocks for about 2 ms for each second of speech.
std::variant<std::vector<std::uint8_t>, SpeakProblem> speak(const Text& text);

}  // namespace centralino::voice
