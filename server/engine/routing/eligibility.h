// Who could do what: agents alike in skills, languages and queues share a signature, waiting work
// with the same present requirement shares a class, and a bitset in both directions says which fit.
// Whoever is free and whatever waits is kept in order per signature and per class, so a match is
// one pass over the words of two bitsets. Signatures change with the settings only; classes come
// and go with work.
#pragma once

#include <array>
#include <string>
#include <unordered_map>

#include "engine/routing/containers.h"
#include "engine/routing/strategy.h"

namespace centralino::engine::routing {

// Work in line: order of place.
struct InLine {
  std::int64_t key = 0;  // milliseconds: place_from − head start
  std::int64_t work = 0;
  Slot slot = no_slot;
  bool operator<(const InLine& other) const {
    return key != other.key ? key < other.key : work < other.work;
  }
};

// An agent ready for one channel under one strategy's rank.
struct Ready {
  std::int64_t rank = 0;
  std::int64_t idle_since = 0;
  std::int64_t agent = 0;
  Slot slot = no_slot;
  bool operator<(const Ready& other) const {
    if (rank != other.rank) return rank < other.rank;
    return idle_since != other.idle_since ? idle_since < other.idle_since : agent < other.agent;
  }
};

struct Requirement {
  Slot queue = no_slot;
  Channel channel = Channel::chat;
  int language = 0;                // interned; 0 = any
  std::vector<SkillLevel> skills;  // by skill, levels ≥ 1
  bool operator==(const Requirement& other) const;
};

struct Signature {
  std::vector<SkillLevel> skills;    // by skill
  std::vector<Slot> queues;          // ascending
  std::vector<int> languages;        // ascending, interned
  Bits classes;                      // which classes its agents can do
  std::vector<Sorted<Ready>> ready;  // [order × channel_count + channel]
};

struct Class {
  Requirement requirement;
  Bits signatures;  // who can do it
  Sorted<InLine> line;
  std::uint32_t users = 0;  // work that refers to it, in line or not
};

class Eligibility {
 public:
  // Forgets everything; `orders` is the number of ranks kept for each ready agent.
  void reset(std::size_t queue_count, std::size_t orders);

  // Signatures first, all of them; then seal(); then classes.
  Slot add_signature(std::vector<SkillLevel> skills, std::vector<Slot> queues,
                     std::vector<int> languages);
  void seal();

  // The class of a requirement, made when new; pairs with release().
  Slot acquire(const Requirement& requirement);
  void release(Slot class_slot);

  void join(Slot class_slot, const InLine& entry);
  void leave(Slot class_slot, const InLine& entry);
  void set_ready(Slot signature, std::size_t order, Channel channel, const Ready& entry);
  void clear_ready(Slot signature, std::size_t order, Channel channel, const Ready& entry);

  bool fits(Slot signature, Slot class_slot) const {
    return signatures_[signature].classes.test(class_slot);
  }
  const Signature& signature(Slot slot) const { return signatures_[slot]; }
  const Class& class_at(Slot slot) const { return classes_[slot]; }
  const Sorted<Ready>& ready(Slot signature, std::size_t order, Channel channel) const {
    return signatures_[signature].ready[index(order, channel)];
  }

  // Calls each(class slot, first in line) for every class that fits the signature, has somebody in
  // line and is of a channel in the mask. Ascending slots: the caller must not depend on that
  // order.
  template <class Each>
  void for_each_line(Slot signature, std::uint32_t channel_mask, Each each) const;

  // Calls each(signature) for every signature that fits the class and has somebody ready.
  template <class Each>
  void for_each_ready(Slot class_slot, Each each) const;

 private:
  static std::size_t index(std::size_t order, Channel channel) {
    return order * channel_count + static_cast<std::size_t>(channel);
  }
  struct RequirementHash {
    std::size_t operator()(const Requirement& requirement) const noexcept;
  };
  Bits matching_signatures(const Requirement& requirement) const;
  const Bits* holders(SkillLevel wanted) const;
  Slot free_class();
  void drop_unused();

  std::size_t orders_ = 1;
  std::vector<Signature> signatures_;
  std::vector<Bits> members_;                                  // per queue: signatures
  std::unordered_map<SkillId, std::array<Bits, 10>> holders_;  // looked up only
  std::vector<Bits> speakers_;                                 // per language
  std::array<Bits, channel_count> ready_signatures_;

  std::vector<Class> classes_;
  std::vector<Slot> free_classes_;
  std::vector<InLine> heads_;  // per class: first in line, valid when in waiting_classes_
  std::array<Bits, channel_count> waiting_classes_;
  std::unordered_map<Requirement, Slot, RequirementHash> by_requirement_;  // looked up only
  std::size_t unused_ = 0;
};

template <class Each>
void Eligibility::for_each_line(Slot signature, std::uint32_t channel_mask, Each each) const {
  const Bits& fit = signatures_[signature].classes;
  for (std::size_t i = 0; i < fit.words(); ++i) {
    if (fit.word(i) == 0) continue;
    std::uint64_t waiting = 0;
    for (std::uint32_t rest = channel_mask; rest != 0; rest &= rest - 1)
      waiting |= waiting_classes_[static_cast<std::size_t>(std::countr_zero(rest))].word(i);
    auto visit = [&](std::size_t slot) { each(static_cast<Slot>(slot), heads_[slot]); };
    Bits::walk_word(fit.word(i) & waiting, i, visit);
  }
}

template <class Each>
void Eligibility::for_each_ready(Slot class_slot, Each each) const {
  const Class& wanted = classes_[class_slot];
  const Bits& ready = ready_signatures_[static_cast<std::size_t>(wanted.requirement.channel)];
  auto visit = [&](std::size_t slot) { each(static_cast<Slot>(slot)); };
  for (std::size_t i = 0; i < ready.words(); ++i)
    Bits::walk_word(ready.word(i) & wanted.signatures.word(i), i, visit);
}

}  // namespace centralino::engine::routing
