// Recordings: rows about files. The telephone engine writes the files, sealed; here stand whose
// they are, how long they are kept and who listened.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "channels/phone/call.h"
#include "platform/loop/tx.h"

namespace centralino::phone {

enum class RecordingPurpose : std::uint8_t { conversation, voicemail };
BOOST_DESCRIBE_ENUM(RecordingPurpose, conversation, voicemail)

// recording: being written. kept: to be listened to. empty: nothing was said. failed: could not be
// written. deleted: its time was over, or somebody deleted it.
enum class RecordingPhase : std::uint8_t { recording, kept, empty, failed, deleted };
BOOST_DESCRIBE_ENUM(RecordingPhase, recording, kept, empty, failed, deleted)

struct Recording {
  RecordingId id;
  ConversationId conversation_id;
  RecordingPurpose kind = RecordingPurpose::conversation;
  RecordingPhase state = RecordingPhase::recording;
  Instant started_at;
  std::int64_t length_ms = 0;
  bool legal_hold = false;  // not deleted while this holds, whatever the policy says
  std::optional<Instant> delete_at;
};
BOOST_DESCRIBE_STRUCT(Recording, (),
                      (id, conversation_id, kind, state, started_at, length_ms, legal_hold,
                       delete_at))

std::string recording_path(const std::string& folder, RecordingId id);

RecordingId begin_recording(loop::Tx& tx, const Call& call, RecordingPurpose kind,
                            const std::string& folder);

std::vector<Recording> recordings_of(store::Db& db, TenantId tenant, ConversationId id);
std::optional<Recording> find_recording(store::Db& db, TenantId tenant, RecordingId id);

// Supervisors hear all recordings, and may take them away as files. An agent hears those of
// conversations they had, where the number lets agents listen.
struct RecordingRights {
  bool listen = false;
  bool download = false;
};
RecordingRights recording_rights(store::Db& db, const Actor& actor, ConversationId id);

// Deletes files whose time is over. About once an hour.
void delete_old_recordings(loop::Tx& tx, const std::string& folder);
Result<Recording> hold_recording(loop::Tx& tx, const Actor& actor, RecordingId id, bool on);
Result<Done> delete_recording(loop::Tx& tx, const Actor& actor, RecordingId id,
                              const std::string& folder);

}  // namespace centralino::phone
