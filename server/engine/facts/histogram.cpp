#include "engine/facts/histogram.h"

#include <algorithm>
#include <array>

namespace centralino::engine::facts {
namespace {

constexpr int fine_bins = 300;
constexpr int log_bins = 38;  // 300 s × 2^(38/4) ≈ two and a half days

// Upper edges above 300 s: 300 × 2^(k/4) in whole seconds, rounded; integers, so the same
// everywhere.
constexpr std::array<std::int64_t, log_bins> edges_s() {
  constexpr std::array<std::int64_t, 4> quarter_per_mille = {1189, 1414, 1682, 2000};
  std::array<std::int64_t, log_bins> edges{};
  for (int k = 0; k < log_bins; ++k)
    edges[static_cast<std::size_t>(k)] = 300 * (std::int64_t{1} << (k / 4)) *
                                         quarter_per_mille[static_cast<std::size_t>(k % 4)] / 1000;
  return edges;
}
constexpr auto upper_edges_s = edges_s();

}  // namespace

int bin_of(std::int64_t wait_ms) {
  if (wait_ms <= 0) return 0;
  const std::int64_t up_s = (wait_ms + 999) / 1000;
  if (up_s <= fine_bins) return static_cast<int>(up_s);
  const auto at = std::lower_bound(upper_edges_s.begin(), upper_edges_s.end(), up_s);
  return fine_bins + 1 +
         static_cast<int>(std::min<std::ptrdiff_t>(at - upper_edges_s.begin(), log_bins - 1));
}

std::int64_t upper_edge_ms(int bin) {
  if (bin <= fine_bins) return std::int64_t{bin} * 1000;
  return upper_edges_s[static_cast<std::size_t>(std::min(bin - fine_bins - 1, log_bins - 1))] *
         1000;
}

void Histogram::add(std::int64_t wait_ms, std::int64_t count) {
  const int index = bin_of(wait_ms);
  const auto at = std::lower_bound(bins.begin(), bins.end(), index,
                                   [](const Bin& bin, int i) { return bin.index < i; });
  if (at != bins.end() && at->index == index) {
    at->count += count;
  } else {
    bins.insert(at, {index, count});
  }
}

void Histogram::merge(const Histogram& other) {
  std::vector<Bin> sum;
  auto a = bins.begin();
  auto b = other.bins.begin();
  while (a != bins.end() || b != other.bins.end()) {
    if (b == other.bins.end() || (a != bins.end() && a->index < b->index)) {
      sum.push_back(*a++);
    } else if (a == bins.end() || b->index < a->index) {
      sum.push_back(*b++);
    } else {
      sum.push_back({a->index, a->count + b->count});
      ++a;
      ++b;
    }
  }
  bins = std::move(sum);
}

std::int64_t Histogram::total() const {
  std::int64_t sum = 0;
  for (const Bin& bin : bins) sum += bin.count;
  return sum;
}

std::int64_t Histogram::at_most(std::int64_t threshold_ms) const {
  std::int64_t sum = 0;
  for (const Bin& bin : bins)
    if (upper_edge_ms(bin.index) <= threshold_ms) sum += bin.count;
  return sum;
}

std::optional<std::int64_t> Histogram::percentile_ms(int p) const {
  const std::int64_t n = total();
  if (n == 0) return std::nullopt;
  const std::int64_t rank = std::max<std::int64_t>(1, (n * p + 99) / 100);
  std::int64_t sum = 0;
  for (const Bin& bin : bins) {
    sum += bin.count;
    if (sum >= rank) return upper_edge_ms(bin.index);
  }
  return upper_edge_ms(bins.back().index);
}

}  // namespace centralino::engine::facts
