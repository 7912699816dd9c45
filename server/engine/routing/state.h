// The state of a Cell and the moves it is made of. Internal to engine/routing.
//
// Files: configure.cpp (settings → tables), intake.cpp (arrive, leave, move, end), offers.cpp,
// presence.cpp, wrapups.cpp, schedule.cpp (deadlines of waiting work), matching.cpp, questions.cpp
// (rows), explain.cpp, save.cpp, invariants.cpp.
//
// A step: the handler first asks everything it needs and refuses, then moves entities; moves mark
// agents and work `dirty` when a match may have become possible; settle() makes the offers;
// publish() tells the agents' new states. Index tables (Eligibility, Timers) are exact at every
// moment.
#pragma once

#include <map>

#include "engine/routing/cell.h"
#include "engine/routing/entities.h"
#include "engine/routing/timers.h"

namespace centralino::engine::routing {

struct Floor;  // explain.cpp
struct Saved;  // saved.h

class State {
 public:
  Result<Done> apply(const Step& step, std::vector<Event>& events);
  std::optional<Instant> next_deadline() const;
  std::string save() const;
  Result<Done> load(std::string_view saved);

  // questions.cpp
  WorkRow row(const Work& work) const;
  AgentRow row(const Agent& agent) const;
  OfferRow row(const Offer& offer) const;
  WrapUpRow row(const WrapUp& wrapup) const;
  std::vector<QueueRow> queue_rows() const;
  void count_works(std::vector<QueueRow>& rows) const;
  std::vector<const Work*> line(Slot queue) const;  // waiting and offered, in order
  bool is_open(Slot queue, Instant at) const;
  Why why_waiting(const Work& work) const;
  std::optional<std::string> check_invariants() const;

  const QueueSettings& queue_settings(Slot queue) const { return settings_.queues[queue]; }
  Slot find_queue(QueueId id) const { return queue_index_.find(id.value); }
  Slot find_agent(AgentId id) const { return agent_index_.find(id.value); }

  // The definition of "eligible" (cell.h), spelled out without the indexes; used by checks and
  // texts.
  bool has_room(const Agent& agent, Channel channel) const;
  static bool reachable(const Agent& agent, Channel channel);
  bool qualified(const Agent& agent, const Work& work, Slot queue, int relaxed) const;
  bool eligible(const Agent& agent, const Work& work) const;
  Floor floor_for(const Work& work) const;
  bool several_allowed(const Work& work) const;
  bool nobody_overtaken(const Offer& offer) const;
  std::optional<std::string> check_no_missed_match() const;
  std::optional<std::string> check_work(Slot work) const;
  std::optional<std::string> check_agent(const Agent& agent) const;

 private:
  friend class Cell;

  // ---- one step (state.cpp)
  Result<Done> handle(const Configure& input);
  Result<Done> handle(const SetPresence& input);
  Result<Done> handle(const SetReach& input);
  Result<Done> handle(const WorkArrives& input);
  Result<Done> handle(const WorkLeaves& input);
  Result<Done> handle(const AcceptOffer& input);
  Result<Done> handle(const DeclineOffer& input);
  Result<Done> handle(const WorkEnds& input);
  Result<Done> handle(const MoveWork& input);
  Result<Done> handle(const ChangePriority& input);
  Result<Done> handle(const WrapUpExtend& input);
  Result<Done> handle(const WrapUpComplete& input);
  Result<Done> handle(const Tick& input);
  void fire(const Timer& timer);
  void publish();
  void publish(Agent& agent);
  void check_touched(std::size_t first_event) const;
  template <class E>
  E& emit() {
    E& event = std::get<E>(out_->emplace_back(std::in_place_type<E>));
    event.at = now_;
    return event;
  }

  // ---- configure.cpp
  static Settings normalised(Settings settings);
  void dismiss_agents(const Settings& next);
  void keep_allowed_offers(Slot work);
  void close_queues(const Settings& next);
  void adopt(Settings settings);
  void renumber_agents();
  void build_tables();
  void seat(Agent& agent, const AgentSettings& settings,
            std::map<std::vector<std::int64_t>, Slot>& known);
  std::vector<Slot> works_by_id() const;
  int intern(const std::string& language);
  void set_matrix();

  // ---- save.cpp
  std::optional<std::string> check_loaded() const;
  void load_leases(const Saved& saved);
  void load_holdings(AgentId id, const std::vector<OfferId>& offers,
                     const std::vector<WorkId>& active, const std::vector<WrapUpId>& wrapups);
  void load_unsettled(const Saved& saved);

