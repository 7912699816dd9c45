// How flows ask other systems: one HTTPS request, its JSON answer flattened into named fields.
#pragma once

#include <functional>

#include "channels/flow/shell.h"
#include "platform/web/web_client.h"

namespace centralino {

// `web` may be set later than this is called. In a demo, this very server answers for the demo's
// parcels.
shell::LookUp look_ups(std::function<web::WebClient*()> web, bool demo);

}  // namespace centralino
