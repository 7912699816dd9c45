// The telephone as a channel: calls become conversations, flows speak with callers, the routing
// engine's decisions ring agents and join them with who waits.
//
// How it works: every event (of the telephone engine, of routing, of an agent's desk) changes a
// Call inside edit(); when the change is complete, settle() derives from the call what must be
// heard, bridged and recorded, and tells the telephone engine the difference, after the commit.
// Nothing below keeps a second truth about who hears whom.
//
// Threads: the loop's only. What is volatile here (agents' lines, keys of a secret being typed)
// belongs to this process and is not stored.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "channels/flow/shell.h"
#include "channels/flow/waits.h"
#include "channels/phone/calls.h"
#include "channels/phone/numbers.h"
#include "channels/phone/views.h"
#include "channels/phone/web_calls.h"
#include "engine/flow/step.h"
#include "subjects/conversations/conversations.h"
#include "subjects/sounds/sound_id.h"
#include "voice/voice.h"

namespace centralino::phone {

// What a number does that is no business with anybody (service_numbers.cpp).
enum class Service : std::uint8_t {
  wait,
  echo,
  prompt_once,
  prompt_again,
  bridge,
  recorded_bridge
};

// The telephone engine and the other worlds a call may ask; fakes in scenarios.
struct Outside {
  std::function<void(voice::Command)> post;
  std::function<Leg()> fresh_leg;
  shell::LookUp look_up;
  // Runs a command on the loop.
  std::function<void(std::function<Result<Done>(loop::Tx&)>)> submit;
  std::function<bool()> runs;  // there is a telephone engine
  std::string recordings_folder;
  std::function<std::string(const std::string& sha256)> sound_file = {};  // where one lies
  std::map<std::string, Service> services = {};                           // number → what it does
  bool bridges = false;  // numbers for measuring: bridges to devices
};

// Of a leg that costs something. `since`, its answer, tells it from a leg of an earlier process.
struct Minute {
  Leg leg = 0;
  TrunkId trunk;
  Instant since;
  std::int64_t number = 0;  // 0 the first
};
BOOST_DESCRIBE_STRUCT(Minute, (), (leg, trunk, since, number))

constexpr Duration return_grace = minutes(5);  // a caller who was cut off finds their place kept
constexpr int callback_attempts_max = 3;
constexpr Duration callback_pause = minutes(5);       // between two attempts
constexpr Duration hold_alarm = minutes(3);           // on hold longer than that is told
constexpr Duration hold_max = minutes(10);            // then the customer is taken back
constexpr std::int64_t voicemail_silence_ms = 5'000;  // ends a message

class Phone final : public conversations::Carrier {
 public:
  explicit Phone(Outside outside);

  // Before loop.start().
  void attach(queues::Floor& floor, loop::Loop& loop);
  // Tells the telephone engine trunks and devices of all tenants. After they changed.
  void configure(store::Db& db, queues::Floor& floor) {
    configure(db, floor, [this](voice::Configure all) { outside_.post(std::move(all)); });
  }
  // The same from within a command that changed them; told once it is committed.
  void configure_after(loop::Tx& tx, TenantId tenant);
  // A process begins: calls of the one before are over.
  void begin(loop::Tx& tx, TenantId tenant);

  // What the telephone engine told.
  Result<Done> happened(loop::Tx& tx, const voice::Event& event);

  // ---- what agents and supervisors ask (talk.cpp, consult.cpp, supervise.cpp, outbound.cpp)
  Result<Done> offer_line(loop::Tx& tx, const Actor& agent, const std::string& sdp);
  Result<Done> close_line(loop::Tx& tx, const Actor& agent);
  Result<ConversationId> dial(loop::Tx& tx, const Actor& agent, const std::string& number,
                              std::optional<CaseId> case_id);
  Result<Done> hold(loop::Tx& tx, const Actor& agent, ConversationId id, bool on);
  Result<Done> digits(loop::Tx& tx, const Actor& agent, ConversationId id,
                      const std::string& digits);
  Result<Done> pause_recording(loop::Tx& tx, const Actor& agent, ConversationId id, bool paused);
  Result<Done> transfer_to_number(loop::Tx& tx, const Actor& agent, ConversationId id,
                                  const std::string& number, const std::string& brief);
  Result<Done> consult(loop::Tx& tx, const Actor& agent, ConversationId id,
                       std::optional<UserId> colleague, const std::string& number);
  enum class ConsultEnd : std::uint8_t { complete, cancel, join };
  Result<Done> end_consult(loop::Tx& tx, const Actor& agent, ConversationId id, ConsultEnd how);
  // A colleague takes the consultation they are rung for, or does not.
  Result<Done> answer_consult(loop::Tx& tx, const Actor& colleague, ConversationId id, bool accept);
  Result<Done> watch(loop::Tx& tx, const Actor& supervisor, ConversationId id,
                     std::optional<WatchMode> mode);
  Result<Done> take_over(loop::Tx& tx, const Actor& supervisor, ConversationId id);

