#include "voice/recording/recording_format.h"

#include <sodium.h>

#include <algorithm>
#include <string_view>

#include "voice/media/bytes.h"

namespace centralino::voice {
namespace {

constexpr std::array<std::uint8_t, 8> magic = {'C', 'N', 'T', 'R', 'E', 'C', 0, 1};
constexpr std::size_t key_id_at = 8;
constexpr std::size_t random_at = 16;
constexpr std::size_t tag_at = 32;

}  // namespace

RecordingSeal::RecordingSeal(const RecordingKey& key, const RecordingHeader& header) {
  crypto_generichash(key_.data(), key_.size(), header.data(), tag_at, key.data(), key.size());
  std::copy_n(header.begin() + random_at, random_.size(), random_.begin());
}

std::array<std::uint8_t, 16> RecordingSeal::tag(const RecordingHeader& header) const {
  std::array<std::uint8_t, 16> out{};
  crypto_generichash(out.data(), out.size(), header.data(), tag_at, key_.data(), key_.size());
  return out;
}

RecordingSeal RecordingSeal::fresh(const RecordingKey& key, RecordingHeader& header) {
  std::copy(magic.begin(), magic.end(), header.begin());
  const RecordingKeyId id = id_of(key);
  std::copy(id.begin(), id.end(), header.begin() + key_id_at);
  randombytes_buf(&header[random_at], 16);
  const RecordingSeal seal(key, header);
  const auto tag = seal.tag(header);
  std::copy(tag.begin(), tag.end(), header.begin() + tag_at);
  return seal;
}

std::optional<RecordingSeal> RecordingSeal::of(const RecordingKey& key,
                                               const RecordingHeader& header) {
  const RecordingSeal seal(key, header);
  const auto tag = seal.tag(header);
  if (sodium_memcmp(tag.data(), &header[tag_at], tag.size()) != 0) return std::nullopt;
  return seal;
}

std::array<std::uint8_t, 24> RecordingSeal::nonce(std::uint64_t index) const {
  std::array<std::uint8_t, 24> out{};
  std::copy(random_.begin(), random_.end(), out.begin());
  write64(&out[16], index);
  return out;
}

void RecordingSeal::seal(std::uint64_t index, RecordingChunk kind,
                         std::span<const std::uint8_t> text, std::vector<std::uint8_t>& out) const {
  RecordingPrefix prefix{};
  write32(prefix.data(),
          static_cast<std::uint32_t>(kind) << 24 | static_cast<std::uint32_t>(text.size()));
  const std::size_t at = out.size();
  out.reserve(at + prefix.size() + text.size() + recording_seal_bytes);
  out.insert(out.end(), prefix.begin(), prefix.end());
  out.resize(at + prefix.size() + text.size() + recording_seal_bytes);
  const auto with = nonce(index);
  crypto_aead_xchacha20poly1305_ietf_encrypt(&out[at + prefix.size()], nullptr, text.data(),
                                             text.size(), prefix.data(), prefix.size(), nullptr,
                                             with.data(), key_.data());
}

std::optional<std::vector<std::uint8_t>> RecordingSeal::open(
    std::uint64_t index, const RecordingPrefix& prefix,
    std::span<const std::uint8_t> sealed) const {
  if (sealed.size() < recording_seal_bytes) return std::nullopt;
  std::vector<std::uint8_t> text(sealed.size() - recording_seal_bytes);
  const auto with = nonce(index);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(text.data(), nullptr, nullptr, sealed.data(),
                                                 sealed.size(), prefix.data(), prefix.size(),
                                                 with.data(), key_.data()) != 0)
    return std::nullopt;
  return text;
}

std::optional<RecordingKeyId> key_id_of(const RecordingHeader& header) {
  if (!std::equal(magic.begin(), magic.end(), header.begin())) return std::nullopt;
  RecordingKeyId id{};
  std::copy_n(header.begin() + key_id_at, id.size(), id.begin());
  return id;
}

}  // namespace centralino::voice
