#include "voice/media/testing_phone.h"

#include <gtest/gtest.h>

#include <openssl/evp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace centralino::voice::testing {
namespace {

constexpr auto patience = std::chrono::seconds(10);
constexpr std::size_t lately = 10;  // packets: 200 ms
constexpr std::uint8_t event_type = 101;

int type_of(Law law) { return law == Law::ulaw ? 0 : 8; }

std::vector<Sample> decoded(Law law, std::span<const Phone::Heard> packets) {
  std::vector<Sample> out;
  for (const auto& packet : packets) {
    if (packet.header.payload_type != type_of(law)) continue;
    const std::size_t at = out.size();
    out.resize(at + packet.payload.size());
    decode(law, packet.payload, std::span(out).subspan(at));
  }
  return out;
}

}  // namespace

double tone_level(Samples samples, double hertz) {
  if (samples.empty()) return 0;
  double real = 0;
  double imaginary = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / sample_rate;
    real += samples[i] * std::cos(angle);
    imaginary += samples[i] * std::sin(angle);
  }
  return 2 * std::hypot(real, imaginary) / static_cast<double>(samples.size()) / 32'768;
}

MediaPlane::Settings settings() {
  MediaPlane::Settings out;
  out.first_port = static_cast<std::uint16_t>(30'000 + getpid() % 300 * 100);
  out.last_port = static_cast<std::uint16_t>(out.first_port + 99);
  return out;
}

// ---- what was told

std::function<void(Event)> Told::listener() {
  return [this](Event event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
    changed_.notify_all();
  };
}

bool Told::wait(const std::function<bool(const std::vector<Event>&)>& enough) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [&] { return enough(events_); });
}

std::vector<Event> Told::all() {
  const std::lock_guard lock(mutex_);
  return events_;
}

// ---- a telephone

Phone::Phone(Law law, bool events) : law_(law), events_(events) {
  const auto any = socket_address("127.0.0.1", 0);
  socket_ = std::move(*UdpSocket::bound(*any));
  socket_.receive_buffer(1 << 20);
  port_ = socket_.port();
  next_.ssrc = ssrc;
  next_.sequence = 65'500;  // wraps soon
  next_.timestamp = 0xffff'f000;
  next_.payload_type = static_cast<std::uint8_t>(type_of(law));
  timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  stop_ = eventfd(0, EFD_CLOEXEC);
  const itimerspec every{{0, 20'000'000}, {0, 20'000'000}};
  timerfd_settime(timer_, 0, &every, nullptr);
}

Phone::~Phone() {
  stop();
  close(timer_);
  close(stop_);
}

// Not by the constructor: what derives from this is not there yet.
void Phone::start() {
  if (thread_.joinable()) return;
  thread_ = std::thread([this] { run(); });
}

void Phone::stop() {
  if (!thread_.joinable()) return;
  const std::uint64_t one = 1;
  (void)!write(stop_, &one, sizeof one);
  thread_.join();
  std::uint64_t stopped = 0;
  (void)!read(stop_, &stopped, sizeof stopped);
}

