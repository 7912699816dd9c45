#include "engine/facts/retention.h"

#include <algorithm>
#include <map>

namespace centralino::engine::facts {
namespace {

struct Person {
  Instant first;  // contact of the period
  Instant last;
  Service worst = Service::in_time;
  int lowest = 0;  // 0: not rated
  bool bought_before = false;
  bool bought_after = false;
};

void count(Returned& group, const Person& person) {
  ++group.customers;
  if (person.bought_after) ++group.returned;
}

std::map<CustomerId, Person> people_of(const std::vector<ServedContact>& contacts) {
  std::map<CustomerId, Person> people;
  for (const auto& contact : contacts) {
    const auto [it, fresh] = people.try_emplace(contact.customer);
    Person& person = it->second;
    person.first = fresh ? contact.at : std::min(person.first, contact.at);
    person.last = fresh ? contact.at : std::max(person.last, contact.at);
    person.worst = std::max(person.worst, contact.service);
    if (contact.score && (person.lowest == 0 || *contact.score < person.lowest))
      person.lowest = *contact.score;
  }
  return people;
}

}  // namespace

std::optional<Service> service_of(const Contact& contact, const ServiceLevelSettings& settings) {
  const auto exit = exit_of(contact);
  if (!exit || contact.segments.empty()) return std::nullopt;
  if (*exit != Exit::answered) return Service::unanswered;
  const Instant from = settings.clock == ClockStart::ring && contact.t_arrive
                           ? *contact.t_arrive
                           : contact.segments.front().t_enqueue;
  const auto accepted = t_accept(contact);
  const auto answered =
      settings.answer_at == AnswerAt::connect && contact.t_connect ? contact.t_connect : accepted;
  if (!answered) return std::nullopt;
  return *answered - from <= seconds(settings.threshold_s) ? Service::in_time : Service::late;
}

Retention retention(const std::vector<ServedContact>& contacts,
                    const std::vector<Purchase>& purchases, Duration window, Instant now) {
  auto people = people_of(contacts);
  for (const auto& purchase : purchases) {
    const auto it = people.find(purchase.customer);
    if (it == people.end()) continue;
    Person& person = it->second;
    if (purchase.at < person.first) person.bought_before = true;
    if (purchase.at > person.last && purchase.at <= person.last + window)
      person.bought_after = true;
  }
  Retention found;
  for (const auto& [customer, person] : people) {
    if (!person.bought_before) continue;
    if (now < person.last + window) {
      ++found.too_early;
      continue;
    }
    count(found.all, person);
    count(found.by_service[static_cast<std::size_t>(person.worst)], person);
    count(found.by_score[static_cast<std::size_t>(person.lowest)], person);
  }
  return found;
}

}  // namespace centralino::engine::facts
