#include "subjects/flows/comparing.h"

#include <charconv>

namespace centralino::flows {
namespace {

std::optional<std::int64_t> number_in(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return number;
}

std::optional<FlowVersion> find(store::Db& db, TenantId tenant, FlowId id,
                                const std::string& text) {
  const auto number = number_in(text);
  return number ? find_version(db, tenant, id, *number) : std::nullopt;
}

Result<flow::Flow> side(store::Db& db, TenantId tenant, const FlowRow& row, const std::string& name,
                        const std::string& text) {
  if (text == "draft") return row.draft;
  const auto found = find(db, tenant, row.id, text);
  if (!found) return refuse_field(name, "must be the number of a version, or draft");
  return version(db, tenant, found->hash)->flow;
}

}  // namespace

Result<FlowVersionContent> look_at_version(store::Db& db, TenantId tenant, FlowId id,
                                           const std::string& number) {
  const auto found = find(db, tenant, id, number);
  if (!found) return refuse(Code::not_found);
  return FlowVersionContent{found->number, found->hash, found->at,
                            found->by,     found->note, version(db, tenant, found->hash)->flow};
}

Result<flow::FlowDifference> compare(store::Db& db, TenantId tenant, FlowId id,
                                     const std::string& from, const std::string& to) {
  const auto row = find_flow(db, tenant, id);
  if (!row) return refuse(Code::not_found);
  TRY(before, side(db, tenant, *row, "from", from));
  TRY(after, side(db, tenant, *row, "to", to));
  return flow::difference(before, after);
}

}  // namespace centralino::flows
