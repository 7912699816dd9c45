#include "voice/media/leg.h"

#include <algorithm>

#include "base/text.h"
#include "platform/crypto/crypto.h"

namespace centralino::voice {
namespace {

constexpr std::int64_t ear_us = 100'000;  // what was heard longer ago says nothing about now

OutStream fresh_stream() {
  const std::uint64_t seed = crypto::random_seed();
  // The first numbers stay away from the wrap (RFC 3550 §5.1 asks for random ones, RFC 3711 §3.3.1
  // for room before the sequence's).
  return OutStream(static_cast<std::uint32_t>(seed),
                   static_cast<std::uint16_t>(seed >> 32 & 0x7fff),
                   static_cast<std::uint32_t>(crypto::random_seed()));
}

std::optional<Law> law_named(const std::string& name) {
  const std::string lower = lower_ascii(name);
  if (lower == "pcmu") return Law::ulaw;
  if (lower == "pcma") return Law::alaw;
  return std::nullopt;
}

constexpr std::uint8_t translated(Law from, std::uint8_t code) {
  return from == Law::ulaw ? g711::encode_alaw(g711::decode_ulaw(code))
                           : g711::encode_ulaw(g711::decode_alaw(code));
}
constexpr std::array<std::uint8_t, 256> table_from(Law from) {
  std::array<std::uint8_t, 256> out{};
  for (unsigned code = 0; code < 256; ++code)
    out[code] = translated(from, static_cast<std::uint8_t>(code));
  return out;
}
constexpr auto to_alaw = table_from(Law::ulaw);
constexpr auto to_ulaw = table_from(Law::alaw);

std::optional<std::uint8_t> as_type(const std::optional<int>& type) {
  if (!type) return std::nullopt;
  return static_cast<std::uint8_t>(*type);
}

}  // namespace

Leg::Leg(ShardContext& context, LegId id, Role role, Path& path)
    : context_(context),
      id_(id),
      role_(role),
      path_(path),
      out_(fresh_stream()),
      reports_(context, id, out_.ssrc()),
      heard_us_(context.now_us) {}

bool Leg::use(const sdp::Codec& codec) {
  const auto law = law_named(codec.name);
  if (!law && lower_ascii(codec.name) != "opus") return false;
  if (law) {
    law_ = *law;
    opus_.reset();
  } else if (!opus_) {
    opus_ = std::make_unique<Opus>();
  }
  reports_.clock_ratio(clock_ratio());
  return true;
}

void Leg::agree(const sdp::Agreed& agreed) {
  agreed_ = use(agreed.codec) && path_.agree(agreed);
  if (!agreed_) return;
  direction_ = agreed.direction;
  send_type_ = static_cast<std::uint8_t>(agreed.codec.payload_type);
  receive_type_ = static_cast<std::uint8_t>(agreed.receive_payload_type);
  send_events_ = as_type(agreed.send_events);
  receive_events_ = as_type(agreed.receive_events);
  if (receive_events_) {
    tones_in_.reset();
  } else if (!tones_in_) {
    tones_in_ = std::make_unique<DtmfDetector>();
  }
  heard_us_ = context_.now_us;
}

void Leg::connect(bool on) {
  connected_ = on;
  heard_us_ = context_.now_us;
}

void Leg::play(std::int64_t play, std::vector<PlayPiece> pieces) {
  player_.play(play, std::move(pieces));
}

void Leg::send_digits(const std::string& digits) { digits_.push(digits); }

void Leg::digit(char key) { context_.tell(Digit{id_, ++digit_serial_, key}); }

void Leg::close() { reports_.close(path_); }

bool Leg::receives() const {
  return direction_ == sdp::Direction::sendrecv || direction_ == sdp::Direction::recvonly;
}
bool Leg::sends() const {
  return direction_ == sdp::Direction::sendrecv || direction_ == sdp::Direction::sendonly;
}

void Leg::follow(const Plan& plan) {
  plan_ = plan;
  if (!plan.framed) {
    jitter_.reset();
  } else if (!jitter_) {
    jitter_ = std::make_unique<JitterBuffer>();
  }
  if (!plan.measured) {
    ear_.reset();
  } else if (!ear_) {
    ear_ = std::make_unique<Ear>();
  }
}

// ---- in

// Inside, time is counted in our samples, whatever the clock of the packets is. That theirs wraps
// must not show, hence the sum.
RtpPacket Leg::at_our_rate(const RtpPacket& packet) {
  if (!opus_) return packet;
  in_time_ += static_cast<std::int32_t>(packet.header.timestamp - in_timestamp_);
  in_timestamp_ = packet.header.timestamp;
  RtpPacket out = packet;
  out.header.timestamp = static_cast<std::uint32_t>(in_time_ / clock_ratio());
  return out;
}

bool Leg::fits(std::span<const std::uint8_t> payload) const {
  const std::size_t bytes_max = opus_ ? Opus::payload_bytes_max : JitterBuffer::packet_samples_max;
  return !payload.empty() && payload.size() <= bytes_max;
}

Samples Leg::decoded(std::span<const std::uint8_t> payload, std::span<Sample> room) {
  if (opus_) return opus_->decode(payload, room);
  const auto samples = room.first(payload.size());
  decode(law_, payload, samples);
  return samples;
}

void Leg::receive(const RtpPacket& arrived) {
  heard_us_ = context_.now_us;
  if (!agreed_) return;
  const RtpPacket packet = at_our_rate(arrived);
  reports_.received(packet.header);
  if (packet.header.payload_type == receive_events_) return receive_event(packet);
  if (packet.header.payload_type != receive_type_ || !receives() || !fits(packet.payload))
    return leave_out(packet.header);
  pass_on(packet);
  const bool taped = plan_.tape_count > 0;
  if (taped && !opus_) tape(packet);
  if (!jitter_ && !ear_ && !tones_in_ && !(taped && opus_)) return;
  std::array<Sample, JitterBuffer::packet_samples_max> room;
  const Samples samples = decoded(packet.payload, room);
  if (samples.empty()) return;
  if (taped && opus_) tape(packet.header, samples);
  if (jitter_) jitter_->push(packet.header, samples, context_.now_us);
  look_at(samples);
}

// Tapes take µ-law, whatever is spoken.
void Leg::tape(const RtpPacket& packet) {
  std::array<std::uint8_t, Tape::packet_samples_max> room;
  std::span<const std::uint8_t> codes = packet.payload;
  if (law_ == Law::alaw) {
    std::transform(codes.begin(), codes.end(), room.begin(),
                   [](std::uint8_t code) { return to_ulaw[code]; });
    codes = std::span(room).first(codes.size());
  }
  for (std::size_t i = 0; i < plan_.tape_count; ++i) plan_.tapes[i]->push(packet.header, codes);
}

void Leg::tape(const RtpHeader& header, Samples samples) {
  std::array<std::uint8_t, Tape::packet_samples_max> codes;
  encode(Law::ulaw, samples, codes);
  for (std::size_t i = 0; i < plan_.tape_count; ++i)
    plan_.tapes[i]->push(header, std::span(codes).first(samples.size()));
}

void Leg::receive(const Rtcp& rtcp) {
  heard_us_ = context_.now_us;
  reports_.received(rtcp);
}

void Leg::look_at(Samples samples) {
  if (tones_in_)
    if (const auto key = tones_in_->hear(samples)) digit(*key);
  if (!ear_) return;
  ear_->cutter.push(samples, [&](FrameView frame) {
    ear_->speaks = ear_->activity.hear(frame);
    ear_->at_us = context_.now_us;
  });
}

void Leg::receive_event(const RtpPacket& packet) {
  const auto event = read_telephone_event(packet.payload);
  if (!event) return leave_out(packet.header);
  if (const auto key = digits_in_.receive(packet.header, *event, context_.now_us / 1'000))
    digit(*key);
  pass_on_event(packet);
}

void Leg::leave_out(const RtpHeader& header) {
  for (std::size_t i = 0; i < plan_.listener_count; ++i)
    plan_.listeners[i]->out_.left_out(header, id_);
}

void Leg::pass_on(const RtpPacket& packet) {
  for (std::size_t i = 0; i < plan_.listener_count; ++i) {
    Leg& listener = *plan_.listeners[i];
    listener.forward(*this, packet, listener.send_type_, !opus_ && law_ != listener.law_);
  }
}

// Keys go to the other side only while two talk to each other: who listens in does not get them.
void Leg::pass_on_event(const RtpPacket& packet) {
  for (std::size_t i = 0; i < plan_.listener_count; ++i) {
    Leg& listener = *plan_.listeners[i];
    if (listener.send_events_ && plan_.source == &listener) {
      listener.forward(*this, packet, *listener.send_events_, false);
    } else {
      listener.out_.left_out(packet.header, id_);
    }
  }
}

// ---- out

void Leg::forward(Leg& from, const RtpPacket& packet, std::uint8_t payload_type, bool translate) {
  const auto header = out_.forwarded(packet.header, from.id_, payload_type, context_.now_us);
  if (!header) return;
  std::uint8_t* payload = context_.outgoing.data() + rtp_header_bytes;
  if (translate) {
    const auto& table = law_ == Law::alaw ? to_alaw : to_ulaw;
    std::transform(packet.payload.begin(), packet.payload.end(), payload,
                   [&](std::uint8_t code) { return table[code]; });
  } else {
    std::copy(packet.payload.begin(), packet.payload.end(), payload);
  }
  send(*header, packet.payload.size());
}

bool Leg::send(const RtpHeader& header, std::size_t payload_bytes) {
  RtpHeader theirs = header;
  theirs.timestamp *= clock_ratio();  // wraps as theirs does
  write_rtp_header(theirs, context_.outgoing);
  if (!path_.send_rtp(context_.outgoing, rtp_header_bytes + payload_bytes)) return false;
  context_.counters.packets_out.add();
  reports_.sent(header.timestamp, payload_bytes);
  return true;
}

void Leg::send_frame(const Frame& frame) {
  const RtpHeader header = out_.own(send_type_, context_.now_us);
  const auto payload = std::span(context_.outgoing).subspan(rtp_header_bytes);
  if (opus_) {
    send(header, opus_->encode(frame, payload.first(Opus::frame_bytes_max)));
  } else {
    encode(law_, frame, payload.first(frame.size()));
    send(header, frame.size());
  }
}

void Leg::fill() {
  if (context_.now_us - out_.sent_us() > fill_us) send_frame(Frame{});
}

void Leg::send_event(const DigitSender::Packet& packet) {
  RtpHeader header = out_.own(*send_events_, context_.now_us);
  header.marker = packet.marker;
  header.timestamp = packet.timestamp;
  TelephoneEvent event = packet.event;
  event.duration = static_cast<std::uint16_t>(event.duration * clock_ratio());
  write_telephone_event(event, std::span(context_.outgoing).subspan(rtp_header_bytes, 4));
  send(header, 4);
}

void Leg::said(Frame& out) {
  if (jitter_) {
    jitter_->pop(context_.now_us, out);
  } else {
    out.fill(0);
  }
}

bool Leg::speaks() const { return ear_ && ear_->speaks && context_.now_us - ear_->at_us <= ear_us; }

bool Leg::tick(const Frame* heard) {
  if (!agreed_ || !path_.ready()) return false;
  reports_.tick(path_);
  if (plan_.source != nullptr) {
    fill();
    return false;
  }
  const bool digits = !digits_.idle();
  Frame frame;
  const bool played = player_.next(frame);
  if (!played) frame.fill(0);
  if (heard != nullptr)
    for (std::size_t i = 0; i < frame.size(); ++i)
      frame[i] = static_cast<Sample>(std::clamp(frame[i] + (*heard)[i], -32'768, 32'767));
  if (sends() && (connected_ || played)) {
    const auto event =
        digits && send_events_ ? digits_.event(out_.next_timestamp(context_.now_us)) : std::nullopt;
    if (digits && !send_events_) digits_.tone(frame);
    if (event) {
      send_event(*event);
    } else if (played || heard != nullptr || digits) {
      send_frame(frame);
    } else {
      fill();
    }
  }
  const auto finished = player_.finished();
  if (finished) context_.tell(PlayDone{id_, *finished});
  return finished.has_value() || (digits && digits_.idle());
}

void Leg::watch_silence() {
  if (!connected_ || patient_ || lost_told_ || !receives()) return;
  if (context_.now_us - heard_us_ <= context_.media_silence_us) return;
  lost_told_ = true;
  context_.tell(Ended{id_, Cause::media_lost, 0, "no audio from the other side"});
}

}  // namespace centralino::voice
