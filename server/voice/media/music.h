// Music for waiting, composed here from a seed: soft chords and a few plucked notes, calm, in the
// band of a telephone. Nobody else's work, so there is nobody to ask.
#pragma once

#include <cstdint>
#include <vector>

#include "voice/media/frame.h"

namespace centralino::voice {

constexpr std::size_t music_samples = 48 * sample_rate;

// 48 s that may be repeated without an audible seam; about -20 dBFS. The same seed gives the same
// piece. Costs about 30 ms: once, at the start.
std::vector<Sample> compose_music(std::uint64_t seed);

}  // namespace centralino::voice
