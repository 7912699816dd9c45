#include "main/founding.h"

#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
#include <filesystem>
#include <functional>
#include <iostream>

#include "base/text.h"
#include "main/complain.h"
#include "platform/clock/clock.h"
#include "platform/clock/zones.h"
#include "platform/crypto/crypto.h"
#include "platform/store/migrations.h"
#include "subjects/access/users.h"
#include "subjects/queues/administration.h"
#include "subjects/queues/words.h"

namespace centralino {
namespace {

namespace hours = engine::hours;

// Ids like the loop's, which a server beside us may be minting now: ours begin at a random place of
// the millisecond's upper half, where a loop never comes.
class Ids {
 public:
  explicit Ids(Instant now) {
    constexpr std::int64_t epoch_ms = 1'735'689'600'000;  // 2025-01-01, as the loop's
    const auto random = static_cast<std::int64_t>(crypto::random_seed() & 0x0F'FFFF);
    next_ = ((now.ms - epoch_ms) << 22) + (std::int64_t{1} << 21) + random;
  }
  template <class IdType>
  IdType fresh() {
    return IdType{next_++};
  }

 private:
  std::int64_t next_ = 0;
};

// "Officine Aurora s.r.l." → "officine-aurora-s-r-l".
std::string key_from(const std::string& name) {
  std::string key;
  for (const char c : lower_ascii(name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) key += c;
    if (!plain && !key.empty() && key.back() != '-') key += '-';
    if (key.size() == 30) break;
  }
  while (!key.empty() && key.back() == '-') key.pop_back();
  return key.empty() ? "tenant" : key;
}

Result<Done> check(const Founding& wanted, Instant now) {
  if (trimmed(wanted.name).empty() || has_control_characters(wanted.name))
    return refuse_field("--name", "must not be empty");
  if (!clock::load_zone(wanted.zone, now, now + days(1)))
    return refuse_field("--time-zone",
                        "is not a name of the time zone database, such as "
                        "Europe/Rome");
  if (wanted.language != "it" && wanted.language != "en")
    return refuse_field("--language", "must be it or en");
  if (!looks_like_email(lower_ascii(trimmed(wanted.email))))
    return refuse_field("--admin", "is not an e-mail address");
  return Done{};
}

Result<Done> check_password(const std::string& password) {
  const auto length = code_points(password);
  if (length < access::password_length_min || length > access::password_length_max)
    return refuse_field("password", "must have 10 to 200 characters");
  return Done{};
}

// The row itself decides whether the key is free: another process may be founding too.
std::string insert_tenant(store::Db& db, TenantId id, const Founding& wanted) {
  const std::string wish = key_from(wanted.name);
  for (int attempt = 1;; ++attempt) {
    const std::string key = attempt == 1 ? wish : wish + "-" + std::to_string(attempt);
    const auto made = db.query(
        "INSERT INTO tenant (id, key, name, zone, language, demo) VALUES ($1, $2, $3, $4, $5, 0) "
        "ON CONFLICT (key) DO NOTHING RETURNING id",
        {id, key, trimmed(wanted.name), wanted.zone, wanted.language});
    if (!made.empty()) return key;
  }
}

void insert_words(store::Db& db, TenantId tenant) {
  const queues::Reason reasons[] = {{"break", {"Pausa", "Break"}},
                                    {"lunch", {"Pranzo", "Lunch"}},
                                    {"meeting", {"Riunione", "Meeting"}},
                                    {"training", {"Formazione", "Training"}}};
  int position = 0;
  for (const auto& reason : reasons)
    db.exec(
        "INSERT INTO presence_reason (tenant, key, label_it, label_en, position) VALUES ($1, $2, "
        "$3, $4, $5)",
        {tenant, reason.key, reason.label.it, reason.label.en, ++position});
  const queues::Outcome outcomes[] = {
      {"solved", {"Risolto", "Solved"}, true},
      {"information_given", {"Informazione data", "Information given"}, true},
      {"follow_up", {"Da ricontattare", "Follow-up needed"}, false},
      {"no_answer", {"Il cliente non risponde più", "Customer stopped answering"}, false}};
  position = 0;
  for (const auto& outcome : outcomes)
    db.exec(
        "INSERT INTO outcome (tenant, key, label_it, label_en, solved, position) VALUES ($1, $2, "
        "$3, $4, $5, $6)",
        {tenant, outcome.key, outcome.label.it, outcome.label.en, outcome.solved, ++position});
}

// Hours are there to be followed, but nothing follows them yet: a first chat must work at any time.
void insert_hours(store::Db& db, TenantId tenant, bool italian) {
  hours::Calendar office;
  for (int weekday = 1; weekday <= 5; ++weekday) office.weekly.push_back({weekday, 540, 1080});
  db.exec("INSERT INTO calendar (tenant, key, name, settings) VALUES ($1, 'office', $2, $3)",
          {tenant, italian ? "Orario d'ufficio" : "Office hours", json::to_string(office)});
}

std::string insert_queue_and_widget(store::Db& db, Ids& ids, TenantId tenant, bool italian) {
  const auto id = ids.fresh<QueueId>();
  auto settings = queues::sensible_settings();
  settings.routing.id = id;
  const char* name = italian ? "Assistenza" : "Support";
  db.exec("INSERT INTO queue (id, tenant, key, name, settings) VALUES ($1, $2, 'support', $3, $4)",
          {id, tenant, name, json::to_string(settings)});
  const std::string key = crypto::random_token("").substr(0, 20);
  db.exec("INSERT INTO widget (key, tenant, queue, name, settings) VALUES ($1, $2, $3, $4, '{}')",
          {key, tenant, id, italian ? "Sito" : "Website"});
  return key;
}

// Gives the address a membership as administrator; the link, if a password is to be chosen.
Result<std::optional<std::string>> insert_admin(store::Db& db, Ids& ids, TenantId tenant,
                                                const Founding& wanted, const std::string& hash,
                                                Instant now) {
  const std::string email = lower_ascii(trimmed(wanted.email));
  const auto known = db.one("SELECT id, password_hash FROM user_account WHERE email = $1", {email});
  if (known && !hash.empty())
    return refuse(Code::shared_account,
                  "This address has a sign-in already: give no password, theirs stays.");
  const UserId id = known ? known->id<UserId>(0) : ids.fresh<UserId>();
  if (!known)
    db.exec(
        "INSERT INTO user_account (id, email, name, password_hash, language, created_at) VALUES "
        "($1, $2, $3, $4, $5, $6)",
        {id, email, email.substr(0, email.find('@')), hash, wanted.language, now});
  const bool has_password = !hash.empty() || (known && !known->text(1).empty());
  // Until the link is used nobody has proved to be this person.
  db.exec(
      "INSERT INTO membership (tenant, user_id, role, invited_name) VALUES ($1, $2, 'admin', $3)",
      {tenant, id, has_password ? std::nullopt : std::optional(email.substr(0, email.find('@')))});
  if (has_password) return std::optional<std::string>();
  const std::string token = crypto::random_token("inv_");
  db.exec(
      "INSERT INTO invitation (token_hash, tenant, user_id, created_at, expires_at) VALUES ($1, "
      "$2, "
      "$3, $4, $5)",
      {crypto::sha256_hex(token), tenant, id, now, now + access::invitation_length});
  return std::optional("/desk/welcome#" + token);
}

// One transaction, tried again while a running server keeps the file busy.
template <class T>
Result<T> in_transaction(store::Db& db, const std::function<Result<T>()>& act) {
  constexpr int attempts = 5;
  for (int attempt = 1;; ++attempt) {
    try {
      db.begin();
      auto result = act();
      if (!result.ok()) {
        db.rollback();
        return result;
      }
      db.commit();
      return result;
    } catch (const store::StoreError& error) {
      db.rollback();
      if (error.failure != store::Failure::busy || attempt == attempts) throw;
    }
  }
}

// Without the terminal showing it; from a pipe, the first line.
std::string read_password(const std::string& question) {
  const bool terminal = isatty(STDIN_FILENO) != 0;
  termios before{};
  if (terminal) {
    std::cerr << question << ": " << std::flush;
    tcgetattr(STDIN_FILENO, &before);
    termios quiet = before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
  }
  std::string line;
  std::getline(std::cin, line);
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    std::cerr << "\n";
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

// Only an empty database is migrated: an older one may have an older server running on it.
Result<std::unique_ptr<store::Db>> open_current(const store::Location& location, Instant now) {
  if (location.backend == store::Backend::sqlite) {
    const auto folder = std::filesystem::path(location.where).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder);
  }
  auto db = store::open(location, store::Access::read_write);
  const int version = store::schema_version(*db);
  if (version == 0) {
    db.reset();
    store::migrate(location, now);
    db = store::open(location, store::Access::read_write);
  } else if (version != static_cast<int>(store::all_migrations().size())) {
    return refuse(Code::unavailable,
                  "The database is of another version of centralino: run \"centralino migrate\".");
  }
  return db;
}

}  // namespace

Result<Founded> found_tenant(store::Db& db, const Founding& wanted, Instant now) {
  TRY_DONE(check(wanted, now));
  if (!wanted.password.empty()) TRY_DONE(check_password(wanted.password));
  const std::string hash = wanted.password.empty() ? "" : crypto::hash_password(wanted.password);
  return in_transaction<Founded>(db, [&]() -> Result<Founded> {
    Ids ids(now);
    const auto tenant = ids.fresh<TenantId>();
    const bool italian = wanted.language == "it";
    Founded founded;
    founded.tenant_key = insert_tenant(db, tenant, wanted);
    insert_words(db, tenant);
    insert_hours(db, tenant, italian);
    founded.widget_key = insert_queue_and_widget(db, ids, tenant, italian);
    TRY(link, insert_admin(db, ids, tenant, wanted, hash, now));
    founded.link = link;
    return founded;
  });
}

Result<Done> set_password(store::Db& db, const std::string& email, const std::string& password) {
  TRY_DONE(check_password(password));
  const std::string hash = crypto::hash_password(password);
  return in_transaction<Done>(db, [&]() -> Result<Done> {
    const auto changed = db.query(
        "UPDATE user_account SET password_hash = $1 WHERE email = $2 AND disabled = 0 RETURNING id",
        {hash, lower_ascii(trimmed(email))});
    if (changed.empty()) return refuse(Code::not_found, "Nobody has the address " + email + ".");
    const auto user = changed.front().id<UserId>(0);
    db.exec("DELETE FROM session WHERE user_id = $1", {user});
    db.exec("DELETE FROM invitation WHERE user_id = $1", {user});
    return Done{};
  });
}

int add_tenant(const store::Location& location, FoundingOptions options) {
  crypto::init();
  umask(0077);
  const Instant now = clock::SystemClock().now();
  if (options.password_from_input) options.founding.password = read_password("Password");
  if (options.password_from_input && options.founding.password.empty())
    return complain(refuse_field("password", "must have 10 to 200 characters"));
  const auto db = open_current(location, now);
  if (!db.ok()) return complain(db.refusal());
  const auto founded = found_tenant(**db, options.founding, now);
  if (!founded.ok()) return complain(founded.refusal());
  std::cout << "Tenant:  " << options.founding.name << " (" << founded->tenant_key << ")\n"
            << "Widget:  " << founded->widget_key << "\n";
  if (founded->link)
    std::cout << "Link:    " << *founded->link << "\n\n"
              << "Open the link on this server's address within 72 hours to choose a password.\n"
              << "It works once. centralino set-password " << options.founding.email
              << " is another way.\n";
  return 0;
}

int set_password(const store::Location& location, const std::string& email) {
  crypto::init();
  const auto db = open_current(location, clock::SystemClock().now());
  if (!db.ok()) return complain(db.refusal());
  const auto done = set_password(**db, email, read_password("New password"));
  if (!done.ok()) return complain(done.refusal());
  std::cout << "The password of " << email << " is set; their sessions have ended.\n";
  return 0;
}

}  // namespace centralino
