// scenario_runner FOLDER|FILE…: plays every script on SQLite and on PostgreSQL
// (CENTRALINO_TEST_POSTGRES), each also with a restart after every step.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "platform/crypto/crypto.h"
#include "platform/store/db.h"
#include "runner/player.h"

namespace {

using namespace centralino;
namespace fs = std::filesystem;

std::vector<std::string> find_scripts(int argc, char** argv) {
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    if (!fs::is_directory(argv[i])) {
      files.push_back(argv[i]);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(argv[i]))
      if (entry.path().extension() == ".scn") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// An empty database of its own for each run.
store::Location fresh(const std::string& folder, const char* postgres) {
  if (postgres != nullptr) {
    const store::Location location{store::Backend::postgres, postgres};
    store::open(location, store::Access::read_write)
        ->script("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    return location;
  }
  static int number = 0;
  return {store::Backend::sqlite, folder + "/" + std::to_string(++number) + ".db"};
}

}  // namespace

int main(int argc, char** argv) {
  crypto::init();
  std::string pattern = fs::temp_directory_path() / "centralino-scenarios.XXXXXX";
  const std::string folder = mkdtemp(pattern.data());
  const char* postgres = std::getenv("CENTRALINO_TEST_POSTGRES");
  int passed = 0;
  int failed = 0;
  for (const auto& file : find_scripts(argc, argv)) {
    std::string first_decisions;
    for (const bool on_postgres : {false, true}) {
      if (on_postgres && postgres == nullptr) continue;
      for (const bool restarts : {false, true}) {
        const std::string world =
            std::string(on_postgres ? "PostgreSQL" : "SQLite") + (restarts ? ", restarting" : "");
        std::optional<std::string> wrong;
        try {
          const auto script = scenario::read_script(file);
          scenario::Player player(script, fresh(folder, on_postgres ? postgres : nullptr),
                                  restarts);
          wrong = player.play();
          // Both databases must have led to the very same decisions.
          if (!restarts && !on_postgres) first_decisions = player.decisions();
          if (!wrong && !restarts && on_postgres && player.decisions() != first_decisions)
            wrong = file + ": PostgreSQL decided otherwise than SQLite";
        } catch (const std::exception& error) {
          wrong = file + ": " + error.what();
        }
        if (wrong) std::cout << "FAILED on " << world << ": " << *wrong << "\n";
        ++(wrong ? failed : passed);
      }
    }
  }
  fs::remove_all(folder);
  if (postgres == nullptr) std::cout << "CENTRALINO_TEST_POSTGRES is not set: SQLite only\n";
  std::cout << passed << " passed, " << failed << " failed, 0 skipped\n";
  return failed == 0 && passed > 0 ? 0 : 1;
}
