// scenario_runner FOLDER|FILE…: plays every script on SQLite and on PostgreSQL
// (CENTRALINO_TEST_POSTGRES, a URI with parameters), each also with a restart after every step; as
// many at once as there are processors.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <thread>

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

// One of several processes that share the scripts, with databases of its own.
class Hall {
 public:
  Hall(const std::string& folder, int number)
      : folder_(folder + "/" + std::to_string(number)),
        database_("hall_" + std::to_string(number)) {
    fs::create_directory(folder_);
    const char* postgres = std::getenv("CENTRALINO_TEST_POSTGRES");
    if (postgres == nullptr) return;
    store::open({store::Backend::postgres, postgres}, store::Access::read_write)
        ->script("CREATE DATABASE " + database_);
    postgres_ = std::string(postgres) + "&dbname=" + database_;
  }

  bool has_postgres() const { return !postgres_.empty(); }
  // Empty.
  store::Location fresh(bool on_postgres) {
    if (!on_postgres)
      return {store::Backend::sqlite, folder_ + "/" + std::to_string(++files_) + ".db"};
    const store::Location location{store::Backend::postgres, postgres_};
    store::open(location, store::Access::read_write)
        ->script("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    return location;
  }

 private:
  std::string folder_;
  std::string database_;
  std::string postgres_;
  int files_ = 0;
};

struct Tally {
  int passed = 0;
  int failed = 0;
};

void play(const std::string& file, Hall& hall, Tally& tally) {
  std::string first_decisions;
  for (const bool on_postgres : {false, true}) {
    if (on_postgres && !hall.has_postgres()) continue;
    for (const bool restarts : {false, true}) {
      std::optional<std::string> wrong;
      try {
        const auto script = scenario::read_script(file);
        scenario::Player player(script, hall.fresh(on_postgres), restarts);
        wrong = player.play();
        // Both databases must have led to the very same decisions.
        if (!restarts && !on_postgres) first_decisions = player.decisions();
        if (!wrong && !restarts && on_postgres && player.decisions() != first_decisions)
          wrong = file + ": PostgreSQL decided otherwise than SQLite";
      } catch (const std::exception& error) {
        wrong = file + ": " + error.what();
      }
      if (wrong)
        std::cout << "FAILED on " << (on_postgres ? "PostgreSQL" : "SQLite")
                  << (restarts ? ", restarting" : "") << ": " << *wrong << std::endl;
      ++(wrong ? tally.failed : tally.passed);
    }
  }
}

// A child that plays every `count`th script; its tally can be read from what is returned.
int start_hall(const std::vector<std::string>& scripts, const std::string& folder, int number,
               int count) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child > 0) {
    close(ends[1]);
    return ends[0];
  }
  close(ends[0]);
  Tally tally;
  try {
    Hall hall(folder, number);
    for (std::size_t i = static_cast<std::size_t>(number); i < scripts.size();
         i += static_cast<std::size_t>(count))
      play(scripts[i], hall, tally);
  } catch (const std::exception& error) {
    std::cout << "FAILED: " << error.what() << std::endl;
    ++tally.failed;
  }
  if (write(ends[1], &tally, sizeof tally) != sizeof tally) std::exit(1);
  std::exit(0);  // not _exit: leaks are looked for at the end
}

}  // namespace

int main(int argc, char** argv) {
  crypto::init();
  std::string pattern = fs::temp_directory_path() / "centralino-scenarios.XXXXXX";
  const std::string folder = mkdtemp(pattern.data());
  const auto scripts = find_scripts(argc, argv);
  const int count = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  std::vector<int> halls;
  for (int number = 0; number < count; ++number)
    halls.push_back(start_hall(scripts, folder, number, count));
  Tally sum;
  for (const int hall : halls) {
    Tally tally;
    if (read(hall, &tally, sizeof tally) != sizeof tally) tally = {0, 1};  // it died
    sum.passed += tally.passed;
    sum.failed += tally.failed;
  }
  for (std::size_t i = 0; i < halls.size(); ++i) {
    int status = 0;
    if (wait(&status) < 0 || status != 0) ++sum.failed;
  }
  fs::remove_all(folder);
  if (std::getenv("CENTRALINO_TEST_POSTGRES") == nullptr)
    std::cout << "CENTRALINO_TEST_POSTGRES is not set: SQLite only\n";
  std::cout << sum.passed << " passed, " << sum.failed << " failed, 0 skipped\n";
  return sum.failed == 0 && sum.passed > 0 ? 0 : 1;
}
