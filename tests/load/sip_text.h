// For the generator of calls: just enough of SIP to read what our own server says and to answer it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace centralino::load {

// The value of the first header of this name; empty without one.
std::string_view header(std::string_view message, std::string_view name);
// All header lines of this name, whole: a request's Via go back as they came.
std::string header_lines(std::string_view message, std::string_view name);
std::string_view body(std::string_view message);

inline bool is_response(std::string_view message) { return message.starts_with("SIP/2.0 "); }
int status(std::string_view message);
std::string_view method(std::string_view message);            // of a request
std::string_view method_of_answer(std::string_view message);  // in its CSeq
std::string_view user_of_request(std::string_view message);   // sip:USER@…
std::string_view uri_of_contact(std::string_view message);
std::uint16_t audio_port(std::string_view message);  // 0: none

// A description of one G.711 µ-law stream.
std::string description(std::uint16_t port);

}  // namespace centralino::load
