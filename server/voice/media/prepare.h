// Makes any audio ready for the telephone: one channel, 8 kHz, of even loudness. For prompts when
// they are uploaded or spoken, never while a call waits.
#pragma once

#include <vector>

#include "voice/media/wav.h"

namespace centralino::voice {

// The mean of both channels.
std::vector<Sample> to_mono(const Audio& audio);

// From `rate` (8 to 96 kHz) by a windowed sinc of 16 zero crossings on each side; what 8 kHz cannot
// carry is filtered out first. Returns round(samples · 8,000 / rate) samples.
std::vector<Sample> to_telephone_rate(Samples samples, std::uint32_t rate);

// Brings what is not silence to `rms_db` (dB of full scale) without letting any sample pass
// `peak_db`. Silence stays.
void normalise(std::span<Sample> samples, double rms_db = -20, double peak_db = -3);

// The same for what people bring, which may be loud in few places: what would pass `peak_db` is
// turned down there alone, from 5 ms before to 5 ms after, so that nothing is cut off.
void even_loudness(std::span<Sample> samples, double rms_db = -20, double peak_db = -3);

// Takes away the silence at both ends but for a tenth of a second; nothing but silence becomes
// empty.
void trim_silence(std::vector<Sample>& samples);

}  // namespace centralino::voice
