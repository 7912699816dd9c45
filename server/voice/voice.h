// The telephone as technology: what can be asked of it and what it tells. It knows legs, rooms,
// sounds and trunks; no queue, no customer, no case.
//
// A leg is one side of a call: a caller on a trunk, an agent's telephone, an agent's browser. Every
// leg stands in one room from its beginning to its end; who hears whom in a room is a list of
// gains. Ids of legs are made by whoever makes the leg and are never used twice while the process
// lives.
//
// Threads: `post` from any thread, returns at once. `tell` is called on the engine's threads, must
// not block and may not call `post` expecting it to have happened. Commands of one room happen in
// their order; events of one leg come in theirs, and `Ended` is the last one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "voice/media/activity.h"

namespace centralino::voice {

using LegId = std::int64_t;   // > 0
using RoomId = std::int64_t;  // > 0

// Why a call did not happen or is over.
enum class Cause : std::uint8_t {
  normal,       // somebody hung up
  cancelled,    // the caller gave up before the answer
  busy,         // 486
  declined,     // 603
  no_answer,    // rang too long
  not_found,    // 404: nobody has this number
  unavailable,  // 480, 503: cannot be reached now
  forbidden,    // 403: not allowed
  no_codec,     // 488: no audio in common
  media_lost,   // nothing was heard from the other side for too long
  answered_elsewhere,
  failed,  // anything else
};

// ---- what stands behind calls: replaced as a whole with Configure
// -------------------------------------------

enum class Transport : std::uint8_t { udp, tcp, tls };

struct Trunk {
  std::int64_t id = 0;
  std::string name;  // for the log
  std::string host;  // where we send to
  std::uint16_t port = 5060;
  Transport transport = Transport::udp;
  bool enabled = true;
  // By registration, or by address: calls from `sources` are this trunk's. A trunk that registers
  // is also known by the address it registered with.
  bool registers = false;
  std::vector<std::string> sources;  // networks, "192.0.2.0/24"
  std::string username, password, realm;
  std::string tls_name;         // the name its certificate must carry; "" the host
  std::string tls_authority;    // that signed it, as PEM; "" the system's
  bool srtp = false;            // offer SDES; only with tls
  std::int64_t options_s = 30;  // how often it is asked whether it is there; 0: never
};

// A telephone that may register here and be rung.
struct Device {
  std::int64_t id = 0;
  std::string username;
  std::string ha1;      // MD5(username:realm:password), hexadecimal
  std::string contact;  // fixed address "sip:a0001@127.0.0.1:5080"; "" only where it registered
};

// What is played: pieces one after the other.
struct Text {            // spoken; a voice is made for it once and kept
  std::string language;  // "it", "en"
  std::string text;
};
struct Sound {  // a file prepared with media/prepare.h: WAV, 8 kHz, one channel
  std::string path;
};
struct Silence {
  std::int64_t ms = 0;
};
struct Music {  // ours, or a file's, again and again
  std::string path;
};
enum class Tone : std::uint8_t { ringback, busy, beep, congestion };
struct ToneFor {
  Tone tone = Tone::beep;
  std::int64_t ms = 0;  // 0: until stopped
};
using Piece = std::variant<Text, Sound, Silence, Music, ToneFor>;

struct Hears {
  LegId listener = 0;
  LegId speaker = 0;  // may be the listener: an echo
  float gain = 1;
};

enum class Role : std::uint8_t { customer, agent, other };  // for recordings and measures

// ---- commands
// -----------------------------------------------------------------------------------

struct Configure {
  std::vector<Trunk> trunks;
  std::vector<Device> devices;
};
// Registers anew, or asks at once whether it is there; answered by TrunkState, also when it is as
// it was. Calls go on.
struct CheckTrunk {
  std::int64_t trunk = 0;
};
// An incoming leg: 180, or 183 so that it can hear something before the answer.
struct Ring {
  LegId leg = 0;
  bool early_media = false;
};
struct Answer {
  LegId leg = 0;
};
// `device` or `trunks` (the next one when one is not reachable), or a browser that will send
// WebOffer for this leg.
struct Dial {
  LegId leg = 0;
  RoomId room = 0;
  Role role = Role::agent;
  std::int64_t device = 0;
  std::vector<std::int64_t> trunks;
  std::string to;         // number, for trunks
  std::string from;       // number or name@ shown
  std::string from_name;  // "" none
  std::int64_t ring_ms = 45'000;
  std::vector<std::pair<std::string, std::string>> headers;  // "X-…"
};
// A browser's offer for a leg of its own; the answer is WebAnswer. For a leg that exists: the
// browser comes back (refresh, another network), the leg goes on.
struct WebOffer {
  LegId leg = 0;
  RoomId room = 0;
  Role role = Role::agent;
  std::string sdp;
};
struct Hangup {  // also rejects what was not answered
  LegId leg = 0;
  Cause cause = Cause::normal;
};
// Replaces what the leg hears from us; PlayDone when it is over by itself. Music and endless tones
// never are. What others in the room say is heard as well.
struct Play {
  LegId leg = 0;
  std::int64_t play = 0;  // returned in PlayDone; grows
  std::vector<Piece> pieces;
};
struct StopPlay {
  LegId leg = 0;
};
// All of who hears whom in this room; whoever is not named hears nobody. Changes over 20 ms.
struct Bridge {
  RoomId room = 0;
  std::vector<Hears> hears;
};
// A leg leaves its room for another: attended transfer. Both on one shard, see RoomId.
struct Move {
  LegId leg = 0;
  RoomId room = 0;
};
// Customers on the left, agents on the right. One of a kind per room at a time.
struct Record {
  RoomId room = 0;
  std::int64_t recording = 0;
  std::string path;
  LegId only = 0;               // a message: this leg alone, mono in both channels
  std::int64_t ms_max = 0;      // 0: until stopped
  std::int64_t silence_ms = 0;  // ends after so much silence of `only`; 0 never
};
// A marker stands where it was silent. `why`: "agent", "secret".
struct PauseRecording {
  std::int64_t recording = 0;
  bool on = true;
  std::string why;
};
struct StopRecording {
  std::int64_t recording = 0;
};
struct SendDigits {
  LegId leg = 0;
  std::string digits;  // 0–9 * # A–D, "," half a second of pause
};
// Asks the other side of the leg to call somebody else (REFER); ReferDone tells what came of it.
struct SendRefer {
  LegId leg = 0;
  std::string to;
};
// Answers an event Refer: accepted, and how it went (a SIP status for the NOTIFY).
struct ReferResult {
  LegId leg = 0;
  int status = 202;
};
// Never ends for missing audio, keys may come slowly (relay and text telephones).
struct Patient {
  LegId leg = 0;
};

using Command = std::variant<Configure, CheckTrunk, Ring, Answer, Dial, WebOffer, Hangup, Play,
                             StopPlay, Bridge, Move, Record, PauseRecording, StopRecording,
                             SendDigits, SendRefer, ReferResult, Patient>;

// ---- events
// -------------------------------------------------------------------------------------

// A call comes in; its leg and room were made for it. Nothing was answered but 100.
struct Incoming {
  LegId leg = 0;
  RoomId room = 0;
  std::int64_t trunk = 0;   // or
  std::int64_t device = 0;  // a registered telephone calls
  std::string from;         // the user part as sent, or "" when hidden
  std::string from_name;
  std::string to;       // the user part of the request's address
  std::string source;   // "192.0.2.1:5060/udp"
  std::string call_id;  // SIP's
  bool relay = false;   // P-Asserted or From carries 711, or real-time text was offered
  LegId replaces = 0;   // takes the place of this leg, once answered (RFC 3891)
};
struct Ringing {
  LegId leg = 0;
  bool early_media = false;
};
struct Answered {
  LegId leg = 0;
  std::int64_t trunk = 0;  // that carries it; 0: a telephone or a browser
};
struct WebAnswer {
  LegId leg = 0;
  std::string sdp;      // "" when it was refused
  std::string problem;  // then: what was wrong with the offer
  // Which offer: the session's number in its origin (RFC 8866 §5.2); 0 when it could not be read.
  std::uint64_t offer = 0;
};
// Audio of a browser flows (keys agreed), or stopped flowing; the leg stays until Hangup.
struct MediaUp {
  LegId leg = 0;
};
struct MediaDown {
  LegId leg = 0;
  bool renewed = false;  // by an offer just answered: nothing is wrong
};
struct Digit {
  LegId leg = 0;
  std::int64_t serial = 0;  // 1, 2, 3… of this leg
  char key = '0';
};
struct PlayDone {
  LegId leg = 0;
  std::int64_t play = 0;
};
// The other side put us on hold, or took us back.
struct Held {
  LegId leg = 0;
  bool on = false;
};
// The other side wants the call to go elsewhere.
struct Refer {
  LegId leg = 0;
  std::string to;                 // user part
  std::optional<LegId> replaces;  // attended: our other leg that this one joins
};
struct ReferDone {
  LegId leg = 0;
  int status = 0;
};
// Every five seconds of media, and at the end. What we receive and, by RTCP, what they do.
struct Quality {
  LegId leg = 0;
  double loss = 0;  // 0–1, of the last seconds
  double jitter_ms = 0;
  std::optional<double> round_trip_ms;
  double mos = 4.4;
};
struct Ended {
  LegId leg = 0;
  Cause cause = Cause::normal;
  int sip_status = 0;  // 0: by BYE, or a browser
  std::string reason;  // for the log
};
// When the room's last customer or agent leg leaves: what was measured while both were there.
struct Measured {
  RoomId room = 0;
  Conversation::Figures figures;
};
// Where a recording was silent on purpose: paused (on) and taken up again.
struct RecordingMarker {
  bool on = false;
  std::int64_t at_ms = 0;  // from its beginning
  std::string why;
  bool operator==(const RecordingMarker&) const = default;
};
struct Recorded {
  std::int64_t recording = 0;
  std::string path;
  std::int64_t length_ms = 0;  // 0: nothing was recorded, no file
  bool cut_off = false;        // it ended at `ms_max`
  std::vector<RecordingMarker> markers;
};
struct RecordingFailed {
  std::int64_t recording = 0;
  std::string why;
};
enum class TrunkReach : std::uint8_t { unknown, up, down };
struct TrunkState {
  std::int64_t trunk = 0;
  TrunkReach reach = TrunkReach::unknown;
  std::string detail;  // "200 OK", "401 after a password was sent", "no answer"
};
struct DeviceState {
  std::int64_t device = 0;
  bool registered = false;
  std::string where = {};  // "192.0.2.7:5060", while it is registered
};
// A call was not let in. At most a few a second are told; `suppressed` counts those between.
struct CallRefused {
  std::string source;
  std::string to;
  std::string why;  // "unknown_source", "scanner", "malformed", "too_many", "password"
  std::int64_t suppressed = 0;
};

using Event = std::variant<Incoming, Ringing, Answered, WebAnswer, MediaUp, MediaDown, Digit,
                           PlayDone, Held, Refer, ReferDone, Quality, Ended, Measured, Recorded,
                           RecordingFailed, TrunkState, DeviceState, CallRefused>;

// ---- the engine
// ---------------------------------------------------------------------------------

struct Settings {
  std::string sip = "127.0.0.1:5060";  // UDP and TCP; port 0: any
  std::string sip_tls;                 // "" none
  std::string tls_certificate, tls_key;
  std::uint16_t rtp_first = 20'000, rtp_last = 29'999;
  std::string media_address;         // what we say in descriptions; "" the address we listen on
  std::vector<std::string> trusted;  // networks that may call without a trunk: trunk 0
  std::string realm = "centralino";
  std::string prompts_folder;       // voices that were made
  std::string recordings_key_file;  // made when missing
  int shards = 1;
  std::int64_t media_silence_ms = 60'000;  // a SIP leg without packets ends after that
};

class Engine {
 public:
  // Binds its addresses and starts its threads. Throws std::runtime_error with a sentence that
  // says what to do.
  Engine(const Settings& settings, std::function<void(Event)> tell);
  ~Engine();  // hangs everything up, waits for its threads at most a second or two

  void post(Command command);
  LegId fresh_leg();  // any thread; also a fresh room
  std::uint16_t sip_port() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace centralino::voice
