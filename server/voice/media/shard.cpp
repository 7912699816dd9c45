#include "voice/media/shard.h"

#include <pthread.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <stdexcept>

namespace centralino::voice {
namespace {

std::int64_t microseconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
}

timespec as_timespec(std::int64_t us) { return {us / 1'000'000, us % 1'000'000 * 1'000}; }

}  // namespace

Shard::Shard(const Settings& settings, UdpSocket web, Recorder& recorder,
             std::function<void(Event)> tell)
    : context_(std::move(tell), recorder), web_(context_, std::move(web)) {
  context_.cname = settings.cname;
  context_.media_silence_us = settings.media_silence_ms * 1'000;
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  if (epoll_ < 0 || timer_ < 0)
    throw std::runtime_error("no file descriptor is free for a thread of the media");
  tick_due_us_ = microseconds(CLOCK_MONOTONIC) + tick_us;
  context_.now_us = tick_due_us_;
  const itimerspec every{as_timespec(tick_us), as_timespec(tick_due_us_)};
  timerfd_settime(timer_, TFD_TIMER_ABSTIME, &every, nullptr);
  watch(mailbox_.fd(), mailbox_watch_);
  watch(timer_, timer_watch_);
  watch(web_.fd(), web_watch_);
  thread_ = std::thread([this] { run(); });
  pthread_setname_np(thread_.native_handle(), "media");
}

Shard::~Shard() {
  post([](Shard& shard) { shard.stopping_ = true; });
  thread_.join();
  ::close(timer_);
  ::close(epoll_);
}

void Shard::watch(int fd, Watch& watch) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = &watch;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
}

// ---- the thread

void Shard::run() {
  std::array<epoll_event, events_max> events;
  while (!stopping_) {
    const int count = epoll_wait(epoll_, events.data(), events_max, -1);
    bool asked = false;
    for (int i = 0; i < count; ++i) {
      context_.now_us = microseconds(CLOCK_MONOTONIC);
      const Watch& watch = *static_cast<const Watch*>(events[static_cast<std::size_t>(i)].data.ptr);
      if (watch.kind == Watch::timer) {
        on_timer();
      } else if (watch.kind == Watch::mailbox) {
        asked = true;  // last: a task may close what another event of this round is about
      } else if (watch.kind == Watch::web) {
        web_.receive();
      } else {
        on_packet(watch);
      }
    }
    if (asked) do_tasks();
    web_.flush();
  }
  std::vector<LegId> left;
  members_.all([&](Member& member) { left.push_back(member.leg->id()); });
  for (const LegId leg : left) close(leg);
}

void Shard::on_packet(const Watch& watch) {
  Member& member = *watch.member;
  if (watch.kind == Watch::rtcp) {
    if (const auto rtcp = member.sip->receive_rtcp()) member.leg->receive(*rtcp);
    return;
  }
  const auto received = member.sip->receive_rtp();
  if (received.rtp) member.leg->receive(*received.rtp);
  if (received.rtcp) member.leg->receive(*received.rtcp);
}

void Shard::on_timer() {
  std::uint64_t expired = 0;
  if (read(timer_, &expired, sizeof expired) != sizeof expired) return;
  const auto due = static_cast<std::int64_t>(expired);
  if (context_.now_us - tick_due_us_ > late_us) context_.counters.ticks_late.add();
  tick_due_us_ += due * tick_us;
  for (std::int64_t i = 0; i < std::min(due, ticks_caught_up_max); ++i) tick();
  context_.counters.cpu_us.set(microseconds(CLOCK_THREAD_CPUTIME_ID));
}

void Shard::tick() {
  context_.counters.ticks.add();
  rooms_.in_turn(turn_, [](Room& room) { room.tick(); });
  members_.in_turn(turn_, [](Member& member) {
    if (member.web) {
      member.web->tick();
    } else {
      member.sip->tick();
      member.leg->watch_silence();
    }
  });
  turn_ = (turn_ + 1) % turns;
}

void Shard::do_tasks() {
  mailbox_.take(tasks_);
  for (Task& task : tasks_) task(*this);
  tasks_.clear();
}

// ---- what is asked

Room& Shard::room(RoomId id) {
  Room* found = rooms_.find(id);
  return found != nullptr ? *found : rooms_.put(id, std::make_unique<Room>(context_, id));
}

template <class F>
void Shard::change(LegId leg, F each) {
  Member* member = members_.find(leg);
  if (member == nullptr) return;
  each(*member);
  member->room->plan();
}

void Shard::add(LegId leg, RoomId room_id, std::unique_ptr<Member> member) {
  member->room = &room(room_id);
  member->room->join(*member->leg);
  members_.put(leg, std::move(member));
  context_.counters.legs.set(static_cast<std::int64_t>(members_.size()));
}

void Shard::open(LegId leg, RoomId room_id, Role role, PortPairs::Pair ports) {
  if (members_.find(leg) != nullptr) return;
  auto member = std::make_unique<Member>();
  member->sip = std::make_unique<SipPath>(context_, std::move(ports));
  member->leg = std::make_unique<Leg>(context_, leg, role, *member->sip);
  member->rtp.member = member->rtcp.member = member.get();
  watch(member->sip->rtp_fd(), member->rtp);
  watch(member->sip->rtcp_fd(), member->rtcp);
  add(leg, room_id, std::move(member));
}

void Shard::open_web(LegId leg, RoomId room_id, Role role,
                     const IceLite::Credentials& credentials) {
  if (Member* member = members_.find(leg)) {
    if (member->web) member->web->prepare(credentials);
    return;
  }
  auto member = std::make_unique<Member>();
  member->web = std::make_unique<WebPath>(context_, web_, identity_, leg);
  member->web->prepare(credentials);
  member->leg = std::make_unique<Leg>(context_, leg, role, *member->web);
  member->web->belongs_to(*member->leg);
  add(leg, room_id, std::move(member));
}

void Shard::leave(Member& member) {
  Room& left = *member.room;
  left.leave(*member.leg);
  if (left.empty()) rooms_.erase(left.id());
}

void Shard::close(LegId leg) {
  Member* member = members_.find(leg);
  if (member == nullptr) return;
  member->leg->close();
  leave(*member);
  members_.erase(leg);  // its sockets close, and leave epoll by that
  context_.counters.legs.set(static_cast<std::int64_t>(members_.size()));
}

void Shard::agree(LegId leg, const sdp::Agreed& agreed) {
  change(leg, [&](Member& member) { member.leg->agree(agreed); });
}
void Shard::connect(LegId leg, bool on) {
  change(leg, [&](Member& member) { member.leg->connect(on); });
}
void Shard::play(LegId leg, std::int64_t play, std::vector<PlayPiece> pieces) {
  change(leg, [&](Member& member) { member.leg->play(play, std::move(pieces)); });
}
void Shard::stop_play(LegId leg) {
  change(leg, [](Member& member) { member.leg->stop_play(); });
}
void Shard::send_digits(LegId leg, const std::string& digits) {
  change(leg, [&](Member& member) { member.leg->send_digits(digits); });
}
void Shard::digit(LegId leg, char key) {
  if (Member* member = members_.find(leg)) member->leg->digit(key);
}
void Shard::patient(LegId leg) {
  if (Member* member = members_.find(leg)) member->leg->patient();
}

void Shard::bridge(const Bridge& bridge) {
  if (Room* room = rooms_.find(bridge.room)) room->bridge(bridge.hears);
}

void Shard::move(LegId leg, RoomId room_id) {
  Member* member = members_.find(leg);
  if (member == nullptr || member->room->id() == room_id) return;
  leave(*member);
  member->room = &room(room_id);
  member->room->join(*member->leg);
}

void Shard::record(const Record& record) {
  if (Room* room = rooms_.find(record.room)) {
    room->record(record);
  } else {
    context_.tell(RecordingFailed{record.recording, "nobody is in this room"});
  }
}
void Shard::pause(const PauseRecording& pause) {
  rooms_.all([&](Room& room) { room.pause(pause); });
}
void Shard::stop_recording(std::int64_t recording) {
  rooms_.all([&](Room& room) { room.stop_recording(recording); });
}

}  // namespace centralino::voice
