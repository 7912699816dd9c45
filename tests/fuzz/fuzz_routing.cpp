// What a start reads: the first line is a saved cell (or empty: none), each other line a step of
// the journal. Either is refused, or gives a cell that keeps the invariants, saves and restores
// itself alike, and goes on working.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/routing/replay.h"
#include "engine/routing/testing.h"

using namespace centralino;
using namespace centralino::engine::routing;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

void check(const Cell& cell) {
  require(!cell.check_invariants());
  const std::string saved = cell.save();
  const auto restored = Cell::restore(saved);
  require(restored.ok() && restored.value().save() == saved);
}

// Some inputs that often make sense, and time that passes.
void go_on(Cell cell, std::uint64_t seed) {
  Prng prng(seed);
  Instant now = cell.now();
  std::int64_t first_id = std::max<std::int64_t>(cell.newest_id(), 1'000'000);
  if (first_id > INT64_MAX - 100 * ids_per_step_max) return;
  int next_work = 1'000;
  for (int i = 0; i < 24; ++i) {
    now = now + seconds(prng.between(0, 60));
    const Step step{now, first_id + 1,
                    centralino::engine::routing::testing::random_input(cell, prng, next_work)};
    first_id += ids_per_step_max;
    if (cell.apply(step).ok()) require(!cell.check_invariants());
  }
  if (now <= stored_latest) check(cell);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  Cell cell;
  if (const auto saved = next_line(text); !saved.empty()) {
    auto restored = Cell::restore(saved);
    if (!restored.ok()) {
      require(!in_words(restored.refusal()).empty());
      return 0;
    }
    cell = std::move(restored).value();
    check(cell);
  }
  while (!text.empty()) {
    const auto record = read_step(next_line(text), cell);
    if (!record.ok()) break;
    if (cell.apply(record->step).ok()) require(!cell.check_invariants());
  }
  go_on(cell, size);
  return 0;
}
