// The id of a sound, for those who name one.
#pragma once

#include "base/ids.h"

namespace centralino {

CENTRALINO_ID(SoundId, "sound");

}  // namespace centralino
