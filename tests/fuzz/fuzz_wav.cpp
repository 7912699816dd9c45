// Sound files that somebody uploads: refused, or audio of a known form that can be prepared and
// written.
#include <cstdint>
#include <cstdlib>

#include "voice/media/prepare.h"

using namespace centralino::voice;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto result = read_wav({data, size});
  const auto* audio = std::get_if<Audio>(&result);
  if (audio == nullptr) return 0;
  require(audio->rate >= 8'000 && audio->rate <= 96'000);
  require(audio->channels == 1 || audio->channels == 2);
  require(!audio->samples.empty() &&
          audio->samples.size() % static_cast<std::size_t>(audio->channels) == 0);
  require(audio->samples.size() <= size);
  auto ready = to_telephone_rate(to_mono(*audio), audio->rate);
  trim_silence(ready);
  even_loudness(ready);
  normalise(ready);
  if (ready.empty()) return 0;
  std::vector<std::uint8_t> file;
  append_wav(WavFormat::pcm16, ready, file);
  const auto header = wav_header(WavFormat::pcm16, 1, file.size());
  file.insert(file.begin(), header.begin(), header.end());
  const auto again = read_wav(file);
  require(std::holds_alternative<Audio>(again) && std::get<Audio>(again).samples == ready);
  return 0;
}
