#pragma once

namespace centralino {
constexpr const char* version = CENTRALINO_VERSION;
}
