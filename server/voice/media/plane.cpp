#include "voice/media/plane.h"

#include <sys/resource.h>

#include <mutex>
#include <stdexcept>
#include <unordered_map>

#include "platform/crypto/crypto.h"
#include "voice/media/shard.h"
#include "voice/recording/recorder.h"

namespace centralino::voice {

struct MediaPlane::Impl {
  Impl(const Settings& settings_in, const std::function<void(Event)>& tell, SocketAddress local)
      : settings(settings_in),
        ports(local, settings_in.first_port, settings_in.last_port),
        recorder(settings_in.recordings_key_file, tell) {
    const Shard::Settings each{crypto::random_token("").substr(0, 16), settings.media_silence_ms};
    for (int i = 0; i < std::max(settings.shards, 1); ++i) {
      auto pair = ports.take();  // of which browsers need one
      if (!pair) throw std::runtime_error("No port for audio is free at " + settings.address);
      shards.push_back(std::make_unique<Shard>(each, std::move(pair->rtp), recorder, tell));
    }
  }

  Shard& shard_of_room(RoomId room) {
    return *shards[static_cast<std::uint64_t>(room) % shards.size()];
  }

  const std::string& said_address() const {
    return settings.media_address.empty() ? settings.address : settings.media_address;
  }

  // Nothing happens for a leg that nobody knows: it was closed a moment ago.
  void post(LegId leg, Shard::Task task) {
    Shard* shard = nullptr;
    {
      const std::lock_guard lock(mutex);
      const auto found = legs.find(leg);
      if (found != legs.end()) shard = found->second;
    }
    if (shard != nullptr) shard->post(std::move(task));
  }
  void post_to_all(const Shard::Task& task) {
    for (const auto& shard : shards) shard->post(task);
  }

  Settings settings;
  PortPairs ports;
  Recorder recorder;  // outlives the shards: they end their recordings
  std::vector<std::unique_ptr<Shard>> shards;
  std::mutex mutex;
  std::unordered_map<LegId, Shard*> legs;
};

namespace {

constexpr std::size_t ice_ufrag_characters = 8;  // RFC 8445 §5.3: at least 4 and 22
constexpr std::size_t ice_password_characters = 24;

// Random letters and digits: what ICE allows of base 64 for URLs.
std::string ice_text(std::size_t characters) {
  std::string out;
  while (out.size() < characters)
    for (const char c : crypto::random_token(""))
      if (c != '-' && c != '_' && out.size() < characters) out += c;
  return out;
}

// Each telephone takes two descriptors, often more than a process may have at first.
void allow_all_descriptors() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

SocketAddress local_address(const std::string& address) {
  const auto local = socket_address(address, 0);
  if (!local) throw std::runtime_error("The address for audio must be a number, not " + address);
  return *local;
}

}  // namespace

MediaPlane::MediaPlane(const Settings& settings, std::function<void(Event)> tell) {
  allow_all_descriptors();
  impl_ = std::make_unique<Impl>(settings, tell, local_address(settings.address));
}

MediaPlane::~MediaPlane() = default;

std::optional<MediaPlane::Opened> MediaPlane::open(LegId leg, RoomId room, Role role) {
  auto pair = impl_->ports.take();
  if (!pair) return std::nullopt;
  const Opened opened{impl_->said_address(), pair->port};
  Shard& shard = impl_->shard_of_room(room);
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->legs[leg] = &shard;
  }
  // A task can be copied, sockets cannot.
  auto ports = std::make_shared<PortPairs::Pair>(std::move(*pair));
  shard.post([=](Shard& on) { on.open(leg, room, role, std::move(*ports)); });
  return opened;
}

std::optional<MediaPlane::WebPlace> MediaPlane::open_web(LegId leg, RoomId room, Role role) {
  Shard* shard = nullptr;
  {
    const std::lock_guard lock(impl_->mutex);
    shard = impl_->legs.try_emplace(leg, &impl_->shard_of_room(room)).first->second;
  }
  const IceLite::Credentials credentials{ice_text(ice_ufrag_characters),
                                         ice_text(ice_password_characters)};
  shard->post([=](Shard& on) { on.open_web(leg, room, role, credentials); });
  return WebPlace{impl_->said_address(),
                  shard->web_port(),
                  {credentials.ufrag, credentials.password},
                  shard->fingerprint()};
}

void MediaPlane::agree(LegId leg, const sdp::Agreed& agreed) {
  impl_->post(leg, [=](Shard& shard) { shard.agree(leg, agreed); });
}
void MediaPlane::connect(LegId leg, bool on) {
  impl_->post(leg, [=](Shard& shard) { shard.connect(leg, on); });
}
void MediaPlane::close(LegId leg) {
  impl_->post(leg, [=](Shard& shard) { shard.close(leg); });
  const std::lock_guard lock(impl_->mutex);
  impl_->legs.erase(leg);
}

void MediaPlane::play(LegId leg, std::int64_t play, std::vector<PlayPiece> pieces) {
  impl_->post(leg,
              [=, pieces = std::move(pieces)](Shard& shard) { shard.play(leg, play, pieces); });
}
void MediaPlane::stop_play(LegId leg) {
  impl_->post(leg, [=](Shard& shard) { shard.stop_play(leg); });
}
void MediaPlane::bridge(const Bridge& bridge) {
  impl_->shard_of_room(bridge.room).post([=](Shard& shard) { shard.bridge(bridge); });
}
void MediaPlane::move(LegId leg, RoomId room) {
  impl_->post(leg, [=](Shard& shard) { shard.move(leg, room); });
}
void MediaPlane::record(const Record& record) {
  impl_->shard_of_room(record.room).post([=](Shard& shard) { shard.record(record); });
}
void MediaPlane::pause(const PauseRecording& pause) {
  impl_->post_to_all([=](Shard& shard) { shard.pause(pause); });
}
void MediaPlane::stop_recording(std::int64_t recording) {
  impl_->post_to_all([=](Shard& shard) { shard.stop_recording(recording); });
}
void MediaPlane::send_digits(LegId leg, std::string digits) {
  impl_->post(leg, [=](Shard& shard) { shard.send_digits(leg, digits); });
}
void MediaPlane::digit_by_signalling(LegId leg, char key) {
  impl_->post(leg, [=](Shard& shard) { shard.digit(leg, key); });
}
void MediaPlane::patient(LegId leg) {
  impl_->post(leg, [=](Shard& shard) { shard.patient(leg); });
}

MediaPlane::Figures MediaPlane::figures() const {
  Figures out;
  for (const auto& shard : impl_->shards) {
    const Counters& counters = shard->counters();
    out.packets_in += counters.packets_in.value();
    out.packets_out += counters.packets_out.value();
    out.packets_refused += counters.packets_refused.value();
    out.ticks += counters.ticks.value();
    out.ticks_late += counters.ticks_late.value();
    out.legs += counters.legs.value();
    out.cpu_us += counters.cpu_us.value();
  }
  return out;
}

}  // namespace centralino::voice
