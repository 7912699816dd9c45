#include "platform/store/postgres.h"

#include <libpq-fe.h>

#include <array>
#include <charconv>
#include <unordered_map>

#include "platform/store/text_hash.h"

namespace centralino::store {
namespace {

// Unread results kept in the pipeline before they are fetched: bounds memory on both sides and
// keeps the socket buffers from filling up in both directions at once.
constexpr std::size_t max_unread = 256;

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, Clear>;

// The error class is the first two characters of SQLSTATE (PostgreSQL manual, appendix A).
Failure classify(const char* sqlstate) {
  const std::string_view state = sqlstate ? sqlstate : "";
  if (state == "53100") return Failure::full;
  if (state.starts_with("53") || state.starts_with("40") || state.starts_with("55"))
    return Failure::busy;
  if (state.starts_with("23")) return Failure::constraint;
  if (state.starts_with("08") || state.starts_with("57")) return Failure::lost;
  if (state.starts_with("XX")) return Failure::corrupt;
  return Failure::other;
}

// Parameters as libpq wants them: text, zero-terminated.
class TextParams {
 public:
  explicit TextParams(Params params) {
    texts_.reserve(params.size());
    for (const Param& param : params) add(param);
    for (std::size_t i = 0; i < texts_.size(); ++i)
      pointers_.push_back(null_[i] ? nullptr : texts_[i].c_str());
  }
  const char* const* data() const { return pointers_.data(); }
  int size() const { return static_cast<int>(pointers_.size()); }

 private:
  void add(const Param& param) {
    const auto& value = param.value();
    std::array<char, 32> buffer{};
    null_.push_back(value.index() == 0);
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), *number).ptr;
      texts_.emplace_back(buffer.data(), end);
    } else if (const auto* real = std::get_if<double>(&value)) {
      const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), *real).ptr;
      texts_.emplace_back(buffer.data(), end);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      texts_.emplace_back(*text);
    } else {
      texts_.emplace_back();
    }
  }
  std::vector<std::string> texts_;
  std::vector<bool> null_;
  std::vector<const char*> pointers_;
};

class Postgres final : public Db {
 public:
  Postgres(const std::string& uri, Access access) : connection_(PQconnectdb(uri.c_str())) {
    if (PQstatus(connection_.get()) != CONNECTION_OK)
      throw StoreError(Failure::lost,
                       std::string("postgres: ") + PQerrorMessage(connection_.get()));
    access_ = access;
    prepare_session();
  }

  Backend backend() const override { return Backend::postgres; }

  void exec(std::string_view sql, Params params) override {
    enter_pipeline();
    send(sql, params);
    ++unread_;
    if (unread_ >= max_unread) flush();
  }

  Rows query(std::string_view sql, Params params) override {
    enter_pipeline();
    send(sql, params);
    ask_for_results();
    skip_unread();
    const ResultHandle result = next_result();
    take_sync();
    return read_rows(result.get());
  }

