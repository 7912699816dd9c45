#include "platform/web/web_client.h"

#include <curl/curl.h>
#include <netinet/in.h>

#include <atomic>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace centralino::web {
namespace {

constexpr long connect_ms_max = 5'000;
constexpr int poll_ms = 1'000;
constexpr long connections_per_host_max = 8;

std::optional<http::Address> address_of(const curl_sockaddr& at) {
  http::Address address;
  if (at.family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &at.addr, sizeof v4);
    std::memcpy(address.bytes.data(), &v4.sin_addr, 4);
    return address;
  }
  if (at.family != AF_INET6) return std::nullopt;
  sockaddr_in6 v6;
  std::memcpy(&v6, &at.addr, sizeof v6);
  if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
    std::memcpy(address.bytes.data(), v6.sin6_addr.s6_addr + 12, 4);
    return address;
  }
  address.v6 = true;
  std::memcpy(address.bytes.data(), v6.sin6_addr.s6_addr, 16);
  return address;
}

std::vector<http::Cidr> special_networks() {
  std::vector<http::Cidr> networks;
  for (const char* text :
       {"0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",    "::/127",
        "64:ff9b::/96",  "64:ff9b:1::/48",  "100::/64",       "2001::/23",      "2001:db8::/32",
        "2002::/16",     "fc00::/7",        "fe80::/10",      "ff00::/8"})
    networks.push_back(http::parse_cidr(text).value());
  return networks;
}

// One request under way. Lives on the client's thread.
struct Transfer {
  WebRequest request;
  std::function<void(WebAnswer)> done;
  const std::vector<http::Cidr>* allowed = nullptr;
  CURL* easy = nullptr;
  curl_slist* headers = nullptr;
  std::string body;
  const char* refused = nullptr;  // why we would not connect

  Transfer() = default;
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() {
    curl_easy_cleanup(easy);
    curl_slist_free_all(headers);
  }

  bool may_connect(const http::Address& address) {
    if (http::contains(*allowed, address)) return true;
    if (!is_public(address)) {
      refused = "the address is not public; outgoing.private_networks may allow its network";
    } else if (!request.url.starts_with("https://")) {
      refused = "a public address is reached by https only";
    }
    return refused == nullptr;
  }

  static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* at) {
    auto& transfer = *static_cast<Transfer*>(self);
    const auto address = address_of(*at);
    if (!address || !transfer.may_connect(*address)) return CURL_SOCKET_BAD;
    return socket(at->family, at->socktype | SOCK_CLOEXEC, at->protocol);
  }

  static std::size_t take(char* data, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::size_t bytes = size * count;
    const std::size_t room = transfer.request.answer_bytes_max - transfer.body.size();
    transfer.body.append(data, std::min(bytes, room));
    return bytes <= room ? bytes : CURL_WRITEFUNC_ERROR;  // enough: the connection ends here
  }

  void prepare() {
    easy = curl_easy_init();
    const auto set = [this](CURLoption option, auto value) {
      curl_easy_setopt(easy, option, value);
    };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, connect_ms_max);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.patience.ms));
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (!request.body.empty()) {
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      set(CURLOPT_POSTFIELDS, request.body.data());
    }
    for (const auto& [name, value] : request.headers)
      headers = curl_slist_append(headers, (name + ": " + value).c_str());
    headers = curl_slist_append(headers, "Expect:");  // no 100-continue round trip
    set(CURLOPT_HTTPHEADER, headers);
    set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
    set(CURLOPT_WRITEFUNCTION, &Transfer::take);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  }

  WebAnswer answer(CURLcode code) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    const bool answered = code == CURLE_OK || (code == CURLE_WRITE_ERROR && status != 0);
    if (answered) return {static_cast<int>(status), std::move(body), {}};
    return {0, {}, refused ? refused : curl_easy_strerror(code)};
  }
};

}  // namespace

struct WebClient::Impl {
  std::vector<http::Cidr> allowed;
  CURLM* multi = nullptr;
  std::mutex mutex;
  std::vector<std::unique_ptr<Transfer>> fresh;
  std::map<CURL*, std::unique_ptr<Transfer>> under_way;  // the thread's
  std::atomic<bool> stopping = false;
  std::thread thread;

  void run() {
    while (!stopping) {
      begin_fresh();
      int running = 0;
      curl_multi_perform(multi, &running);
      end_finished();
      curl_multi_poll(multi, nullptr, 0, poll_ms, nullptr);
    }
    for (auto& [easy, transfer] : under_way) curl_multi_remove_handle(multi, easy);
    under_way.clear();
  }

  void begin_fresh() {
    std::vector<std::unique_ptr<Transfer>> begun;
    {
      const std::lock_guard lock(mutex);
      begun.swap(fresh);
    }
    for (auto& transfer : begun) {
      transfer->prepare();
      curl_multi_add_handle(multi, transfer->easy);
      under_way.emplace(transfer->easy, std::move(transfer));
    }
  }

  void end_finished() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL* easy = message->easy_handle;
      const CURLcode code = message->data.result;
      const auto node = under_way.extract(easy);
      curl_multi_remove_handle(multi, easy);
      Transfer& transfer = *node.mapped();
      transfer.done(transfer.answer(code));
    }
  }
};

WebClient::WebClient(std::vector<http::Cidr> allowed_networks) : impl_(std::make_unique<Impl>()) {
  static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(once);
  impl_->allowed = std::move(allowed_networks);
  impl_->multi = curl_multi_init();
  curl_multi_setopt(impl_->multi, CURLMOPT_MAX_HOST_CONNECTIONS, connections_per_host_max);
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

WebClient::~WebClient() {
  stop();
  curl_multi_cleanup(impl_->multi);
}

void WebClient::send(WebRequest request, std::function<void(WebAnswer)> done) {
  auto transfer = std::make_unique<Transfer>();
  transfer->request = std::move(request);
  transfer->done = std::move(done);
  transfer->allowed = &impl_->allowed;
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->fresh.push_back(std::move(transfer));
  }
  curl_multi_wakeup(impl_->multi);
}

void WebClient::stop() {
  if (impl_->stopping.exchange(true)) return;
  curl_multi_wakeup(impl_->multi);
  impl_->thread.join();
  impl_->fresh.clear();
}

Result<Done> check_url(const std::string& field, const std::string& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
    return refuse_field(field, "must be a whole address, such as https://example.com/hook");
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    std::string found;
    if (curl_url_get(parsed.get(), which, &text, 0) == CURLUE_OK) found = text;
    curl_free(text);
    return found;
  };
  const std::string scheme = part(CURLUPART_SCHEME);
  if (scheme != "https" && scheme != "http") return refuse_field(field, "must begin with https://");
  if (!part(CURLUPART_USER).empty() || !part(CURLUPART_PASSWORD).empty())
    return refuse_field(field, "must not contain a name or password");
  return Done{};
}

bool is_public(const http::Address& address) {
  static const std::vector<http::Cidr> special = special_networks();
  return !http::contains(special, address);
}

}  // namespace centralino::web
