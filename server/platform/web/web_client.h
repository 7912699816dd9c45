// Requests to other people's servers: many at once, on one thread of its own.
//
// Who may choose an address may not reach what is inside our own network with it: connections go to
// public addresses only, checked after the name was resolved, unless a network is allowed by the
// configuration. Redirects are not followed, proxies from the environment are not used, plain http
// goes to allowed networks only. libcurl underneath.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "platform/http/cidr.h"

namespace centralino::web {

struct WebRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  Duration patience = seconds(15);  // for the whole
  std::size_t answer_bytes_max = 64 * 1024;
};

struct WebAnswer {
  int status = 0;       // 0: there was no answer
  std::string body;     // cut at answer_bytes_max
  std::string failure;  // why there was none, in English, for logs
};

class WebClient {
 public:
  explicit WebClient(std::vector<http::Cidr> allowed_networks);
  ~WebClient();  // stop()

  // Calls `done` once, on the client's thread; not at all after stop(). Any thread.
  void send(WebRequest request, std::function<void(WebAnswer)> done);

  // Abandons what is under way: whether it reached its receiver is not known.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Refuses what send() would never reach: not http(s), no host, with a name and password inside.
Result<Done> check_url(const std::string& field, const std::string& url);

// Not of the Internet: loopback, private, link-local, shared, documentation, multicast.
bool is_public(const http::Address& address);

}  // namespace centralino::web
