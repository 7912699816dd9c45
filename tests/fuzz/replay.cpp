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
#include <set>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::string current;

// Called when a sanitizer has found something and is about to end the process; there is none in
// ordinary builds.
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());

// Whatever aborts the process: says with which input, so that it can join the corpus.
void tell() {
  std::fprintf(stderr, "aborted on this input:\n");
  for (const char c : current) std::fprintf(stderr, "%02x", static_cast<unsigned char>(c));
  std::fprintf(stderr, "\n");
}
extern "C" void tell_input(int) { tell(); }

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

// A word or number, or a quoted text with its quotes: what formats such as JSON are made of.
struct Token {
  std::size_t at = 0;
  std::size_t length = 0;
};

std::vector<Token> tokens_of(const std::string& text) {
  const auto word = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           c == '-' || c == '+' || c == '.';
  };
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    if (text[i] == '"') {
      end = std::min(text.find('"', i + 1), text.size() - 1) + 1;
    } else {
      while (end < text.size() && word(text[end])) ++end;
    }
    if (end > i) tokens.push_back({i, end - i});
    i = std::max(end, i + 1);
  }
  return tokens;
}

// The brackets that open at `at` and what they hold; nothing when they do not close.
std::size_t bracketed(const std::string& text, std::size_t at) {
  std::size_t depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == '{' || text[i] == '[') ++depth;
    if ((text[i] == '}' || text[i] == ']') && --depth == 0) return i + 1 - at;
  }
  return 0;
}

// Values at the edges of what numbers, dates and texts can be.
const std::vector<std::string> edges = {"0",
                                        "-1",
                                        "1",
                                        "2147483648",
                                        "-2147483649",
                                        "9223372036854775807",
                                        "-9223372036854775808",
                                        "18446744073709551615",
                                        "1e400",
                                        "-0.0",
                                        "1.0",
                                        "0.1",
                                        "null",
                                        "true",
                                        "false",
                                        "\"\"",
                                        "[]",
                                        "{}",
                                        "\"\\ud800\"",
                                        "\"\\u0000\"",
                                        "\"0000-01-01T00:00:00.000Z\"",
                                        "\"9999-12-31T23:59:59.999Z\"",
                                        "\"9999-12-31T23:59:59-23:59\"",
                                        "\"0000-01-01T00:00:00+23:59\""};

// Changes bytes, and whole words, numbers and bracketed parts: a change of bytes alone seldom
// leaves a format such as JSON whole enough to be read any further.
class Mutator {
 public:
  Mutator(std::vector<std::string> inputs, std::uint64_t seed)
      : inputs_(std::move(inputs)), random_(seed) {
    std::set<std::string> words(edges.begin(), edges.end());
    for (const std::string& input : inputs_)
      for (const Token& token : tokens_of(input))
        words.insert(input.substr(token.at, token.length));
    words_.assign(words.begin(), words.end());
  }

  std::string next() {
    std::string input = inputs_[below(inputs_.size())];
    for (std::size_t n = 1 + below(4); n > 0; --n) change(input);
    return input;
  }

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  void change(std::string& input) {
    if (below(2) == 0) {
      change_bytes(input);
    } else if (below(3) > 0) {
      change_token(input);
    } else {
      change_brackets(input);
    }
  }

  void change_token(std::string& input) {
    const auto tokens = tokens_of(input);
    if (tokens.empty()) return;
    const Token token = tokens[below(tokens.size())];
    const auto& words = below(3) == 0 ? edges : words_;
    input.replace(token.at, token.length, words[below(words.size())]);
  }

  // Leaves out or doubles "{…}" or "[…]", or puts in its place one from elsewhere.
  void change_brackets(std::string& input) {
    const Token here = any_brackets(input);
    if (here.length == 0) return;
    const std::string text = input.substr(here.at, here.length);
    switch (below(3)) {
      case 0:
        input.erase(here.at, here.length);
        break;
      case 1:
        input.insert(here.at, text + ",");
        break;
      default: {
        const std::string& other = inputs_[below(inputs_.size())];
        const Token there = any_brackets(other);
        if (there.length > 0)
          input.replace(here.at, here.length, other.substr(there.at, there.length));
      }
    }
  }

  Token any_brackets(const std::string& text) {
    const std::size_t at = text.find_first_of("{[", below(text.size() + 1));
    if (at == std::string::npos) return {};
    return {at, bracketed(text, at)};
  }

  void change_bytes(std::string& input) {
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
  std::vector<std::string> words_;
  std::mt19937_64 random_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: %s <corpus folder> <mutations> [seed]\n", argv[0]);
    return 2;
  }
  std::signal(SIGABRT, tell_input);
  if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(tell);
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
