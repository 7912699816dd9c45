#include <gtest/gtest.h>

#include <filesystem>

#include "platform/loop/loop.h"
#include "platform/loop/loop_thread.h"

#include "platform/store/migrations.h"
#include "platform/store/sqlite.h"

namespace centralino::loop {
namespace {

// A database that fails when told to: the disk that fills up, the command that breaks a constraint.
class Faulty final : public store::Db {
 public:
  explicit Faulty(std::unique_ptr<store::Db> real) : real_(std::move(real)) {}
  int fail_commits = 0;
  std::string fail_on;  // text of a statement

  store::Backend backend() const override { return real_->backend(); }
  void exec(std::string_view sql, store::Params params) override {
    if (!fail_on.empty() && sql.find(fail_on) != std::string_view::npos)
      throw store::StoreError(store::Failure::full, "full");
    real_->exec(sql, params);
  }
  store::Rows query(std::string_view sql, store::Params params) override {
    return real_->query(sql, params);
  }
  void script(const std::string& sql) override { real_->script(sql); }
  void flush() override { real_->flush(); }
  void begin() override { real_->begin(); }
  void commit() override {
    if (fail_commits > 0) {
      --fail_commits;
      throw store::StoreError(store::Failure::full, "full");
    }
    real_->commit();
  }
  void rollback() noexcept override { real_->rollback(); }
  void savepoint() override { real_->savepoint(); }
  void release() override { real_->release(); }
  void rollback_to_savepoint() override { real_->rollback_to_savepoint(); }

 private:
  std::unique_ptr<store::Db> real_;
};

// Memory that must always equal the number of journal rows.
class Counter final : public Memory {
 public:
  std::int64_t rows = 0;
  int reloads = 0;
  std::optional<Instant> deadline;
  void reload(store::Db& db) override {
    ++reloads;
    rows = db.one("SELECT count(*) FROM journal")->integer(0);
  }
  std::optional<Instant> next_deadline() const override { return deadline; }
};

class LoopTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::temp_directory_path() / "centralino-loop.XXXXXX";
    folder_ = mkdtemp(pattern.data());
    const store::Location location{store::Backend::sqlite, folder_ + "/loop.db"};
    store::migrate(location, clock_.now());
    db_ = std::make_unique<Faulty>(store::open(location, store::Access::read_write));
    Outlet outlet;
    outlet.publish = [this](std::vector<LiveEvent> events) {
      for (auto& event : events) published_.push_back(event.seq);
    };
    outlet.release = [this](std::vector<Effect> effects) { released_ += effects.size(); };
    loop_ = std::make_unique<Loop>(*db_, memory_, clock_, outlet);
    loop_->on_timer("ring", [this](Tx& tx, const Timer& timer) {
      rang_.push_back(timer.data);
      tx.journal(system_actor(TenantId{1}), "timer", 0, "rang", "{}");
      ++memory_.rows;
    });
    loop_->start();
  }
  void TearDown() override {
    loop_.reset();
    db_.reset();
    std::filesystem::remove_all(folder_);
  }

  Command write(std::string type, bool refused = false, bool touch_first = false) {
    return {"test",
            [this, type, refused, touch_first](Tx& tx) -> Result<Answer> {
              if (touch_first) {
                tx.touch();
                ++memory_.rows;
              }
              if (refused) return refuse(Code::already_done);
              const auto seq = tx.journal(system_actor(TenantId{1}), "test", 0, type, "{}");
              if (type == "poison") tx.db().exec("INSERT INTO journal (seq) VALUES ($1)", {seq});
              tx.touch();
              if (!touch_first) ++memory_.rows;
              tx.publish({0, true, {}, type, ""});
              tx.effect(TenantId{1}, "mail", 0, "{}");
              return Answer{201, std::to_string(seq), {}};
            },
            [this](const Result<Answer>& answer) {
              answers_.push_back(answer.ok() ? answer->body
                                             : std::string(info(answer.refusal().code).name));
            }};
  }
  std::int64_t stored() { return db_->one("SELECT count(*) FROM journal")->integer(0); }
  using Strings = std::vector<std::string>;

  std::string folder_;
  clock::ManualClock clock_{Instant{1'800'000'000'000}};
  Counter memory_;
  std::unique_ptr<Faulty> db_;
  std::unique_ptr<Loop> loop_;
  Strings answers_, rang_;
  std::vector<std::int64_t> published_;
  std::size_t released_ = 0;
};

TEST_F(LoopTest, commits_a_batch_once_and_answers_in_order) {
  std::vector<Command> commands;
  for (int i = 0; i < 450; ++i) commands.push_back(write("x"));
  loop_->process(std::move(commands));
  EXPECT_EQ(loop_->figures().batches, 3);  // 200 + 200 + 50
  ASSERT_EQ(answers_.size(), 450u);
  EXPECT_EQ(answers_.front(), "1");
  EXPECT_EQ(answers_.back(), "450");
  EXPECT_EQ(stored(), 450);
  EXPECT_EQ(released_, 450u);
  EXPECT_EQ(loop_->last_seq(), 450);
}

