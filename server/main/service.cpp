#include "main/service.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <mutex>

#include "channels/chat/chat.h"
#include "channels/phone/api.h"
#include "channels/phone/recordings.h"
#include "main/demo.h"
#include "main/demo_load.h"
#include "main/live_sockets.h"
#include "main/look_ups.h"
#include "main/metrics.h"
#include "main/telephone.h"
#include "main/version.h"
#include "platform/api/dispatcher.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/files/blobs.h"
#include "platform/http/security_headers.h"
#include "platform/http/server.h"
#include "platform/http/static_files.h"
#include "platform/log/log.h"
#include "platform/loop/outbox.h"
#include "platform/store/migrations.h"
#include "platform/web/web_client.h"
#include "subjects/access/api.h"
#include "subjects/conversations/api.h"
#include "subjects/conversations/conversations.h"
#include "subjects/customers/api.h"
#include "subjects/flows/api.h"
#include "subjects/queues/api.h"
#include "subjects/reports/api.h"
#include "subjects/webhooks/api.h"
#include "subjects/webhooks/webhooks.h"

namespace centralino::http {
std::span<const StaticFile> embedded_web();
}

namespace centralino {
namespace {

void add_phone_routes(api::Routes& routes, const phone::ApiParts& parts) {
  phone::add_call_routes(routes, parts);
  phone::add_web_call_routes(routes, parts);
  phone::add_setup_routes(routes, parts);
  phone::add_live_routes(routes, parts);
  phone::add_recording_routes(routes, parts);
  phone::add_report_routes(routes);
  phone::add_sound_routes(routes, parts);
}

std::size_t limited(std::int64_t threads) { return static_cast<std::size_t>(threads); }

}  // namespace

struct Service::Impl final : http::Handler {
  config::Config config;
  store::Location location;
  clock::SystemClock clock;
  std::unique_ptr<store::Db> db;
  queues::Floor floor;
  std::unique_ptr<loop::Loop> loop;
  std::unique_ptr<loop::LoopThread> loop_thread;
  std::unique_ptr<loop::Outbox> outbox;
  std::unique_ptr<web::WebClient> web_client;
  std::unique_ptr<Telephone> telephone;
  std::unique_ptr<chat::Chat> chat;
  std::unique_ptr<jobs::ReadPool> readers;
  jobs::CpuPool cpu{2, [] { return std::make_unique<jobs::NoContext>(); }};
  std::unique_ptr<files::Blobs> blobs;
  api::Routes routes;
  std::string openapi;
  std::unique_ptr<http::Server> server;
  std::unique_ptr<api::Dispatcher> dispatcher;
  api::Dispatcher* dispatcher_now = nullptr;
  std::unique_ptr<LiveSockets> live;
  http::StaticFiles web{http::embedded_web()};

  std::mutex mutex;
  std::condition_variable wake;
  bool stopping = false;
  int exit_code = 0;

  void open_store() {
    std::filesystem::create_directories(config.data);
    location = *store::parse_location(
        config.database.empty() ? "sqlite:" + config.data + "/centralino.db" : config.database);
    const auto report = store::migrate(location, clock.now());
    if (report.to != report.from)
      log::info("database migrated", {{"from", std::to_string(report.from)},
                                      {"to", std::to_string(report.to)},
                                      {"snapshot", report.snapshot}});
    db = store::open(location, store::Access::read_write);
  }

  void open_loop() {
    loop::Outlet outlet;
    outlet.publish = [this](std::vector<loop::LiveEvent> events) {
      if (!server) return;
      server->post(
          [this, events = std::move(events)]() mutable { live->publish(std::move(events)); });
    };
    outlet.release = [this](const std::vector<loop::Effect>& effects) {
      outbox->release(effects);
      outbox->fire(*loop);
    };
    outlet.report = [](std::string_view why) {
      log::error("a transaction was lost and run again", {{"why", std::string(why)}});
    };
    loop = std::make_unique<loop::Loop>(*db, floor, clock, outlet);
    loop_thread = std::make_unique<loop::LoopThread>(*loop);
    conversations::register_timers(*loop);
    loop->on_journal(webhooks::observe);
    open_outbox();
    telephone = std::make_unique<Telephone>(
        config, [this] { return loop_thread.get(); }, [this] { return web_client.get(); });
    telephone->phone().attach(floor, *loop);
    open_chat();
    if (config.demo) demo::load(*db, clock.now());
    if (config.demo_load) demo::load_for_measuring(*db, clock.now());
    loop->start();
    outbox->start(*loop);
    telephone->phone().configure(*db, floor);
    // Settings may have changed by hand, and zones with the system: the engine always starts with
    // both.
    for (const TenantId tenant : access::all_tenants(*db)) begin_tenant(*loop, tenant);
    loop_thread->on_fatal = [this](std::string_view why) {
      log::error("the database cannot be used any more; stopping", {{"why", std::string(why)}});
      finish(1);
    };
  }