  // Whether anybody can be called: a trunk that may, and a telephone that runs.
  bool calls_out(loop::Tx& tx, TenantId tenant);
  // Promises to call whoever writes in `from`, as a flow booked it; they
  // keep the place they had in line. Refused as dialling is.
  Result<Done> promise(loop::Tx& tx, const conversations::Row& from,
                       const flow::BookCallback& wanted, std::optional<Instant> place_from);

  // ---- callers on web pages (web_calls.cpp)
  // `token` is the visitor's fresh secret. The flow starts once their audio flows.
  Result<CallStarted> start_web_call(loop::Tx& tx, const std::string& widget_key,
                                     const StartCall& wanted, const std::string& token);
  // What their browser offers: the first time, and again after every loss.
  Result<Done> offer_web_line(loop::Tx& tx, const Actor& visitor, const std::string& sdp);
  // As the visitor's page begins with it; none when it is over.
  std::optional<VisitorCall> call_of(const queues::FloorNow& floor, const Actor& visitor) const;

  // ---- conversations::Carrier
  bool goes_on(loop::Tx& tx, const conversations::Row& row,
               const engine::routing::Event& event) override;
  Result<Done> customer_ends(loop::Tx& tx, const conversations::Row& row) override;
  void routed(loop::Tx& tx, TenantId tenant,
              const std::vector<engine::routing::Event>& events) override;

  // As a desk begins with them: their own, and all of them for supervisors.
  std::vector<CallView> calls_for(const queues::FloorNow& floor, const Actor& actor) const;
  const Calls& calls() const { return calls_; }
  bool reachable(TenantId tenant, UserId agent) const;

  // ---- what stands behind calls, as the telephone engine told it last
  struct TrunkSeen {
    voice::TrunkReach reach = voice::TrunkReach::unknown;
    std::string detail;  // why; "" nothing to say
    std::optional<Instant> since;
  };
  struct DeviceSeen {
    bool there = false;
    std::string where;  // "192.0.2.7:5060"; "" unknown
  };
  struct Standing {
    std::map<std::int64_t, TrunkSeen> trunks;
    std::map<std::int64_t, DeviceSeen> devices;
  };
  Standing standing() const;  // of all tenants
  // Registers or asks anew; how it went comes as `trunk.changed`.
  Result<Done> check_trunk(loop::Tx& tx, const Actor& actor, TrunkId id);
  Leg line_of(TenantId tenant, UserId agent) const;  // 0: no browser

 private:
  void configure(store::Db& db, queues::Floor& floor,
                 const std::function<void(voice::Configure)>& tell);
  // A call being changed. Edits nest: routing calls back while a handler decides.
  struct Working {
    Call call;
    Call before;
    int depth = 0;
    bool stepping = false;  // the flow is deciding: what happens meanwhile waits its turn
    bool leaving = false;   // the flow left the queue of its own accord
    std::deque<flow::Happening> todo;
  };
  struct Line {
    Leg leg = 0;
    std::int64_t room = 0;
    bool up = false;
  };
  using Agent = std::pair<TenantId, UserId>;

  void edit(loop::Tx& tx, ConversationId id, const std::function<void(Call&)>& change);
  void settle(loop::Tx& tx, Call& call, const Call& before);
  void settle_audio(loop::Tx& tx, Call& call, const Call& before);
  void settle_recording(loop::Tx& tx, Call& call);
  void post(loop::Tx& tx, voice::Command command);
  void publish(loop::Tx& tx, const Call& call, const Call& before);

  // incoming.cpp
  void on(loop::Tx& tx, const voice::Incoming& event);
  void on(loop::Tx& tx, const voice::Answered& event);
  void on(loop::Tx& tx, const voice::Digit& event);
  void on(loop::Tx& tx, const voice::PlayDone& event);
  void on(loop::Tx& tx, const voice::Ended& event);
  void on(loop::Tx& tx, const voice::Measured& event);
  void on(loop::Tx& tx, const voice::Recorded& event);
  void on(loop::Tx& tx, const voice::RecordingFailed& event);
  void on(loop::Tx& tx, const voice::WebAnswer& event);
  void on(loop::Tx& tx, const voice::MediaUp& event);
  void on(loop::Tx& tx, const voice::MediaDown& event);
  void on(loop::Tx& tx, const voice::DeviceState& event);
  void on(loop::Tx& tx, const voice::Quality& event);
  void on(loop::Tx& tx, const voice::TrunkState& event);
  void on(loop::Tx& tx, const voice::Refer& event);
  template <class Other>
  void on(loop::Tx&, const Other&) {}
  // service_numbers.cpp
  bool service_number(loop::Tx& tx, const voice::Incoming& event);
  bool service_answered(loop::Tx& tx, Leg leg);
  bool service_played(loop::Tx& tx, Leg leg, std::int64_t play);
  void service_ended(loop::Tx& tx, Leg leg);

