// All kinds of nodes. A new kind is one file in nodes/, one line here and one in kinds.cpp: the
// reducer, the gate and the editor's forms follow from what it says of itself.
//
// Each kind has enter() and parts(); inputs have take() for answers, others hear() for events.
#pragma once

#include <span>
#include <variant>

#include "engine/flow/nodes/ask.h"
#include "engine/flow/nodes/branch.h"
#include "engine/flow/nodes/callback.h"
#include "engine/flow/nodes/consent.h"
#include "engine/flow/nodes/end.h"
#include "engine/flow/nodes/hours.h"
#include "engine/flow/nodes/language.h"
#include "engine/flow/nodes/lookup.h"
#include "engine/flow/nodes/menu.h"
#include "engine/flow/nodes/module.h"
#include "engine/flow/nodes/queue.h"
#include "engine/flow/nodes/say.h"
#include "engine/flow/nodes/secret.h"
#include "engine/flow/nodes/set.h"
#include "engine/flow/nodes/survey.h"
#include "engine/flow/nodes/transfer.h"
#include "engine/flow/nodes/voicemail.h"

namespace centralino::engine::flow {

using Node = std::variant<SayNode, MenuNode, AskNode, HoursNode, LanguageNode, SetNode, IfNode,
                          QueueNode, CallbackNode, VoicemailNode, ConsentNode, LookUpNode,
                          SecretNode, SurveyNode, ModuleNode, TransferNode, EndNode>;

Parts parts(const Node& node);
std::string_view kind_of(const Node& node);

// A kind as the editor shows it.
struct Kind {
  std::string_view name;
  std::string_view english;
  std::string_view italian;
};

// In the order of Node.
std::span<const Kind> all_kinds();

}  // namespace centralino::engine::flow