  void script(const std::string& sql) override {
    leave_pipeline();
    const ResultHandle result(PQexec(connection_.get(), sql.c_str()));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result.get());
  }

  void flush() override {
    if (unread_ == 0) return;
    ask_for_results();
    skip_unread();
    take_sync();
  }

  void begin() override {
    flush();
    in_transaction_ = true;
    exec("BEGIN", {});
  }
  void commit() override {
    in_transaction_ = false;
    query("COMMIT", {});
  }
  void rollback() noexcept override {
    in_transaction_ = false;
    try {
      if (PQstatus(connection_.get()) != CONNECTION_OK) return reconnect();
      query("ROLLBACK", {});
    } catch (const std::exception&) {
      reconnect();  // the connection is gone, and with it the transaction
    }
  }
  void savepoint() override { exec("SAVEPOINT command", {}); }
  void release() override { exec("RELEASE SAVEPOINT command", {}); }
  void rollback_to_savepoint() override {
    exec("ROLLBACK TO SAVEPOINT command", {});
    exec("RELEASE SAVEPOINT command", {});
  }

 private:
  void prepare_session() {
    script("SET client_min_messages = warning; SET timezone = 'UTC'; SET synchronous_commit = on");
    if (access_ == Access::read_only)
      script(
          "SET default_transaction_read_only = on; SET default_transaction_isolation = 'repeatable "
          "read'");
  }

  // One attempt; if the server is still away the next statement fails with Failure::lost.
  void reconnect() noexcept {
    names_.clear();
    unread_ = 0;
    sync_pending_ = false;
    PQreset(connection_.get());
    try {
      if (PQstatus(connection_.get()) == CONNECTION_OK) prepare_session();
    } catch (const std::exception&) {
    }
  }

  void enter_pipeline() {
    if (PQpipelineStatus(connection_.get()) == PQ_PIPELINE_OFF &&
        PQenterPipelineMode(connection_.get()) != 1)
      throw StoreError(Failure::lost, "postgres: cannot enter pipeline mode");
  }

  // Outside a transaction only a sync commits: until then a pipeline is one implicit transaction.
  void ask_for_results() {
    if (in_transaction_) {
      PQsendFlushRequest(connection_.get());
    } else if (PQpipelineSync(connection_.get()) == 1) {
      sync_pending_ = true;
    }
    PQflush(connection_.get());
  }

  void skip_unread() {
    for (; unread_ > 0; --unread_) next_result();
  }

  void take_sync() {
    if (!sync_pending_) return;
    sync_pending_ = false;
    const ResultHandle result(PQgetResult(connection_.get()));
    if (!result || PQresultStatus(result.get()) != PGRES_PIPELINE_SYNC)
      throw StoreError(Failure::lost, "postgres: the pipeline lost its place");
  }

  void leave_pipeline() {
    if (PQpipelineStatus(connection_.get()) == PQ_PIPELINE_OFF) return;
    flush();
    if (PQexitPipelineMode(connection_.get()) != 1)
      throw StoreError(Failure::lost, "postgres: cannot leave pipeline mode");
  }

  void send(std::string_view sql, Params params) {
    const TextParams texts(params);
    const std::string& name = prepared(sql, texts.size());
    if (PQsendQueryPrepared(connection_.get(), name.c_str(), texts.size(), texts.data(), nullptr,
                            nullptr, 0) != 1)
      fail(nullptr);
  }

  const std::string& prepared(std::string_view sql, int params) {
    if (const auto it = names_.find(sql); it != names_.end()) return it->second;
    const std::string name = "s" + std::to_string(names_.size());
    const std::string text(sql);
    if (PQsendPrepare(connection_.get(), name.c_str(), text.c_str(), params, nullptr) != 1)
      fail(nullptr);
    ++unread_;
    return names_.emplace(text, name).first->second;
  }

  // The next statement's result; each is followed by a null pointer in pipeline mode.
  ResultHandle next_result() {
    ResultHandle result(PQgetResult(connection_.get()));
    if (!result) fail(nullptr);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
      recover_and_fail(std::move(result));
    while (ResultHandle rest{PQgetResult(connection_.get())}) {
    }
    return result;
  }

  // An error aborts the pipeline up to the next sync: skip to it, so that ROLLBACK can follow.
  [[noreturn]] void recover_and_fail(ResultHandle error) {
    const char* state = PQresultErrorField(error.get(), PG_DIAG_SQLSTATE);
    const Failure failure =
        PQstatus(connection_.get()) == CONNECTION_OK ? classify(state) : Failure::lost;
    const std::string message = PQresultErrorMessage(error.get());
    unread_ = 0;
    names_.clear();  // some PREPAREs may have been skipped: use fresh names from now on
    if (sync_pending_ || PQpipelineSync(connection_.get()) == 1) {
      for (int nulls = 0; nulls < 2;) {
        const ResultHandle result(PQgetResult(connection_.get()));
        nulls = result ? 0 : nulls + 1;
        if (result && PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) break;
        if (PQstatus(connection_.get()) != CONNECTION_OK) break;
      }
    }
    sync_pending_ = false;
    forget_prepared();
    throw StoreError(failure, "postgres: " + message);
  }

  void forget_prepared() {
    if (PQpipelineStatus(connection_.get()) != PQ_PIPELINE_OFF)
      PQexitPipelineMode(connection_.get());
    const ResultHandle ignored(PQexec(connection_.get(), "DEALLOCATE ALL"));
    if (PQresultStatus(ignored.get()) == PGRES_COMMAND_OK) return;
    // Inside a failed transaction DEALLOCATE is refused: end it first; it is lost anyway.
    const ResultHandle rolled_back(PQexec(connection_.get(), "ROLLBACK"));
    const ResultHandle again(PQexec(connection_.get(), "DEALLOCATE ALL"));
  }

  [[noreturn]] void fail(PGresult* result) {
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const bool alive = PQstatus(connection_.get()) == CONNECTION_OK;
    throw StoreError(alive ? classify(state) : Failure::lost,
                     std::string("postgres: ") + PQerrorMessage(connection_.get()));
  }

  static Rows read_rows(PGresult* result) {
    Rows rows;
    const int columns = PQnfields(result);
    const int count = PQntuples(result);
    rows.reserve(static_cast<std::size_t>(count));
    for (int r = 0; r < count; ++r) {
      std::vector<Cell> cells;
      cells.reserve(static_cast<std::size_t>(columns));
      for (int c = 0; c < columns; ++c) cells.push_back(read_cell(result, r, c));
      rows.emplace_back(std::move(cells));
    }
    return rows;
  }

  static Cell read_cell(PGresult* result, int row, int column) {
    if (PQgetisnull(result, row, column)) return {};
    const std::string_view text(PQgetvalue(result, row, column),
                                static_cast<std::size_t>(PQgetlength(result, row, column)));
    switch (PQftype(result, column)) {
      case 20:    // int8
      case 21:    // int2
      case 23: {  // int4
        std::int64_t value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
      }
      case 700:   // float4
      case 701:   // float8
      case 1700:  // numeric: sums of integers
        return std::stod(std::string(text));
      default:
        return std::string(text);
    }
  }

  std::unique_ptr<PGconn, Finish> connection_;
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> names_;
  std::size_t unread_ = 0;
  bool in_transaction_ = false;
  bool sync_pending_ = false;
  Access access_ = Access::read_write;
};

}  // namespace

std::unique_ptr<Db> open_postgres(const std::string& uri, Access access) {
  return std::make_unique<Postgres>(uri, access);
}

}  // namespace centralino::store