  // ---- intake.cpp
  struct Entry {  // where an arrival goes
    Slot queue = no_slot;
    Slot via = no_slot;  // overflowed from here at once
    std::optional<Exit> rejected;
  };
  Result<Entry> entry_for(Slot queue) const;
  void admit(Slot work, std::int64_t hold_s, const Entry& entry, bool outbound);
  void tell_left(const Work& work, QueueId queue, Exit exit);
  void enqueue(Slot work, Slot queue, AgentId held_for, std::int64_t hold_s);
  void remove_work(Slot work);
  void leave_with(Slot work, Exit exit);
  void free_agent_of(Slot work);
  std::int64_t key_of(const Work& work) const;

  // ---- schedule.cpp
  Requirement requirement_of(const Work& work, Slot queue, int relaxed);
  void join_line(Slot work);
  void leave_line(Slot work);
  void drop_classes(Work& work);
  void wait(Slot work);
  bool advance(Slot work);
  WorkMoved& moved(const Work& work, Move how);
  void relax(Slot work);
  void overflow(Slot work);
  void release_hold(Slot work);
  void lapse_exclusions(Work& work);
  std::optional<Instant> next_due(const Work& work) const;
  void schedule(Slot work);
  void exclude(Work& work, AgentId agent, const QueueSettings& queue);

  // ---- offers.cpp
  void make_offer(Slot work, Slot agent, Slot queue, const OfferReason& why);
  void end_offer(Slot offer, OfferOutcome outcome, const std::string& reason);
  void withdraw_offers(Slot work);
  void answer(Slot offer);
  void miss(Slot offer, OfferOutcome outcome, const std::string& reason);

  // ---- presence.cpp
  void set_presence(Slot agent, Presence presence, const std::string& reason, Cause cause);
  void hold_slot(Slot agent, Channel channel);
  void free_slot(Slot agent, Channel channel);
  void touch(Slot agent);
  void relist(Slot agent);
  void unlist(Agent& agent);
  void start_wrapup(const Work& work, Slot agent);
  void end_wrapup(Slot wrapup, WrapUpOutcome outcome);
  std::uint32_t free_channels(const Agent& agent) const;
  AgentState state_of(const Agent& agent) const;

  // ---- matching.cpp
  struct Choice {
    Slot work = no_slot;
    Slot agent = no_slot;
    Slot queue = no_slot;
    OfferReason why;
  };
  void settle();
  Choice first_choice();
  bool still_waits(const InLine& entry);
  void settle_work(Slot work);
  InLine entry_of(Slot work) const { return works_[work].entry(work); }
  Choice work_for(Slot agent) const;
  Slot held_work_for(const Agent& agent) const;
  struct Picked {  // the first few by fit (larger first), then by rank
    struct Item {
      std::int64_t fit = 0;
      Ready ready;
    };
    std::array<Item, ring_count_max> items;
    std::size_t count = 0;
    std::int64_t candidates = 0;
    void offer(const Item& item, std::size_t wanted);
  };
  Picked agents_for(const Work& work, Slot class_slot) const;
  bool offer_to_best(Slot work);
  bool offer_from(Slot work, Slot class_slot);
  OfferReason reason_for(OfferCode code, const Work& work, const Agent& agent, Slot queue) const;
  void mark(Slot work);

  // Settings and tables made of them.
  Settings settings_;
  IdIndex queue_index_;
  std::vector<Slot> calendar_of_queue_;      // index in settings_.calendars, or none
  std::vector<std::size_t> order_of_queue_;  // index in ranks_
  std::vector<std::int64_t (*)(const AgentFacts&)>
      ranks_;  // distinct ranks of the queues' strategies
  std::array<std::uint32_t, channel_count> interrupts_{};  // holding c: what may still come
  std::vector<std::string> languages_;                     // interned; [0] = any
  Eligibility eligibility_;

  // Entities.
  std::vector<Agent> agents_;  // by id
  IdIndex agent_index_;
  Pool<Work> works_;
  IdIndex work_index_;
  Pool<Offer> offers_;
  IdIndex offer_index_;
  Pool<WrapUp> wrapups_;
  IdIndex wrapup_index_;
  Timers timers_;
  std::vector<std::int64_t> waiting_in_queue_;  // phase waiting or offered
  std::int64_t turn_ = 0;
  std::int64_t newest_id_ = 0;  // of offers and wrap-ups, those that are over too (since a restore)

  // The step being applied, and what a step that ran out of ids left to the next.
  Instant now_;
  std::int64_t next_id_ = 0;
  std::int64_t ids_left_ = 0;
  std::vector<Event>* out_ = nullptr;
  std::vector<Slot> dirty_agents_;
  std::vector<InLine> dirty_works_;
  std::vector<Slot> touched_;
};

}  // namespace centralino::engine::routing
