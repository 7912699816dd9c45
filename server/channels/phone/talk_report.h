// How agents and customers talked with each other, from what was measured of calls (measures.h): by
// queue, agent or day. A mean is none when nothing was measured, never zero.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "platform/store/db.h"

namespace centralino::phone {

enum class TalkBy : std::uint8_t { queue, agent, day };
BOOST_DESCRIBE_ENUM(TalkBy, queue, agent, day)

struct TalkRow {
  std::string key;         // id of the queue or agent; the day, "2026-03-02"; "" of the total
  std::string name;        // for people
  std::int64_t calls = 0;  // with a talk that was measured
  std::optional<double> talk_s;
  std::optional<double> greeting_s;
  std::int64_t late_greetings = 0;            // calls (`greeted_late`)
  std::optional<double> agent_share_pct;      // of all talking
  std::optional<double> agent_interruptions;  // a call
  std::optional<double> customer_interruptions;
  std::optional<double> longest_monologue_s;  // the longest of all, the agent's
  std::optional<double> dead_air_s;           // a call
  std::optional<double> hold_s;               // a call
  double hold_s_total = 0;
  double hold_s_max = 0;  // of one call
};
BOOST_DESCRIBE_STRUCT(TalkRow, (),
                      (key, name, calls, talk_s, greeting_s, late_greetings, agent_share_pct,
                       agent_interruptions, customer_interruptions, longest_monologue_s, dead_air_s,
                       hold_s, hold_s_total, hold_s_max))

struct TalkReport {
  Instant from, to;
  TalkBy by = TalkBy::queue;
  std::vector<TalkRow> rows;  // by name; days in their order
  TalkRow total;
};
BOOST_DESCRIBE_STRUCT(TalkReport, (), (from, to, by, rows, total))

struct TalkQuestion {
  Instant from, to;  // of the calls' beginnings
  TalkBy by = TalkBy::queue;
  std::optional<QueueId> queue;  // none: all
};
// A call counts for the agent who had it last and the queue it ended in. Any thread with a
// database.
TalkReport talk_report(store::Db& db, TenantId tenant, const TalkQuestion& question);

}  // namespace centralino::phone
