#include "voice/prompts/speak.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <utility>

#include "base/text.h"

namespace centralino::voice {
namespace {

constexpr const char* program = "espeak-ng";
constexpr const char* words_per_minute = "155";

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  ~Descriptor() { close(); }
  int get() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::optional<pid_t> start(const std::string& voice, int input, int output) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string arguments[] = {program, "-v", voice, "-s", words_per_minute, "--stdin", "--stdout"};
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  pid_t child = 0;
  const int error = posix_spawnp(&child, program, &files, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (error != 0) return std::nullopt;
  return child;
}

// Two brackets would begin the program's own writing of sounds.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!out.empty() && c == '[' && out.back() == '[') out += ' ';
    out += c;
  }
  return out;
}

}  // namespace

std::string voice_of(const std::string& language) {
  const std::string base = lower_ascii(language.substr(0, language.find_first_of("-_")));
  if (base == "it") return "it";
  return base == "en" ? "en-gb" : "";
}

std::variant<std::vector<std::uint8_t>, SpeakProblem> speak(const Text& text) {
  const std::string voice = voice_of(text.language);
  if (voice.empty())
    return SpeakProblem{"there is no voice for the language \"" + text.language + "\""};
  if (text.text.size() > spoken_bytes_max) return SpeakProblem{"the text is too long to be spoken"};
  if (trimmed(text.text).empty()) return SpeakProblem{"there is no text to speak"};
  if (!is_utf8(text.text)) return SpeakProblem{"the text is not UTF-8"};

  // A socket towards it, not a pipe: writing to one that is gone is an error, not a signal.
  int towards[2], back[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, towards) != 0)
    return SpeakProblem{"no descriptor is left"};
  Descriptor input(towards[0]), child_input(towards[1]);
  if (::pipe2(back, O_CLOEXEC) != 0) return SpeakProblem{"no descriptor is left"};
  Descriptor output(back[0]), child_output(back[1]);
  const auto child = start(voice, child_input.get(), child_output.get());
  if (!child)
    return SpeakProblem{"espeak-ng cannot be started: is the package espeak-ng installed?"};
  child_input.close();
  child_output.close();

  const std::string spoken = plain(text.text);  // less than a socket holds: no waiting
  const bool said = ::send(input.get(), spoken.data(), spoken.size(), MSG_NOSIGNAL) ==
                    static_cast<ssize_t>(spoken.size());
  ::shutdown(input.get(), SHUT_WR);

  std::vector<std::uint8_t> wav;
  const std::int64_t until = now_ms() + speech_ms_max;
  bool whole = false;
  while (wav.size() < speech_bytes_max) {
    pollfd waiting{output.get(), POLLIN, 0};
    const std::int64_t left = until - now_ms();
    if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) == 0) break;
    const std::size_t before = wav.size();
    wav.resize(before + 64 * 1'024);
    const ssize_t got = ::read(output.get(), wav.data() + before, wav.size() - before);
    wav.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0 && errno == EINTR) continue;
    whole = got == 0;
    if (got <= 0) break;
  }
  if (!whole) ::kill(*child, SIGKILL);
  int status = 0;
  while (::waitpid(*child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!said || !whole) return SpeakProblem{"espeak-ng took too long, or said too much"};
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return SpeakProblem{"espeak-ng failed: is its voice \"" + voice + "\" installed?"};
  return wav;
}

}  // namespace centralino::voice
