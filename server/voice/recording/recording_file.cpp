#include "voice/recording/recording_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>

#include "voice/media/bytes.h"
#include "voice/media/g711.h"
#include "voice/media/wav.h"

namespace centralino::voice {
namespace {

constexpr std::size_t markers_max = 10'000;  // more are left out
constexpr std::size_t wav_frame_bytes = 4;   // two samples of 16 bits

class OpenFile {
 public:
  explicit OpenFile(int fd) : fd_(fd) {}
  ~OpenFile() { close(fd_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool read(std::uint64_t at, std::span<std::uint8_t> into) const {
    while (!into.empty()) {
      const ssize_t size = pread(fd_, into.data(), into.size(), static_cast<off_t>(at));
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0) return false;
      into = into.subspan(static_cast<std::size_t>(size));
      at += static_cast<std::uint64_t>(size);
    }
    return true;
  }

 private:
  int fd_;
};

RecordingChunk kind_of(const RecordingPrefix& prefix) {
  return static_cast<RecordingChunk>(prefix[0]);
}
std::uint32_t length_of(const RecordingPrefix& prefix) {
  return read32(prefix.data()) & 0x00ff'ffff;
}

}  // namespace

std::string_view word(RecordingProblem problem) {
  switch (problem) {
    case RecordingProblem::missing:
      return "missing";
    case RecordingProblem::not_a_recording:
      return "not_a_recording";
    case RecordingProblem::unknown_key:
      return "unknown_key";
    case RecordingProblem::damaged:
      break;
  }
  return "damaged";
}

RecordingFile::Opened RecordingFile::open(const std::string& path, const RecordingKeys& keys) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return RecordingProblem::missing;
  auto file = std::make_shared<OpenFile>(fd);
  return from(
      [file](std::uint64_t at, std::span<std::uint8_t> into) { return file->read(at, into); },
      keys);
}

RecordingFile::Opened RecordingFile::from_bytes(std::vector<std::uint8_t> bytes,
                                                const RecordingKeys& keys) {
  auto held = std::make_shared<std::vector<std::uint8_t>>(std::move(bytes));
  return from(
      [held](std::uint64_t at, std::span<std::uint8_t> into) {
        if (at > held->size() || into.size() > held->size() - at) return false;
        std::copy_n(held->begin() + static_cast<std::ptrdiff_t>(at), into.size(), into.begin());
        return true;
      },
      keys);
}

RecordingFile::Opened RecordingFile::from(Source source, const RecordingKeys& keys) {
  RecordingHeader header{};
  if (!source(0, header)) return RecordingProblem::not_a_recording;
  const auto id = key_id_of(header);
  if (!id) return RecordingProblem::not_a_recording;
  const RecordingKey* key = keys.find(*id);
  if (key == nullptr) return RecordingProblem::unknown_key;
  const auto seal = RecordingSeal::of(*key, header);
  if (!seal) return RecordingProblem::damaged;
  RecordingFile file(std::move(source), *seal);
  if (!file.find_chunks()) return RecordingProblem::damaged;
  return file;
}

// Only markers and the end are opened here; audio when it is read. False: it was changed.
bool RecordingFile::find_chunks() {
  std::uint64_t at = recording_header_bytes;
  RecordingPrefix prefix{};
  std::array<std::uint8_t, 1> last{};
  for (std::uint64_t index = 0; !complete_ && source_(at, prefix); ++index) {
    const std::uint32_t length = length_of(prefix);
    const std::uint64_t end = at + prefix.size() + length + recording_seal_bytes;
    const bool audio = kind_of(prefix) == RecordingChunk::audio;
    if (audio && (length == 0 || length > recording_second_bytes || length % 2 != 0)) return false;
    // Seconds are found by their number, so only the last may be shorter.
    if (audio && !seconds_.empty() && seconds_.back().bytes != recording_second_bytes) return false;
    if (!source_(end - 1, last)) break;  // cut off
    if (audio) {
      seconds_.push_back({at, index, length});
      samples_ += length / 2;
    } else if (kind_of(prefix) == RecordingChunk::marker) {
      if (!read_marker(at, index)) return false;
    } else if (kind_of(prefix) != RecordingChunk::end || !read_end(at, index)) {
      return false;
    }
    at = end;
  }
  std::erase_if(markers_,
                [&](const RecordingMarker& marker) { return marker.at_ms > length_ms(); });
  return true;
}

bool RecordingFile::read_marker(std::uint64_t at, std::uint64_t index) {
  const auto text = chunk(at, index);
  if (!text || text->size() < 9) return false;
  const auto at_ms = static_cast<std::int64_t>(read64(&(*text)[1]));
  if (at_ms < 0) return false;
  if (markers_.size() < markers_max)
    markers_.push_back({(*text)[0] != 0, at_ms, std::string(text->begin() + 9, text->end())});
  return true;
}

bool RecordingFile::read_end(std::uint64_t at, std::uint64_t index) {
  const auto text = chunk(at, index);
  if (!text || text->size() != 9) return false;
  // What was written between must all be there.
  if (static_cast<std::int64_t>(read64(text->data())) != length_ms()) return false;
  cut_off_ = (*text)[8] != 0;
  complete_ = true;
  return true;
}

std::optional<std::vector<std::uint8_t>> RecordingFile::chunk(std::uint64_t at,
                                                              std::uint64_t index) const {
  RecordingPrefix prefix{};
  if (!source_(at, prefix)) return std::nullopt;
  const std::uint32_t length = length_of(prefix);
  if (length > recording_second_bytes) return std::nullopt;
  std::vector<std::uint8_t> sealed(length + recording_seal_bytes);
  if (!source_(at + prefix.size(), sealed)) return std::nullopt;
  return seal_.open(index, prefix, sealed);
}

std::optional<std::vector<Sample>> RecordingFile::read(std::int64_t from_ms,
                                                       std::int64_t ms) const {
  const std::int64_t begin = std::clamp<std::int64_t>(from_ms, 0, length_ms()) * samples_per_ms;
  const std::int64_t count = std::clamp<std::int64_t>(ms, 0, length_ms()) * samples_per_ms;
  const std::int64_t end = std::min(begin + count, length_ms() * samples_per_ms);
  std::vector<Sample> out;
  out.reserve(2 * static_cast<std::size_t>(end - begin));
  for (std::int64_t at = begin; at < end;) {
    const auto number = static_cast<std::size_t>(at) / second_samples;
    const auto codes = chunk(seconds_[number].at, seconds_[number].index);
    if (!codes || codes->size() != seconds_[number].bytes) return std::nullopt;
    const std::size_t from = 2 * (static_cast<std::size_t>(at) % second_samples);
    const std::size_t take = std::min(codes->size() - from, 2 * static_cast<std::size_t>(end - at));
    out.resize(out.size() + take);
    decode(Law::ulaw, std::span(*codes).subspan(from, take), std::span(out).last(take));
    at += static_cast<std::int64_t>(take / 2);
  }
  return out;
}

std::optional<std::vector<RecordingFile::Peak>> RecordingFile::peaks(std::size_t count) const {
  std::vector<Peak> out(std::min(count, peaks_max));
  if (out.empty()) return out;
  std::size_t sample = 0;
  for (const Second& second : seconds_) {
    const auto codes = chunk(second.at, second.index);
    if (!codes) return std::nullopt;
    for (std::size_t i = 0; i + 1 < codes->size(); i += 2, ++sample) {
      Peak& peak = out[sample * out.size() / static_cast<std::size_t>(samples_)];
      const auto level = [](std::uint8_t code) {
        return static_cast<float>(std::abs(g711::decode_ulaw(code))) / 32'768.0F;
      };
      peak.left = std::max(peak.left, level((*codes)[i]));
      peak.right = std::max(peak.right, level((*codes)[i + 1]));
    }
  }
  return out;
}

std::uint64_t wav_size(const RecordingFile& file) {
  return wav_header_bytes +
         static_cast<std::uint64_t>(file.length_ms()) * (sample_rate / 1'000) * wav_frame_bytes;
}

std::optional<std::vector<std::uint8_t>> wav_bytes(const RecordingFile& file, std::uint64_t offset,
                                                   std::size_t length) {
  const std::uint64_t size = wav_size(file);
  offset = std::min(offset, size);
  length = static_cast<std::size_t>(std::min<std::uint64_t>(length, size - offset));
  std::vector<std::uint8_t> out;
  const auto header = wav_header(WavFormat::pcm16, 2, size - wav_header_bytes);
  if (offset < header.size()) {
    const std::size_t count = std::min(length, header.size() - static_cast<std::size_t>(offset));
    out.assign(header.begin() + static_cast<std::ptrdiff_t>(offset),
               header.begin() + static_cast<std::ptrdiff_t>(offset + count));
  }
  if (out.size() == length) return out;
  // Whole milliseconds around what is wanted.
  constexpr std::uint64_t ms_bytes = sample_rate / 1'000 * wav_frame_bytes;
  const std::uint64_t from = std::max<std::uint64_t>(offset, header.size()) - header.size();
  const std::uint64_t to = offset + length - header.size();
  const std::uint64_t first_ms = from / ms_bytes;
  const std::uint64_t last_ms = (to + ms_bytes - 1) / ms_bytes;
  const auto samples =
      file.read(static_cast<std::int64_t>(first_ms), static_cast<std::int64_t>(last_ms - first_ms));
  if (!samples) return std::nullopt;
  std::vector<std::uint8_t> bytes;
  append_wav(WavFormat::pcm16, *samples, bytes);
  const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(from - first_ms * ms_bytes);
  out.insert(out.end(), begin, begin + static_cast<std::ptrdiff_t>(to - from));
  return out;
}

}  // namespace centralino::voice
