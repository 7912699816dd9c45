// The engine's parts put together: the SIP thread, the media plane, prompts. Every command goes
// through the SIP thread, so that what is asked in an order happens in it.
#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "voice/media/plane.h"
#include "voice/plays.h"
#include "voice/prompts/prompts.h"
#include "voice/sip/exchange.h"
#include "voice/sip/thread.h"
#include "voice/sip/timers.h"
#include "voice/voice.h"
#include "voice/web/web_legs.h"

namespace centralino::voice {
namespace {

// Others may take longer to answer our BYE; their calls end by themselves.
constexpr auto goodbye_max = std::chrono::milliseconds(1'000);
constexpr std::uint64_t goodbye_look_ms = 10;

MediaPlane::Settings plane_settings(const Settings& settings) {
  MediaPlane::Settings out;
  const auto where = parse_host_port(settings.sip);
  out.address = where ? (where->host == "localhost" ? "127.0.0.1" : where->host) : "";
  out.media_address = said_address(settings);
  out.first_port = settings.rtp_first;
  out.last_port = settings.rtp_last;
  out.shards = settings.shards;
  out.media_silence_ms = settings.media_silence_ms;
  out.recordings_key_file = settings.recordings_key_file;
  return out;
}

// How long the end of a leg that talked waits for the plane's last figures of it.
constexpr std::uint64_t last_figures_ms = 200;

// The leg an event of the plane is about; 0: none.
LegId leg_of(const Event& event) {
  return std::visit(
      [](const auto& told) -> LegId {
        if constexpr (requires { told.leg; }) return told.leg;
        return 0;
      },
      event);
}

}  // namespace

struct Engine::Impl {
  Impl(const Settings& settings, std::function<void(Event)> tell_it) : tell(std::move(tell_it)) {
    plane = std::make_unique<MediaPlane>(plane_settings(settings), [this](Event event) {
      thread.post([this, event = std::move(event)]() mutable { heard(std::move(event)); });
    });
    prompts = std::make_unique<Prompts>(settings.prompts_folder);
    thread.run([&] {
      exchange = std::make_unique<Exchange>(
          settings, *plane, [this](Event event) { told(std::move(event)); },
          [this] { return next.fetch_add(1); });
      web = std::make_unique<WebLegs>(*plane, [this](Event event) { told(std::move(event)); });
      plays = std::make_unique<Plays>(
          *plane, *prompts, [this](std::function<void()> task) { thread.post(std::move(task)); },
          tell);
    });
    port = exchange->port();
  }

  ~Impl() {
    std::promise<void> quiet;
    auto done = quiet.get_future();
    std::unique_ptr<Timer> look;
    struct Waiting {
      Impl* self;
      std::promise<void>* quiet;
      std::unique_ptr<Timer>* timer;
      static void again(void* argument) {
        auto& waiting = *static_cast<Waiting*>(argument);
        if (waiting.self->exchange->calls().sessions().size() == 0)
          waiting.quiet->set_value();
        else
          (*waiting.timer)->start(goodbye_look_ms, again, argument);
      }
    } waiting{this, &quiet, &look};
    thread.run([&] {
      look = std::make_unique<Timer>();
      exchange->calls().hang_up_all();
      web->hang_up_all();
      Waiting::again(&waiting);
    });
    done.wait_for(goodbye_max);
    thread.run([&] { look.reset(); });
    prompts.reset();  // what it still makes is told to nobody
    plane.reset();
    thread.run([&] {
      while (!leaving.empty()) end(leaving.begin()->first);
      plays.reset();
      web.reset();
      exchange.reset();
    });
  }

  bool has(LegId leg) const { return exchange->calls().has(leg) || web->has(leg); }

  // From the signalling: already on the SIP thread.
  void told(Event event) {
    if (const auto* answered = std::get_if<Answered>(&event)) talked.insert(answered->leg);
    if (const auto* ended = std::get_if<Ended>(&event)) {
      plays->forget(ended->leg);
      if (talked.erase(ended->leg) > 0) {
        end_later(*ended);
        return;
      }
    }
    tell(std::move(event));
  }

