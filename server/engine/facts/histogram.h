// Waits as counts in bins, so that percentiles and any threshold can be computed later, and an hour
// is the sum of its minutes.
//
// Bin 0 holds waits of exactly 0; bin k (1 ≤ k ≤ 300) holds (k−1, k] seconds; above 300 s each bin
// is a quarter of a doubling, up to two days, and the last one holds the rest.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <vector>

namespace centralino::engine::facts {

struct Bin {
  int index = 0;
  std::int64_t count = 0;
  bool operator==(const Bin&) const = default;
};
BOOST_DESCRIBE_STRUCT(Bin, (), (index, count))

class Histogram {
 public:
  void add(std::int64_t wait_ms, std::int64_t count = 1);  // negative waits count as 0
  void merge(const Histogram& other);
  std::int64_t total() const;

  // Waits of at most `threshold_ms`: exact for whole seconds up to 300 s; above, a bin counts when
  // it lies wholly below.
  std::int64_t at_most(std::int64_t threshold_ms) const;

  // Upper edge of the bin in which the percentile (0 < p ≤ 100) falls; nullopt when empty.
  std::optional<std::int64_t> percentile_ms(int p) const;

  bool operator==(const Histogram&) const = default;

  std::vector<Bin> bins;  // by index, no zero counts
};
BOOST_DESCRIBE_STRUCT(Histogram, (), (bins))

int bin_of(std::int64_t wait_ms);
std::int64_t upper_edge_ms(int bin);

}  // namespace centralino::engine::facts
