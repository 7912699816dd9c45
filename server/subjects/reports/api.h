// Routes of queues and figures.
#pragma once

#include "platform/api/routes.h"
#include "platform/jobs/pool.h"
#include "platform/loop/loop_thread.h"

namespace centralino::reports {

struct ApiParts {
  loop::LoopThread& loop;
  jobs::ReadPool& readers;
};
void add_routes(api::Routes& routes, ApiParts parts);

}  // namespace centralino::reports
