// A main() for fuzz targets without libFuzzer: runs every file of a folder and then that many
// seeded mutations of them. So that ordinary test runs exercise the targets with any compiler.
//
//   replay_url <corpus folder> <mutations> [seed]
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::string current;

// Whatever aborts the process: says with which input, so that it can join the corpus.
extern "C" void tell_input(int) {
  std::fprintf(stderr, "aborted on this input:\n");
  for (const char c : current) std::fprintf(stderr, "%02x", static_cast<unsigned char>(c));
  std::fprintf(stderr, "\n");
}

void run(const std::string& input) {
  current = input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::vector<std::string> read_folder(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry);
  std::sort(paths.begin(), paths.end());  // the same seed means the same inputs everywhere
  std::vector<std::string> inputs;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

class Mutator {
 public:
  Mutator(std::vector<std::string> inputs, std::uint64_t seed)
      : inputs_(std::move(inputs)), random_(seed) {}

  std::string next() {
    std::string input = inputs_[below(inputs_.size())];
    for (std::size_t n = 1 + below(4); n > 0; --n) change(input);
    return input;
  }

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  void change(std::string& input) {
    const std::size_t at = below(input.size() + 1);
    const std::size_t length = below(std::min<std::size_t>(16, input.size() - at) + 1);
    switch (below(5)) {
      case 0:
        input.insert(at, 1, static_cast<char>(random_()));
        break;
      case 1:
        input.erase(at, length);
        break;
      case 2:
        if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
        break;
      case 3:
        input.insert(below(input.size() + 1), input.substr(at, length));
        break;
      default: {
        const std::string& other = inputs_[below(inputs_.size())];
        const std::size_t from = below(other.size() + 1);
        input.insert(at, other.substr(from, below(64)));
      }
    }
  }

  const std::vector<std::string> inputs_;
  std::mt19937_64 random_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: %s <corpus folder> <mutations> [seed]\n", argv[0]);
    return 2;
  }
  std::signal(SIGABRT, tell_input);
  std::vector<std::string> inputs = read_folder(argv[1]);
  for (const std::string& input : inputs) run(input);
  const std::uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
  const long mutations = std::strtol(argv[2], nullptr, 10);
  if (inputs.empty()) inputs.emplace_back();
  Mutator mutator(inputs, seed);
  for (long i = 0; i < mutations; ++i) run(mutator.next());
  std::printf("%zu inputs and %ld mutations with seed %llu\n", inputs.size(), mutations,
              static_cast<unsigned long long>(seed));
  return 0;
}