  // Its end is the last that is told of a leg, so it lets the plane say its last word.
  void end_later(const Ended& ended) {
    auto& leaving_leg = leaving[ended.leg];
    leaving_leg = std::make_unique<Leaving>(*this, ended);
    leaving_leg->timer.start(
        last_figures_ms,
        [](void* argument) {
          const auto& late = *static_cast<Leaving*>(argument);
          late.engine.end(late.ended.leg);
        },
        leaving_leg.get());
  }
  void end(LegId leg) {
    const auto at = leaving.find(leg);
    const Ended ended = at->second->ended;
    leaving.erase(at);
    tell(ended);
  }

  // From the plane: in turn with the signalling, so that nothing follows a leg's end.
  void heard(Event event) {
    const LegId leg = leg_of(event);
    const bool left = leg != 0 && leaving.contains(leg);
    if (leg != 0 && !left && !has(leg)) return;
    if (const auto* lost = std::get_if<Ended>(&event)) {
      exchange->calls().media_lost(lost->leg);
      return;
    }
    const bool last = left && std::holds_alternative<Quality>(event);
    tell(std::move(event));
    if (last) end(leg);
  }

  void apply(Configure& command) { exchange->apply(std::move(command)); }
  void apply(const CheckTrunk& command) { exchange->apply(command); }
  void apply(const Dial& command) {
    if (command.device == 0 && command.trunks.empty())
      web->expect(command);
    else
      exchange->calls().apply(command);
  }
  void apply(const Ring& command) { exchange->calls().apply(command); }
  void apply(const Answer& command) { exchange->calls().apply(command); }
  void apply(const SendRefer& command) { exchange->calls().apply(command); }
  void apply(const ReferResult& command) { exchange->calls().apply(command); }
  void apply(const WebOffer& command) {
    if (!exchange->calls().has(command.leg)) web->offer(command);
  }
  void apply(const Hangup& command) {
    exchange->calls().apply(command);
    web->hang_up(command.leg, command.cause);
  }
  void apply(const Play& command) {
    if (has(command.leg)) plays->play(command);
  }
  void apply(const StopPlay& command) { plays->stop(command.leg); }
  void apply(const Bridge& command) { plane->bridge(command); }
  void apply(const Move& command) { plane->move(command.leg, command.room); }
  void apply(const Record& command) { plane->record(command); }
  void apply(const PauseRecording& command) { plane->pause(command); }
  void apply(const StopRecording& command) { plane->stop_recording(command.recording); }
  void apply(const SendDigits& command) { plane->send_digits(command.leg, command.digits); }
  void apply(const Patient& command) { plane->patient(command.leg); }

  struct Leaving {
    Leaving(Impl& of, const Ended& how) : engine(of), ended(how) {}
    Impl& engine;
    const Ended ended;
    Timer timer;
  };

  const std::function<void(Event)> tell;
  std::atomic<std::int64_t> next{1};
  std::uint16_t port = 0;
  SipThread thread;
  std::unique_ptr<MediaPlane> plane;
  std::unique_ptr<Prompts> prompts;
  // Only on the SIP thread.
  std::unique_ptr<Exchange> exchange;
  std::unique_ptr<WebLegs> web;
  std::unique_ptr<Plays> plays;
  std::unordered_set<LegId> talked;
  std::unordered_map<LegId, std::unique_ptr<Leaving>> leaving;
};

Engine::Engine(const Settings& settings, std::function<void(Event)> tell)
    : impl_(std::make_unique<Impl>(settings, std::move(tell))) {}

Engine::~Engine() = default;

void Engine::post(Command command) {
  impl_->thread.post([impl = impl_.get(), command = std::move(command)]() mutable {
    std::visit([impl](auto& asked) { impl->apply(asked); }, command);
  });
}

LegId Engine::fresh_leg() { return impl_->next.fetch_add(1); }
std::uint16_t Engine::sip_port() const { return impl_->port; }

}  // namespace centralino::voice