sdp::Agreed Phone::agreed() const {
  sdp::Agreed out;
  out.codec = {type_of(law_), law_ == Law::ulaw ? "PCMU" : "PCMA", 8'000, 1, ""};
  out.receive_payload_type = type_of(law_);
  if (events_) out.send_events = out.receive_events = event_type;
  out.address = "127.0.0.1";
  out.port = port_;
  out.rtcp_port = static_cast<std::uint16_t>(port_ + 1);
  return out;
}

void Phone::to(std::uint16_t port) {
  {
    const std::lock_guard lock(mutex_);
    to_ = *socket_address("127.0.0.1", port);
  }
  start();
}

std::uint16_t Phone::to_port() {
  const std::lock_guard lock(mutex_);
  return transport_address(to_).port;
}

void Phone::begin(MediaPlane& plane, LegId leg, std::uint16_t port) {
  to(port);
  plane.agree(leg, agreed());
  plane.connect(leg, true);
}

void Phone::call(MediaPlane& plane, LegId leg, RoomId room, Role role) {
  const auto opened = plane.open(leg, room, role);
  if (!opened) throw std::runtime_error("no port is free");
  begin(plane, leg, opened->port);
}

void Phone::call_when_free(MediaPlane& plane, LegId leg, RoomId room, Role role) {
  const auto give_up = std::chrono::steady_clock::now() + patience;
  std::optional<MediaPlane::Opened> opened;
  while (!opened && std::chrono::steady_clock::now() < give_up) {
    opened = plane.open(leg, room, role);
    std::this_thread::yield();
  }
  if (!opened) throw std::runtime_error("no port is free");
  begin(plane, leg, opened->port);
}

void Phone::say(double hertz, float level) {
  const std::lock_guard lock(mutex_);
  speaking_ = true;
  hertz_ = hertz;
  level_ = level;
}

void Phone::hush() {
  const std::lock_guard lock(mutex_);
  speaking_ = false;
}

std::uint64_t Phone::slips() {
  const std::lock_guard lock(mutex_);
  return slips_;
}

void Phone::run() {
  std::array<pollfd, 3> fds{pollfd{socket_.fd(), POLLIN, 0}, pollfd{timer_, POLLIN, 0},
                            pollfd{stop_, POLLIN, 0}};
  for (;;) {
    poll(fds.data(), fds.size(), -1);
    if (fds[2].revents != 0) return;
    if (fds[0].revents != 0) receive();
    std::uint64_t expired = 0;
    if (fds[1].revents == 0 || read(timer_, &expired, sizeof expired) != sizeof expired) continue;
    const std::lock_guard lock(mutex_);
    if (expired > 1) ++slips_;
    for (; expired > 0; --expired) {
      each_tick();
      tick();
    }
  }
}

void Phone::tick() {
  if (!speaking_ || !to_) return;
  // A clock that runs fast sends a packet more now and then.
  due_samples_ += frame_samples * clock_ratio;
  for (; due_samples_ >= frame_samples; due_samples_ -= frame_samples) {
    Frame frame;
    for (Sample& sample : frame) {
      sample = clamped(hertz_ == 0 ? 0 : static_cast<float>(std::sin(phase_)) * level_ * 32'767);
      phase_ += 2 * std::numbers::pi * hertz_ / sample_rate;
    }
    std::array<std::uint8_t, frame_samples> codes;
    encode(law_, frame, codes);
    std::vector<std::uint8_t> bytes(rtp_header_bytes + codes.size());
    write_rtp_header(next_, bytes);
    std::copy(codes.begin(), codes.end(), bytes.begin() + rtp_header_bytes);
    ++next_.sequence;
    next_.timestamp += frame_samples;
    const std::uint64_t number = number_++;
    if (lose && lose(number)) continue;
    if (swap && swap(number) && held_.empty()) {
      held_ = std::move(bytes);
      continue;
    }
    transmit(std::move(bytes));
    if (!held_.empty()) transmit(std::exchange(held_, {}));
  }
}

void Phone::transmit(std::vector<std::uint8_t> bytes) {
  const std::size_t size = bytes.size();
  bytes.resize(size + 64);
  const std::size_t sealed = seal(bytes, size);
  if (sealed > 0) socket_.send(std::span(bytes).first(sealed), to_);
}

void Phone::send(const RtpHeader& header, std::span<const std::uint8_t> payload) {
  std::vector<std::uint8_t> bytes(rtp_header_bytes + payload.size());
  write_rtp_header(header, bytes);
  std::copy(payload.begin(), payload.end(), bytes.begin() + rtp_header_bytes);
  const std::lock_guard lock(mutex_);
  transmit(std::move(bytes));
}

void Phone::send_raw(std::span<const std::uint8_t> bytes) {
  const std::lock_guard lock(mutex_);
  socket_.send(bytes, to_);
}

void Phone::receive() {
  std::array<std::uint8_t, 2'048> buffer;
  SocketAddress from;
  const auto size = socket_.receive(buffer, from);
  if (!size) return;
  const std::lock_guard lock(mutex_);
  const auto bytes = std::span(buffer).first(*size);
  if (special(bytes, from)) return;
  if (looks_like_rtcp(bytes)) {
    reports_.emplace_back(bytes.begin(), bytes.end());
    changed_.notify_all();
    return;
  }
  const auto packet = read_rtp(std::span(buffer).first(open(buffer, *size)));
  if (!packet) return;
  heard_.push_back({packet->header, {packet->payload.begin(), packet->payload.end()}});
  changed_.notify_all();
}

std::vector<Phone::Heard> Phone::heard() {
  const std::lock_guard lock(mutex_);
  return heard_;
}

std::vector<std::vector<std::uint8_t>> Phone::reports() {
  const std::lock_guard lock(mutex_);
  return reports_;
}

void Phone::forget() {
  const std::lock_guard lock(mutex_);
  heard_.clear();
}

bool Phone::wait(const std::function<bool(const std::vector<Heard>&)>& enough) {
  start();
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [&] { return enough(heard_); });
}

bool Phone::hears(double hertz, double level_min) {
  return wait([&](const std::vector<Heard>& heard) {
    return heard.size() >= lately &&
           tone_level(decoded(law_, std::span(heard).last(lately)), hertz) >= level_min;
  });
}

bool Phone::hears_not(double hertz, double level_max) {
  return wait([&](const std::vector<Heard>& heard) {
    return heard.size() >= lately &&
           tone_level(decoded(law_, std::span(heard).last(lately)), hertz) <= level_max;
  });
}

std::vector<Sample> Phone::audio() {
  const auto packets = heard();
  std::vector<Sample> out;
  if (packets.empty()) return out;
  const std::uint32_t first = packets.front().header.timestamp;
  for (const Heard& packet : packets) {
    if (packet.header.payload_type != type_of(law_)) continue;
    const std::int32_t at = distance(first, packet.header.timestamp);
    if (at < 0) continue;
    const auto end = static_cast<std::size_t>(at) + packet.payload.size();
    if (out.size() < end) out.resize(end);
    decode(law_, packet.payload,
           std::span(out).subspan(static_cast<std::size_t>(at), packet.payload.size()));
  }
  return out;
}

// ---- with keys

namespace {
std::string in_base64(const std::string& bytes) {
  std::string out(bytes.size() * 4 / 3 + 8, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}
}  // namespace

SdesPhone::SdesPhone(const std::string& suite) : suite_(suite) {
  const auto lengths = srtp_lengths(*srtp_suite(suite));
  ours_ = std::string(lengths.key + lengths.salt, 'a');
  theirs_ = std::string(lengths.key + lengths.salt, 'b');
  srtp_ = Srtp::make(*srtp_suite(suite), ours_, theirs_);
}

SdesPhone::~SdesPhone() { stop(); }

sdp::Agreed SdesPhone::agreed() const {
  sdp::Agreed out = Phone::agreed();
  out.security = sdp::Security::sdes;
  out.suite = suite_;
  out.send_key = in_base64(theirs_);
  out.receive_key = in_base64(ours_);
  return out;
}

std::size_t SdesPhone::seal(std::span<std::uint8_t> buffer, std::size_t size) {
  return srtp_->protect(buffer, size).value_or(0);
}
std::size_t SdesPhone::open(std::span<std::uint8_t> buffer, std::size_t size) {
  return srtp_->unprotect(buffer.first(size)).value_or(0);
}

// ---- with Opus

OpusPhone::~OpusPhone() { stop(); }

sdp::Agreed OpusPhone::agreed() const {
  sdp::Agreed out = Phone::agreed();
  out.codec = {audio_type, "opus", 48'000, 2, ""};
  out.receive_payload_type = audio_type;
  out.send_events = out.receive_events = events_type;
  return out;
}

std::size_t OpusPhone::seal(std::span<std::uint8_t> buffer, std::size_t size) {
  const auto packet = read_rtp(buffer.first(size));
  RtpHeader header = packet->header;
  header.timestamp *= Opus::clock / sample_rate;
  if (header.payload_type == events_type) {
    write_rtp_header(header, buffer);
    return size;
  }
  Frame frame;
  decode(Law::alaw, packet->payload, frame);
  header.payload_type = audio_type;
  write_rtp_header(header, buffer);
  return rtp_header_bytes + opus_.encode(frame, buffer.subspan(rtp_header_bytes));
}

std::size_t OpusPhone::open(std::span<std::uint8_t> buffer, std::size_t size) {
  const auto packet = read_rtp(buffer.first(size));
  if (!packet) return 0;
  RtpHeader header = packet->header;
  if (!first_timestamp_) first_timestamp_ = header.timestamp;
  const std::uint32_t since = header.timestamp - *first_timestamp_;  // no call here lasts a day
  EXPECT_EQ(since % (Opus::clock / sample_rate), 0u);
  header.timestamp = since / (Opus::clock / sample_rate);
  if (header.payload_type != audio_type) {
    write_rtp_header(header, buffer);
    return size;
  }
  std::array<Sample, frame_samples> room;
  const Samples samples = opus_.decode(packet->payload, room);
  header.payload_type = static_cast<std::uint8_t>(type_of(Law::alaw));
  write_rtp_header(header, buffer);
  encode(Law::alaw, samples, buffer.subspan(rtp_header_bytes, samples.size()));
  return rtp_header_bytes + samples.size();
}

}  // namespace centralino::voice::testing
