#include "main/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <unistd.h>

#include <fstream>

#include "main/version.h"

namespace centralino {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

ClientMetric metric(MetricType type, double value, std::vector<ClientMetric::Label> labels = {}) {
  ClientMetric out;
  out.label = std::move(labels);
  if (type == MetricType::Counter) {
    out.counter.value = value;
  } else {
    out.gauge.value = value;
  }
  return out;
}

MetricFamily family(std::string name, std::string help, MetricType type, double value) {
  return {std::move(name), std::move(help), type, {metric(type, value)}};
}

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double size = 0;
  double resident = 0;
  statm >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

MetricFamily responses(const http::Counters& counters) {
  MetricFamily out{
      "centralino_http_responses_total", "HTTP responses by status class", MetricType::Counter, {}};
  for (std::size_t i = 1; i < counters.responses_by_class.size(); ++i)
    out.metric.push_back(metric(MetricType::Counter,
                                static_cast<double>(counters.responses_by_class[i].load()),
                                {{"class", std::to_string(i) + "xx"}}));
  return out;
}

MetricFamily refused(const http::Counters& counters) {
  MetricFamily out{"centralino_http_refused_total",
                   "Connections and requests turned away, by reason",
                   MetricType::Counter,
                   {}};
  for (std::size_t i = 0; i < counters.refused.size(); ++i)
    out.metric.push_back(
        metric(MetricType::Counter, static_cast<double>(counters.refused[i].load()),
               {{"reason", std::string(http::refused_name(static_cast<http::Refused>(i)))}}));
  return out;
}

}  // namespace

std::string metrics_text(const MetricsInput& input) {
  const auto count = [](const http::Counters::Count& c) { return static_cast<double>(c.load()); };
  std::vector<MetricFamily> families = {
      {"centralino_build_info",
       "Version of this program",
       MetricType::Gauge,
       {metric(MetricType::Gauge, 1, {{"version", version}})}},
      family("process_resident_memory_bytes", "Resident memory", MetricType::Gauge,
             resident_bytes()),
      family("centralino_http_connections_open", "Open connections, sockets included",
             MetricType::Gauge, count(input.http.connections_open)),
      family("centralino_http_sockets_open", "Open WebSockets", MetricType::Gauge,
             count(input.http.sockets_open)),
      family("centralino_http_sockets_dropped_slow_total",
             "WebSockets cut because the client was too slow", MetricType::Counter,
             count(input.http.sockets_dropped_slow)),
      family("centralino_http_received_bytes_total", "Bytes received", MetricType::Counter,
             count(input.http.bytes_in)),
      family("centralino_http_sent_bytes_total", "Bytes sent", MetricType::Counter,
             count(input.http.bytes_out)),
      responses(input.http),
      refused(input.http),
      family("centralino_loop_commands_total", "Commands run by the loop", MetricType::Counter,
             static_cast<double>(input.loop.commands)),
      family("centralino_loop_refused_total", "Commands refused", MetricType::Counter,
             static_cast<double>(input.loop.refused)),
      family("centralino_loop_batches_total", "Transactions committed by the loop",
             MetricType::Counter, static_cast<double>(input.loop.batches)),
      family("centralino_loop_failed_batches_total", "Transactions lost and run again one by one",
             MetricType::Counter, static_cast<double>(input.loop.failed_batches)),
      family("centralino_loop_queued_commands", "Commands waiting for the loop", MetricType::Gauge,
             static_cast<double>(input.queued_commands)),
      family("centralino_journal_rows_total", "Journal rows written since the start",
             MetricType::Counter, static_cast<double>(input.loop.journal_rows)),
      family("centralino_journal_seq", "Newest journal row", MetricType::Gauge,
             static_cast<double>(input.journal_seq)),
      family("centralino_outbox_waiting", "Effects that wait for their first or next attempt",
             MetricType::Gauge, static_cast<double>(input.effects_waiting)),
      family("centralino_outbox_under_way", "Effects being attempted", MetricType::Gauge,
             static_cast<double>(input.effects_under_way)),
  };
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace centralino
