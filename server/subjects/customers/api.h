// Routes by which other systems tell what they know of customers.
#pragma once

#include "platform/api/routes.h"

namespace centralino::customers {

void add_routes(api::Routes& routes);

}  // namespace centralino::customers
