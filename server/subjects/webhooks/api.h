// Routes of webhooks.
#pragma once

#include "platform/api/routes.h"

namespace centralino::webhooks {

void add_routes(api::Routes& routes);

}  // namespace centralino::webhooks
