#include "platform/loop/outbox.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "platform/store/migrations.h"

namespace centralino::loop {
namespace {

class NoMemory final : public Memory {
 public:
  void reload(store::Db&) override {}
  std::optional<Instant> next_deadline() const override { return std::nullopt; }
};

class OutboxTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::temp_directory_path() / "centralino-outbox.XXXXXX";
    folder_ = mkdtemp(pattern.data());
    store::migrate(where(), clock_.now());
    open();
  }
  void TearDown() override {
    close();
    std::filesystem::remove_all(folder_);
  }

  store::Location where() const { return {store::Backend::sqlite, folder_ + "/outbox.db"}; }
  void open() {
    db_ = store::open(where(), store::Access::read_write);
    Outlet outlet;
    outlet.release = [this](const std::vector<Effect>& effects) {
      outbox_->release(effects);
      outbox_->fire(*loop_);
    };
    loop_ = std::make_unique<Loop>(*db_, memory_, clock_, outlet);
    outbox_ = std::make_unique<Outbox>([this](Command command) {
      if (full_) return false;
      commands_.push_back(std::move(command));
      return true;
    });
    outbox_->on(
        "mail",
        [this](Loop&, const Effect& effect, Outbox::Report report) {
          started_.push_back(effect.data);
          reports_.push_back(std::move(report));
        },
        [this](Tx&, const Effect& effect, const Attempt& end) {
          given_up_.push_back(effect.data + ": " + end.detail);
        });
    loop_->start();
    outbox_->start(*loop_);
    outbox_->fire(*loop_);
  }
  void close() {
    outbox_.reset();
    loop_.reset();
    db_.reset();
    reports_.clear();
    commands_.clear();
  }

  void queue(const std::string& data, std::int64_t subject = 1, const std::string& kind = "mail") {
    loop_->process({{"queue",
                     [&](Tx& tx) -> Result<Answer> {
                       tx.effect(TenantId{1}, kind, subject, data);
                       return Answer{};
                     },
                     {}}});
  }
  // The oldest attempt under way ends so.
  void end(Attempt::Outcome outcome, std::string detail = {}) {
    const auto report = reports_.front();
    reports_.erase(reports_.begin());
    report({outcome, std::move(detail)});
    settle();
  }
  void settle() {
    while (!commands_.empty()) {
      std::vector<Command> batch;
      batch.swap(commands_);
      loop_->process(std::move(batch));
    }
    outbox_->fire(*loop_);
  }
  void pass(Duration time) {
    clock_.set(clock_.now() + time);
    outbox_->fire(*loop_);
  }
  std::string row(const std::string& data) {
    const auto found =
        db_->one("SELECT state, attempts, last_error FROM outbox WHERE data = $1", {data});
    return found ? found->text(0) + " " + std::to_string(found->integer(1)) + " " + found->text(2)
                 : "none";
  }
  using Strings = std::vector<std::string>;

  std::string folder_;
  clock::ManualClock clock_{Instant{1'800'000'000'000}};
  NoMemory memory_;
  bool full_ = false;
  std::unique_ptr<store::Db> db_;
  std::unique_ptr<Loop> loop_;
  std::unique_ptr<Outbox> outbox_;
  std::vector<Command> commands_;
  std::vector<Outbox::Report> reports_;
  Strings started_, given_up_;
};

using Outcome = Attempt::Outcome;

TEST_F(OutboxTest, does_an_effect_once) {
  queue("a");
  EXPECT_EQ(started_, (Strings{"a"}));
  end(Outcome::done);
  pass(days(2));
  EXPECT_EQ(started_, (Strings{"a"}));
  EXPECT_EQ(row("a"), "done 1 ");
  EXPECT_EQ(outbox_->under_way() + outbox_->waiting(), 0u);
}

TEST_F(OutboxTest, tries_again_after_growing_pauses_and_gives_up) {
  queue("a");
  std::size_t tries = 1;
  for (const Duration pause : effect_pauses) {
    end(Outcome::again, "down");
    pass(pause - milliseconds(1));
    EXPECT_EQ(started_.size(), tries) << "before its pause was over";
    pass(milliseconds(1));
    EXPECT_EQ(started_.size(), ++tries);
  }
  end(Outcome::again, "down");
  pass(days(2));
  EXPECT_EQ(started_.size(), tries);
  EXPECT_EQ(row("a"), "failed 9 down");
  EXPECT_EQ(given_up_, (Strings{"a: down"}));
}

TEST_F(OutboxTest, gives_up_at_once_what_never_will_work) {
  queue("a");
  end(Outcome::failed, "gone");
  EXPECT_EQ(row("a"), "failed 1 gone");
  EXPECT_EQ(given_up_, (Strings{"a: gone"}));
}

TEST_F(OutboxTest, a_start_takes_up_what_was_under_way_and_what_waited) {
  queue("a");
  queue("b", 2);
  end(Outcome::again, "down");
  close();
  started_.clear();
  open();
  EXPECT_EQ(started_, (Strings{"b"}));  // whether it arrived is not known
  pass(seconds(10));
  EXPECT_EQ(started_, (Strings{"b", "a"}));
}

TEST_F(OutboxTest, one_silent_receiver_holds_up_only_itself) {
  for (int i = 0; i < 100; ++i) queue("slow", 1);
  queue("fast", 2);
  EXPECT_EQ(started_.size(), attempts_per_lane_max + 1);
  EXPECT_EQ(started_.back(), "fast");
  end(Outcome::done);
  EXPECT_EQ(started_.size(), attempts_per_lane_max + 2);
}

TEST_F(OutboxTest, keeps_the_order_of_a_lane) {
  for (const char* data : {"a", "b", "c", "d", "e", "f"}) queue(data);
  while (!reports_.empty()) end(Outcome::done);
  EXPECT_EQ(started_, (Strings{"a", "b", "c", "d", "e", "f"}));
}

TEST_F(OutboxTest, an_end_that_finds_no_room_is_noted_later) {
  queue("a");
  full_ = true;
  end(Outcome::done);
  EXPECT_EQ(row("a"), "pending 0 ");
  EXPECT_EQ(outbox_->under_way(), 1u);
  full_ = false;
  settle();
  settle();
  EXPECT_EQ(row("a"), "done 1 ");
  EXPECT_EQ(started_, (Strings{"a"}));
}

TEST_F(OutboxTest, an_effect_of_an_unknown_kind_is_given_up) {
  queue("a", 1, "pigeon");
  settle();
  EXPECT_EQ(row("a"), "failed 1 this version does not know such an effect");
}

TEST_F(OutboxTest, forgets_what_is_long_over_and_nothing_else) {
  queue("a");
  end(Outcome::done);
  queue("b");
  clock_.set(clock_.now() + effects_kept + seconds(1));
  loop_->process({{"forget",
                   [](Tx& tx) -> Result<Answer> {
                     forget_old_effects(tx);
                     return Answer{};
                   },
                   {}}});
  EXPECT_EQ(row("a"), "none");
  EXPECT_EQ(row("b"), "pending 0 ");
}

}  // namespace
}  // namespace centralino::loop
