// Recordings on disk that somebody changed: refused, or read within their bounds. The first byte
// says how: the rest is a file as it is, or chunks that are sealed here with the right key, so that
// what lies behind the seal is reached too.
#include <cstdint>
#include <cstdlib>

#include "platform/crypto/crypto.h"
#include "voice/recording/recording_file.h"

using namespace centralino::voice;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

const RecordingKeys& keys() {
  static const RecordingKeys all = [] {
    centralino::crypto::init();
    RecordingKey key{};
    key.fill(1);
    return RecordingKeys({key});
  }();
  return all;
}

// Kind (1), length / 64 (1), as many bytes again and again.
std::vector<std::uint8_t> sealed(std::span<const std::uint8_t> data) {
  RecordingHeader header{};
  const auto seal = RecordingSeal::fresh(keys().newest(), header);
  std::vector<std::uint8_t> out(header.begin(), header.end());
  for (std::uint64_t index = 0; data.size() >= 2; ++index) {
    const std::size_t length = data[0] < 128 ? data[1] : data[1] * std::size_t{64};
    const auto kind = static_cast<RecordingChunk>(data[0] % 8);
    data = data.subspan(2);
    std::vector<std::uint8_t> text(
        data.begin(), data.begin() + static_cast<std::ptrdiff_t>(std::min(length, data.size())));
    data = data.subspan(text.size());
    text.resize(length);
    seal.seal(index, kind, text, out);
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span<const std::uint8_t> rest(data + 1, size - 1);
  auto bytes =
      data[0] % 2 == 0 ? std::vector<std::uint8_t>(rest.begin(), rest.end()) : sealed(rest);
  const std::size_t file_bytes = bytes.size();
  const auto opened = RecordingFile::from_bytes(std::move(bytes), keys());
  const auto* file = std::get_if<RecordingFile>(&opened);
  if (file == nullptr) return 0;
  const std::int64_t length_ms = file->length_ms();
  require(length_ms >= 0 && static_cast<std::size_t>(length_ms) <= file_bytes);
  for (const RecordingMarker& marker : file->markers())
    require(marker.at_ms >= 0 && marker.at_ms <= length_ms);
  if (const auto samples = file->read(0, length_ms))
    require(samples->size() == static_cast<std::size_t>(length_ms) * 16);
  if (const auto samples = file->read(length_ms - 1, 5)) require(samples->size() <= 16);
  if (const auto peaks = file->peaks(7))
    for (const auto& peak : *peaks) require(peak.left >= 0 && peak.right <= 1);
  if (const auto wav = wav_bytes(*file, 1, wav_size(*file)))
    require(wav->size() == wav_size(*file) - 1);
  return 0;
}
