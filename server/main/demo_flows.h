// What the demo company's numbers say: 100 greets in two languages, knows the reason and finds a
// person; 104 tracks a parcel by keys; the page "parcel help" does so in a chat.
#pragma once

#include "engine/flow/flow.h"

namespace centralino::demo {

engine::flow::Flow reception_flow();
engine::flow::Flow parcel_module();
engine::flow::Flow track_flow();
engine::flow::Flow parcel_help_flow();

// Where the parcel flow asks: this very server answers for it, in a demo only.
constexpr const char* parcels_host = "https://parcels.demo.example/";

// {"parcel":{"state":…,"expected":…}} for numbers of eight digits that begin with 1 or 2; else
// nothing.
std::string parcel_answer(const std::string& number);

}  // namespace centralino::demo
