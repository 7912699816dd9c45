// The keys that recordings are sealed with: a file of one key a line (32 bytes in hexadecimal), the
// newest first. New recordings use the first; the others still open what they sealed, so a key is
// changed by adding a line at the top. Lines that begin with # are for people.
//
// The file is made, readable for its owner only, when it is missing. It belongs outside of the data
// folder: who gets hold of a backup must not have both.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace centralino::voice {

using RecordingKey = std::array<std::uint8_t, 32>;
using RecordingKeyId = std::array<std::uint8_t, 8>;  // says which key, nothing about it

RecordingKeyId id_of(const RecordingKey& key);

class RecordingKeys {
 public:
  // At least one key.
  explicit RecordingKeys(std::vector<RecordingKey> newest_first);
  // Throws std::runtime_error with a sentence that says what to do.
  static RecordingKeys from_file(const std::string& path);

  const RecordingKey& newest() const { return keys_.front(); }
  const RecordingKey* find(const RecordingKeyId& id) const;

 private:
  std::vector<RecordingKey> keys_;
};

}  // namespace centralino::voice
