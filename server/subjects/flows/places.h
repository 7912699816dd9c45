// What the nodes of a tenant's flows may name.
#pragma once

#include <string>
#include <vector>

#include "subjects/flows/flows.h"

namespace centralino::flows {

struct FlowPlace {
  std::string key;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(FlowPlace, (), (key, name))

struct FlowModule {
  std::string key;
  std::string name;
  std::vector<std::string> languages;
  std::vector<std::string> parameters;  // to be given
  std::vector<std::string> variables;   // may be taken back; secrets are not among them
  std::vector<std::string> outcomes;    // of its ends
};
BOOST_DESCRIBE_STRUCT(FlowModule, (), (key, name, languages, parameters, variables, outcomes))

struct FlowPlaces {
  std::vector<FlowPlace> queues;
  std::vector<FlowPlace> calendars;
  std::vector<FlowPlace> skills;
  std::vector<FlowModule> modules;  // published ones
};
BOOST_DESCRIBE_STRUCT(FlowPlaces, (), (queues, calendars, skills, modules))

FlowPlaces places(store::Db& db, TenantId tenant);

}  // namespace centralino::flows
