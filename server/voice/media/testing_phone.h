// For tests: a telephone on the loopback that speaks RTP, and a listener to what the plane tells.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "voice/media/g711.h"
#include "voice/media/opus.h"
#include "voice/media/plane.h"
#include "voice/media/rtp.h"
#include "voice/media/srtp.h"
#include "voice/media/udp_socket.h"

namespace centralino::voice::testing {

// The strength of one tone, 0–1 of full scale (a sine of level 0.1 gives 0.1).
double tone_level(Samples samples, double hertz);

// Ports of this process, so that tests may run side by side.
MediaPlane::Settings settings();

// Everything that was told, in order.
class Told {
 public:
  std::function<void(Event)> listener();
  // Waits until `enough` of all that was told; false after ten seconds.
  bool wait(const std::function<bool(const std::vector<Event>&)>& enough);
  std::vector<Event> all();

  // Waits for the first of a kind for which `which` is true; throws after ten seconds.
  template <class T>
  T wait_for(std::function<bool(const T&)> which = [](const T&) { return true; }) {
    T out;
    const bool found = wait([&](const std::vector<Event>& events) {
      for (const Event& event : events)
        if (const T* one = std::get_if<T>(&event); one != nullptr && which(*one)) {
          out = *one;
          return true;
        }
      return false;
    });
    if (!found) throw std::runtime_error("an event that was expected did not come");
    return out;
  }
  template <class T>
  std::vector<T> of() {
    std::vector<T> out;
    for (const Event& event : all())
      if (const T* one = std::get_if<T>(&event)) out.push_back(*one);
    return out;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Event> events_;
};

// Sends a packet every 20 ms of its own clock while it speaks; keeps all that arrives.
class Phone {
 public:
  explicit Phone(Law law = Law::alaw, bool events = true);
  virtual ~Phone();

  std::uint16_t port() const { return port_; }
  virtual sdp::Agreed agreed() const;
  // Opens, agrees, connects.
  void call(MediaPlane& plane, LegId leg, RoomId room, Role role);
  // The same, trying again until a port is free.
  void call_when_free(MediaPlane& plane, LegId leg, RoomId room, Role role);
  void to(std::uint16_t port);
  std::uint16_t to_port();

  // What it sends from now on: a tone (0 Hz: silence), nothing.
  void say(double hertz, float level = 0.2F);
  void hush();
  // How packets go wrong: by number from now on. True: this one is lost; or swapped with the next.
  std::function<bool(std::uint64_t)> lose;
  std::function<bool(std::uint64_t)> swap;
  double clock_ratio = 1;  // samples that are sent for each 20 ms, over 160

  void send(const RtpHeader& header, std::span<const std::uint8_t> payload);
  void send_raw(std::span<const std::uint8_t> bytes);

  struct Heard {
    RtpHeader header;
    std::vector<std::uint8_t> payload;
  };
  std::vector<Heard> heard();
  std::vector<std::vector<std::uint8_t>> reports();  // RTCP that came in here
  void forget();                                     // what was heard until now
  // Waits until `enough` of what was heard; false after ten seconds.
  bool wait(const std::function<bool(const std::vector<Heard>&)>& enough);
  // Waits until the last 200 ms have (not) this tone.
  bool hears(double hertz, double level_min = 0.05);
  bool hears_not(double hertz, double level_max = 0.005);
  std::vector<Sample> audio();  // of all packets of audio, by timestamp, gaps silent

  // How often two frames or more were due at once: this thread had stood still.
  std::uint64_t slips();

  static constexpr std::uint32_t ssrc = 0x1234;

 protected:
  // What encryption changes; in place. 0: it does not count.
  virtual std::size_t seal(std::span<std::uint8_t>, std::size_t size) { return size; }
  virtual std::size_t open(std::span<std::uint8_t>, std::size_t size) { return size; }
  // Other things than RTP; true: dealt with.
  virtual bool special(std::span<std::uint8_t>, const SocketAddress&) { return false; }
  virtual void each_tick() {}
  void stop();  // before what derives goes away
  void start();

  UdpSocket socket_;
  SocketAddress to_;
  std::recursive_mutex mutex_;

 private:
  void begin(MediaPlane& plane, LegId leg, std::uint16_t port);
  void run();
  void tick();
  void transmit(std::vector<std::uint8_t> bytes);
  void receive();

  Law law_;
  bool events_;
  std::uint16_t port_ = 0;
  int timer_ = -1;
  int stop_ = -1;
  std::condition_variable_any changed_;
  std::vector<Heard> heard_;
  std::vector<std::vector<std::uint8_t>> reports_;
  bool speaking_ = false;
  double hertz_ = 0;
  float level_ = 0.2F;
  double phase_ = 0;
  double due_samples_ = 0;
  std::uint64_t number_ = 0;
  std::uint64_t slips_ = 0;
  std::vector<std::uint8_t> held_;  // swapped with the next
  RtpHeader next_;
  std::thread thread_;
};

// Whether the sound was good. Asked again, nine times at most, when it was not and plane or
// telephones stood still meanwhile: that says something of a busy machine, nothing of the plane.
template <class Good>
bool undisturbed(const MediaPlane& plane, std::initializer_list<Phone*> phones, Good good) {
  const auto disturbances = [&] {
    auto sum = static_cast<std::uint64_t>(plane.figures().ticks_late);
    for (Phone* phone : phones) sum += phone->slips();
    return sum;
  };
  for (int attempt = 0; attempt < 10; ++attempt) {
    const auto before = disturbances();
    if (good()) return true;
    if (disturbances() == before) return false;
  }
  return false;
}

// A telephone that encrypts with keys from descriptions.
class SdesPhone : public Phone {
 public:
  explicit SdesPhone(const std::string& suite);
  ~SdesPhone() override;
  sdp::Agreed agreed() const override;

 protected:
  std::size_t seal(std::span<std::uint8_t> buffer, std::size_t size) override;
  std::size_t open(std::span<std::uint8_t> buffer, std::size_t size) override;

 private:
  std::string suite_;
  std::string ours_;
  std::string theirs_;
  std::optional<Srtp> srtp_;
};

// A telephone that knows only Opus; what it says and heard is shown as A-law.
class OpusPhone : public Phone {
 public:
  OpusPhone() = default;
  ~OpusPhone() override;
  sdp::Agreed agreed() const override;
  static constexpr std::uint8_t audio_type = 111, events_type = 110;

 protected:
  std::size_t seal(std::span<std::uint8_t> buffer, std::size_t size) override;
  std::size_t open(std::span<std::uint8_t> buffer, std::size_t size) override;

 private:
  std::optional<std::uint32_t> first_timestamp_;
  Opus opus_;
};

}  // namespace centralino::voice::testing