  void open_outbox() {
    std::vector<http::Cidr> networks;
    for (const auto& text : config.private_networks) networks.push_back(*http::parse_cidr(text));
    if (config.demo) networks.push_back(*http::parse_cidr("127.0.0.0/8"));
    web_client = std::make_unique<web::WebClient>(std::move(networks));
    outbox = std::make_unique<loop::Outbox>(
        [this](loop::Command command) { return loop_thread->submit(std::move(command)); });
    outbox->on(std::string(webhooks::effect_kind),
               webhooks::deliver(*web_client, "Centralino/" + std::string(version)),
               webhooks::given_up);
  }

  void open_chat() {
    chat::Outside outside;
    outside.look_up = look_ups([this] { return web_client.get(); }, config.demo);
    outside.submit = [this](std::function<Result<Done>(loop::Tx&)> run) {
      telephone->submit("chat", std::move(run));
    };
    outside.calls_out = [this](loop::Tx& tx, TenantId tenant) {
      return telephone->phone().calls_out(tx, tenant);
    };
    outside.promise_call = [this](loop::Tx& tx, const conversations::Row& from,
                                  const engine::flow::BookCallback& wanted,
                                  std::optional<Instant> place_from) {
      return telephone->phone().promise(tx, from, wanted, place_from);
    };
    chat = std::make_unique<chat::Chat>(std::move(outside));
    chat->attach(floor, *loop);
  }

  void begin_tenant(loop::Loop& at, TenantId tenant) {
    at.process({{"configure",
                 [this, tenant](loop::Tx& tx) -> Result<loop::Answer> {
                   const bool fresh =
                       !tx.db().one("SELECT seq FROM journal WHERE tenant = $1 LIMIT 1", {tenant});
                   if (fresh)
                     tx.journal(system_actor(tenant), "tenant", tenant.value, "tenant_founded",
                                json::to_string(*access::find_tenant(tx.db(), tenant)));
                   TRY_DONE(conversations::configure(tx, system_actor(tenant)));
                   conversations::await_return(tx, tenant);
                   telephone->begin_tenant(tx, tenant);
                   chat->begin(tx, tenant);
                   if (config.demo_load) demo::everybody_works(tx, tenant);
                   return loop::Answer{};
                 },
                 {}}});
  }

  // `centralino add-tenant` writes beside us.
  void adopt_tenants(loop::Loop& at) {
    try {
      for (const TenantId tenant : floor.adopt_new(at.db())) begin_tenant(at, tenant);
    } catch (const store::StoreError& error) {
      log::warning("new tenants were not looked for", {{"why", error.what()}});
    }
  }

  void finish(int code) {
    {
      const std::lock_guard lock(mutex);
      if (stopping) return;
      stopping = true;
      exit_code = code;
    }
    wake.notify_all();
  }

