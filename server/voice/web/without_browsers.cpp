// Until the plane carries browsers: they are refused with a sentence.
#include "voice/media/plane.h"

namespace centralino::voice {

__attribute__((weak)) std::optional<MediaPlane::WebPlace> MediaPlane::open_web(LegId, RoomId,
                                                                               Role) {
  return std::nullopt;
}

}  // namespace centralino::voice
