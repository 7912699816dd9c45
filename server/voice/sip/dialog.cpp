#include "voice/sip/dialog.h"

#include "voice/sip/cause.h"
#include "voice/sip/message.h"

namespace centralino::voice {
namespace {

bool collect(const sip_hdr* found, const sip_msg*, void* argument) {
  static_cast<std::vector<std::string>*>(argument)->emplace_back(view(found->val));
  return false;
}

std::string contact_of(const sip_msg& message) {
  const sip_hdr* found = sip_msg_hdr(&message, SIP_HDR_CONTACT);
  sip_addr address;
  if (found == nullptr || sip_addr_decode(&address, &found->val) != 0) return {};
  return std::string(view(address.auri));
}

void append(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += value;
  out += "\r\n";
}

void append_content(std::string& out, Content content) {
  if (!content.type.empty()) append(out, "Content-Type: ", content.type);
  append(out, "Content-Length: ", std::to_string(content.text.size()));
  out += "\r\n";
  out += content.text;
}

}  // namespace

std::string standing_headers() {
  return "Allow: " + std::string(allowed_methods) + "\r\nSupported: timer, replaces\r\n";
}

bool Dialog::accept(const sip_msg& invite) {
  target = contact_of(invite);
  call_id = view(invite.callid);
  if (target.empty() || call_id.empty()) return false;
  char tag[17];
  std::snprintf(tag, sizeof tag, "%016" PRIx64, invite.tag);  // the library answers with this one
  local_tag = tag;
  local = std::string(view(invite.to.val)) + ";tag=" + local_tag;
  remote = view(invite.from.val);
  remote_tag = view(invite.from.tag);
  remote_sequence = invite.cseq.num;
  routes.clear();
  sip_msg_hdr_apply(&invite, true, SIP_HDR_RECORD_ROUTE, collect, &routes);
  return true;
}

bool Dialog::complete(const sip_msg& answer) {
  const std::string contact = contact_of(answer);
  if (contact.empty()) return false;
  target = contact;
  remote = view(answer.to.val);
  remote_tag = view(answer.to.tag);
  routes.clear();
  sip_msg_hdr_apply(&answer, false, SIP_HDR_RECORD_ROUTE, collect, &routes);
  return true;
}

void Dialog::update(const sip_msg& message) {
  if (std::string contact = contact_of(message); !contact.empty()) target = std::move(contact);
}

bool Dialog::owns(const sip_msg& message) const {
  const pl& here = message.req ? message.to.tag : message.from.tag;
  const pl& there = message.req ? message.from.tag : message.to.tag;
  return view(message.callid) == call_id && view(here) == local_tag && view(there) == remote_tag;
}

std::string contact_line(const Line& line, std::string_view user, enum sip_transp transport,
                         const sa& here, const sa& there) {
  std::string out = "Contact: <sip:";
  out += user;
  out += '@';
  out += line.reached_at(transport, here, there);
  out += sip_transp_param(transport);
  out += ">\r\n";
  return out;
}

int send_request(SipRequest** slot, const Line& line, bool stateful, const Dialog& dialog,
                 std::uint32_t sequence, const char* method, std::string_view headers,
                 Content content, sip_send_h* send, sip_resp_h* answered, void* argument) {
  // Where it goes: the first route, or whoever it is for.
  uri way{};
  if (!dialog.routes.empty() && dialog.next_hop.empty()) {
    const pl text = as_pl(dialog.routes.front());
    sip_addr address;
    if (const int error = sip_addr_decode(&address, &text); error != 0) return error;
    way = address.uri;
  } else {
    const pl text = as_pl(dialog.next_hop.empty() ? dialog.target : dialog.next_hop);
    if (const int error = uri_decode(&way, &text); error != 0) return error;
  }

  std::string text = "Max-Forwards: 70\r\n";
  text.reserve(512 + headers.size() + content.text.size());
  for (const std::string& route : dialog.routes) append(text, "Route: ", route);
  append(text, "To: ", dialog.remote);
  append(text, "From: ", dialog.local);
  append(text, "Call-ID: ", dialog.call_id);
  text += "CSeq: " + std::to_string(sequence) + " " + method + "\r\n";
  append(text, "User-Agent: ", product);
  text += headers;
  append_content(text, content);

  const Ref<mbuf> buffer(mbuf_alloc(text.size()));
  if (!buffer) return ENOMEM;
  mbuf_write_mem(buffer.get(), reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  buffer->pos = 0;
  return sip_request(slot, line.stack, stateful, method, -1, dialog.target.data(),
                     static_cast<int>(dialog.target.size()), &way, buffer.get(), 0, send, answered,
                     argument);
}

int send_answer(sip_strans** transaction, mbuf** sent, sip* stack, const sip_msg& request,
                int status, std::string_view headers, Content content) {
  std::string text(headers);
  append_content(text, content);
  const bool in_dialog = status > 100 && status < 300;
  return sip_treplyf(transaction, sent, stack, &request, in_dialog,
                     static_cast<std::uint16_t>(status), phrase(status).data(), "%b", text.data(),
                     text.size());
}

}  // namespace centralino::voice
