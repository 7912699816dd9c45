#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <csignal>
#include <fstream>
#include <iostream>
#include <thread>

#include "main/backup.h"
#include "main/complain.h"
#include "main/founding.h"
#include "main/service.h"
#include "main/simulate.h"
#include "main/version.h"
#include "platform/api/routes.h"
#include "platform/clock/clock.h"
#include "platform/config/config.h"
#include "platform/log/log.h"
#include "platform/store/migrations.h"

namespace centralino {
namespace {

// What the command line may say over the file.
struct Options {
  std::string config_file, http, data, database;
  std::string sip, rtp;
  std::vector<std::string> sip_trust;
  bool demo = false;
  bool demo_load = false;
};

Result<config::Config> effective(const Options& options) {
  config::Config config;
  if (!options.config_file.empty()) {
    TRY(loaded, config::load(options.config_file, config));
    config = loaded;
  }
  if (!options.http.empty()) config.http = options.http;
  if (!options.data.empty()) config.data = options.data;
  if (!options.database.empty()) config.database = options.database;
  config.demo = options.demo;
  config.demo_load = options.demo_load;
  if (!options.sip.empty()) config.sip = options.sip;
  if (!options.rtp.empty()) config.rtp = options.rtp;
  if (!options.sip_trust.empty()) config.sip_trust = options.sip_trust;
  if (!config.sip.empty()) TRY_DONE(config::parse_host_port(config.sip));
  TRY_DONE(config::parse_host_port(config.http));
  if (!config.database.empty() && !store::parse_location(config.database))
    return refuse_field("database", "must be sqlite:FILE or postgres://…");
  return config;
}

store::Location location_of(const config::Config& config) {
  return *store::parse_location(config.database.empty() ? "sqlite:" + config.data + "/centralino.db"
                                                        : config.database);
}

void init_log(const config::Config& config) {
  const bool json =
      config.log_format == "json" || (config.log_format == "auto" && isatty(STDERR_FILENO) == 0);
  const auto level = config.log_level == "debug"     ? log::Level::debug
                     : config.log_level == "warning" ? log::Level::warning
                     : config.log_level == "error"   ? log::Level::error
                                                     : log::Level::info;
  log::init(json, level);
}

void print_welcome(const Service& service) {
  std::cout << "Centralino " << version << " serves on " << service.address() << "\n";
  if (service.serves_demo())
    std::cout << "\n  Visitor:     " << service.address()
              << "/demo\n  Desk:        " << service.address()
              << "/desk/\n  API:         " << service.address() << "/api/docs\n"
              << (service.sip_address().empty()
                      ? std::string()
                      : "  Telephone:   sip:100@" + service.sip_address() +
                            "   (110 straight to the queue, 102 echo, 103 a prompt)\n")
              << "\n  Sign-ins (password centralino-demo)\n"
                 "    anna@demo.example, bruno@demo.example, diego@demo.example   agents\n"
                 "    carla@demo.example                                          supervisor\n"
                 "    admin@demo.example                                          administrator\n";
  std::cout << std::flush;
}

int serve(const Options& options) {
  const auto config = effective(options);
  if (!config.ok()) return complain(config.refusal());
  init_log(*config);
  umask(0077);  // customers' words are nobody else's on this machine
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  // Signals are taken by one thread of our own; every other thread inherits the block.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file size is a full disk, not a reason to die
  auto service = Service::start(*config);
  if (!service.ok()) return complain(service.refusal());
  print_welcome(**service);
  std::thread signal_taker([&signals, &service] {
    for (int which = 0; sigwait(&signals, &which) == 0;) {
      if (which != SIGHUP) return (*service)->stop_soon();
      (*service)->reload_certificate();
    }
  });
  const int code = (*service)->wait();
  // It may wait still, when the service ended by itself; nobody may hold the service any longer.
  pthread_kill(signal_taker.native_handle(), SIGTERM);
  signal_taker.join();
  log::info("stopping");
  (*service)->stop();
  return code;
}

int check_config(const Options& options) {
  const auto config = effective(options);
  if (!config.ok()) return complain(config.refusal());
  std::cout << "The configuration is valid.\n\nSettings:\n";
  for (const auto& setting : config::settings())
    std::cout << "  " << setting.key << "\n      " << setting.explanation << "\n";
  return 0;
}

int migrate(const Options& options) {
  const auto config = effective(options);
  if (!config.ok()) return complain(config.refusal());
  const auto report = store::migrate(location_of(*config), clock::SystemClock().now());
  std::cout << "Database version " << report.from << " → " << report.to << "\n";
  if (!report.snapshot.empty()) std::cout << "Copy from before: " << report.snapshot << "\n";
  return 0;
}

void add_common(CLI::App& verb, Options& options) {
  verb.add_option("--config", options.config_file, "Configuration file (TOML)")
      ->check(CLI::ExistingFile);
  verb.add_option("--data", options.data, "Data folder (default: data)");
  verb.add_option("--database", options.database,
                  "sqlite:FILE or postgres://… (default: DATA/centralino.db)");
}

int run(int argc, char** argv) {
  CLI::App app{"Centralino, the omnichannel contact centre.", "centralino"};
  app.set_version_flag("--version", std::string("centralino ") + version);
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  Options options;
  int code = 0;

  auto* serve_verb = app.add_subcommand("serve", "Serve until SIGTERM or SIGINT");
  add_common(*serve_verb, options);
  serve_verb->add_option("--http", options.http,
                         "Address and port, e.g. 127.0.0.1:8080; port 0: any free one");
  serve_verb->add_flag("--demo", options.demo, "Load the demo company into an empty database");
  serve_verb->add_flag("--demo-load", options.demo_load,
                       "Instead of --demo: a company for measuring the telephone");
  serve_verb->add_option("--sip", options.sip,
                         "Address and port of the telephone, e.g. 127.0.0.1:5060");
  serve_verb->add_option("--rtp", options.rtp, "Ports for audio, e.g. 20000-29999");
  serve_verb->add_option("--sip-trust", options.sip_trust,
                         "Network that may call without a trunk, e.g. 127.0.0.1/32");
  serve_verb->callback([&] { code = serve(options); });

  auto* check_verb =
      app.add_subcommand("check-config", "Check a configuration and explain every setting");
  add_common(*check_verb, options);
  check_verb->callback([&] { code = check_config(options); });

  auto* migrate_verb =
      app.add_subcommand("migrate", "Bring the database to this program's version");
  add_common(*migrate_verb, options);
  migrate_verb->callback([&] { code = migrate(options); });

  std::string file;
  auto* backup_verb = app.add_subcommand(
      "backup", "Copy database and files, consistent and verified, while serving");
  add_common(*backup_verb, options);
  backup_verb->add_option("FILE", file, "Where to write; must not exist")->required();
  backup_verb->callback([&] {
    const auto config = effective(options);
    code =
        config.ok() ? backup(location_of(*config), config->data, file) : complain(config.refusal());
  });
  auto* restore_verb = app.add_subcommand(
      "restore", "Put a backup in place of the data (the server must be stopped)");
  add_common(*restore_verb, options);
  restore_verb->add_option("FILE", file, "A file written by backup")
      ->required()
      ->check(CLI::ExistingFile);
  restore_verb->callback([&] {
    const auto config = effective(options);
    code = config.ok() ? restore(location_of(*config), config->data, file)
                       : complain(config.refusal());
  });

  FoundingOptions founding;
  founding.founding.zone = "Europe/Rome";
  founding.founding.language = "it";
  auto* tenant_verb = app.add_subcommand(
      "add-tenant", "Found a tenant that can chat at once, with its first administrator");
  add_common(*tenant_verb, options);
  tenant_verb->add_option("--name", founding.founding.name, "Name of the company")->required();
  tenant_verb->add_option("--time-zone", founding.founding.zone, "e.g. Europe/Rome (the default)");
  tenant_verb->add_option("--language", founding.founding.language, "it (the default) or en");
  tenant_verb->add_option("--admin", founding.founding.email, "E-mail of the administrator")
      ->required();
  tenant_verb->add_flag("--password-stdin", founding.password_from_input,
                        "Read a password from standard input instead of printing a one-time link");
  tenant_verb->callback([&] {
    const auto config = effective(options);
    code = config.ok() ? add_tenant(location_of(*config), founding) : complain(config.refusal());
  });
  std::string email;
  auto* password_verb = app.add_subcommand(
      "set-password", "Set somebody's password, read from standard input; ends their sessions");
  add_common(*password_verb, options);
  password_verb->add_option("EMAIL", email, "Whose")->required();
  password_verb->callback([&] {
    const auto config = effective(options);
    code = config.ok() ? set_password(location_of(*config), email) : complain(config.refusal());
  });

  SimulateOptions simulation;
  auto* simulate_verb =
      app.add_subcommand("simulate", "Run a seeded day of a contact centre on the routing engine");
  simulate_verb->add_option("--seed", simulation.seed, "Same seed, same day");
  simulate_verb->add_option("--agents", simulation.agents, "Agents");
  simulate_verb->add_option("--contacts", simulation.contacts, "Contacts of the day");
  simulate_verb->add_flag("--json", simulation.json, "Print JSON");
  simulate_verb->callback([&] { code = simulate(simulation); });
  auto* replay_verb =
      app.add_subcommand("replay", "Decide the journal again and report the first difference");
  add_common(*replay_verb, options);
  replay_verb->callback([&] {
    const auto config = effective(options);
    code = config.ok() ? replay(location_of(*config)) : complain(config.refusal());
  });

  auto* contract_verb =
      app.add_subcommand("contract", "Print a generated document: openapi, errors or config");
  std::string document;
  contract_verb->add_option("DOCUMENT", document)
      ->required()
      ->check(CLI::IsMember({"openapi", "errors", "config"}));
  contract_verb->callback([&] {
    std::cout << (document == "openapi"  ? openapi_text()
                  : document == "errors" ? api::errors_document()
                                         : config::example());
  });

  CLI11_PARSE(app, argc, argv);
  return code;
}

}  // namespace
}  // namespace centralino

int main(int argc, char** argv) {
  try {
    return centralino::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "centralino: " << error.what() << "\n";
    return 1;
  }
}
