#include "platform/files/blobs.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "platform/crypto/crypto.h"

namespace centralino::files {
namespace {

void write_all(const std::string& path, std::string_view content) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("cannot create " + path + ": " + std::strerror(errno));
  std::size_t done = 0;
  while (done < content.size()) {
    const auto n = ::write(file, content.data() + done, content.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) break;
    done += static_cast<std::size_t>(n);
  }
  const bool ok = done == content.size() && ::fsync(file) == 0;
  const int error = errno;
  ::close(file);
  if (ok) return;
  ::unlink(path.c_str());
  throw std::runtime_error("cannot write " + path + ": " + std::strerror(error));
}

}  // namespace

std::string Blobs::path_of(const std::string& sha256) const {
  return folder_ + "/" + sha256.substr(0, 2) + "/" + sha256;
}

std::string Blobs::put(std::string_view content) const {
  const std::string name = crypto::sha256_hex(content);
  const std::string path = path_of(name);
  if (std::filesystem::exists(path)) return name;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  const std::string temporary = path + "." + crypto::random_token("");
  write_all(temporary, content);
  std::filesystem::rename(temporary, path);
  return name;
}

std::optional<std::string> Blobs::get(const std::string& sha256) const {
  std::ifstream in(path_of(sha256), std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace centralino::files
