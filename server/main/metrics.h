// GET /metrics in Prometheus' text format.
#pragma once

#include <string>

#include "platform/http/counters.h"
#include "platform/loop/loop.h"

namespace centralino {

struct MetricsInput {
  const http::Counters& http;
  loop::LoopFigures loop;
  std::size_t queued_commands = 0;
  std::int64_t journal_seq = 0;
  std::size_t effects_waiting = 0;
  std::size_t effects_under_way = 0;
};
std::string metrics_text(const MetricsInput& input);

}  // namespace centralino
