#include "main/live_sockets.h"

#include <algorithm>

#include "base/text.h"
#include "main/live_words.h"
#include "platform/crypto/crypto.h"
#include "subjects/access/api.h"
#include "subjects/access/users.h"
#include "subjects/conversations/api.h"
#include "subjects/conversations/conversations.h"

namespace centralino {
namespace {

constexpr std::uint16_t close_signed_out = 4401;

// A browser's page of ours names our own host; programs name none.
bool same_origin(const http::Request& request) {
  const std::string_view origin = request.header("Origin");
  if (origin.empty()) return true;
  const auto slashes = origin.find("://");
  return slashes != std::string_view::npos && origin.substr(slashes + 3) == request.host;
}

std::vector<loop::Topic> topics_of(const Actor& actor) {
  if (actor.kind == Actor::Kind::visitor)
    return {conversations::visitor_topic(actor.tenant, actor.conversation)};
  std::vector<loop::Topic> topics = {conversations::user_topic(actor.tenant, actor.user)};
  if (actor.supervises()) {
    topics.push_back(conversations::supervisors_topic(actor.tenant));
  } else {
    topics.push_back({loop::Topic::Kind::agents, actor.tenant.value, actor.tenant});
  }
  return topics;
}

void turn_away(const http::Upgrade& upgrade) {
  http::SocketHandler handler;
  handler.on_open = [](const std::shared_ptr<http::Socket>& socket) {
    socket->close(close_signed_out, "unknown token");
  };
  upgrade.accept(std::move(handler));
}

template <class T>
std::string member(std::string_view name, const T& value) {
  return "\"" + std::string(name) + "\":" + json::to_string(value);
}

// Whether calls are for this person: only then does their browser want a microphone.
bool takes_calls(store::Db& db, const Actor& actor) {
  const auto row = db.one("SELECT settings FROM agent WHERE tenant = $1 AND user_id = $2",
                          {actor.tenant, actor.user});
  if (!row) return false;
  const auto settings = json::from_text<engine::routing::AgentSettings>(row->text(0));
  return settings.ok() && settings->capacity.voice > 0;
}

// The part of a desk's snapshot that must agree with `seq`.
std::string desk_core(loop::Loop& loop, const phone::Phone& phone, const Actor& actor,
                      const std::string& session_token, bool telephone) {
  auto& db = loop.db();
  const auto& floor = static_cast<queues::Floor&>(loop.memory()).of(actor.tenant);
  const auto me = access::me(db, floor, actor, access::csrf_token(db, session_token));
  if (!me) return {};
  std::vector<conversations::Offer> offers;
  for (const auto& row : floor.cell.offers_of(actor.user))
    if (auto view = conversations::offer_view(db, floor, row)) offers.push_back(std::move(*view));
  std::vector<conversations::WrapUp> wrapups;
  for (const auto& row : floor.cell.wrapups())
    if (row.agent == actor.user)
      if (auto view = conversations::wrapup_view(db, actor.tenant, row.wrapup))
        wrapups.push_back(std::move(*view));
  return "{\"type\":\"snapshot\",\"seq\":" + std::to_string(loop.last_seq()) + "," +
         member("now", loop.now()) + "," + member("me", *me) + "," + member("offers", offers) +
         "," + member("conversations", conversations::open_of_agent(db, actor.tenant, actor.user)) +
         "," + member("wrapups", wrapups) + "," + member("calls", phone.calls_for(floor, actor)) +
         "," + member("telephone", telephone) + "," +
         member("voice", telephone && takes_calls(db, actor)) + "," +
         member("outcomes", queues::list_outcomes(db, actor.tenant)) + "," +
         member("presence_reasons", queues::list_reasons(db, actor.tenant));
}

}  // namespace

void LiveSockets::upgrade(http::Request request, http::Upgrade upgrade) {
  const bool visitor = request.path == "/api/v1/visitor/live";
  if (!visitor && request.path != "/api/v1/live")
    return upgrade.refuse(api::to_response(refuse(Code::not_found), request));
  if (!visitor && !same_origin(request))
    return upgrade.refuse(api::to_response(
        refuse(Code::forbidden, "This page may not open the desk's socket."), request));
  if (visitor)
    request.headers.push_back(
        {"Authorization", "Bearer " + std::string(request.query_value("token").value_or(""))});
  auto client = std::make_shared<Client>();
  if (const auto after = request.query_value("after"))
    client->after = whole_number(*after).value_or(-1);
  client->csrf_source = parts_.dispatcher.proof_of(request).session_token;
  const auto shared = std::make_shared<http::Request>(std::move(request));
  parts_.dispatcher.with_actor(
      parts_.dispatcher.proof_of(*shared),
      [this, shared, upgrade, client, visitor](Result<Actor> actor, store::Db&) {
        const auto wanted = visitor ? Actor::Kind::visitor : Actor::Kind::user;
        if (actor.ok() && actor->kind != wanted) actor = refuse(Code::not_signed_in);
        // A browser's page learns nothing from a refused handshake but a code of our own from a
        // close.
        if (!actor.ok() && visitor) return turn_away(upgrade);
        if (!actor.ok()) return upgrade.refuse(api::to_response(actor.refusal(), *shared));
        client->actor = *actor;
        accept(upgrade, client);
      });
}

void LiveSockets::publish(std::vector<loop::LiveEvent> events) {
  const auto for_us = std::stable_partition(
      events.begin(), events.end(),
      [](const loop::LiveEvent& event) { return event.type != access::sessions_ended_event; });
  for (auto it = for_us; it != events.end(); ++it)
    for (const auto& topic : it->topics) look_again(topic.tenant, UserId{topic.id});
  events.erase(for_us, events.end());
  hub_.publish(std::move(events));
}

void LiveSockets::look_again(TenantId tenant, UserId user) {
  const auto it = desks_.find({tenant, user});
  if (it == desks_.end()) return;
  for (const auto& client : it->second)
    parts_.dispatcher.with_actor({.session_token = client->csrf_source},
                                 [this, client](Result<Actor> actor, store::Db&) {
                                   if (!actor.ok()) sign_out(client->actor, client->csrf_source);
                                 });
}

void LiveSockets::accept(const http::Upgrade& upgrade, ClientPtr client) {
  http::SocketHandler handler;
  handler.on_open = [this, client](const std::shared_ptr<http::Socket>& socket) {
    client->socket = socket;
    opened(client);
  };
  handler.on_message = [this, client](std::string_view text) { message(client, text); };
  handler.on_close = [this, client](std::uint16_t) { closed(client); };
  upgrade.accept(std::move(handler));
}

void LiveSockets::opened(const ClientPtr& client) {
  subscribers_.fetch_add(1);
  count(client, 1);
  begin(client);
}

void LiveSockets::closed(const ClientPtr& client) {
  client->closed = true;
  if (client->subscription != 0) hub_.unsubscribe(client->subscription);
  subscribers_.fetch_sub(1);
  count(client, -1);
  client->socket.reset();
}

// Tells the loop how many sockets the agent, or whether the visitor, has open.
void LiveSockets::count(const ClientPtr& client, int by) {
  const Actor& actor = client->actor;
  if (actor.kind == Actor::Kind::visitor) {
    int& open = visitors_[actor.conversation];
    open += by;
    const bool connected = open > 0;
    if ((by > 0 && open == 1) || (by < 0 && open == 0))
      submit("visitor_connected", [actor, connected](loop::Tx& tx) {
        return conversations::visitor_connected(tx, actor, connected);
      });
    if (open == 0) visitors_.erase(actor.conversation);
    return;
  }
  auto& desks = desks_[{actor.tenant, actor.user}];
  if (by > 0) {
    desks.insert(client);
  } else {
    desks.erase(client);
  }
  const int open = static_cast<int>(desks.size());
  if (open == 0) desks_.erase({actor.tenant, actor.user});
  submit("agent_connected",
         [actor, open](loop::Tx& tx) { return conversations::agent_connected(tx, actor, open); });
}

void LiveSockets::submit(std::string_view name, std::function<Result<Done>(loop::Tx&)> run) {
  loop::Command command;
  command.name = name;
  command.run = [run = std::move(run)](loop::Tx& tx) -> Result<loop::Answer> {
    TRY_DONE(run(tx));
    return loop::Answer{};
  };
  parts_.loop.submit(std::move(command));
}

void LiveSockets::begin(const ClientPtr& client) {
  const auto send = [client](const live::Text& text) {
    if (client->socket) client->socket->send(text);
  };
  const auto topics = topics_of(client->actor);
  if (client->after >= 0 && hub_.resume(topics, client->after, send)) {
    client->subscription = hub_.subscribe(topics, send);
    return;
  }
  if (client->actor.kind == Actor::Kind::visitor) {
    send_visitor_snapshot(client);
  } else {
    send_desk_snapshot(client);
  }
}

void LiveSockets::send_visitor_snapshot(const ClientPtr& client) {
  parts_.loop.inspect([this, client](loop::Loop& loop) {
    auto text = conversations::visitor_snapshot(loop, client->actor, crypto::random_seed());
    const auto& floor = static_cast<queues::Floor&>(loop.memory()).of(client->actor.tenant);
    if (const auto now = parts_.phone.call_of(floor, client->actor); now && !text.empty())
      text.insert(text.size() - 1, "," + member("call", *now));
    parts_.server.post([this, client, seq = loop.last_seq(), text = std::move(text)]() mutable {
      if (text.empty() && client->socket) return client->socket->close(close_signed_out, "gone");
      start_events(client, seq, std::move(text));
    });
  });
}

void LiveSockets::send_desk_snapshot(const ClientPtr& client) {
  parts_.loop.inspect([this, client](loop::Loop& loop) {
    auto core = desk_core(loop, parts_.phone, client->actor, client->csrf_source, parts_.telephone);
    const auto floor = std::make_shared<const queues::FloorNow>(
        static_cast<queues::Floor&>(loop.memory()).of(client->actor.tenant));
    const Instant now = loop.now();
    const std::int64_t seq = loop.last_seq();
    parts_.readers.submit(
        [this, client, core = std::move(core), floor, now, seq](jobs::Reader& reader) {
          std::string text = core;
          try {
            const auto view = reports::floor_view(*floor, reader.db(), now, crypto::random_seed());
            const bool all = client->actor.supervises();
            text += "," + member("queues", view.queues) + "," +
                    member("agents", all ? view.agents : std::vector<agents::AgentLive>{}) + "," +
                    member("waiting", all ? view.waiting : std::vector<reports::Waiting>{}) + "}";
          } catch (const std::exception&) {
            reader.lost();
            text.clear();
          }
          parts_.server.post([this, client, seq, text = std::move(text)]() mutable {
            // Without a snapshot the desk would show nothing true: it is cut and comes again.
            if (text.empty() && client->socket) return client->socket->close(1013, "try again");
            start_events(client, seq, std::move(text));
          });
        });
  });
}

// Events from `seq` on follow the snapshot without a gap: what was published while the snapshot was
// made is in the ring.
void LiveSockets::start_events(const ClientPtr& client, std::int64_t seq, std::string snapshot) {
  // All events up to `seq` were posted before the snapshot was.
  hub_.reached(seq);
  if (client->closed || !client->socket) return;
  const auto send = [client](const live::Text& text) {
    if (client->socket) client->socket->send(text);
  };
  send(std::make_shared<const std::string>(std::move(snapshot)));
  const auto topics = topics_of(client->actor);
  if (!hub_.resume(topics, seq, send)) return client->socket->close(1013, "try again");
  client->subscription = hub_.subscribe(topics, send);
}

void LiveSockets::message(const ClientPtr& client, std::string_view text) {
  const auto said = json::from_text<live::Said>(text);
  if (!said.ok()) return;  // nothing a client says here changes anything by itself
  const bool visitor = client->actor.kind == Actor::Kind::visitor;
  if (said->type.starts_with("call."))
    return visitor ? visitor_call(client, *said) : call(client, *said);
  const auto conversation =
      visitor ? client->actor.conversation : said->conversation_id.value_or(ConversationId{});
  if (!conversation) return;
  if (said->type == "typing") return typing(client, conversation, said->on.value_or(true));
  if (said->type == "seen" && said->up_to) return seen(client, conversation, *said->up_to);
}

void LiveSockets::call(const ClientPtr& client, const live::Said& said) {
  if (said.type == "call.line" && said.sdp)
    submit("call_line", [this, actor = client->actor, sdp = *said.sdp](loop::Tx& tx) {
      return parts_.phone.offer_line(tx, actor, sdp);
    });
  if (said.type == "call.line_close")
    submit("call_line_close", [this, actor = client->actor](loop::Tx& tx) {
      return parts_.phone.close_line(tx, actor);
    });
}

void LiveSockets::visitor_call(const ClientPtr& client, const live::Said& said) {
  const Actor& actor = client->actor;
  if (said.type == "call.line_close")
    return submit("visitor_hangs_up",
                  [actor](loop::Tx& tx) { return conversations::visitor_ends(tx, actor); });
  if (said.type != "call.line" || !said.sdp) return;
  const auto now_ms = static_cast<std::uint64_t>(parts_.now().ms);
  if (!parts_.dispatcher.limiter()
           .take(http::limit::visitor_line, actor.conversation.str(), now_ms)
           .allowed)
    return;
  submit("visitor_line", [this, actor, sdp = *said.sdp](loop::Tx& tx) {
    return parts_.phone.offer_web_line(tx, actor, sdp);
  });
}

void LiveSockets::typing(const ClientPtr& client, ConversationId conversation, bool on) {
  parts_.loop.inspect([this, client, conversation, on](loop::Loop& loop) {
    const Actor& actor = client->actor;
    // At most a few a second from one socket; who types faster tells nothing new.
    if (on && loop.now() - client->last_typing < milliseconds(300)) return;
    client->last_typing = loop.now();
    const auto* kept =
        static_cast<queues::Floor&>(loop.memory()).talks().row(actor.tenant, conversation);
    const auto row = kept ? std::optional(*kept)
                          : conversations::find_row(loop.db(), actor.tenant, conversation);
    if (!row || row->owner_kind != conversations::OwnerKind::agent) return;
    const bool visitor = actor.kind == Actor::Kind::visitor;
    if (!visitor && row->owner != actor.user) return;
    loop::LiveEvent event;
    event.seq = loop.last_seq();
    event.lasting = false;
    event.topics = {visitor ? conversations::user_topic(actor.tenant, row->owner)
                            : conversations::visitor_topic(actor.tenant, conversation)};
    event.type = "typing";
    event.members = member("conversation_id", conversation) + ",\"author_kind\":\"" +
                    (visitor ? "visitor" : "agent") + "\"," + member("on", on);
    parts_.server.post([this, event] { hub_.publish({event}); });
  });
}

void LiveSockets::seen(const ClientPtr& client, ConversationId conversation, std::int64_t up_to) {
  submit("seen", [actor = client->actor, conversation, up_to](loop::Tx& tx) {
    return actor.kind == Actor::Kind::visitor
               ? conversations::visitor_saw(tx, actor, up_to)
               : conversations::agent_saw(tx, actor, conversation, up_to);
  });
}

void LiveSockets::sign_out(const Actor& actor, const std::string& session_token) {
  parts_.server.post([this, actor, session_token] {
    const auto it = desks_.find({actor.tenant, actor.user});
    if (it == desks_.end()) return;
    const auto clients = it->second;
    const auto text = std::make_shared<const std::string>(
        "{\"seq\":" + std::to_string(hub_.newest()) + ",\"type\":\"signed_out\"}");
    for (const auto& client : clients) {
      if (!client->socket || client->csrf_source != session_token) continue;
      client->socket->send(text);
      client->socket->close(close_signed_out, "signed out");
    }
  });
}

void LiveSockets::tick(loop::Loop& loop) {
  if (subscribers_.load() == 0) return;
  for (auto& [tenant, floor] : static_cast<queues::Floor&>(loop.memory()).tenants()) {
    auto& shown = shown_[tenant];
    // Waits grow by themselves: with people waiting, show every three seconds even if nothing
    // happened.
    bool waiting = false;
    for (const auto& queue : floor->cell.queues())
      waiting = waiting || queue.waiting + queue.offered > 0;
    const bool due = floor->changed || (waiting && loop.now() - shown.at >= seconds(3));
    if (!due || shown.busy->load()) continue;
    floor->changed = false;
    shown.at = loop.now();
    shown.busy->store(true);
    const auto copy = std::make_shared<const queues::FloorNow>(*floor);
    const bool queued = parts_.readers.submit([this, copy, now = loop.now(), seq = loop.last_seq(),
                                               busy = shown.busy](jobs::Reader& reader) {
      try {
        const auto seed = crypto::random_seed();
        const auto view = reports::floor_view(*copy, reader.db(), now, seed);
        std::vector<loop::LiveEvent> events;
        const TenantId id = copy->tenant.id;
        events.push_back({seq,
                          false,
                          {conversations::supervisors_topic(id)},
                          "floor",
                          json::to_string(view).substr(1)});
        events.back().members.pop_back();
        reports::FloorView queues_only{view.now, view.queues, {}, {}};
        events.push_back({seq,
                          false,
                          {{loop::Topic::Kind::agents, id.value, id}},
                          "floor",
                          json::to_string(queues_only).substr(1)});
        events.back().members.pop_back();
        for (const auto& place : reports::places(*copy, seed)) {
          auto members = json::to_string(place.estimate).substr(1);
          members.pop_back();
          events.push_back({seq,
                            false,
                            {conversations::visitor_topic(id, place.conversation)},
                            "queue",
                            std::move(members)});
        }
        parts_.server.post(
            [this, events = std::move(events)]() mutable { hub_.publish(std::move(events)); });
      } catch (const std::exception&) {
        reader.lost();
      }
      busy->store(false);
    });
    if (!queued) shown.busy->store(false);
  }
}

}  // namespace centralino