  // refer.cpp
  Result<Done> send_on(loop::Tx& tx, const Call& call, bool by_agent, const std::string& to);
  Result<Done> send_inside(loop::Tx& tx, const Call& call, bool by_agent, QueueId queue,
                           UserId colleague);
  Result<Done> join(loop::Tx& tx, Leg asking, Leg other);
  bool replacing(loop::Tx& tx, const voice::Incoming& event);
  bool replaced(loop::Tx& tx, Leg leg);
  void take_customer_place(loop::Tx& tx, Call& call, Leg leg);

  // incoming.cpp
  void begin_call(loop::Tx& tx, const voice::Incoming& event, const Number& number);
  void customer_left(loop::Tx& tx, Call& call, voice::Cause cause);
  void outside_left(loop::Tx& tx, Call& call);
  void finish(loop::Tx& tx, Call& call, const std::string& cause);

  // web_calls.cpp
  void tell_visitor(loop::Tx& tx, const Call& call, const char* type, std::string members);
  void web_line_up(loop::Tx& tx, const Call& known);
  void web_line_down(loop::Tx& tx, const Call& known, bool renewed);
  void web_line_timer(loop::Tx& tx, const loop::Timer& timer);
  void drop_web_caller(loop::Tx& tx, Call& call, voice::Cause cause);

  // flow.cpp, waiting.cpp, recordings.cpp
  void start_flow(loop::Tx& tx, Call& call, const Number& number);
  std::string calendar_of(loop::Tx& tx, const Call& call) const;
  void flow_happens(loop::Tx& tx, ConversationId id, flow::Happening what);
  void carry_out(loop::Tx& tx, Working& working, const flow::Effect& effect);
  void pick_up(loop::Tx& tx, Call& call);
  void say(loop::Tx& tx, Call& call, const flow::Say& say);
  void play_next(loop::Tx& tx, Call& call);
  std::optional<std::string> sound_path(loop::Tx& tx, TenantId tenant, SoundId id) const;
  voice::Piece piece_of(loop::Tx& tx, const Call& call, const flow::Say& said) const;
  voice::Piece waiting_music(loop::Tx& tx, const Call& call) const;
  std::optional<flow::Say> announcement(loop::Tx& tx, const Call& call, std::int64_t turn) const;
  void hush(loop::Tx& tx, Call& call);
  void key_of_secret(loop::Tx& tx, Call& call, const voice::Digit& event);
  void secret_complete(loop::Tx& tx, ConversationId id);
  void enqueue(loop::Tx& tx, Working& working, const flow::Enqueue& wanted);
  void hand_over(loop::Tx& tx, Working& working, const flow::Transfer& wanted);
  void flow_timer(loop::Tx& tx, const loop::Timer& timer);
  void announce_later(loop::Tx& tx, const Call& call, std::int64_t position);
  void announce(loop::Tx& tx, const loop::Timer& timer);
  void begin_voicemail(loop::Tx& tx, Call& call);
  void take_message(loop::Tx& tx, Call& call, const flow::TakeMessage& message);

  // agents.cpp
  bool taken(Agent agent) const;
  void set_reach(loop::Tx& tx, Agent agent);
  void may_be_offered(loop::Tx& tx, Agent agent);
  std::optional<Agent> agent_of_line(Leg leg) const;
  void tell_line(loop::Tx& tx, Agent agent, bool up);
  void line_down(loop::Tx& tx, Agent agent, Leg leg, bool renewed);
  void line_lost(loop::Tx& tx, Agent agent, Leg leg);
  void agent_line_timer(loop::Tx& tx, const loop::Timer& timer);
  void offered(loop::Tx& tx, TenantId tenant, const engine::routing::OfferMade& event);
  void offer_over(loop::Tx& tx, TenantId tenant, const engine::routing::OfferEnded& event);
  void ring_ended(loop::Tx& tx, Call& call, Leg leg, voice::Cause cause);
  void answered(loop::Tx& tx, TenantId tenant, const engine::routing::WorkAnswered& event);
  void connect_agent(loop::Tx& tx, Call& call);
  void release_agent(loop::Tx& tx, Call& call);
  void leave_room(loop::Tx& tx, TenantId tenant, UserId agent, Leg leg);
  void agent_hung_up(loop::Tx& tx, Call& call);
  void moved_on(loop::Tx& tx, TenantId tenant, const engine::routing::WorkMoved& event);
  void left_queue(loop::Tx& tx, TenantId tenant, const engine::routing::WorkLeft& event);
  void agent_done(loop::Tx& tx, TenantId tenant, const engine::routing::WorkEnded& event);
  bool goes_on_after_agent(loop::Tx& tx, const Call& call) const;