TEST_F(LoopTest, a_refused_command_leaves_nothing_and_no_gap) {
  std::vector<Command> commands;
  commands.push_back(write("a"));
  commands.push_back(write("b", true));
  commands.push_back(write("c"));
  loop_->process(std::move(commands));
  EXPECT_EQ(answers_, (Strings{"1", "already_done", "2"}));
  EXPECT_EQ(stored(), 2);
  EXPECT_EQ(published_, (std::vector<std::int64_t>{1, 2}));
}

TEST_F(LoopTest, a_lost_commit_is_run_again_one_by_one) {
  db_->fail_commits = 1;
  std::vector<Command> commands;
  for (int i = 0; i < 3; ++i) commands.push_back(write("x"));
  loop_->process(std::move(commands));
  EXPECT_EQ(answers_, (Strings{"1", "2", "3"}));
  EXPECT_EQ(stored(), 3);
  EXPECT_EQ(memory_.rows, 3);
  EXPECT_EQ(published_.size(), 3u);
}

TEST_F(LoopTest, only_the_command_that_cannot_be_stored_is_refused) {
  std::vector<Command> commands;
  commands.push_back(write("a"));
  commands.push_back(write("poison"));
  commands.push_back(write("c"));
  loop_->process(std::move(commands));
  EXPECT_EQ(answers_, (Strings{"1", "internal", "2"}));
  EXPECT_EQ(stored(), 2);
  EXPECT_EQ(memory_.rows, 2);
}

TEST_F(LoopTest, a_full_disk_refuses_clearly_and_recovers) {
  db_->fail_commits = 100;
  std::vector<Command> commands;
  commands.push_back(write("a"));
  commands.push_back(write("b"));
  loop_->process(std::move(commands));
  EXPECT_EQ(answers_, (Strings{"storage_full", "storage_full"}));
  EXPECT_EQ(stored(), 0);
  EXPECT_EQ(memory_.rows, 0);
  EXPECT_TRUE(published_.empty());
  EXPECT_EQ(released_, 0u);
  db_->fail_commits = 0;
  commands.clear();
  commands.push_back(write("c"));
  loop_->process(std::move(commands));
  EXPECT_EQ(answers_.back(), "1");
}

TEST_F(LoopTest, a_refusal_after_memory_changed_rebuilds_it) {
  std::vector<Command> commands;
  commands.push_back(write("a"));
  commands.push_back(write("b", true, true));
  loop_->process(std::move(commands));
  EXPECT_EQ(answers_, (Strings{"1", "already_done"}));
  EXPECT_EQ(memory_.rows, 1);
  EXPECT_GT(memory_.reloads, 1);
}

TEST_F(LoopTest, timers_are_durable_cancellable_and_fire_once_in_order) {
  TimerId second{};
  loop_->process({{"set",
                   [&](Tx& tx) -> Result<Answer> {
                     tx.wake(TenantId{1}, tx.now() + seconds(20), "ring", "late");
                     tx.wake(TenantId{1}, tx.now() + seconds(10), "ring", "early");
                     second = tx.wake(TenantId{1}, tx.now() + seconds(15), "ring", "cancelled");
                     return Answer{};
                   },
                   {}}});
  loop_->process({{"cancel",
                   [&](Tx& tx) -> Result<Answer> {
                     tx.cancel(second);
                     return Answer{};
                   },
                   {}}});
  loop_->start();  // as after a restart: from the rows
  EXPECT_EQ(*loop_->next_wake(), clock_.now() + seconds(10));
  EXPECT_FALSE(loop_->fire_due());
  clock_.set(clock_.now() + seconds(60));
  EXPECT_TRUE(loop_->fire_due());
  EXPECT_FALSE(loop_->fire_due());
  EXPECT_EQ(rang_, (Strings{"early", "late"}));
  EXPECT_FALSE(loop_->next_wake());
}

TEST_F(LoopTest, ids_grow_even_when_the_clock_steps_back_over_a_restart) {
  std::int64_t before = 0;
  const auto mint = [&](std::int64_t& into) {
    loop_->process({{"mint",
                     [&](Tx& tx) -> Result<Answer> {
                       into = tx.fresh_block(5) + 4;
                       tx.journal(system_actor(TenantId{1}), "test", 0, "mint", "{}");
                       return Answer{};
                     },
                     {}}});
  };
  mint(before);
  clock_.set(clock_.now() - hours(1));
  loop_ = std::make_unique<Loop>(*db_, memory_, clock_, Outlet{});
  loop_->start();
  std::int64_t after = 0;
  mint(after);
  EXPECT_GT(after - 4, before);
}

TEST_F(LoopTest, the_thread_finishes_what_was_queued_before_it_stops) {
  LoopThread thread(*loop_);
  thread.start();
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(thread.submit(write("x")));
  thread.stop();
  EXPECT_EQ(answers_.size(), 1000u);
  EXPECT_FALSE(thread.submit(write("x")));
  EXPECT_FALSE(thread.inspect([](Loop&) {}));
}

}  // namespace
}  // namespace centralino::loop
