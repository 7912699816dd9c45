#include "voice/recording/recording_key.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "base/check.h"
#include "platform/crypto/crypto.h"

namespace centralino::voice {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& why) {
  throw std::runtime_error("The key file for recordings " + path + " " + why);
}

// Never over a file that is there: a lost key is a lost archive.
void make(const std::string& path) {
  RecordingKey key{};
  randombytes_buf(key.data(), key.size());
  std::array<char, sizeof(RecordingKey) * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), key.data(), key.size());
  const std::string text =
      std::string("# Keys of recordings, the newest first.\n") + hex.data() + "\n";
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST) return;  // another start was faster
  if (fd < 0) fail(path, std::string("cannot be made: ") + std::strerror(errno));
  const bool written =
      write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(fd) == 0;
  close(fd);
  if (written) return;
  unlink(path.c_str());
  fail(path, "cannot be written; is the disk full?");
}

std::optional<RecordingKey> key_of(std::string_view line) {
  RecordingKey key{};
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(key.data(), key.size(), line.data(), line.size(), nullptr, &size, &end) != 0 ||
      size != key.size() || end != line.data() + line.size())
    return std::nullopt;
  return key;
}

}  // namespace

RecordingKeyId id_of(const RecordingKey& key) {
  static constexpr std::string_view context = "centralino recording key";
  std::array<std::uint8_t, crypto_generichash_BYTES_MIN> hash{};
  crypto_generichash(hash.data(), hash.size(),
                     reinterpret_cast<const unsigned char*>(context.data()), context.size(),
                     key.data(), key.size());
  RecordingKeyId id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

RecordingKeys::RecordingKeys(std::vector<RecordingKey> newest_first)
    : keys_(std::move(newest_first)) {
  CHECK(!keys_.empty(), "recordings without a key");
}

RecordingKeys RecordingKeys::from_file(const std::string& path) {
  crypto::init();
  if (access(path.c_str(), F_OK) != 0) make(path);
  std::ifstream file(path);
  if (!file) fail(path, "cannot be read; who runs the service must be its owner.");
  std::vector<RecordingKey> keys;
  for (std::string line; std::getline(file, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    const auto key = key_of(line);
    if (!key) fail(path, "has a line that is no key: 64 hexadecimal digits each.");
    keys.push_back(*key);
  }
  if (keys.empty()) fail(path, "has no key. Restore it from your backup of keys.");
  return RecordingKeys(std::move(keys));
}

const RecordingKey* RecordingKeys::find(const RecordingKeyId& id) const {
  for (const RecordingKey& key : keys_)
    if (id_of(key) == id) return &key;
  return nullptr;
}

}  // namespace centralino::voice
