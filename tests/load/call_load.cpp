#include "load/call_load.h"

#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <stdexcept>

#include "load/sip_text.h"
#include "voice/media/frame.h"

namespace centralino::load {
namespace {

constexpr std::size_t slots = 20;  // those of a slot send at the same millisecond
constexpr std::size_t of_callers = ~std::size_t{0};
constexpr std::size_t of_telephones = of_callers - 1;
constexpr std::size_t of_timer = of_callers - 2;
constexpr std::int64_t late_us = 60'000;
constexpr int sip_buffer_bytes = 4 * 1'024 * 1'024;
constexpr std::uint8_t mark = 0x35;

std::int64_t now_us() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
}

voice::SocketAddress here(std::uint16_t port) { return *voice::socket_address("127.0.0.1", port); }

voice::UdpSocket bound(std::uint16_t port) {
  auto socket = voice::UdpSocket::bound(here(port));
  if (!socket) throw std::runtime_error("port " + std::to_string(port) + " is taken");
  return std::move(*socket);
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

CallLoad::CallLoad(const Settings& settings)
    : settings_(settings),
      server_(here(settings.server)),
      callers_(bound(0)),
      telephones_(bound(settings.telephones)) {
  callers_.receive_buffer(sip_buffer_bytes);
  telephones_.receive_buffer(sip_buffer_bytes);
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  const itimerspec every{{0, 1'000'000}, {0, 1'000'000}};
  timerfd_settime(timer_, 0, &every, nullptr);
  due_us_ = now_us();
  watch(timer_, of_timer);
  watch(callers_.fd(), of_callers);
  watch(telephones_.fd(), of_telephones);
}

CallLoad::~CallLoad() {
  close(epoll_);
  close(timer_);
}

void CallLoad::watch(int fd, std::size_t index) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = index;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
}

void CallLoad::forget() {
  const auto talking = figures_.talking;
  figures_ = {};
  figures_.talking = talking;
}

// ---- signalling

std::size_t CallLoad::dial(const std::string& number) {
  const std::size_t index = sides_.size();
  Side& side = sides_.emplace_back();
  side.call_id = "load-" + std::to_string(index) + "-" + std::to_string(callers_.port());
  side.target = "sip:" + number + "@127.0.0.1:" + std::to_string(settings_.server);
  side.own = "<sip:caller" + std::to_string(index) + "@127.0.0.1>;tag=c" + std::to_string(index);
  side.other = "<" + side.target + ">";
  by_call_id_[side.call_id] = index;
  open_audio(index);
  request(side, "INVITE");
  return index;
}

void CallLoad::request(Side& side, std::string_view method) {
  if (method == "BYE") ++side.sequence;
  const std::uint16_t port = socket_of(side).port();
  const std::string what = method == "INVITE" ? description(side.audio.port()) : "";
  // An ACK of a 200 is a transaction of its own, hence its branch.
  const std::string text =
      std::string(method) + " " + side.target +
      " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + std::to_string(port) + ";branch=z9hG4bK" +
      side.call_id + std::string(method) + ";rport\r\nMax-Forwards: 70\r\nFrom: " + side.own +
      "\r\nTo: " + side.other + "\r\nCall-ID: " + side.call_id +
      "\r\nCSeq: " + std::to_string(side.sequence) + " " + std::string(method) +
      "\r\nContact: <sip:load@127.0.0.1:" + std::to_string(port) + ">\r\n" +
      (what.empty() ? "" : "Content-Type: application/sdp\r\n") +
      "Content-Length: " + std::to_string(what.size()) + "\r\n\r\n" + what;
  socket_of(side).send(bytes_of(text), server_);
}

void CallLoad::reply(std::string_view request, std::string_view status, Side* side) {
  const bool telephone = side != nullptr && side->telephone;
  voice::UdpSocket& socket = telephone ? telephones_ : callers_;
  std::string to = header_lines(request, "To");
  if (side != nullptr && to.find(";tag=") == std::string::npos)
    to.insert(to.size() - 2, ";tag=t" + side->call_id);
  const bool described = status.starts_with("200") && method(request) == "INVITE";
  const std::string what = described ? description(side->audio.port()) : "";
  const std::string text = "SIP/2.0 " + std::string(status) + "\r\n" +
                           header_lines(request, "Via") + header_lines(request, "From") + to +
                           header_lines(request, "Call-ID") + header_lines(request, "CSeq") +
                           "Contact: <sip:load@127.0.0.1:" + std::to_string(socket.port()) +
                           ">\r\n" + (what.empty() ? "" : "Content-Type: application/sdp\r\n") +
                           "Content-Length: " + std::to_string(what.size()) + "\r\n\r\n" + what;
  socket.send(bytes_of(text), server_);
}

void CallLoad::receive(bool telephones) {
  std::array<std::uint8_t, 8'192> bytes;
  voice::SocketAddress from;
  voice::UdpSocket& socket = telephones ? telephones_ : callers_;
  while (const auto size = socket.receive(bytes, from)) {
    const std::string_view message(reinterpret_cast<const char*>(bytes.data()), *size);
    if (is_response(message)) {
      answered(message);
    } else {
      requested(message, telephones);
    }
  }
}

void CallLoad::answered(std::string_view message) {
  const auto found = by_call_id_.find(std::string(header(message, "Call-ID")));
  if (found == by_call_id_.end()) return;
  Side& side = sides_[found->second];
  const int code = status(message);
  if (code < 200) return;
  if (method_of_answer(message) == "BYE") return ended(side);
  if (method_of_answer(message) != "INVITE") return;
  side.other = header(message, "To");
  if (code >= 300) {
    request(side, "ACK");
    if (side.state == State::over) return;
    ++figures_.failed;
    side.state = State::over;
    return;
  }
  if (const auto target = uri_of_contact(message); !target.empty()) side.target = target;
  request(side, "ACK");
  if (side.state != State::calling) return;
  side.audio_to = here(audio_port(message));
  side.state = State::up;
  ++figures_.answered;
  ++figures_.talking;
}

void CallLoad::requested(std::string_view message, bool telephones) {
  const auto found = by_call_id_.find(std::string(header(message, "Call-ID")));
  Side* side = found == by_call_id_.end() ? nullptr : &sides_[found->second];
  const auto what = method(message);
  if (what == "INVITE" && side == nullptr && telephones) return invited(message);
  if (side == nullptr) return;
  if (what == "ACK") {
    if (side->telephone && side->state == State::calling) {
      side->state = State::up;
      if (settings_.talk_ms > 0) side->hang_up_ms = now_us() / 1'000 + settings_.talk_ms;
    }
    return;
  }
  reply(message, "200 OK", side);
  if (what == "BYE" || what == "CANCEL") ended(*side);
}

void CallLoad::invited(std::string_view message) {
  const std::size_t index = sides_.size();
  Side& side = sides_.emplace_back();
  side.telephone = true;
  side.user = user_of_request(message);
  side.call_id = header(message, "Call-ID");
  side.target = uri_of_contact(message);
  side.own = std::string(header(message, "To")) + ";tag=t" + side.call_id;
  side.other = header(message, "From");
  by_call_id_[side.call_id] = index;
  if (const auto free = free_since_us_.find(side.user); free != free_since_us_.end()) {
    figures_.hand_off_ms.push_back(static_cast<double>(now_us() - free->second) / 1e3);
    free_since_us_.erase(free);
  }
  open_audio(index);
  side.audio_to = here(audio_port(message));
  reply(message, "200 OK", &side);
}

void CallLoad::hang_up(std::size_t call) { hang_up(sides_[call]); }

void CallLoad::hang_up(Side& side) {
  if (side.state != State::up) return;
  if (!side.telephone) --figures_.talking;
  side.state = State::leaving;
  request(side, "BYE");
}

void CallLoad::ended(Side& side) {
  if (side.state == State::over) return;
  if (side.telephone) free_since_us_[side.user] = now_us();
  if (!side.telephone && side.state == State::up) --figures_.talking;
  side.state = State::over;
  side.audio = {};
}

// ---- audio

// The port is said in any case.
void CallLoad::open_audio(std::size_t index) {
  Side& side = sides_[index];
  side.audio = bound(0);
  if (!settings_.audio) return;
  side.next = {false, 0, 1, static_cast<std::uint32_t>(index) * 7'919,
               static_cast<std::uint32_t>(index + 1)};
  watch(side.audio.fd(), index);
  audible_.push_back(index);
}

// Each packet carries the time it was sent in its first bytes.
void CallLoad::send_audio(Side& side) {
  std::array<std::uint8_t, voice::rtp_header_bytes + voice::frame_samples> bytes;
  bytes.fill(mark);
  voice::write_rtp_header(side.next, bytes);
  const std::int64_t sent_us = now_us();
  std::memcpy(&bytes[voice::rtp_header_bytes], &sent_us, sizeof sent_us);
  side.audio.send(bytes, side.audio_to);
  ++side.next.sequence;
  side.next.timestamp += voice::frame_samples;
  ++figures_.sent;
}

void CallLoad::receive_audio(Side& side) {
  std::array<std::uint8_t, 512> bytes;
  voice::SocketAddress from;
  const auto size = side.audio.receive(bytes, from);
  if (!size || *size != voice::rtp_header_bytes + voice::frame_samples ||
      bytes[voice::rtp_header_bytes + 8] != mark)
    return;  // silence, or what the server plays
  std::int64_t sent_us = 0;
  std::memcpy(&sent_us, &bytes[voice::rtp_header_bytes], sizeof sent_us);
  const std::int64_t took_us = now_us() - sent_us;
  ++figures_.received;
  if (took_us > late_us) ++figures_.late;
  figures_.transit_ms.push_back(static_cast<double>(took_us) / 1e3);
}

// ---- the clock

void CallLoad::each_ms() {
  slot_ = (slot_ + 1) % slots;
  for (std::size_t k = slot_; k < audible_.size(); k += slots) {
    Side& side = sides_[audible_[k]];
    if (side.state == State::up) send_audio(side);
  }
  const std::int64_t now_ms = now_us() / 1'000;
  if (settings_.talk_ms > 0)
    for (Side& side : sides_)
      if (side.telephone && side.state == State::up && side.hang_up_ms <= now_ms) hang_up(side);
}

void CallLoad::run_for(std::int64_t ms, const std::function<bool()>& enough) {
  const std::int64_t end_us = now_us() + ms * 1'000;
  std::array<epoll_event, 256> events;
  while (now_us() < end_us && !(enough && enough())) {
    const int count = epoll_wait(epoll_, events.data(), events.size(), 100);
    for (int n = 0; n < count; ++n) {
      const std::uint64_t index = events[static_cast<std::size_t>(n)].data.u64;
      if (index == of_callers || index == of_telephones) {
        receive(index == of_telephones);
      } else if (index != of_timer) {
        receive_audio(sides_[index]);
      } else {
        std::uint64_t expired = 0;
        if (read(timer_, &expired, sizeof expired) != sizeof expired) continue;
        figures_.behind_ms = std::max(figures_.behind_ms, static_cast<std::int64_t>(expired));
        // When the machine is too busy some packets are never sent: all figures are by what was.
        for (expired = std::min(expired, std::uint64_t{slots}); expired > 0; --expired) each_ms();
      }
    }
  }
}

}  // namespace centralino::load
