#include "voice/media/g711.h"

namespace centralino::voice {
namespace {

template <class F>
constexpr std::array<std::int16_t, 256> decode_table(F decode_one) {
  std::array<std::int16_t, 256> table{};
  for (unsigned code = 0; code < 256; ++code)
    table[code] = decode_one(static_cast<std::uint8_t>(code));
  return table;
}

// The lowest bits of a sample never matter to the code: 13 bits are enough as an index.
constexpr unsigned index_shift = 2;
constexpr std::size_t index_count = 65'536 >> index_shift;

template <class F>
std::array<std::uint8_t, index_count> encode_table(F encode_one) {
  std::array<std::uint8_t, index_count> table{};
  for (std::size_t i = 0; i < index_count; ++i)
    table[i] = encode_one(static_cast<std::int16_t>(static_cast<std::uint16_t>(i << index_shift)));
  return table;
}

constexpr auto from_ulaw = decode_table(g711::decode_ulaw);
constexpr auto from_alaw = decode_table(g711::decode_alaw);
const auto to_ulaw = encode_table(g711::encode_ulaw);
const auto to_alaw = encode_table(g711::encode_alaw);

}  // namespace

void decode(Law law, std::span<const std::uint8_t> in, std::span<std::int16_t> out) {
  const auto& table = law == Law::ulaw ? from_ulaw : from_alaw;
  for (std::size_t i = 0; i < in.size(); ++i) out[i] = table[in[i]];
}

void encode(Law law, std::span<const std::int16_t> in, std::span<std::uint8_t> out) {
  const auto& table = law == Law::ulaw ? to_ulaw : to_alaw;
  for (std::size_t i = 0; i < in.size(); ++i)
    out[i] = table[static_cast<std::uint16_t>(in[i]) >> index_shift];
}

}  // namespace centralino::voice
