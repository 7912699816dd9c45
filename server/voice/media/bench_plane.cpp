// bench_plane: N two-leg telephone calls over the loopback, one shard; first passed on, then
// recorded as well. CPU time is the shard thread's own, so what the generator costs does not count;
// transit is from the moment a packet is sent by one telephone until it is read by the other.
//   bench_plane [CALLS] [SECONDS]
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

#include "platform/crypto/crypto.h"
#include "voice/media/plane.h"
#include "voice/media/rtp.h"
#include "voice/media/udp_socket.h"

namespace centralino::voice {
namespace {

constexpr std::size_t slots = 20;  // the telephones of a slot send at the same millisecond

std::int64_t now_us() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
}

double resident_kb() {
  std::ifstream statm("/proc/self/statm");
  double total = 0;
  double resident = 0;
  statm >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1'024;
}

struct Phone {
  UdpSocket socket;
  SocketAddress to;
  RtpHeader next;
};

class Bench {
 public:
  Bench(std::size_t calls, const std::string& folder) : calls_(calls), folder_(folder) {
    MediaPlane::Settings settings;
    settings.recordings_key_file = folder + "/keys";
    plane_ = std::make_unique<MediaPlane>(settings, [](const Event&) {});
    epoll_ = epoll_create1(EPOLL_CLOEXEC);
    timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    const itimerspec every{{0, 1'000'000}, {0, 1'000'000}};
    timerfd_settime(timer_, 0, &every, nullptr);
    watch(timer_, calls * 2);
    const auto any = socket_address("127.0.0.1", 0);
    phones_.resize(calls * 2);
    for (std::size_t i = 0; i < phones_.size(); ++i) {
      phones_[i].socket = std::move(*UdpSocket::bound(*any));
      watch(phones_[i].socket.fd(), i);
    }
    transits_us_.resize(calls * 100 * 20);  // all of it touched: memory is measured below
    transits_us_.clear();
    const double before_kb = resident_kb();
    for (std::size_t i = 0; i < phones_.size(); ++i) call(i);
    for (std::size_t room = 1; room <= calls; ++room) {
      const auto a = static_cast<LegId>(2 * room - 1);
      plane_->bridge({static_cast<RoomId>(room), {{a, a + 1, 1}, {a + 1, a, 1}}});
    }
    run(1'000'000);  // everything is under way
    std::printf("memory a call, passed on: %.1f kB\n",
                (resident_kb() - before_kb) / static_cast<double>(calls));
    call_kb_ = before_kb;
  }
  ~Bench() {
    close(epoll_);
    close(timer_);
  }

  void measure(const char* name, std::int64_t seconds) {
    transits_us_.clear();
    const auto before = plane_->figures();
    const std::int64_t begin_us = now_us();
    run(seconds * 1'000'000);
    const auto after = plane_->figures();
    const double wanted =
        static_cast<double>(calls_) * 100 * static_cast<double>(now_us() - begin_us) / 1e6;
    const auto packets = static_cast<double>(after.packets_in - before.packets_in);
    const double cpu_ms = static_cast<double>(after.cpu_us - before.cpu_us) / 1e3;
    const double per_call = cpu_ms / packets * 100;  // as many as a call has in a second
    std::sort(transits_us_.begin(), transits_us_.end());
    const auto at = [&](double share) {
      if (transits_us_.empty()) return std::int64_t{0};
      return transits_us_[static_cast<std::size_t>(share *
                                                   static_cast<double>(transits_us_.size() - 1))];
    };
    std::printf(
        "%s, %zu calls: %.3f ms CPU a call-second (%.0f calls a core), transit p50 %.2f ms, "
        "p99 %.2f ms; sent %.0f %% of what calls would, %.2f %% of it arrived; late ticks %lld of "
        "%lld\n",
        name, calls_, per_call, 1'000 / per_call, static_cast<double>(at(0.5)) / 1e3,
        static_cast<double>(at(0.99)) / 1e3, 100 * packets / wanted,
        100 * static_cast<double>(transits_us_.size()) / packets,
        static_cast<long long>(after.ticks_late - before.ticks_late),
        static_cast<long long>(after.ticks - before.ticks));
  }