  // outbound.cpp
  Result<std::vector<std::int64_t>> way_out(loop::Tx& tx, TenantId tenant,
                                            const std::string& number, std::string& caller_id);
  bool post_dial(loop::Tx& tx, Call& call, Leg leg, voice::Role role, const std::string& number);
  void dial_customer(loop::Tx& tx, Call& call);
  void customer_answered(loop::Tx& tx, Call& call);
  void customer_missed(loop::Tx& tx, Call& call, const std::string& why);
  std::optional<Instant> find_callback(loop::Tx& tx, const Call& call, const std::string& queue);
  void book_callback(loop::Tx& tx, Call& call, const flow::BookCallback& wanted);
  void await_callback(loop::Tx& tx, Call& call);
  void callback_later(loop::Tx& tx, Call& call);
  void callback_due(loop::Tx& tx, const loop::Timer& timer);
  void callback_missed(loop::Tx& tx, Call& call, const std::string& why);
  bool dial_third(loop::Tx& tx, Call& call, const std::string& target);

  // charging.cpp
  void expect_charges(loop::Tx& tx, Leg leg, const std::string& number);
  void charging_begins(loop::Tx& tx, TenantId tenant, const voice::Answered& event);
  void minute_timer(loop::Tx& tx, const loop::Timer& timer);
  void minute_begins(loop::Tx& tx, TenantId tenant, const Minute& minute);
  void tell_trunk(loop::Tx& tx, TenantId tenant, TrunkId trunk);

  // talk.cpp, consult.cpp, supervise.cpp
  Result<const Call*> held_by(loop::Tx& tx, const Actor& agent, ConversationId id) const;
  void settle_hold(loop::Tx& tx, Call& call);
  void watch_hold(loop::Tx& tx, const Call& call);
  void take_off_hold(loop::Tx& tx, ConversationId id);
  void hold_timer(loop::Tx& tx, const loop::Timer& timer);
  void ring_back(loop::Tx& tx, Call& call);
  void ring_colleague(loop::Tx& tx, Call& call);
  void third_answered(loop::Tx& tx, Call& call);
  void consult_over(loop::Tx& tx, Call& call);
  Result<Done> give_to_third(loop::Tx& tx, const Actor& agent, ConversationId id);
  Result<Done> give_to_colleague(loop::Tx& tx, const Actor& agent, ConversationId id);
  void watcher_left(Call& call, Leg leg);

  ConversationId conversation_of(TenantId tenant, WorkId work, loop::Tx& tx) const;

  Outside outside_;
  Leg referring_ = 0;          // asked by REFER: is told before it is hung up
  int referral_status_ = 200;  // what it is told then
  struct Replacing {
    Leg other = 0;
    std::int64_t device = 0;
  };
  std::map<Leg, Replacing> replacing_;  // by the leg that comes, until it is answered
  UserId handed_to_;  // has picked up already: not rung again while they are given the work
  Calls calls_;
  std::map<ConversationId, std::unique_ptr<Working>> working_;
  shell::Waits waits_;
  std::map<Agent, Line> lines_;
  std::map<Leg, Agent> line_legs_;
  std::map<Agent, std::vector<std::int64_t>> devices_;  // that may be rung
  std::map<std::int64_t, Agent> device_owners_;
  std::map<std::int64_t, bool> device_there_;
  std::map<std::int64_t, std::string> device_places_;  // where it registered
  struct ServiceLeg {
    Service kind = Service::wait;
    std::int64_t room = 0;
    Leg other = 0;  // of a bridge
    std::int64_t play = 0;
  };
  std::map<Leg, ServiceLeg> service_;
  std::map<std::string, std::int64_t> bridge_devices_;  // by name
  std::map<std::int64_t, TrunkSeen> trunks_;
  struct Outward {
    std::string number;
    std::optional<Instant> since;  // answered
  };
  std::map<Leg, Outward> outward_;  // legs that cost something
  std::map<std::int64_t, std::pair<TenantId, ConversationId>> ended_rooms_;  // until measured
  struct Typed {
    std::string keys;
    std::int64_t seen = 0;
  };
  std::map<ConversationId, Typed> secrets_;
  shell::Secrets kept_;
};

}  // namespace centralino::phone
