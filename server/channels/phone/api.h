// Routes of the telephone: calls, recordings, and what an administrator sets up.
#pragma once

#include "channels/phone/phone.h"
#include "platform/api/routes.h"
#include "platform/files/blobs.h"
#include "platform/jobs/pool.h"
#include "platform/loop/loop_thread.h"
#include "voice/recording/recording_key.h"

namespace centralino::phone {

struct ApiParts {
  Phone& phone;
  loop::LoopThread& loop;
  jobs::ReadPool& readers;
  std::string recordings_folder;
  std::string recordings_key_file;
  const files::Blobs& blobs;
};

void add_call_routes(api::Routes& routes, const ApiParts& parts);
void add_web_call_routes(api::Routes& routes, const ApiParts& parts);
void add_setup_routes(api::Routes& routes, const ApiParts& parts);
void add_live_routes(api::Routes& routes, const ApiParts& parts);
void add_report_routes(api::Routes& routes);
void add_sound_routes(api::Routes& routes, const ApiParts& parts);
void add_recording_routes(api::Routes& routes, const ApiParts& parts);

}  // namespace centralino::phone
