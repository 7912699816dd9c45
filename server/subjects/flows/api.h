// Routes of flows.
#pragma once

#include "platform/api/routes.h"

namespace centralino::flows {

void add_routes(api::Routes& routes);

}  // namespace centralino::flows
