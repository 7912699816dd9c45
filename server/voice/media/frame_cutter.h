// Packets of any length → whole frames of 20 ms, for what looks at audio as it arrives. Packets
// that are frames already, as nearly all are, are not copied.
#pragma once

#include <algorithm>

#include "voice/media/frame.h"

namespace centralino::voice {

class FrameCutter {
 public:
  template <class F>  // void(FrameView)
  void push(Samples samples, F each) {
    while (!samples.empty()) {
      if (filled_ == 0 && samples.size() >= frame_samples) {
        each(samples.first<frame_samples>());
        samples = samples.subspan(frame_samples);
        continue;
      }
      const std::size_t count = std::min(samples.size(), frame_samples - filled_);
      std::copy_n(samples.begin(), count, frame_.begin() + static_cast<std::ptrdiff_t>(filled_));
      filled_ += count;
      samples = samples.subspan(count);
      if (filled_ < frame_samples) return;
      filled_ = 0;
      each(FrameView(frame_));
    }
  }

 private:
  Frame frame_{};
  std::size_t filled_ = 0;
};

}  // namespace centralino::voice
