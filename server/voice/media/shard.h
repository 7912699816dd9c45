// One thread of the media plane with everything it owns: sockets, legs, rooms. It waits for
// packets, for its tick every 5 ms, when it is the turn of a quarter of the legs and rooms, and for
// what others ask (`post`); all other functions run on it.
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "voice/media/mailbox.h"
#include "voice/media/room.h"
#include "voice/media/sip_path.h"
#include "voice/media/turns.h"
#include "voice/media/web_path.h"

namespace centralino::voice {

class Shard {
 public:
  struct Settings {
    std::string cname;
    std::int64_t media_silence_ms = 60'000;
  };
  // `web`: the port of all its browsers.
  Shard(const Settings& settings, UdpSocket web, Recorder& recorder,
        std::function<void(Event)> tell);
  ~Shard();

  using Task = std::function<void(Shard&)>;
  void post(Task task) { mailbox_.post(std::move(task)); }        // any thread
  const Counters& counters() const { return context_.counters; }  // any thread

  std::uint16_t web_port() const { return web_.port(); }
  const sdp::Fingerprint& fingerprint() const { return identity_.fingerprint(); }

  // ---- on the shard's thread
  void open(LegId leg, RoomId room, Role role, PortPairs::Pair ports);
  void open_web(LegId leg, RoomId room, Role role, const IceLite::Credentials& credentials);
  void agree(LegId leg, const sdp::Agreed& agreed);
  void connect(LegId leg, bool on);
  void close(LegId leg);
  void play(LegId leg, std::int64_t play, std::vector<PlayPiece> pieces);
  void stop_play(LegId leg);
  void bridge(const Bridge& bridge);
  void move(LegId leg, RoomId room);
  void record(const Record& record);
  void pause(const PauseRecording& pause);
  void stop_recording(std::int64_t recording);
  void send_digits(LegId leg, const std::string& digits);
  void digit(LegId leg, char key);
  void patient(LegId leg);

 private:
  static constexpr std::int64_t turns = Turns<Room>::count;
  static constexpr std::int64_t tick_us = 20'000 / turns;
  static constexpr std::int64_t late_us = 10'000;
  static constexpr std::int64_t ticks_caught_up_max = 5 * turns;  // more at once are left out
  static constexpr int events_max = 64;

  struct Member;
  struct Watch {  // what an event of epoll is about
    enum Kind : std::uint8_t { mailbox, timer, rtp, rtcp, web } kind = mailbox;
    Member* member = nullptr;
  };
  struct Member {
    std::unique_ptr<SipPath> sip;  // or
    std::unique_ptr<WebPath> web;
    std::unique_ptr<Leg> leg;
    Room* room = nullptr;
    Watch rtp{Watch::rtp, nullptr};
    Watch rtcp{Watch::rtcp, nullptr};
  };

  void run();
  void watch(int fd, Watch& watch);
  void on_packet(const Watch& watch);
  void on_timer();
  void tick();
  void do_tasks();
  void add(LegId leg, RoomId room, std::unique_ptr<Member> member);
  Room& room(RoomId id);
  void leave(Member& member);
  template <class F>  // void(Member&): then its room plans anew
  void change(LegId leg, F each);

  ShardContext context_;
  DtlsIdentity identity_;
  WebPort web_;
  Mailbox<Task> mailbox_;
  std::vector<Task> tasks_;
  int epoll_ = -1;
  int timer_ = -1;
  Watch mailbox_watch_{Watch::mailbox, nullptr};
  Watch timer_watch_{Watch::timer, nullptr};
  Watch web_watch_{Watch::web, nullptr};
  std::int64_t tick_due_us_ = 0;
  std::int64_t turn_ = 0;  // whose tick is next
  bool stopping_ = false;
  Turns<Member> members_;
  Turns<Room> rooms_;
  std::thread thread_;
};

}  // namespace centralino::voice
