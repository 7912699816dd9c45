#include "voice/recording/recording_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "voice/media/bytes.h"

namespace centralino::voice {

RecordingWriter::RecordingWriter(const RecordingKey& key, const std::string& path)
    : path_(path), seal_(RecordingSeal::fresh(key, header_)) {
  std::error_code failed;
  const auto folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, failed);
  fd_ = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd_ < 0) {
    problem_ = std::strerror(errno);
    return;
  }
  write_all(header_);
}

RecordingWriter::~RecordingWriter() {
  if (fd_ >= 0) close(fd_);
}

void RecordingWriter::write_all(std::span<const std::uint8_t> left) {
  while (!left.empty() && problem_.empty()) {
    const ssize_t written = write(fd_, left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      problem_ = std::strerror(errno);
    } else {
      left = left.subspan(static_cast<std::size_t>(written));
    }
  }
}

void RecordingWriter::chunk(RecordingChunk kind, std::span<const std::uint8_t> text) {
  if (!problem_.empty()) return;
  std::vector<std::uint8_t> sealed;  // kept, it would be 16 MB of a thousand recordings
  seal_.seal(index_++, kind, text, sealed);
  write_all(sealed);
}

void RecordingWriter::audio(std::span<const std::uint8_t> codes) {
  if (!codes.empty()) chunk(RecordingChunk::audio, codes);
}

void RecordingWriter::marker(const RecordingMarker& marker) {
  std::vector<std::uint8_t> text(9);
  text[0] = marker.on ? 1 : 0;
  write64(&text[1], static_cast<std::uint64_t>(marker.at_ms));
  const std::size_t why = std::min(marker.why.size(), recording_why_bytes_max);
  text.insert(text.end(), marker.why.begin(),
              marker.why.begin() + static_cast<std::ptrdiff_t>(why));
  chunk(RecordingChunk::marker, text);
}

void RecordingWriter::end(std::int64_t length_ms, bool cut_off) {
  std::array<std::uint8_t, 9> text{};
  write64(text.data(), static_cast<std::uint64_t>(length_ms));
  text[8] = cut_off ? 1 : 0;
  chunk(RecordingChunk::end, text);
  if (problem_.empty() && fdatasync(fd_) != 0) problem_ = std::strerror(errno);
}

void RecordingWriter::discard() {
  if (fd_ >= 0) unlink(path_.c_str());
}

}  // namespace centralino::voice
