// Routes of administration: queues, skills, words, opening hours, widgets, and agents' places.
#pragma once

#include "platform/api/routes.h"

namespace centralino::queues {

void add_routes(api::Routes& routes);

}  // namespace centralino::queues
