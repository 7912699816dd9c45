#include "main/telephone.h"

#include <filesystem>
#include <mutex>

#include "main/look_ups.h"
#include "platform/files/blobs.h"
#include "platform/log/log.h"

namespace centralino {
namespace {

// "20000-29999"
bool parse_range(const std::string& text, std::uint16_t& first, std::uint16_t& last) {
  unsigned a = 0, b = 0;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%u-%u%c", &a, &b, &rest) != 2 || a < 1024 || b > 65'535 || a >= b)
    return false;
  first = static_cast<std::uint16_t>(a);
  last = static_cast<std::uint16_t>(b);
  return true;
}

}  // namespace

// Shared with callbacks that may outlive the telephone by a moment.
struct Telephone::Impl {
  config::Config config;
  std::function<loop::LoopThread*()> loop;
  std::function<web::WebClient*()> web;
  std::unique_ptr<voice::Engine> engine;
  std::mutex mutex;
  std::deque<loop::Command> refused;
  std::atomic<std::int64_t> legs{1};

  // Nothing that happened on the telephone may get lost because the loop is busy.
  void submit(loop::Command command) {
    const std::lock_guard lock(mutex);
    if (refused.empty() && loop()->submit(loop::Command(command))) return;
    refused.push_back(std::move(command));
  }

  void retry() {
    const std::lock_guard lock(mutex);
    while (!refused.empty() && loop()->submit(loop::Command(refused.front()))) refused.pop_front();
  }
};

std::string Telephone::recordings_folder(const config::Config& config) {
  return config.data + "/recordings";
}

std::string Telephone::recordings_key_file(const config::Config& config) {
  if (!config.recordings_key.empty()) return config.recordings_key;
  // Beside the data, not inside: a copy of the folder alone opens nothing.
  auto folder = std::filesystem::absolute(config.data).lexically_normal();
  if (folder.filename().empty()) folder = folder.parent_path();
  return folder.string() + ".recordings-key";
}

Telephone::Telephone(const config::Config& config, std::function<loop::LoopThread*()> loop,
                     std::function<web::WebClient*()> web)
    : impl_(std::make_shared<Impl>()) {
  impl_->config = config;
  impl_->loop = std::move(loop);
  impl_->web = std::move(web);
  phone::Outside outside;
  outside.post = [impl = impl_.get()](voice::Command command) {
    if (impl->engine) impl->engine->post(std::move(command));
  };
  outside.fresh_leg = [impl = impl_.get()] {
    return impl->engine ? impl->engine->fresh_leg() : impl->legs.fetch_add(1);
  };
  outside.submit = [this](std::function<Result<Done>(loop::Tx&)> run) {
    submit("telephone", std::move(run));
  };
  outside.look_up = look_ups(impl_->web, config.demo);
  outside.runs = [impl = impl_.get()] { return impl->engine != nullptr; };
  outside.sound_file = [blobs = files::Blobs(config.data + "/files")](const std::string& sha256) {
    return blobs.path_of(sha256);
  };
  outside.recordings_folder = recordings_folder(config);
  if (config.demo || config.demo_load)
    outside.services = {{"102", phone::Service::echo}, {"103", phone::Service::prompt_once}};
  if (config.demo_load) {
    outside.services = {{"101", phone::Service::wait},
                        {"102", phone::Service::echo},
                        {"103", phone::Service::prompt_again}};
    outside.bridges = true;
  }
  phone_ = std::make_unique<phone::Phone>(std::move(outside));
}

Telephone::~Telephone() { stop(); }

Result<Done> Telephone::start(store::Db& db, queues::Floor& floor) {
  if (impl_->config.sip.empty()) return Done{};
  std::filesystem::create_directories(recordings_folder(impl_->config));
  voice::Settings settings;
  settings.sip = impl_->config.sip;
  settings.sip_tls = impl_->config.sip_tls;
  settings.tls_certificate = impl_->config.tls_certificate;
  settings.tls_key = impl_->config.tls_key;
  if (!parse_range(impl_->config.rtp, settings.rtp_first, settings.rtp_last))
    return refuse_field("telephone.rtp", "must be FIRST-LAST, such as 20000-29999");
  settings.media_address = impl_->config.media_address;
  settings.trusted = impl_->config.sip_trust;
  settings.realm = std::string(phone::device_realm);
  settings.prompts_folder = impl_->config.data + "/prompts";
  settings.recordings_key_file = recordings_key_file(impl_->config);
  try {
    impl_->engine = std::make_unique<voice::Engine>(
        settings, [impl = impl_.get(), phone = phone_.get()](const voice::Event& event) {
          if (const auto* refused = std::get_if<voice::CallRefused>(&event)) {
            log::warning("a call was refused", {{"source", refused->source},
                                                {"to", refused->to},
                                                {"why", refused->why},
                                                {"others", std::to_string(refused->suppressed)}});
            return;
          }
          impl->submit({"telephone",
                        [phone, event](loop::Tx& tx) -> Result<loop::Answer> {
                          TRY_DONE(phone->happened(tx, event));
                          return loop::Answer{};
                        },
                        {}});
        });
  } catch (const std::exception& error) {
    return refuse(Code::unavailable, error.what());
  }
  phone_->configure(db, floor);
  return Done{};
}

void Telephone::submit(std::string name, std::function<Result<Done>(loop::Tx&)> run) {
  impl_->submit({std::move(name),
                 [run = std::move(run)](loop::Tx& tx) -> Result<loop::Answer> {
                   TRY_DONE(run(tx));
                   return loop::Answer{};
                 },
                 {}});
}

void Telephone::retry() { impl_->retry(); }

void Telephone::stop() { impl_->engine.reset(); }

bool Telephone::runs() const { return impl_->engine != nullptr; }

std::string Telephone::sip_address() const {
  const auto colon = impl_->config.sip.rfind(':');
  return impl_->config.sip.substr(0, colon) + ":" + std::to_string(impl_->engine->sip_port());
}

}  // namespace centralino
