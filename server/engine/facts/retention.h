// Do customers come back, and does how they were served make a difference? (S-130)
//
// Counted are customers who had bought before and contacted us in the period; each once, by their
// worst contact in it. A customer returned who bought again within the window after their last
// contact of the period. Customers whose window is not over yet are `too_early` and counted nowhere
// else: a short past would look like lost customers.
#pragma once

#include <optional>
#include <vector>

#include "engine/facts/contact.h"
#include "engine/facts/figures.h"

namespace centralino::engine::facts {

enum class Service : std::uint8_t { in_time, late, unanswered };  // from best to worst
BOOST_DESCRIBE_ENUM(Service, in_time, late, unanswered)

struct ServedContact {
  CustomerId customer;
  Instant at;
  Service service = Service::in_time;
  std::optional<int> score;  // 1…5
};

struct Purchase {
  CustomerId customer;
  Instant at;
};

struct Returned {
  std::int64_t customers = 0;
  std::int64_t returned = 0;
  std::optional<double> share() const {
    if (customers == 0) return std::nullopt;
    return static_cast<double>(returned) / static_cast<double>(customers);
  }
};

struct Retention {
  Returned all;
  Returned by_service[3];  // by Service
  Returned by_score[6];    // 0: not rated; 1…5: the lowest rating they gave
  std::int64_t too_early = 0;
};

// How a contact was served, by its queue's threshold; empty while it is open.
std::optional<Service> service_of(const Contact& contact, const ServiceLevelSettings& settings);

// `contacts` of the period, `purchases` before, in and after it, both in any order.
Retention retention(const std::vector<ServedContact>& contacts,
                    const std::vector<Purchase>& purchases, Duration window, Instant now);

}  // namespace centralino::engine::facts
