// bench_media: what the media engine's pieces cost on one core, in nanoseconds of CPU time per
// operation.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

#include "voice/media/activity.h"
#include "voice/media/dtmf.h"
#include "voice/media/g711.h"
#include "voice/media/ice.h"
#include "voice/media/jitter.h"
#include "voice/media/mixer.h"
#include "voice/media/music.h"

namespace centralino::voice {
namespace {

// Of this process: what others do on the machine does not count.
double cpu_ns() { return static_cast<double>(std::clock()) * (1e9 / CLOCKS_PER_SEC); }

template <class F>
void measure(const char* name, int repetitions, F once) {
  for (int i = 0; i < repetitions / 10; ++i) once();
  const double begin = cpu_ns();
  for (int i = 0; i < repetitions; ++i) once();
  std::printf("%-44s %10.0f ns\n", name, (cpu_ns() - begin) / repetitions);
}

// Keeps results alive that nobody reads.
volatile std::uint64_t sink = 0;

void bench_jitter(const Frame& audio) {
  JitterBuffer buffer;
  std::int64_t now_us = 0;
  RtpHeader header;
  Frame out;
  const auto step = [&](bool lost) {
    if (!lost) buffer.push(header, audio, now_us);
    ++header.sequence;
    header.timestamp += frame_samples;
    now_us += 20'000;
    sink = sink + buffer.pop(now_us, out).heard;
  };
  measure("jitter buffer: push and pop", 500'000, [&] { step(false); });
  int n = 0;
  measure("jitter buffer: every tenth packet lost", 500'000, [&] { step(++n % 10 == 0); });
}

void bench_stun() {
  std::array<std::uint8_t, stun_bytes_max> request;
  StunWriter writer(StunType::binding_request, {1, 2, 3}, request);
  writer.username("ours:theirs");
  writer.controlling(5);
  writer.integrity("secret");
  writer.fingerprint();
  IceLite ice({"ours", "secret"}, "theirs");
  std::array<std::uint8_t, stun_bytes_max> response;
  measure("STUN check, answered", 200'000, [&] {
    sink = sink + ice.receive(std::span(request).first(writer.size()), {}, response).response_bytes;
  });
}

int run() {
  Frame audio;
  const auto music = compose_music(1);
  std::copy_n(music.begin() + 8'000, audio.size(), audio.begin());
  std::array<std::uint8_t, frame_samples> codes{};
  Frame out;
  measure("encode 20 ms A-law", 2'000'000, [&] {
    encode(Law::alaw, audio, codes);
    sink = sink + codes[5];
  });
  measure("decode 20 ms A-law", 2'000'000, [&] {
    decode(Law::alaw, codes, out);
    sink = sink + static_cast<std::uint64_t>(out[5]);
  });
  bench_jitter(audio);
  Mixer mixer;
  for (std::size_t from = 0; from < 3; ++from)
    for (std::size_t to = 0; to < 3; ++to)
      if (from != to) mixer.set_gain(from, to, 1);
  const std::vector<Frame> said(3, audio);
  std::vector<Frame> heard(3);
  measure("mix of three legs", 1'000'000, [&] {
    mixer.mix(said, heard);
    sink = sink + static_cast<std::uint64_t>(heard[0][7]);
  });
  DtmfDetector detector;
  measure("keys in the audio, 20 ms", 500'000,
          [&] { sink = sink + detector.hear(audio).has_value(); });
  VoiceActivity activity;
  measure("voice activity, 20 ms", 1'000'000, [&] { sink = sink + activity.hear(audio); });
  bench_stun();
  measure("music for waiting, 48 s, composed once", 10,
          [] { sink = sink + compose_music(sink).size(); });
  std::printf("memory of a jitter buffer: %zu bytes\n", sizeof(JitterBuffer));
  return 0;
}

}  // namespace
}  // namespace centralino::voice

int main() { return centralino::voice::run(); }