  void record() {
    for (std::size_t room = 1; room <= calls_; ++room)
      plane_->record({static_cast<RoomId>(room), static_cast<std::int64_t>(room),
                      folder_ + "/" + std::to_string(room) + ".rec", 0, 0, 0});
    run(2'000'000);
    std::printf("memory a call, recorded: %.1f kB\n",
                (resident_kb() - call_kb_) / static_cast<double>(calls_));
  }

 private:
  void watch(int fd, std::size_t index) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
  }

  void call(std::size_t i) {
    const auto leg = static_cast<LegId>(i + 1);
    const auto room = static_cast<RoomId>(i / 2 + 1);
    const auto opened = plane_->open(leg, room, i % 2 == 0 ? Role::customer : Role::agent);
    if (!opened) {
      std::fprintf(stderr, "no port is free for %zu calls\n", calls_);
      std::exit(1);
    }
    sdp::Agreed agreed;
    agreed.codec = {8, "PCMA", 8'000, 1, ""};
    agreed.receive_payload_type = 8;
    agreed.send_events = agreed.receive_events = 101;
    agreed.address = "127.0.0.1";
    agreed.port = phones_[i].socket.port();
    agreed.rtcp_port = agreed.port;
    plane_->agree(leg, agreed);
    plane_->connect(leg, true);
    phones_[i].to = *socket_address("127.0.0.1", opened->port);
    phones_[i].next = {false, 8, 1, static_cast<std::uint32_t>(i) * 7'919,
                       static_cast<std::uint32_t>(i + 1)};
  }

  // Each packet carries the time it was sent in its first bytes.
  void send(Phone& phone) {
    std::array<std::uint8_t, rtp_header_bytes + frame_samples> bytes;
    bytes.fill(0x35);
    write_rtp_header(phone.next, bytes);
    const std::int64_t sent_us = now_us();
    std::memcpy(&bytes[rtp_header_bytes], &sent_us, sizeof sent_us);
    phone.socket.send(bytes, phone.to);
    ++phone.next.sequence;
    phone.next.timestamp += frame_samples;
  }

  void receive(Phone& phone) {
    std::array<std::uint8_t, 512> bytes;
    SocketAddress from;
    const auto size = phone.socket.receive(bytes, from);
    if (!size || *size != rtp_header_bytes + frame_samples || bytes[rtp_header_bytes + 8] != 0x35)
      return;
    std::int64_t sent_us = 0;
    std::memcpy(&sent_us, &bytes[rtp_header_bytes], sizeof sent_us);
    transits_us_.push_back(now_us() - sent_us);
  }

  void run(std::int64_t us) {
    const std::int64_t end_us = now_us() + us;
    std::array<epoll_event, 256> events;
    while (now_us() < end_us) {
      const int count = epoll_wait(epoll_, events.data(), events.size(), 100);
      for (int n = 0; n < count; ++n) {
        const std::size_t i = events[static_cast<std::size_t>(n)].data.u64;
        if (i < phones_.size()) {
          receive(phones_[i]);
          continue;
        }
        std::uint64_t expired = 0;
        if (read(timer_, &expired, sizeof expired) != sizeof expired) continue;
        // When the machine is too busy some packets are never sent; figures are by what was sent.
        for (expired = std::min(expired, std::uint64_t{slots}); expired > 0; --expired) {
          slot_ = (slot_ + 1) % slots;
          for (std::size_t k = slot_; k < phones_.size(); k += slots) send(phones_[k]);
        }
      }
    }
  }

  std::size_t calls_;
  std::string folder_;
  std::unique_ptr<MediaPlane> plane_;
  int epoll_ = -1;
  int timer_ = -1;
  std::vector<Phone> phones_;
  std::size_t slot_ = 0;
  std::vector<std::int64_t> transits_us_;
  double call_kb_ = 0;
};

int run(std::size_t calls, std::int64_t seconds) {
  crypto::init();
  const auto folder = std::filesystem::temp_directory_path() /
                      ("centralino-bench-plane." + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  {
    Bench bench(calls, folder);
    bench.measure("passed on", seconds);
    bench.record();
    bench.measure("recorded", seconds);
  }
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace centralino::voice

int main(int argc, char** argv) {
  const auto calls = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 500;
  const auto seconds = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 10;
  return centralino::voice::run(calls, seconds);
}
