#include <array>

#include "engine/flow/node.h"

namespace centralino::engine::flow {
namespace {

constexpr std::array kinds = {
    Kind{SayNode::type_name, "Say something", "Dire qualcosa"},
    Kind{MenuNode::type_name, "Menu", "Menu"},
    Kind{AskNode::type_name, "Ask for something", "Chiedere un dato"},
    Kind{HoursNode::type_name, "Opening hours", "Orari di apertura"},
    Kind{LanguageNode::type_name, "Language", "Lingua"},
    Kind{SetNode::type_name, "Set values", "Impostare valori"},
    Kind{IfNode::type_name, "Condition", "Condizione"},
    Kind{QueueNode::type_name, "Wait for an agent", "Attesa di un operatore"},
    Kind{CallbackNode::type_name, "Offer a callback", "Offrire di richiamare"},
    Kind{VoicemailNode::type_name, "Take a message", "Prendere un messaggio"},
    Kind{ConsentNode::type_name, "Consent to recording", "Consenso alla registrazione"},
    Kind{LookUpNode::type_name, "Look something up", "Consultare un sistema"},
    Kind{SecretNode::type_name, "Ask for a secret", "Chiedere un dato segreto"},
    Kind{SurveyNode::type_name, "Survey", "Sondaggio"},
    Kind{ModuleNode::type_name, "Call a module", "Usare un modulo"},
    Kind{TransferNode::type_name, "Transfer", "Trasferire"},
    Kind{EndNode::type_name, "End", "Fine"},
};
static_assert(kinds.size() == std::variant_size_v<Node>);

}  // namespace

std::span<const Kind> all_kinds() { return kinds; }

std::string_view kind_of(const Node& node) { return kinds[node.index()].name; }

Parts parts(const Node& node) {
  return std::visit([](const auto& kind) { return parts(kind); }, node);
}

}  // namespace centralino::engine::flow
