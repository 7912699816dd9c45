// The tenant's words: reasons for being away, and outcomes of a wrap-up. Each list is small and has
// an order, so it is changed as a whole; what happened under a word that is gone keeps its key.
#pragma once

#include <vector>

#include "subjects/queues/queues.h"

namespace centralino::queues {

constexpr std::size_t words_max = 100;

struct ReasonList {
  std::vector<Reason> items;
};
BOOST_DESCRIBE_STRUCT(ReasonList, (), (items))

struct OutcomeList {
  std::vector<Outcome> items;
};
BOOST_DESCRIBE_STRUCT(OutcomeList, (), (items))

Result<Done> save_reasons(loop::Tx& tx, const Actor& actor, const ReasonList& wanted);
// At least one: a wrap-up could not be finished otherwise.
Result<Done> save_outcomes(loop::Tx& tx, const Actor& actor, const OutcomeList& wanted);

}  // namespace centralino::queues

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::ReasonList::items> = {
        .max_length = centralino::queues::words_max};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::OutcomeList::items> = {
        .min_length = 1, .max_length = centralino::queues::words_max};
