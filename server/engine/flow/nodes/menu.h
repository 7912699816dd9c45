// Up to nine choices: "For support, press 1" on the telephone, buttons in a chat, words in both.
#pragma once

#include "engine/flow/nodes/input.h"

namespace centralino::engine::flow {

class Run;

struct Choice {
  std::string key;  // 1–9
  Texts label;
  std::optional<std::map<std::string, std::vector<std::string>>> words;  // other ways to say it
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (key, label, words, next))

struct MenuNode : Input {
  static constexpr std::string_view type_name = "menu";
  Prompt prompt;
  std::vector<Choice> choices;
};
BOOST_DESCRIBE_STRUCT(MenuNode, (Input), (prompt, choices))

void enter(const MenuNode& node, Run& run);
bool take(const MenuNode& node, const Answer& answer, Run& run);
Parts parts(const MenuNode& node);

}  // namespace centralino::engine::flow
