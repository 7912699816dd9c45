#include "voice/prompts/prompts.h"

#include <sys/resource.h>
#include <unistd.h>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <list>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "platform/crypto/crypto.h"
#include "voice/media/music.h"
#include "voice/media/prepare.h"
#include "voice/media/wav.h"
#include "voice/prompts/speak.h"

namespace centralino::voice {
namespace {

constexpr int niceness = 10;
constexpr std::size_t waiting_max = 256;  // then the next is refused: the machine is too slow
constexpr std::uint64_t music_seed = 1;
constexpr std::string_view made_by = "1";  // another number makes all voices anew

std::vector<std::uint8_t> bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// One channel at 8 kHz; `even`: brought to the loudness of all other prompts.
Prompts::Made prepared(std::span<const std::uint8_t> wav, bool even) {
  auto read = read_wav(wav);
  if (const auto* error = std::get_if<WavError>(&read))
    return {nullptr, "a sound cannot be read: " + std::string(word(*error))};
  const Audio& audio = std::get<Audio>(read);
  auto samples =
      std::make_shared<std::vector<Sample>>(audio.rate == sample_rate && audio.channels == 1
                                                ? std::move(std::get<Audio>(read).samples)
                                                : to_telephone_rate(to_mono(audio), audio.rate));
  if (even) normalise(*samples);
  return {samples, {}};
}

// Written whole or not at all: another start may read it.
void keep(const std::filesystem::path& path, Samples samples) {
  std::vector<std::uint8_t> bytes;
  append_wav(WavFormat::pcm16, samples, bytes);
  const auto head = wav_header(WavFormat::pcm16, 1, bytes.size());
  std::filesystem::path part = path;
  part += ".part";
  {
    std::ofstream file(part, std::ios::binary);
    file.write(reinterpret_cast<const char*>(head.data()),
               static_cast<std::streamsize>(head.size()));
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    if (!file) return;  // it is only made again the next time
  }
  std::error_code ignored;
  std::filesystem::rename(part, path, ignored);
}

Prompts::Made spoken(const std::filesystem::path& path, const Text& text) {
  if (const auto kept = bytes_of(path); !kept.empty())
    if (auto made = prepared(kept, false); made.samples != nullptr) return made;
  const auto result = speak(text);
  if (const auto* problem = std::get_if<SpeakProblem>(&result)) return {nullptr, problem->why};
  auto made = prepared(std::get<std::vector<std::uint8_t>>(result), true);
  if (made.samples != nullptr && !path.empty()) keep(path, *made.samples);
  return made;
}

}  // namespace

struct Prompts::Impl {
  struct Job {
    std::string key;
    std::optional<Text> text;  // else the key is a path
    std::filesystem::path file;
    std::function<void(Made)> ready;
  };

  explicit Impl(std::string where) : folder(std::move(where)) {
    worker = std::thread([this] { work(); });
  }
  ~Impl() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    changed.notify_all();
    worker.join();
  }

  void work() {
    // Calls go first: who waits hears their place a moment later. What is started here inherits it.
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness);
    auto composed = std::make_shared<const std::vector<Sample>>(compose_music(music_seed));
    std::unique_lock lock(mutex);
    tune = std::move(composed);
    changed.notify_all();
    while (true) {
      changed.wait(lock, [this] { return stopping || !jobs.empty(); });
      if (stopping) return;
      const Job job = std::move(jobs.front());
      jobs.pop_front();
      Made made{recent(job.key), {}};  // asked for twice in a row
      if (made.samples == nullptr) {
        lock.unlock();
        made = make(job);
        lock.lock();
        if (made.samples != nullptr) remember(job.key, made.samples);
      }
      lock.unlock();
      job.ready(std::move(made));
      lock.lock();
    }
  }

  static Made make(const Job& job) {
    if (job.text) return spoken(job.file, *job.text);
    const auto bytes = bytes_of(job.key);
    if (bytes.empty()) return {nullptr, "the sound file cannot be read"};
    return prepared(bytes, false);
  }

  SharedSamples recent(const std::string& key) {
    const auto at = index.find(key);
    if (at == index.end()) return nullptr;
    order.splice(order.begin(), order, at->second);
    return at->second->second;
  }

  void remember(const std::string& key, const SharedSamples& samples) {
    order.emplace_front(key, samples);
    index[key] = order.begin();
    bytes += samples->size() * sizeof(Sample);
    while (bytes > memory_bytes_max && order.size() > 1) {
      bytes -= order.back().second->size() * sizeof(Sample);
      index.erase(order.back().first);
      order.pop_back();
    }
  }

  void ask(Job job) {
    std::unique_lock lock(mutex);
    Made made{recent(job.key), {}};
    if (made.samples == nullptr && jobs.size() < waiting_max && !stopping) {
      jobs.push_back(std::move(job));
      lock.unlock();
      changed.notify_all();
      return;
    }
    if (made.samples == nullptr) made.problem = "too many prompts are being made";
    lock.unlock();
    job.ready(std::move(made));
  }

  const std::filesystem::path folder;
  std::mutex mutex;
  std::condition_variable changed;
  bool stopping = false;
  std::deque<Job> jobs;
  SharedSamples tune;
  std::list<std::pair<std::string, SharedSamples>> order;  // played lately first
  std::unordered_map<std::string, std::list<std::pair<std::string, SharedSamples>>::iterator> index;
  std::size_t bytes = 0;
  std::thread worker;
};

Prompts::Prompts(std::string folder) {
  if (!folder.empty()) std::filesystem::create_directories(folder);
  impl_ = std::make_unique<Impl>(std::move(folder));
}

Prompts::~Prompts() = default;

void Prompts::text(const Text& text, std::function<void(Made)> ready) {
  const std::string name = crypto::sha256_hex(std::string(made_by) + '\n' + text.language + '\n' +
                                              voice_of(text.language) + '\n' + text.text);
  const auto file =
      impl_->folder.empty() ? std::filesystem::path() : impl_->folder / (name + ".wav");
  impl_->ask({"text " + name, text, file, std::move(ready)});
}

void Prompts::sound(const std::string& path, std::function<void(Made)> ready) {
  impl_->ask({path, std::nullopt, {}, std::move(ready)});
}

SharedSamples Prompts::music() {
  std::unique_lock lock(impl_->mutex);
  impl_->changed.wait(lock, [this] { return impl_->tune != nullptr; });
  return impl_->tune;
}

}  // namespace centralino::voice
