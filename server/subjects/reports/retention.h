// Whether customers come back, against how they were served (S-130).
#pragma once

#include "engine/facts/retention.h"
#include "subjects/reports/reports.h"

namespace centralino::reports {

struct ReturnedView {
  std::int64_t customers = 0;
  std::int64_t returned = 0;
  std::optional<double> share_pct;  // null: nobody to judge by
};
BOOST_DESCRIBE_STRUCT(ReturnedView, (), (customers, returned, share_pct))

struct ByService {
  ReturnedView in_time, late, unanswered;
};
BOOST_DESCRIBE_STRUCT(ByService, (), (in_time, late, unanswered))

struct ByRating {
  std::int64_t score = 0;  // 0: not rated
  ReturnedView returned;
};
BOOST_DESCRIBE_STRUCT(ByRating, (), (score, returned))

struct RetentionReport {
  Instant from, to;
  std::int64_t window_days = 90;
  ReturnedView all;
  ByService by_service;
  std::vector<ByRating> by_rating;  // 0 to 5
  std::int64_t too_early = 0;       // customers whose window is not over
};
BOOST_DESCRIBE_STRUCT(RetentionReport, (),
                      (from, to, window_days, all, by_service, by_rating, too_early))

RetentionReport retention(store::Db& db, TenantId tenant, Instant from, Instant to,
                          std::int64_t window_days, Instant now);

}  // namespace centralino::reports
