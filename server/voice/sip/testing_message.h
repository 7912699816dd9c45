// For tests: a message as the library reads it from text, whose lines end with \n.
#pragma once

#include <string>

#include "voice/sip/libre.h"

namespace centralino::voice::testing {

inline Ref<sip_msg> read_message(std::string_view text) {
  std::string lines;
  for (const char c : text) lines += c == '\n' ? "\r\n" : std::string(1, c);
  const Ref<mbuf> buffer(mbuf_alloc(lines.size() + 1));
  mbuf_write_mem(buffer.get(), reinterpret_cast<const std::uint8_t*>(lines.data()), lines.size());
  buffer->pos = 0;
  Ref<sip_msg> message;
  sip_msg_decode(message.out(), buffer.get());
  return message;
}

// A request with these headers beside the usual ones.
inline Ref<sip_msg> request(std::string_view headers, std::string_view method = "INVITE",
                            std::string_view body = {}) {
  return read_message(std::string(method) +
                      " sip:101@host SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nTo: "
                      "<sip:101@host>\nCall-ID: c@h\nCSeq: 1 " +
                      std::string(method) + "\nContact: <sip:a@192.0.2.1>\n" +
                      std::string(headers) + "\n" + std::string(body));
}

}  // namespace centralino::voice::testing
