// The facts of contacts, folded as things happen: what every figure is made of.
//
// An open contact lives in the floor's memory; its row follows whenever something other than a
// plain message changed (messages have rows of their own and are folded again at start). A closed
// contact's row is final but for the survey.
#pragma once

#include "engine/facts/contact.h"
#include "platform/loop/tx.h"
#include "subjects/queues/floor.h"

namespace centralino::conversations {

void fold(loop::Tx& tx, queues::TenantFloor& floor, const engine::routing::Event& event);
void fold(loop::Tx& tx, queues::TenantFloor& floor, const engine::facts::ConversationFact& fact);

}  // namespace centralino::conversations