  Result<Done> open_server() {
    const auto where = config::parse_host_port(config.http);
    if (!where.ok()) return where.refusal();
    http::ServerConfig settings;
    settings.host = where->host;
    settings.port = where->port;
    if (!config.tls_certificate.empty())
      settings.tls = http::TlsFiles{config.tls_certificate, config.tls_key};
    for (const auto& text : config.trusted_proxies) {
      const auto cidr = http::parse_cidr(text);
      if (!cidr)
        return refuse(Code::invalid_field, "http.trusted_proxies: " + text + " is not a network.");
      settings.trusted_proxies.push_back(*cidr);
    }
    server = std::make_unique<http::Server>(settings, *this);
    add_routes();
    dispatcher = std::make_unique<api::Dispatcher>(api::DispatcherParts{
        routes, *loop_thread, *readers, clock,
        [](store::Db& at, const api::Proof& proof, Instant now) {
          return access::authenticate(
              at, {proof.session_token, proof.bearer, proof.csrf_token, proof.changes}, now);
        },
        [](loop::Tx& tx, const api::Proof& proof) {
          return access::authenticate(
              tx, {proof.session_token, proof.bearer, proof.csrf_token, proof.changes});
        },
        std::string(access::session_cookie), config.demo});
    dispatcher_now = dispatcher.get();
    live = std::make_unique<LiveSockets>(LiveParts{*server, *dispatcher, *loop_thread, *readers,
                                                   telephone->phone(), !config.sip.empty(),
                                                   [this] { return clock.now(); }});
    live->start_from(loop->last_seq());
    loop_seen_at.store(clock.now().ms);
    loop_thread->every(seconds(1), [this](loop::Loop& at) { each_second(at); });
    loop_thread->start();
    TRY_DONE(telephone->start(*db, floor));
    if (const auto started = server->start(); !started)
      return refuse(Code::unavailable, "Cannot serve on " + config.http + ": " + started.reason() +
                                           ". Choose another with --http.");
    return Done{};
  }

  void add_routes() {
    access::add_routes(routes,
                       {dispatcher_now, *loop_thread, *readers, cpu, [this] { return clock.now(); },
                        [this](const std::string& email) {
                          server->post([this, email] {
                            dispatcher->limiter().forgive(http::limit::sign_in_email, email);
                          });
                        },
                        [this](const Actor& actor, const std::string& session_token) {
                          live->sign_out(actor, session_token);
                        }});
    const conversations::ApiParts parts{*loop_thread, *readers, *blobs, !config.sip.empty()};
    conversations::add_visitor_routes(routes, parts);
    conversations::add_agent_routes(routes, parts);
    conversations::add_file_routes(routes, parts);
    queues::add_routes(routes);
    reports::add_routes(routes, {*loop_thread, *readers});
    customers::add_routes(routes);
    webhooks::add_routes(routes);
    flows::add_routes(routes);
    add_phone_routes(
        routes, {telephone->phone(), *loop_thread, *readers, Telephone::recordings_folder(config),
                 Telephone::recordings_key_file(config), *blobs});
    openapi = api::openapi_document(routes, version);
  }

  std::int64_t seconds_run = 0;
  std::atomic<std::int64_t> loop_seen_at{0};  // when the loop last came by, for /readyz
  void each_second(loop::Loop& at) {
    loop_seen_at.store(clock.now().ms);
    live->tick(at);
    outbox->fire(at);
    telephone->retry();
    adopt_tenants(at);
    if (++seconds_run % 3600 != 0) return;
    at.process({{"forget_keys",
                 [this](loop::Tx& tx) -> Result<loop::Answer> {
                   phone::delete_old_recordings(tx, Telephone::recordings_folder(config));
                   api::forget_old_keys(tx);
                   loop::forget_old_effects(tx);
                   return loop::Answer{};
                 },
                 {}}});
  }

  // ---- http::Handler ----

  void handle(http::Request request, http::Respond respond) override {
    const auto nonce = http::make_nonce(random_bytes());
    http::SecurityContext context;
    context.secure = request.secure;
    context.host = request.host;
    const std::string host = request.host;
    if (auto preflight = http::answer_preflight(request)) return respond(std::move(*preflight));
    const bool is_public = http::is_public_route(request.path);
    if (request.path.starts_with("/api/v1/") && request.path != "/api/v1/openapi.json") {
      dispatcher->handle(std::move(request), [respond, is_public, secure = context.secure,
                                              host](http::Response response) {
        if (is_public) http::add_cors_headers(response);
        http::SecurityContext own{http::PageKind::data, secure, {}, host, {}};
        http::add_security_headers(response, own);
        respond(std::move(response));
      });
      return;
    }
    if (request.path == "/readyz") return answer_ready(std::move(request), std::move(respond));
    auto response = answer_page(request, nonce, context);
    http::add_security_headers(response, context);
    respond(std::move(response));
  }

