// Who is really asking, when reverse proxies stand in between. Pure.
#pragma once

#include <string>
#include <vector>

#include "platform/http/cidr.h"
#include "platform/http/message.h"

namespace centralino::http {

// Fills request.remote and request.secure from the connection, then, only when `peer` is a trusted
// proxy, from what it says:
//   X-Forwarded-For    read from the right, past further trusted proxies, to the first other
//   address X-Forwarded-Proto  the last value, "https" or not X-Forwarded-Host   the last value,
//   replaces request.host X-Request-Id       8–64 of [A-Za-z0-9._-]; replaces `fresh_request_id`
// From anyone else these headers are removed, so that no handler believes them by mistake.
void apply_forwarding(Request& request, const Address& peer, bool secure_connection,
                      const std::vector<Cidr>& trusted_proxies, std::string fresh_request_id);

}  // namespace centralino::http
