// Blobs: customers' files, named by the SHA-256 of their content, in folders of the data directory.
// The same content is stored once; a blob is never changed.
//
// A blob is on disk (fsync) before its name is used in a row, so a row never names a missing file;
// a crash in between leaves at most an unnamed blob.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace centralino::files {

class Blobs {
 public:
  explicit Blobs(std::string folder) : folder_(std::move(folder)) {}

  // Its name. Throws std::runtime_error when it cannot be written (the message says why).
  std::string put(std::string_view content) const;
  std::optional<std::string> get(const std::string& sha256) const;
  // Where it lies, for those who read it as a file.
  std::string path_of(const std::string& sha256) const;

 private:
  std::string folder_;
};

}  // namespace centralino::files
