// The live sockets: desks and visitors. Each gets a snapshot, or what it missed, and then events.
//
// Threads: everything here happens on the I/O thread, but for snapshots, which are put together on
// the loop's thread (what must agree with `seq`) and a read thread (figures, which are heavy).
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "channels/phone/phone.h"
#include "main/live_words.h"
#include "platform/api/dispatcher.h"
#include "platform/http/server.h"
#include "platform/jobs/pool.h"
#include "platform/live/hub.h"
#include "platform/loop/loop_thread.h"
#include "subjects/queues/floor.h"
#include "subjects/reports/reports.h"

namespace centralino {

struct LiveParts {
  http::Server& server;
  api::Dispatcher& dispatcher;
  loop::LoopThread& loop;
  jobs::ReadPool& readers;
  phone::Phone& phone;
  bool telephone;  // this server has one
  std::function<Instant()> now;
};

class LiveSockets {
 public:
  explicit LiveSockets(LiveParts parts) : parts_(parts) {}

  // Decides a handshake for /api/v1/live or /api/v1/visitor/live.
  void upgrade(http::Request request, http::Upgrade upgrade);

  void publish(std::vector<loop::LiveEvent> events);
  void start_from(std::int64_t seq) { hub_.start_from(seq); }
  // Closes the desks of that session, not those the user opened elsewhere.
  void sign_out(const Actor& actor, const std::string& session_token);

  // On the loop's thread, about once a second: shows the floor to those who look at it, if it
  // changed.
  void tick(loop::Loop& loop);

  std::size_t subscribers() const { return subscribers_.load(); }

 private:
  struct Client {
    Actor actor;
    std::string csrf_source;  // the session's token, to answer `me`
    std::shared_ptr<http::Socket> socket;
    live::Hub::Subscription subscription = 0;
    std::int64_t after = -1;  // resume from here; -1: snapshot
    bool closed = false;
    Instant last_typing = {};
  };
  using ClientPtr = std::shared_ptr<Client>;
  struct FloorTexts {  // members for events and snapshots
    std::string queues, agents, waiting, now;
  };

  // Closes the desks whose session is no longer good.
  void look_again(TenantId tenant, UserId user);
  void accept(const http::Upgrade& upgrade, ClientPtr client);
  void opened(const ClientPtr& client);
  void closed(const ClientPtr& client);
  void message(const ClientPtr& client, std::string_view text);
  void count(const ClientPtr& client, int by);
  void begin(const ClientPtr& client);
  void send_desk_snapshot(const ClientPtr& client);
  void send_visitor_snapshot(const ClientPtr& client);
  void start_events(const ClientPtr& client, std::int64_t seq, std::string snapshot);
  void call(const ClientPtr& client, const live::Said& said);
  void visitor_call(const ClientPtr& client, const live::Said& said);
  void typing(const ClientPtr& client, ConversationId conversation, bool on);
  void seen(const ClientPtr& client, ConversationId conversation, std::int64_t up_to);
  void submit(std::string_view name, std::function<Result<Done>(loop::Tx&)> run);
  void show_floor(TenantId tenant, std::shared_ptr<const queues::FloorNow> floor, Instant now,
                  std::int64_t seq);

  LiveParts parts_;
  live::Hub hub_;
  std::atomic<std::size_t> subscribers_{0};
  std::map<std::pair<TenantId, UserId>, std::set<ClientPtr>> desks_;
  std::map<ConversationId, int> visitors_;

  // Loop's thread only:
  struct Shown {
    Instant at = {};
    std::shared_ptr<std::atomic<bool>> busy = std::make_shared<std::atomic<bool>>(false);
  };
  std::map<TenantId, Shown> shown_;
};

}  // namespace centralino