  void upgrade(http::Request request, http::Upgrade decision) override {
    if (request.path.ends_with("/visitor/live") &&
        !dispatcher->limiter()
             .take(limit_for(http::limit::visitor_socket), request.remote, now_ms())
             .allowed)
      return decision.refuse(api::to_response(refuse(Code::rate_limited), request));
    live->upgrade(std::move(request), std::move(decision));
  }

  std::size_t body_bytes_max(const http::Request& head, std::size_t normal) const override {
    return dispatcher->body_bytes_max(head, normal);
  }

  http::RateLimit limit_for(http::RateLimit limit) const {
    if (config.demo) limit.count *= 1000;
    return limit;
  }
  std::uint64_t now_ms() const { return static_cast<std::uint64_t>(clock.now().ms); }

  static std::array<std::uint8_t, 16> random_bytes() {
    std::array<std::uint8_t, 16> out{};
    for (std::size_t i = 0; i < 2; ++i) {
      const auto seed = crypto::random_seed();
      std::memcpy(out.data() + i * 8, &seed, 8);
    }
    return out;
  }

  // Ready is who can carry out commands and read what they wrote.
  void answer_ready(http::Request request, http::Respond respond) {
    constexpr std::int64_t loop_silent_ms_max = 15'000;
    const auto shared = std::make_shared<http::Request>(std::move(request));
    const auto answer = [shared, respond](http::Response response) {
      http::SecurityContext own{http::PageKind::data, shared->secure, {}, shared->host, {}};
      http::add_security_headers(response, own);
      respond(std::move(response));
    };
    const auto fail = [shared, answer](Code code) {
      answer(api::to_response(refuse(code), *shared));
    };
    if (clock.now().ms - loop_seen_at.load() > loop_silent_ms_max) return fail(Code::loop_stalled);
    const bool queued = readers->submit([this, answer, fail](jobs::Reader& reader) {
      try {
        // An open file of SQLite can be read after it was removed: nothing written there lasts.
        const bool there =
            location.backend != store::Backend::sqlite || std::filesystem::exists(location.where);
        if (!there) return fail(Code::database_away);
        reader.db().query("SELECT id FROM tenant ORDER BY id LIMIT 1");
        answer(http::text_response(200, "ready\n"));
      } catch (const std::exception&) {
        reader.lost();
        fail(Code::database_away);
      }
    });
    if (!queued) fail(Code::unavailable);
  }

  http::Response answer_page(const http::Request& request, const std::string& nonce,
                             http::SecurityContext& context) {
    const std::string& path = request.path;
    if (path == "/healthz") return http::text_response(200, "ok\n");
    if (path == "/metrics") {
      auto response = http::text_response(
          200, metrics_text({server->counters(), loop->figures(), loop_thread->queued(),
                             loop->last_seq(), outbox->waiting(), outbox->under_way()}));
      return response.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    }
    if (path == "/api/v1/openapi.json") return http::json_response(200, openapi);
    if (path == "/") {
      http::Response response;
      response.status = 302;
      return response.set("Location", "/desk/");
    }
    return answer_file(request, nonce, context);
  }

