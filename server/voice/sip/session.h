// One call's signalling: an INVITE, its answers, and everything that happens between the two sides
// until BYE. Says what is said; what is meant by it (audio, events) is its user's.
//
// Threads: the SIP thread only. A session lives as long as its transactions, longer than its user
// is interested: it waits for the answer to its BYE or CANCEL by itself.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "voice/sip/dialog.h"
#include "voice/sip/digest.h"
#include "voice/sip/message.h"
#include "voice/sip/timers.h"
#include "voice/voice.h"

namespace centralino::voice {

class Sessions;

struct EndOfCall {
  Cause cause = Cause::normal;
  int status = 0;  // 0: by BYE
  std::string reason;
  bool elsewhere = false;  // nothing rang, and it was the way's fault: another one may do
};

class SessionUser {
 public:
  virtual ~SessionUser() = default;
  // Our INVITE was answered provisionally, by 101–199.
  virtual void progressed(int status, std::string_view sdp) = 0;
  // They answered our offer: in a 200, or in an ACK. False when we cannot use it.
  virtual bool answered(std::string_view sdp) = 0;
  // Both sides have agreed to the call.
  virtual void established() = 0;
  // They offer anew; "" asks for an offer of ours. A status that is not 200 refuses.
  struct Offered {
    int status = 200;
    std::string sdp;
  };
  virtual Offered offered(std::string_view sdp) = 0;
  virtual std::string description() = 0;  // what we said last, for refreshing
  virtual void key_pressed(char key) = 0;
  virtual void referred(const Referral& referral) = 0;
  virtual void referral_done(int status) = 0;
  virtual void ended(const EndOfCall& end) = 0;  // once; not after we ended it
};

// Who is called, and as whom.
struct Outgoing {
  std::string to;       // URI
  std::string from;     // URI
  std::string name;     // "" none
  std::string headers;  // lines with their ends
  std::optional<Password> password;
  std::string next_hop;  // "" where `to` says
  std::string user;      // in our Contact; "" ours
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  // Both are put into `sessions`. The first sends 100 and is null when the INVITE cannot be
  // answered at all (it was refused then).
  static std::shared_ptr<Session> incoming(Sessions& sessions, const Line& line,
                                           const sip_msg& invite, SessionUser& user);
  static std::shared_ptr<Session> outgoing(Sessions& sessions, const Line& line,
                                           const Outgoing& call, std::string sdp,
                                           SessionUser& user);
  ~Session() = default;

  // ---- of an INVITE to us
  void progress(int status, const std::string& sdp);
  void accept(const std::string& sdp);
  void refuse(int status, std::string_view headers = {});

  // ---- of both
  // Whatever it takes: CANCEL, a final answer, BYE. The user hears nothing more.
  void end(Cause cause);
  void refer(const std::string& to);
  void report_referral(int status);  // NOTIFY
  bool waiting_for_final_answer() const { return incoming_ && !final_; }
  std::string_view offer() const;  // of the INVITE to us
  const Dialog& dialog() const { return dialog_; }
  LegId leg = 0;  // of the user, for those who look for a session by its dialog

  // ---- from the dispatcher
  void receive(const sip_msg& request);
  void acknowledge_again(const sip_msg& answer);
  // The next hop of telephones is where their messages come from.
  void behind_nat(const sip_msg& from);

  // Nothing at all came back within this time: another way is tried.
  static constexpr std::uint64_t first_answer_ms = 4'000;

 private:
  friend class Sessions;
  Session(Sessions& sessions, Line line, SessionUser& user)
      : sessions_(sessions), line_(std::move(line)), user_(&user) {}

  // session.cpp
  void finish();
  void tell_end(EndOfCall end);
  void bye();
  std::string authorization(std::string_view method);
  bool learn_challenge(const sip_msg& answer);
  void start_session_timer();
  int request(SipRequest** slot, const char* method, std::string_view headers, Content content,
              sip_resp_h* answered);
  static int add_contact(enum sip_transp transport, const sa* here, const sa* there, mbuf* buffer,
                         void* self);

  // session_in.cpp: requests of the other side
  void answer_invite(const sip_msg& invite, const std::string& sdp, std::string headers,
                     sip_strans** transaction);
  void reinvited(const sip_msg& invite);
  void acknowledged(const sip_msg& ack);
  void informed(const sip_msg& request);
  void referred(const sip_msg& request);
  void notified(const sip_msg& request);
  void stop_waiting_for_ack();
  static void cancelled(void* self);
  static void send_ok_again(void* self);
  static void no_ack(void* self);

  // session_out.cpp: requests of ours
  void send_invite();
  void invite_answered(int error, const sip_msg* answer);
  void invite_accepted(const sip_msg& answer);
  void acknowledge(const sip_msg& answer);
  void refresh();
  void refresh_answered(int error, const sip_msg* answer);
  void send_refer();
  void send_notify();
  static void session_timer_rang(void* self);

  Sessions& sessions_;
  Line line_;
  SessionUser* user_;
  Dialog dialog_;
  bool incoming_ = false;
  bool final_ = false;  // the first INVITE has its final answer
  bool up_ = false;     // and ACK
  bool over_ = false;   // nobody is interested any more
  bool bye_sent_ = false;

  // Their INVITE, and our 200 until ACK.
  Ref<sip_msg> invite_;
  Ref<sip_strans> transaction_;
  struct Unacknowledged {
    Ref<mbuf> ok;
    Ref<sip_msg> invite;
    sa to{};
    std::uint32_t sequence = 0;
    int sent = 0;
    bool offered = false;  // our 200 was an offer: ACK brings the answer
  };
  std::optional<Unacknowledged> unacknowledged_;
  Timer again_, no_ack_;

  // Our INVITE, first and later ones, and what acknowledged it.
  Ref<SipRequest> request_;
  std::string sdp_, headers_;
  bool heard_ = false, rang_ = false;
  Timer first_answer_;
  struct Ack {
    Ref<mbuf> text;
    sa to{};
    enum sip_transp transport = SIP_TRANSP_UDP;
    std::uint32_t sequence = 0;
  };
  Ack ack_;
  Ref<SipRequest> ack_request_;

  std::optional<Password> password_;
  std::optional<Challenge> challenge_;
  std::uint32_t answered_challenges_ = 0;
  std::string invite_authorization_;
  int attempts_ = 0;

  SessionTimer session_timer_;
  Timer session_clock_;

  Ref<SipRequest> bye_, refer_, notify_;
  std::string refer_to_;
  int refer_attempts_ = 0;
  bool referring_ = false;
  std::optional<std::uint32_t> their_refer_;  // number of their REFER while we report on it
  std::deque<int> reports_;
};

// All sessions there are, by dialog.
class Sessions {
 public:
  std::shared_ptr<Session> find(const sip_msg& message) const;
  // By what Replaces says (RFC 3891 §3); null when it is none of ours.
  std::shared_ptr<Session> find(const Referral& referral) const;
  std::size_t size() const { return by_call_id_.size(); }
  std::vector<std::shared_ptr<Session>> all() const;

 private:
  friend class Session;
  void add(const std::shared_ptr<Session>& session);
  void remove(const Session& session);

  std::unordered_multimap<std::string, std::shared_ptr<Session>> by_call_id_;
};

}  // namespace centralino::voice
