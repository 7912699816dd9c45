// What a node is made of, as data: every kind describes itself (nodes/*.h), and the publish gate,
// the distances to a person and the editor read it. Nothing else looks into nodes from outside.
#pragma once

#include <string>
#include <vector>

#include "engine/flow/prompt.h"
#include "engine/flow/validator.h"

namespace centralino::engine::flow {

// automatic: the machine decides (opening hours, look-up, condition). caller: the caller's own
// answer. silence: nothing came, or nothing that fits.
enum class EdgeKind : std::uint8_t { automatic, caller, silence };

struct Edge {
  std::string field;
  std::string to;  // empty: not given
  EdgeKind kind = EdgeKind::automatic;
  std::vector<std::string> sets = {};  // variables that have a value on this way
  bool required = true;
};

struct PromptPart {
  std::string field;
  Prompt prompt;
};

struct TextPart {
  std::string field;
  Texts texts;
};

// A name with the field that holds it.
struct Use {
  std::string field;
  std::string name;
};

enum class Fault : std::uint8_t {
  choice_key,    // not 1–9, or twice
  no_choices,    // nothing to choose from
  validator,     // can never be met, or cannot be keyed on a telephone
  address,       // not an absolute HTTPS address with a fixed host
  number_range,  // a time, count or scale out of range
};

struct FaultPart {
  Fault fault;
  std::string field;
};

struct Parts {
  bool input = false;  // listens to the caller
  bool human = false;  // leads to a person, or to a dated promise of one, if its edges do
  std::vector<Edge> edges = {};
  std::vector<PromptPart> prompts = {};
  std::vector<TextPart> texts = {};
  std::vector<Use> reads = {};         // besides those in prompts and texts
  std::vector<Use> tests = {};         // may or may not be set
  std::vector<Use> reads_secret = {};  // may be secret here: a look-up's fields
  std::vector<Use> writes = {};
  std::vector<Use> writes_secret = {};
  std::vector<std::string> provides = {};  // values that its own prompts may use
  std::vector<Use> queues = {};
  std::vector<Use> calendars = {};
  std::vector<Use> modules = {};
  std::vector<Use> parameters = {};  // given to the module: its variables
  std::vector<Use> returns = {};     // read from the module when it ends
  std::vector<FaultPart> faults = {};
};

// Adds the variables that a filled-in text reads.
inline void read_names(Parts& parts, const std::string& field, std::string_view text) {
  for (const std::string& name : names_in(text)) parts.reads.push_back({field, name});
}

}  // namespace centralino::engine::flow
