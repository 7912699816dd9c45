// Branches on opening hours. The shell looks into the calendar of the moment (engine/hours), so
// that a holiday entered today counts for flows published last year. When closed,
// {opens_date} and {opens_time} say when it opens, or are empty. Without a calendar it asks for the
// hours of the number that was called, or of the queue of a number (or a chat) without any.
#pragma once

#include "engine/flow/events.h"
#include "engine/flow/parts.h"

namespace centralino::engine::flow {

class Run;

struct HoursNode {
  static constexpr std::string_view type_name = "hours";
  std::string calendar;
  std::optional<std::string> open;
  std::optional<std::string> closed;
};
BOOST_DESCRIBE_STRUCT(HoursNode, (), (calendar, open, closed))

void enter(const HoursNode& node, Run& run);
void hear(const HoursNode& node, const Happening& what, Run& run);
Parts parts(const HoursNode& node);

}  // namespace centralino::engine::flow
