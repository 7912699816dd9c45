// A dialog (RFC 3261 §12) as a value: what both sides call each other, where requests go, and the
// numbers of the requests. And sending one.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "voice/sip/libre.h"

namespace centralino::voice {

// Where requests leave: a stack of the library, and what we say about ourselves there.
struct Line {
  sip* stack = nullptr;
  std::shared_ptr<void> keep;  // as long as calls use it
  enum sip_transp transport = SIP_TRANSP_UDP;
  // The host and port under which we can be reached by whoever is at `there`.
  std::function<std::string(enum sip_transp transport, const sa& here, const sa& there)> reached_at;
};

constexpr std::string_view product = "Centralino";
constexpr std::string_view allowed_methods =
    "INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, REFER, NOTIFY";
constexpr std::string_view sdp_type = "application/sdp";
// What we can do, as INVITEs and their answers say it.
std::string standing_headers();

struct Dialog {
  std::string call_id;
  std::string local, local_tag;    // "<sip:…>;tag=…", as in From of our requests
  std::string remote, remote_tag;  // as in To; without a tag until somebody answers
  std::string target;              // their Contact
  std::vector<std::string> routes;
  std::string next_hop;             // "" as routes and target say; a URI for telephones behind NAT
  std::string user = "centralino";  // in our Contact
  std::uint32_t local_sequence = 1;
  std::uint32_t remote_sequence = 0;

  // From an INVITE to us. False when it says no way back.
  bool accept(const sip_msg& invite);
  // From the answer to our INVITE.
  bool complete(const sip_msg& answer);
  // A later message may say another way.
  void update(const sip_msg& message);
  // A request or answer belongs here.
  bool owns(const sip_msg& message) const;
};

// "Contact: <sip:user@host:port;transport=…>\r\n"
std::string contact_line(const Line& line, std::string_view user, enum sip_transp transport,
                         const sa& here, const sa& there);

struct Content {
  std::string_view type;  // "" none
  std::string_view text;
};
// Sends a request in the dialog. `headers`: lines with their ends. The library adds Via, calls
// `send` before it goes (to add Contact) and `answered` for each answer.
int send_request(SipRequest** slot, const Line& line, bool stateful, const Dialog& dialog,
                 std::uint32_t sequence, const char* method, std::string_view headers,
                 Content content, sip_send_h* send, sip_resp_h* answered, void* argument);

// Sends an answer: `headers` and content follow what the library repeats of the request.
int send_answer(sip_strans** transaction, mbuf** sent, sip* stack, const sip_msg& request,
                int status, std::string_view headers, Content content = {});

}  // namespace centralino::voice
