// The thread that writes recordings. Shards hand it a second of audio at a time and never wait for
// a disk: when the disk cannot keep up, the recording fails, the call goes on.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

#include "voice/recording/recording_key.h"
#include "voice/recording/recording_writer.h"
#include "voice/voice.h"

namespace centralino::voice {

class Recorder {
 public:
  // Seconds of audio that may wait for the disk, of all recordings: 32 MB. More fail.
  static constexpr std::size_t blocks_waiting_max = 2'048;
  // Blocks that were written are kept for the next ones, up to so many.
  static constexpr std::size_t blocks_kept_max = 32;

  // `key_file` "": nothing can be recorded. Throws like RecordingKeys::from_file. `tell`: Recorded
  // and RecordingFailed, on the recorder's thread.
  Recorder(const std::string& key_file, std::function<void(Event)> tell);
  ~Recorder();  // writes what is waiting

  struct Block {  // µ-law, left and right alternately
    std::array<std::uint8_t, recording_second_bytes> codes;
    std::size_t bytes = 0;
  };
  using BlockPointer = std::unique_ptr<Block>;

  // Any thread; of one recording in their order, from one thread at a time.
  BlockPointer block();  // an empty one
  // `failed` becomes true when RecordingFailed is told; nothing more is taken then.
  using Failed = std::shared_ptr<std::atomic<bool>>;
  void begin(std::int64_t recording, std::string path, Failed failed);
  void audio(std::int64_t recording, BlockPointer block);
  void marker(std::int64_t recording, RecordingMarker marker);
  // `keep` false: nobody said anything; the file goes away.
  void end(std::int64_t recording, bool keep, bool cut_off);

 private:
  struct Begin {
    std::string path;
    Failed failed;
  };
  struct End {
    bool keep = true;
    bool cut_off = false;
  };
  struct TooSlow {};
  struct Item {
    std::int64_t recording = 0;
    std::variant<Begin, BlockPointer, RecordingMarker, End, TooSlow> what;
  };
  struct Open {
    std::string path;
    Failed failed;
    RecordingWriter writer;
    std::int64_t samples = 0;
    std::vector<RecordingMarker> markers;
  };

  void post(Item item);
  void run();
  void handle(Item& item);
  void begin_file(std::int64_t recording, Begin& begin);
  void end_file(std::int64_t recording, Open& open, const End& end);
  void fail(std::int64_t recording, Failed failed, const std::string& why);
  void give_back(BlockPointer block);

  std::function<void(Event)> tell_;
  std::optional<RecordingKeys> keys_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Item> waiting_;
  std::size_t blocks_waiting_ = 0;
  std::vector<BlockPointer> kept_;
  bool stopping_ = false;
  std::unordered_map<std::int64_t, std::unique_ptr<Open>> open_;  // the thread's own
  std::thread thread_;
};

}  // namespace centralino::voice
