// Flows to begin with.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "engine/flow/check.h"

namespace centralino::flows {

enum class Template {
  empty,      // one greeting, then a person
  reception,  // opening hours, a menu, a person, a message that is answered
};
BOOST_DESCRIBE_ENUM(Template, empty, reception)

// Leads to the first queue and follows the first opening hours of `known`, where there are any.
engine::flow::Flow begin_from(Template which, const std::string& id, const std::string& name,
                              const engine::flow::Known& known);

}  // namespace centralino::flows
