// What a leg says about its audio, offer by answer, and telling the media plane what was agreed.
// Between sdp/, which knows how to negotiate, and the plane, which knows how to send.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "voice/media/plane.h"
#include "voice/sdp/negotiate.h"

namespace centralino::voice {

enum class Encryption : std::uint8_t {
  none,
  accepted,  // SDES if they offer it: signalling is encrypted too
  insisted,  // we offer nothing else
};

class Talk {
 public:
  Talk(MediaPlane& plane, LegId leg, RoomId room, Role role, Encryption encryption);

  // Whether an offer could be answered, before any port is taken: 200, or the status to refuse
  // with.
  static int judge(std::string_view offer, Encryption encryption);
  // Whether real-time text is offered.
  static bool offers_text(std::string_view offer);

  // Binds ports. False when none is free. At the first time only.
  bool open();
  // Our answer, or none with the status to refuse with in `status`.
  std::optional<std::string> answer(std::string_view offer, int& status);
  std::string offer();
  bool accept(std::string_view answer);

  const std::string& last() const { return last_; }  // what we said last
  bool agreed() const { return agreed_; }
  // The other side does not want to hear us, or says so of itself.
  bool held() const { return held_; }

 private:
  void agree(const sdp::Agreed& agreed);

  MediaPlane& plane_;
  LegId leg_;
  RoomId room_;
  Role role_;
  sdp::Ours ours_;
  std::optional<sdp::Description> offered_;
  std::string last_;
  bool opened_ = false;
  bool agreed_ = false;
  bool held_ = false;
};

// What we can do: G.711 in both laws and telephone events.
std::vector<sdp::Codec> telephone_codecs();

}  // namespace centralino::voice
