#include "voice/media/music.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "base/prng.h"

namespace centralino::voice {
namespace {

constexpr std::size_t bars = 12;
constexpr std::size_t bar_samples = music_samples / bars;  // 4 s
constexpr std::size_t steps_a_bar = 8;

// A piece is a ring: what sounds on at its end sounds into its beginning.
using Ring = std::vector<float>;

double hertz_of(int semitones) { return 220.0 * std::exp2(semitones / 12.0); }  // from A3

// One sine with a slow rise and a long fall.
struct Note {
  double hertz = 0;
  float loudness = 0;
  std::size_t begin = 0;
  std::size_t rise = 0;
  std::size_t length = 0;
  bool plucked = false;
};

void add(Ring& ring, const Note& note) {
  const std::complex<double> turn =
      std::polar(1.0, 2 * std::numbers::pi * note.hertz / sample_rate);
  std::complex<double> phase = 1;
  const double fall = std::exp(-4.0 / static_cast<double>(note.length - note.rise));
  double level = note.loudness;
  for (std::size_t i = 0; i < note.length; ++i, phase *= turn) {
    const std::size_t left = note.length - i;
    double envelope = level;
    if (i < note.rise) {
      const double part = static_cast<double>(i) / static_cast<double>(note.rise);
      envelope *= part * part * (3 - 2 * part);
    } else if (note.plucked) {
      level *= fall;
    }
    const double end =
        static_cast<double>(std::min(left, bar_samples / 2)) / static_cast<double>(bar_samples / 2);
    ring[(note.begin + i) % ring.size()] += static_cast<float>(envelope * end * phase.imag());
  }
}

// Chords in semitones above the key; every four bars return home by one of three ways.
constexpr std::array<std::array<int, 4>, 6> chords = {
    {{0, 4, 7, 11}, {-3, 0, 4, 7}, {-7, -3, 0, 4}, {2, 5, 9, 12}, {-5, -1, 2, 5}, {4, 7, 11, 14}}};
constexpr std::array<std::array<std::size_t, 4>, 3> ways = {
    {{0, 1, 2, 4}, {0, 5, 3, 4}, {0, 2, 3, 4}}};

void add_chord(Ring& ring, const std::array<int, 4>& chord, int key, std::size_t bar) {
  for (const int tone : chord)
    for (const double off : {0.9985, 1.0015})  // two strings, a little apart
      add(ring, {hertz_of(key + tone) * off, 0.10F, bar * bar_samples, bar_samples / 2,
                 bar_samples + bar_samples / 2, false});
}

void add_plucks(Ring& ring, const std::array<int, 4>& chord, int key, std::size_t bar, Prng& prng) {
  for (std::size_t step = 0; step < steps_a_bar; ++step) {
    if (!prng.chance(step == 0 ? 0.9 : 0.4)) continue;
    const int tone = chord[prng.below(chord.size())] + (prng.chance(0.5) ? 12 : 0);
    const std::size_t begin = bar * bar_samples + step * bar_samples / steps_a_bar;
    const auto loudness = static_cast<float>(0.10 + 0.08 * prng.uniform());
    add(ring, {hertz_of(key + tone), loudness, begin, 80, bar_samples, true});
    add(ring, {hertz_of(key + tone) * 2, loudness / 4, begin, 80, bar_samples / 2, true});
  }
}

}  // namespace

std::vector<Sample> compose_music(std::uint64_t seed) {
  Prng prng(seed);
  const int key = static_cast<int>(prng.between(3, 8));  // C4 to F4
  Ring ring(music_samples, 0.0F);
  for (std::size_t part = 0; part < bars / 4; ++part) {
    const auto& way = ways[prng.below(ways.size())];
    for (std::size_t i = 0; i < way.size(); ++i) {
      const std::size_t bar = part * way.size() + i;
      add_chord(ring, chords[way[i]], key, bar);
      add_plucks(ring, chords[way[i]], key, bar, prng);
    }
  }
  double power = 0;
  for (const float value : ring) power += static_cast<double>(value) * value;
  const double rms = std::sqrt(power / static_cast<double>(ring.size()));
  const auto gain = static_cast<float>(0.1 * 32'767 / std::max(rms, 1e-9));
  std::vector<Sample> out(ring.size());
  std::transform(ring.begin(), ring.end(), out.begin(),
                 [gain](float value) { return clamped(value * gain); });
  return out;
}

}  // namespace centralino::voice
