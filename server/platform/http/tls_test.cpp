// TLS with a certificate made here.
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "platform/http/test_support.h"
#include "platform/http/tls_context.h"

namespace centralino::http {
namespace {

struct TlsRig : Rig {
  explicit TlsRig(std::function<void(ServerConfig&)> change = {})
      : Rig([&](ServerConfig& config) {
          config.tls = TlsFiles{certificate.certificate_file, certificate.key_file};
          if (change) change(config);
        }) {}
  ClientOptions tls_options() const {
    ClientOptions options = Rig::options();
    options.tls = true;
    return options;
  }
  static inline TestCertificate certificate;
};

TEST(Tls, ServesRequestsAndSockets) {
  TlsRig rig;
  rig.handler.on_upgrade = accept_echo;
  rig.handler.on_request = [](Request request, Respond respond) {
    respond(text_response(200, request.secure ? std::string(300'000, 's') : "plain"));
  };
  rig.start();
  Client client(rig.tls_options());
  for (int i = 0; i < 2; ++i) {
    const auto response = client.request("GET", "/");
    ASSERT_TRUE(response) << response.reason();
    EXPECT_EQ(response->body, std::string(300'000, 's'));
  }
  EXPECT_EQ(client.request("PUT", "/", {{"Connection", "close"}}, "x")->status, 200);
  WsClient socket(rig.tls_options());
  ASSERT_EQ(socket.connect("/live")->status, 101);
  socket.send("over TLS");
  EXPECT_EQ(*socket.receive(), "over TLS");
  std::thread stopping([&] { rig.server->stop(5'000); });
  EXPECT_EQ(socket.receive().reason(), "closed");
  stopping.join();
  EXPECT_EQ(socket.close_code(), close_going_away);
}

TEST(Tls, VerifiesAgainstItsCertificate) {
  TlsRig rig;
  rig.start();
  ClientOptions options = rig.tls_options();
  options.ca_file = rig.certificate.certificate_file;
  EXPECT_EQ(Client(options).request("GET", "/")->status, 200);
  TestCertificate other;
  options.ca_file = other.certificate_file;
  EXPECT_FALSE(Client(options).request("GET", "/"));
}

TEST(Tls, CutsWhoSpeaksSomethingElseOrNothing) {
  TlsRig rig([](ServerConfig& config) { config.limits.header_ms_max = 20; });
  rig.start();
  RawClient plain(rig.server->bound_port());
  plain.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  plain.read_to_end();
  RawClient silent(rig.server->bound_port());
  EXPECT_EQ(silent.read_to_end(), "");
  EXPECT_EQ(rig.refused(Refused::tls_failed), 1u);
  EXPECT_EQ(rig.refused(Refused::header_slow), 1u);
}

TEST(Tls, TakesUpANewCertificate) {
  TlsRig rig;
  rig.start();
  TestCertificate& files = TlsRig::certificate;
  const auto verified = [&](const std::string& authority) {
    ClientOptions options = rig.tls_options();
    options.ca_file = authority;
    return Client(options).request("GET", "/").ok();
  };
  const std::string old = files.folder + "/old.pem";
  std::filesystem::copy_file(files.certificate_file, old);
  files.renew("second");
  EXPECT_TRUE(verified(old));
  ASSERT_TRUE(rig.server->reload_certificate());
  EXPECT_FALSE(verified(old));
  EXPECT_TRUE(verified(files.certificate_file));
  const std::string good = files.folder + "/good.pem";
  std::filesystem::copy_file(files.certificate_file, good);
  std::ofstream(files.certificate_file) << "rubbish";
  EXPECT_FALSE(rig.server->reload_certificate());
  EXPECT_TRUE(verified(good));  // the last good one serves on
  files.renew("third");
}

TEST(Tls, RefusesToStartWithoutUsableFiles) {
  TestHandler handler;
  TestCertificate one;
  TestCertificate two;
  for (const TlsFiles& files :
       {TlsFiles{"/nonexistent", one.key_file}, TlsFiles{one.certificate_file, "/nonexistent"},
        TlsFiles{one.certificate_file, two.key_file}}) {
    ServerConfig config;
    config.tls = files;
    EXPECT_FALSE(Server(config, handler).start());
  }
}

TEST(Tls, SeesFilesChange) {
  TestCertificate files;
  const auto before = files_stamp(files.certificate_file, files.key_file);
  std::ofstream(files.key_file, std::ios::app) << "\n";
  EXPECT_NE(files_stamp(files.certificate_file, files.key_file), before);
  EXPECT_EQ(files_stamp("/nonexistent", files.key_file), 0u);
}

}  // namespace
}  // namespace centralino::http
