#include "voice/recording/recorder.h"

#include <pthread.h>

namespace centralino::voice {

Recorder::Recorder(const std::string& key_file, std::function<void(Event)> tell)
    : tell_(std::move(tell)) {
  if (!key_file.empty()) keys_ = RecordingKeys::from_file(key_file);
  thread_ = std::thread([this] { run(); });
  pthread_setname_np(thread_.native_handle(), "recorder");
}

Recorder::~Recorder() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

// ---- any thread

Recorder::BlockPointer Recorder::block() {
  {
    const std::lock_guard lock(mutex_);
    if (!kept_.empty()) {
      BlockPointer out = std::move(kept_.back());
      kept_.pop_back();
      out->bytes = 0;
      return out;
    }
  }
  return BlockPointer(new Block);  // its audio is not cleared: only what was written is read
}

void Recorder::give_back(BlockPointer block) {
  const std::lock_guard lock(mutex_);
  if (kept_.size() < blocks_kept_max) kept_.push_back(std::move(block));
}

void Recorder::post(Item item) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(item));
  }
  wake_.notify_one();
}

void Recorder::begin(std::int64_t recording, std::string path, Failed failed) {
  post({recording, Begin{std::move(path), std::move(failed)}});
}
void Recorder::marker(std::int64_t recording, RecordingMarker marker) {
  post({recording, std::move(marker)});
}
void Recorder::end(std::int64_t recording, bool keep, bool cut_off) {
  post({recording, End{keep, cut_off}});
}

void Recorder::audio(std::int64_t recording, BlockPointer block) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back({recording, TooSlow{}});
    if (blocks_waiting_ < blocks_waiting_max) {
      ++blocks_waiting_;
      waiting_.back().what = std::move(block);
    }
  }
  wake_.notify_one();
}

// ---- the thread

void Recorder::run() {
  std::vector<Item> items;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      items.clear();
      items.swap(waiting_);
    }
    for (Item& item : items) handle(item);
  }
}

void Recorder::begin_file(std::int64_t recording, Begin& begin) {
  if (!keys_) return fail(recording, begin.failed, "no key file for recordings is configured");
  auto open = std::unique_ptr<Open>(
      new Open{begin.path, begin.failed, RecordingWriter(keys_->newest(), begin.path), 0, {}});
  if (!open->writer.problem().empty()) return fail(recording, begin.failed, open->writer.problem());
  open_[recording] = std::move(open);
}

void Recorder::handle(Item& item) {
  if (auto* begin = std::get_if<Begin>(&item.what)) return begin_file(item.recording, *begin);
  auto* block = std::get_if<BlockPointer>(&item.what);
  if (block != nullptr) {
    const std::lock_guard lock(mutex_);
    --blocks_waiting_;
  }
  const auto found = open_.find(item.recording);
  if (found != open_.end()) {
    Open& open = *found->second;
    if (block != nullptr) {
      open.writer.audio(std::span((*block)->codes).first((*block)->bytes));
      open.samples += static_cast<std::int64_t>((*block)->bytes / 2);
    } else if (auto* marker = std::get_if<RecordingMarker>(&item.what)) {
      open.writer.marker(*marker);
      open.markers.push_back(std::move(*marker));
    } else if (const auto* end = std::get_if<End>(&item.what)) {
      return end_file(item.recording, open, *end);
    } else {
      return fail(item.recording, open.failed, "the disk is too slow");
    }
    if (!open.writer.problem().empty()) fail(item.recording, open.failed, open.writer.problem());
  }
  if (block != nullptr) give_back(std::move(*block));
}

void Recorder::end_file(std::int64_t recording, Open& open, const End& end) {
  Recorded told;
  told.recording = recording;
  told.path = open.path;
  told.cut_off = end.cut_off;
  if (end.keep && open.samples > 0) {
    told.length_ms = open.samples / (sample_rate / 1'000);
    told.markers = std::move(open.markers);
    open.writer.end(told.length_ms, end.cut_off);
    if (!open.writer.problem().empty()) return fail(recording, open.failed, open.writer.problem());
  } else {
    open.writer.discard();
  }
  open_.erase(recording);
  tell_(std::move(told));
}

// Told once; what was written stays, it can be read.
void Recorder::fail(std::int64_t recording, Failed failed, const std::string& why) {
  open_.erase(recording);
  failed->store(true);
  tell_(RecordingFailed{recording, why});
}

}  // namespace centralino::voice
