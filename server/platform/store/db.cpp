#include "platform/store/db.h"

#include "platform/store/postgres.h"
#include "platform/store/sqlite.h"

namespace centralino::store {

std::int64_t Row::integer(std::size_t column) const {
  const Cell& cell = cells_[column];
  if (const auto* value = std::get_if<std::int64_t>(&cell)) return *value;
  if (const auto* value = std::get_if<double>(&cell)) return static_cast<std::int64_t>(*value);
  if (const auto* value = std::get_if<std::string>(&cell)) return std::stoll(*value);
  return 0;
}

double Row::real(std::size_t column) const {
  const Cell& cell = cells_[column];
  if (const auto* value = std::get_if<double>(&cell)) return *value;
  if (const auto* value = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*value);
  if (const auto* value = std::get_if<std::string>(&cell)) return std::stod(*value);
  return 0;
}

std::string Row::text(std::size_t column) const {
  const Cell& cell = cells_[column];
  if (const auto* value = std::get_if<std::string>(&cell)) return *value;
  if (const auto* value = std::get_if<std::int64_t>(&cell)) return std::to_string(*value);
  return {};
}

std::optional<Instant> Row::maybe_instant(std::size_t column) const {
  return is_null(column) ? std::nullopt : std::optional(instant(column));
}

std::optional<std::string> Row::maybe_text(std::size_t column) const {
  return is_null(column) ? std::nullopt : std::optional(text(column));
}

std::optional<Row> Db::one(std::string_view sql, Params params) {
  Rows rows = query(sql, params);
  return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::optional<Location> parse_location(std::string_view text) {
  if (text.starts_with("sqlite:") && text.size() > 7)
    return Location{Backend::sqlite, std::string(text.substr(7))};
  if (text.starts_with("postgres://") || text.starts_with("postgresql://"))
    return Location{Backend::postgres, std::string(text)};
  return std::nullopt;
}

std::unique_ptr<Db> open(const Location& location, Access access) {
  if (location.backend == Backend::sqlite) return open_sqlite(location.where, access);
  return open_postgres(location.where, access);
}

}  // namespace centralino::store
