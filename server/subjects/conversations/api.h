// Routes of conversations: the widget's, the visitor's and the agents'.
#pragma once

#include "platform/api/routes.h"
#include "platform/files/blobs.h"
#include "platform/jobs/pool.h"
#include "platform/loop/loop_thread.h"

namespace centralino::conversations {

struct ApiParts {
  loop::LoopThread& loop;
  jobs::ReadPool& readers;
  files::Blobs& blobs;
  bool telephone = false;  // this server has one: visitors may call
};

void add_visitor_routes(api::Routes& routes, ApiParts parts);
void add_agent_routes(api::Routes& routes, ApiParts parts);
void add_file_routes(api::Routes& routes, ApiParts parts);

// The first message of a visitor's socket, as of loop.last_seq(); empty if the conversation is
// gone.
std::string visitor_snapshot(loop::Loop& loop, const Actor& visitor, std::uint64_t seed);

}  // namespace centralino::conversations
