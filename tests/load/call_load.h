// Callers and telephones on the loopback, in one thread: they place and answer calls and send 50
// packets a second of audio each way. What they measure is seen from outside.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "voice/media/rtp.h"
#include "voice/media/udp_socket.h"

namespace centralino::load {

class CallLoad {
 public:
  struct Settings {
    std::uint16_t server = 0;      // its port for SIP
    std::uint16_t telephones = 0;  // ours, where sip:a0001@… are
    bool audio = false;            // both sides of each call send it
    std::int64_t talk_ms = 0;      // a telephone hangs up after so long; 0: never
  };
  explicit CallLoad(const Settings& settings);
  ~CallLoad();
  CallLoad(const CallLoad&) = delete;

  // A caller dials; whose call that is.
  std::size_t dial(const std::string& number);
  void hang_up(std::size_t call);
  bool up(std::size_t call) const { return sides_[call].state == State::up; }
  bool over(std::size_t call) const { return sides_[call].state == State::over; }

  // Until the time is up or `enough`, which is asked each millisecond.
  void run_for(std::int64_t ms, const std::function<bool()>& enough = {});

  struct Figures {
    std::int64_t answered = 0, failed = 0, talking = 0;
    std::int64_t sent = 0, received = 0, late = 0;  // packets; late: more than 60 ms on the way
    std::vector<double> transit_ms;
    std::vector<double> hand_off_ms;  // a telephone has hung up → it is rung again
    std::int64_t behind_ms = 0;       // the longest that this generator ran late
  };
  const Figures& figures() const { return figures_; }
  void forget();  // all but who is talking

 private:
  enum class State : std::uint8_t { calling, up, leaving, over };
  struct Side {
    bool telephone = false;
    State state = State::calling;
    std::string call_id, own, other, target;  // From and To as we say them, the other's Contact
    std::string user;                         // of a telephone
    int sequence = 1;
    voice::UdpSocket audio;
    voice::SocketAddress audio_to;
    voice::RtpHeader next;
    std::int64_t hang_up_ms = 0;
  };

  void watch(int fd, std::size_t index);
  void receive(bool telephones);
  void answered(std::string_view message);
  void requested(std::string_view message, bool telephones);
  void invited(std::string_view message);
  void reply(std::string_view request, std::string_view status, Side* side);
  void request(Side& side, std::string_view method);
  void hang_up(Side& side);
  void ended(Side& side);
  void open_audio(std::size_t index);
  void each_ms();
  void send_audio(Side& side);
  void receive_audio(Side& side);
  voice::UdpSocket& socket_of(const Side& side) { return side.telephone ? telephones_ : callers_; }

  Settings settings_;
  voice::SocketAddress server_;
  voice::UdpSocket callers_, telephones_;
  int epoll_ = -1, timer_ = -1;
  std::deque<Side> sides_;
  std::unordered_map<std::string, std::size_t> by_call_id_;
  std::vector<std::size_t> audible_;  // that send and receive
  std::size_t slot_ = 0;
  std::map<std::string, std::int64_t> free_since_us_;  // by telephone
  std::int64_t due_us_ = 0;
  Figures figures_;
};

}  // namespace centralino::load
