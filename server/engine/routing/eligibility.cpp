#include "engine/routing/eligibility.h"

namespace centralino::engine::routing {
namespace {
constexpr std::size_t classes_min = 64;  // first size of the class table; it doubles
}

bool Requirement::operator==(const Requirement& other) const {
  const auto same = [](const SkillLevel& a, const SkillLevel& b) {
    return a.skill == b.skill && a.level == b.level;
  };
  return queue == other.queue && channel == other.channel && language == other.language &&
         std::equal(skills.begin(), skills.end(), other.skills.begin(), other.skills.end(), same);
}

std::size_t Eligibility::RequirementHash::operator()(
    const Requirement& requirement) const noexcept {
  std::uint64_t mixed = requirement.queue * 31u + static_cast<std::uint64_t>(requirement.channel);
  mixed = mixed * 31 + static_cast<std::uint64_t>(requirement.language);
  for (const SkillLevel& item : requirement.skills) {
    mixed = (mixed ^ static_cast<std::uint64_t>(item.skill.value)) * 0x9E3779B97F4A7C15ULL;
    mixed = (mixed ^ mixed >> 29) + static_cast<std::uint64_t>(item.level);
  }
  return static_cast<std::size_t>(mixed * 0xBF58476D1CE4E5B9ULL >> 13);
}

void Eligibility::reset(std::size_t queue_count, std::size_t orders) {
  *this = {};
  orders_ = orders;
  members_.resize(queue_count);
}

Slot Eligibility::add_signature(std::vector<SkillLevel> skills, std::vector<Slot> queues,
                                std::vector<int> languages) {
  Signature signature;
  signature.skills = std::move(skills);
  signature.queues = std::move(queues);
  signature.languages = std::move(languages);
  signature.ready.resize(orders_ * channel_count);
  signatures_.push_back(std::move(signature));
  return static_cast<Slot>(signatures_.size() - 1);
}

void Eligibility::seal() {
  const std::size_t count = signatures_.size();
  for (Bits& bits : members_) bits.resize(count);
  for (Bits& bits : ready_signatures_) bits.resize(count);
  for (std::size_t s = 0; s < count; ++s) {
    for (const Slot queue : signatures_[s].queues) members_[queue].set(s);
    for (const int language : signatures_[s].languages) {
      const auto at = static_cast<std::size_t>(language);
      if (at >= speakers_.size()) speakers_.resize(at + 1);
      speakers_[at].resize(count);
      speakers_[at].set(s);
    }
    for (const SkillLevel& item : signatures_[s].skills) {
      auto& levels = holders_[item.skill];
      for (int level = 1; level <= item.level; ++level) {
        Bits& bits = levels[static_cast<std::size_t>(level - 1)];
        bits.resize(count);
        bits.set(s);
      }
    }
  }
}

const Bits* Eligibility::holders(SkillLevel wanted) const {
  const auto found = holders_.find(wanted.skill);
  if (found == holders_.end()) return nullptr;
  return &found->second[static_cast<std::size_t>(wanted.level - 1)];
}

Bits Eligibility::matching_signatures(const Requirement& requirement) const {
  Bits bits = members_[requirement.queue];
  for (const SkillLevel& item : requirement.skills) {
    const Bits* having = holders(item);
    if (having) {
      bits.keep_common(*having);
    } else {
      bits.clear();
    }
  }
  if (requirement.language != 0) {
    const auto at = static_cast<std::size_t>(requirement.language);
    if (at < speakers_.size()) {
      bits.keep_common(speakers_[at]);
    } else {
      bits.clear();
    }
  }
  return bits;
}

Slot Eligibility::acquire(const Requirement& requirement) {
  const auto found = by_requirement_.find(requirement);
  if (found != by_requirement_.end()) {
    if (classes_[found->second].users++ == 0) --unused_;
    return found->second;
  }
  const Slot slot = free_class();
  Class& fresh = classes_[slot];
  fresh.requirement = requirement;
  fresh.signatures = matching_signatures(requirement);
  fresh.signatures.for_each([&](std::size_t s) { signatures_[s].classes.set(slot); });
  fresh.users = 1;
  by_requirement_.emplace(requirement, slot);
  return slot;
}

void Eligibility::release(Slot class_slot) {
  CHECK(classes_[class_slot].users > 0, "a class is released as often as acquired");
  if (--classes_[class_slot].users == 0) ++unused_;
}

// Classes nobody refers to are kept, since their like comes back; they go when the table is full of
// them.
Slot Eligibility::free_class() {
  if (free_classes_.empty() && unused_ * 2 > classes_.size()) drop_unused();
  if (free_classes_.empty()) {
    const std::size_t old = classes_.size();
    const std::size_t grown = std::max(classes_min, old * 2);
    classes_.resize(grown);
    heads_.resize(grown);
    for (Bits& bits : waiting_classes_) bits.resize(grown);
    for (Signature& signature : signatures_) signature.classes.resize(grown);
    for (std::size_t slot = grown; slot-- > old;) free_classes_.push_back(static_cast<Slot>(slot));
  }
  const Slot slot = free_classes_.back();
  free_classes_.pop_back();
  return slot;
}

void Eligibility::drop_unused() {
  for (Slot slot = 0; slot < classes_.size(); ++slot) {
    Class& old = classes_[slot];
    if (old.users > 0 || old.requirement.queue == no_slot) continue;
    old.signatures.for_each([&](std::size_t s) { signatures_[s].classes.reset(slot); });
    by_requirement_.erase(old.requirement);
    old = {};
    free_classes_.push_back(slot);
  }
  unused_ = 0;
}

void Eligibility::join(Slot class_slot, const InLine& entry) {
  Class& joined = classes_[class_slot];
  joined.line.insert(entry);
  heads_[class_slot] = joined.line.front();
  waiting_classes_[static_cast<std::size_t>(joined.requirement.channel)].set(class_slot);
}

void Eligibility::leave(Slot class_slot, const InLine& entry) {
  Class& left = classes_[class_slot];
  left.line.erase(entry);
  if (left.line.empty()) {
    waiting_classes_[static_cast<std::size_t>(left.requirement.channel)].reset(class_slot);
  } else {
    heads_[class_slot] = left.line.front();
  }
}

void Eligibility::set_ready(Slot signature, std::size_t order, Channel channel,
                            const Ready& entry) {
  signatures_[signature].ready[index(order, channel)].insert(entry);
  ready_signatures_[static_cast<std::size_t>(channel)].set(signature);
}

void Eligibility::clear_ready(Slot signature, std::size_t order, Channel channel,
                              const Ready& entry) {
  auto& ready = signatures_[signature].ready[index(order, channel)];
  ready.erase(entry);
  if (ready.empty()) ready_signatures_[static_cast<std::size_t>(channel)].reset(signature);
}

}  // namespace centralino::engine::routing
