// One contract for both databases. PostgreSQL's is at CENTRALINO_TEST_POSTGRES (tools/postgres.sh).
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "platform/store/db.h"
#include "platform/store/migrations.h"
#include "platform/store/sqlite.h"

namespace centralino::store {
namespace {

class StoreContract : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::temp_directory_path() / "centralino-store.XXXXXX";
    folder_ = mkdtemp(pattern.data());
    if (GetParam() == Backend::sqlite) {
      location_ = {Backend::sqlite, folder_ + "/test.db"};
    } else {
      const char* uri = std::getenv("CENTRALINO_TEST_POSTGRES");
      ASSERT_NE(uri, nullptr) << "run by tools/postgres.sh";
      location_ = {Backend::postgres, uri};
      open(location_, Access::read_write)
          ->script("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }
    db_ = open(location_, Access::read_write);
    db_->script(
        "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT NOT NULL, share DOUBLE PRECISION, "
        "note TEXT)");
  }
  void TearDown() override {
    db_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::int64_t count() { return db_->one("SELECT count(*) FROM thing")->integer(0); }

  std::string folder_;
  Location location_;
  std::unique_ptr<Db> db_;
};

TEST_P(StoreContract, keeps_values_as_they_are) {
  const std::string text = "è \"quoted\"\n'\\x41 \xF0\x9F\x98\x80";
  db_->exec("INSERT INTO thing (id, name, share, note) VALUES ($1, $2, $3, $4)",
            {std::int64_t{1} << 62, text, 0.1, nullptr});
  const auto row =
      db_->one("SELECT id, name, share, note FROM thing WHERE id = $1", {std::int64_t{1} << 62});
  ASSERT_TRUE(row);
  EXPECT_EQ(row->integer(0), std::int64_t{1} << 62);
  EXPECT_EQ(row->text(1), text);
  EXPECT_EQ(row->real(2), 0.1);
  EXPECT_TRUE(row->is_null(3));
  EXPECT_FALSE(db_->one("SELECT id FROM thing WHERE name = $1", {"no such"}));
}

TEST_P(StoreContract, empty_text_is_not_null) {
  db_->exec("INSERT INTO thing (id, name) VALUES (1, $1)", {std::string_view()});
  EXPECT_EQ(db_->one("SELECT name FROM thing")->maybe_text(0), "");
}

TEST_P(StoreContract, parameters_are_never_sql) {
  db_->exec("INSERT INTO thing (id, name) VALUES (1, $1)", {"'); DROP TABLE thing; --"});
  EXPECT_EQ(count(), 1);
}

TEST_P(StoreContract, a_parameter_may_be_used_twice_and_out_of_order) {
  db_->exec("INSERT INTO thing (id, name, note) VALUES ($2, $1, $1)", {"twice", 7});
  const auto row = db_->one("SELECT id, name, note FROM thing");
  EXPECT_EQ(row->integer(0), 7);
  EXPECT_EQ(row->text(1) + row->text(2), "twicetwice");
}

TEST_P(StoreContract, returning_and_on_conflict_work) {
  const std::string sql =
      "INSERT INTO thing (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = "
      "excluded.name RETURNING name";
  EXPECT_EQ(db_->query(sql, {1, "a"}).front().text(0), "a");
  EXPECT_EQ(db_->query(sql, {1, "b"}).front().text(0), "b");
  EXPECT_TRUE(
      db_->query("INSERT INTO thing (id, name) VALUES (1, 'c') ON CONFLICT DO NOTHING RETURNING id")
          .empty());
}

TEST_P(StoreContract, savepoints_undo_one_command_of_a_batch) {
  db_->begin();
  for (int id = 1; id <= 3; ++id) {
    db_->savepoint();
    db_->exec("INSERT INTO thing (id, name) VALUES ($1, 'x')", {id});
    if (id == 2) {
      db_->rollback_to_savepoint();
    } else {
      db_->release();
    }
  }
  db_->commit();
  const auto rows = db_->query("SELECT id FROM thing ORDER BY id");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[1].integer(0), 3);
}

TEST_P(StoreContract, rollback_leaves_nothing) {
  db_->begin();
  db_->exec("INSERT INTO thing (id, name) VALUES (1, 'x')");
  db_->rollback();
  EXPECT_EQ(count(), 0);
}

TEST_P(StoreContract, a_broken_constraint_loses_the_batch_and_the_connection_goes_on) {
  db_->exec("INSERT INTO thing (id, name) VALUES (1, 'x')");
  db_->flush();
  db_->begin();
  const auto fails = [&] {
    db_->exec("INSERT INTO thing (id, name) VALUES (2, 'y')");
    db_->exec("INSERT INTO thing (id, name) VALUES (1, 'again')");
    db_->exec("INSERT INTO thing (id, name) VALUES (3, 'z')");
    db_->commit();
  };
  try {
    fails();
    FAIL() << "a duplicate key was accepted";
  } catch (const StoreError& error) {
    EXPECT_EQ(error.failure, Failure::constraint);
  }
  db_->rollback();
  EXPECT_EQ(count(), 1);
  db_->begin();
  db_->exec("INSERT INTO thing (id, name) VALUES (4, 'after')");
  db_->commit();
  EXPECT_EQ(count(), 2);
}

TEST_P(StoreContract, thousands_of_deferred_statements_arrive_in_order) {
  db_->begin();
  for (int id = 0; id < 3000; ++id)
    db_->exec("INSERT INTO thing (id, name) VALUES ($1, $2)", {id, std::to_string(id)});
  EXPECT_EQ(count(), 3000);
  db_->commit();
  EXPECT_EQ(db_->one("SELECT name FROM thing WHERE id = 2999")->text(0), "2999");
}

TEST_P(StoreContract, a_reader_sees_one_state_and_may_not_write) {
  db_->exec("INSERT INTO thing (id, name) VALUES (1, 'x')");
  db_->flush();
  const auto reader = open(location_, Access::read_only);
  reader->begin();
  EXPECT_EQ(reader->one("SELECT count(*) FROM thing")->integer(0), 1);
  db_->exec("INSERT INTO thing (id, name) VALUES (2, 'y')");
  db_->flush();
  EXPECT_EQ(reader->one("SELECT count(*) FROM thing")->integer(0), 1);
  reader->rollback();
  EXPECT_EQ(reader->one("SELECT count(*) FROM thing")->integer(0), 2);
  EXPECT_THROW(reader->query("DELETE FROM thing RETURNING id"), StoreError);
}

TEST_P(StoreContract, migrations_go_from_any_version_to_the_latest_once) {
  db_->script("DROP TABLE thing");
  db_.reset();
  std::vector<Migration> list = {{1, "one", "CREATE TABLE a (id BIGINT PRIMARY KEY) @STRICT;"}};
  EXPECT_EQ(migrate(location_, Instant{1}, list).to, 1);
  list.push_back(
      {2, "two",
       "ALTER TABLE a ADD COLUMN name TEXT; CREATE TABLE b (id BIGINT PRIMARY KEY) @STRICT;"});
  const auto report = migrate(location_, Instant{2}, list);
  EXPECT_EQ(report.from, 1);
  EXPECT_EQ(report.to, 2);
  EXPECT_EQ(report.snapshot.empty(), GetParam() == Backend::postgres);
  if (!report.snapshot.empty()) {
    EXPECT_EQ(schema_version(*open_sqlite(report.snapshot, Access::read_only)), 1);
  }
  EXPECT_EQ(migrate(location_, Instant{3}, list).from, 2);
  list[0].sql += " ";
  EXPECT_THROW(migrate(location_, Instant{4}, list), StoreError);
  list.clear();
  EXPECT_THROW(migrate(location_, Instant{5}, list), StoreError) << "a newer database is refused";
  db_ = open(location_, Access::read_write);
}

TEST_P(StoreContract, a_failing_migration_changes_nothing) {
  const std::vector<Migration> list = {
      {1, "bad", "CREATE TABLE c (id BIGINT PRIMARY KEY); CREATE TABLE thing (id BIGINT);"}};
  EXPECT_THROW(migrate(location_, Instant{1}, list), StoreError);
  EXPECT_EQ(schema_version(*db_), 0);
  EXPECT_THROW(db_->query("SELECT id FROM c"), StoreError);
}

TEST_P(StoreContract, the_product_s_own_migrations_apply) {
  EXPECT_EQ(migrate(location_, Instant{1}).to, static_cast<int>(all_migrations().size()));
}

INSTANTIATE_TEST_SUITE_P(Databases, StoreContract,
                         ::testing::Values(Backend::sqlite, Backend::postgres),
                         [](const auto& each) {
                           return each.param == Backend::sqlite ? "sqlite" : "postgres";
                         });

TEST(Sqlite, a_backup_is_a_good_copy_made_while_writing) {
  std::string pattern = std::filesystem::temp_directory_path() / "centralino-backup.XXXXXX";
  const std::string folder = mkdtemp(pattern.data());
  const auto db = open_sqlite(folder + "/a.db", Access::read_write);
  db->script("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
  for (int i = 0; i < 500; ++i)
    db->exec("INSERT INTO t (id, x) VALUES ($1, $2)", {i, std::string(300, 'x')});
  db->begin();
  db->exec("INSERT INTO t (id, x) VALUES (1000, 'uncommitted')");
  backup_sqlite(folder + "/a.db", folder + "/b.db");
  db->commit();
  EXPECT_EQ(
      open_sqlite(folder + "/b.db", Access::read_only)->one("SELECT count(*) FROM t")->integer(0),
      500);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace centralino::store
