// Everything that crosses the border of the routing engine: settings, inputs, events.
#pragma once

#include "engine/routing/events.h"
#include "engine/routing/inputs.h"
