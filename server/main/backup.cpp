#include "main/backup.h"

#include <spawn.h>
#include <sys/wait.h>

#include <filesystem>
#include <iostream>
#include <vector>

#include "platform/crypto/crypto.h"
#include "platform/files/blobs.h"
#include "platform/store/sqlite.h"

extern char** environ;

namespace centralino {
namespace {

namespace fs = std::filesystem;

int fail(const std::string& why) {
  std::cerr << "centralino: " << why << "\n";
  return 1;
}

// Base 64 would do too; hexadecimal needs no library and the text column of the seam.
std::string to_hex(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::string from_hex(std::string_view text) {
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    out += static_cast<char>(value(text[i]) * 16 + value(text[i + 1]));
  return out;
}

// Puts every file that a row names into the copy, checking its content against its name.
std::int64_t add_files(store::Db& copy, const std::string& data) {
  const files::Blobs blobs(data + "/files");
  copy.script("CREATE TABLE backup_file (sha256 TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT");
  std::int64_t count = 0;
  for (const auto& row : copy.query("SELECT DISTINCT sha256 FROM attachment")) {
    const auto content = blobs.get(row.text(0));
    if (!content || crypto::sha256_hex(*content) != row.text(0))
      throw std::runtime_error("the file " + row.text(0) + " is missing or damaged");
    copy.exec("INSERT INTO backup_file (sha256, content) VALUES ($1, $2)",
              {row.text(0), to_hex(*content)});
    ++count;
  }
  copy.script("PRAGMA wal_checkpoint(TRUNCATE)");
  copy.script("PRAGMA journal_mode=DELETE");
  return count;
}

int run_program(const std::vector<std::string>& arguments) {
  std::vector<char*> raw;
  for (const auto& argument : arguments) raw.push_back(const_cast<char*>(argument.c_str()));
  raw.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawnp(&child, raw[0], nullptr, nullptr, raw.data(), environ) != 0)
    return fail(arguments[0] + " cannot be started: install postgresql-client");
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int backup_postgres(const std::string& uri, const std::string& data, const std::string& file) {
  if (const int code =
          run_program({"pg_dump", "--format=custom", "--file=" + file, "--dbname=" + uri});
      code != 0)
    return code;
  if (const int code = run_program({"pg_restore", "--list", "--file=/dev/null", file}); code != 0)
    return code;
  if (fs::exists(data + "/files"))
    fs::copy(data + "/files", file + ".files", fs::copy_options::recursive);
  std::cout << "Backup written and checked: " << file << "\n";
  return 0;
}

}  // namespace

int backup(const store::Location& location, const std::string& data, const std::string& file) {
  if (fs::exists(file)) return fail(file + " exists already; choose another name.");
  if (location.backend == store::Backend::postgres)
    return backup_postgres(location.where, data, file);
  crypto::init();
  // Under another name until it is complete: a file of the wanted name is always a good backup.
  const std::string temporary = file + ".part";
  try {
    store::backup_sqlite(location.where, temporary);
    std::int64_t count = 0;
    {
      const auto copy = store::open_sqlite(temporary, store::Access::read_write);
      count = add_files(*copy, data);
    }
    store::verify_sqlite(temporary);
    fs::rename(temporary, file);
    std::cout << "Backup written and checked: " << file << " (" << count
              << " files of customers inside)\n";
    return 0;
  } catch (const std::exception& error) {
    fs::remove(temporary);
    return fail(std::string("no backup was made: ") + error.what());
  }
}

int restore(const store::Location& location, const std::string& data, const std::string& file) {
  if (location.backend == store::Backend::postgres) {
    if (const int code = run_program({"pg_restore", "--clean", "--if-exists",
                                      "--single-transaction", "--dbname=" + location.where, file});
        code != 0)
      return code;
    if (fs::exists(file + ".files"))
      fs::copy(file + ".files", data + "/files",
               fs::copy_options::recursive | fs::copy_options::skip_existing);
    return 0;
  }
  crypto::init();
  const std::string temporary = location.where + ".restoring";
  try {
    store::verify_sqlite(file);
    fs::create_directories(data);
    fs::remove(temporary);
    store::backup_sqlite(file, temporary);
    {
      const auto copy = store::open_sqlite(temporary, store::Access::read_write);
      const files::Blobs blobs(data + "/files");
      for (const auto& row : copy->query("SELECT sha256, content FROM backup_file")) {
        if (blobs.put(from_hex(row.text(1))) != row.text(0))
          throw std::runtime_error("the file " + row.text(0) + " is damaged");
      }
      copy->script("DROP TABLE backup_file");
      copy->script("PRAGMA wal_checkpoint(TRUNCATE)");
      copy->script("PRAGMA journal_mode=DELETE");
    }
    // What was there stays beside it: a restore by mistake can be undone.
    if (fs::exists(location.where)) {
      const auto aside = location.where + ".before-restore";
      fs::remove(aside);
      {  // fold the write-ahead log into the file that is kept
        const auto old = store::open_sqlite(location.where, store::Access::read_write);
        old->script("PRAGMA wal_checkpoint(TRUNCATE)");
      }
      fs::rename(location.where, aside);
      std::cout << "The database that was there is kept as " << aside << "\n";
    }
    fs::remove(location.where + "-wal");
    fs::remove(location.where + "-shm");
    fs::rename(temporary, location.where);
    std::cout << "Restored from " << file << "\n";
    return 0;
  } catch (const std::exception& error) {
    fs::remove(temporary);
    return fail(std::string("nothing was restored: ") + error.what());
  }
}

}  // namespace centralino
