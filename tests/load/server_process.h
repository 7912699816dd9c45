// For benches: the built program as a process of its own, and what it costs.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace centralino::load {

// The value below which a share `p` (0 to 1) of them lies; -1 of none.
double percentile(std::vector<double> values, double p);

class ServerProcess {
 public:
  // Runs `program serve OPTIONS…` and waits until it says where it serves. `core`: the only one it
  // may use; -1: any. Throws std::runtime_error when it does not start.
  ServerProcess(const std::string& program, const std::vector<std::string>& options, int core = -1);
  ~ServerProcess();  // ends it, and waits
  ServerProcess(const ServerProcess&) = delete;

  std::uint16_t port() const { return port_; }  // of HTTP
  double resident_mb() const;
  double cpu_seconds() const;  // user and system, of all its threads since the start

 private:
  pid_t pid_ = 0;
  int output_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace centralino::load