  http::Response answer_file(const http::Request& request, const std::string& nonce,
                             http::SecurityContext& context) {
    std::string path = request.path;
    if (path == "/desk") path = "/desk/index.html";
    if (path == "/widget.js") path = "/widget/widget.js";
    if (path == "/demo" || path == "/demo/") path = "/widget/demo.html";
    if (path == "/api/docs" || path == "/api/docs/") path = "/docs/index.html";
    if (path.starts_with("/demo/")) path = "/widget" + path;
    if (path.starts_with("/api/docs/")) path = "/docs" + path.substr(9);
    for (const std::string_view folder : {"/desk/", "/docs/", "/widget/"})
      if (path == folder) path += "index.html";
    const bool page_of_desk = path.starts_with("/desk/") && web.find(path) == nullptr &&
                              path.rfind('.') == std::string::npos;
    if (page_of_desk) path = "/desk/index.html";
    auto found = web.serve_path(path, request, nonce);
    if (!found) return api::to_response(refuse(Code::not_found), request);
    context.kind = path.ends_with(".html") ? http::PageKind::app : http::PageKind::asset;
    context.nonce = nonce;
    const bool more = path == "/widget/call.js" || path == "/widget/rating.js";
    if (path == "/widget/widget.js" || more)
      found->set("Cross-Origin-Resource-Policy", "cross-origin");
    // A module is fetched as data is: only with this word from us does a foreign page get it.
    if (more) found->set("Access-Control-Allow-Origin", "*");
    return std::move(*found);
  }
};

Service::Service(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Service::~Service() { stop(); }

Result<std::unique_ptr<Service>> Service::start(const config::Config& config) {
  crypto::init();
  auto impl = std::make_unique<Impl>();
  impl->config = config;
  try {
    impl->open_store();
    impl->blobs = std::make_unique<files::Blobs>(config.data + "/files");
    impl->readers = std::make_unique<jobs::ReadPool>(
        limited(config.read_threads),
        [location = impl->location] { return std::make_unique<jobs::Reader>(location); });
    impl->open_loop();
    TRY_DONE(impl->open_server());
  } catch (const std::exception& error) {
    return refuse(Code::unavailable, error.what());
  }
  return std::unique_ptr<Service>(new Service(std::move(impl)));
}

std::string Service::address() const {
  const auto where = config::parse_host_port(impl_->config.http);
  std::string host = where->host == "0.0.0.0" ? "127.0.0.1" : where->host;
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return std::string(impl_->config.tls_certificate.empty() ? "http://" : "https://") + host + ":" +
         std::to_string(impl_->server->bound_port());
}

bool Service::serves_demo() const { return impl_->config.demo; }

std::string Service::sip_address() const {
  return impl_->telephone->runs() ? impl_->telephone->sip_address() : std::string();
}

int Service::wait() {
  std::unique_lock lock(impl_->mutex);
  impl_->wake.wait(lock, [this] { return impl_->stopping; });
  return impl_->exit_code;
}

void Service::stop_soon() { impl_->finish(0); }

void Service::reload_certificate() {
  if (const auto done = impl_->server->reload_certificate(); !done)
    log::error("the certificate was not reloaded; the old one stays", {{"why", done.reason()}});
}

void Service::stop() {
  if (!impl_ || !impl_->server) return;
  impl_->server->stop(5'000);
  impl_->telephone->stop();
  impl_->web_client->stop();
  impl_->loop_thread->stop();
  impl_->readers->stop();
  impl_->cpu.stop();
  try {
    auto& db = *impl_->db;
    db.begin();
    for (auto& [tenant, floor] : impl_->floor.tenants())
      queues::save_snapshot(db, *floor, impl_->loop->last_seq(), impl_->clock.now());
    db.commit();
  } catch (const std::exception& error) {
    log::warning("the routing state was not saved; the next start folds the journal",
                 {{"why", error.what()}});
  }
  impl_->server.reset();
}

std::string openapi_text() {
  // Only the table matters: nothing below is ever run.
  api::Routes routes;
  clock::SystemClock clock;
  struct NoMemory final : loop::Memory {
    void reload(store::Db&) override {}
    std::optional<Instant> next_deadline() const override { return std::nullopt; }
  } memory;
  const auto db = store::open({store::Backend::sqlite, ":memory:"}, store::Access::read_write);
  loop::Loop loop(*db, memory, clock, {});
  loop::LoopThread thread(loop);
  jobs::ReadPool readers(0, [] { return std::make_unique<jobs::Reader>(store::Location{}); });
  jobs::CpuPool cpu(0, [] { return std::make_unique<jobs::NoContext>(); });
  files::Blobs blobs("");
  api::Dispatcher* none = nullptr;
  access::add_routes(routes, {none, thread, readers, cpu, [] { return Instant{}; },
                              [](const std::string&) {}, [](const Actor&, const std::string&) {}});
  const conversations::ApiParts parts{thread, readers, blobs};
  conversations::add_visitor_routes(routes, parts);
  conversations::add_agent_routes(routes, parts);
  conversations::add_file_routes(routes, parts);
  queues::add_routes(routes);
  reports::add_routes(routes, {thread, readers});
  customers::add_routes(routes);
  webhooks::add_routes(routes);
  flows::add_routes(routes);
  phone::Phone phone(phone::Outside{});
  add_phone_routes(routes, {phone, thread, readers, "", "", blobs});
  return api::openapi_document(routes, version);
}

}  // namespace centralino
