// Audio for tests: a loud square wave in µ-law, and the same in SRTP (RFC 3711, AES_CM_128_HMAC_SHA1_80).
import { createCipheriv, createHmac } from 'node:crypto';

const linear = (code) => {
  const inverted = ~code & 0xff;
  return ((((inverted & 15) * 2 + 33) << ((inverted >> 4) & 7)) - 33) * 4;
};

function wave(sequence) {
  const packet = Buffer.alloc(172);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(sequence * 160, 4);
  packet.writeUInt32BE(7, 8);
  for (let i = 0; i < 160; i += 1) packet[12 + i] = i % 16 < 8 ? 0x90 : 0x10;
  return packet;
}

/**
 * Sends the wave as the clock goes, until as loud a sound comes back; gives how loud it was. `seal` and `open` for
 * SRTP; `between` sends something else before each packet.
 */
export function echoOf(phone, port, { seal = (packet) => packet, open = (packet) => packet, between = () => {} } = {}) {
  return new Promise((resolve) => {
    let sequence = 0;
    let most = 0;
    const finish = () => {
      clearInterval(clock);
      phone.onAudio = undefined;
      resolve(most);
    };
    phone.onAudio = (sealed) => {
      const packet = open(sealed);
      if (!packet || packet.length < 100) return;
      const sum = packet.subarray(12).reduce((total, code) => total + linear(code), 0);
      most = Math.max(most, sum / (packet.length - 12));
      if (most > 2000) finish();
    };
    const clock = setInterval(() => {
      between(sequence);
      phone.audio.send(seal(wave(sequence)), port, phone.host);
      sequence += 1;
      if (sequence > 250) finish();
    }, 20);
  });
}

/** One direction of SRTP from key and salt in base 64; the roll-over counter stays 0. */
export class Srtp {
  constructor(inline) {
    const bytes = Buffer.from(inline, 'base64');
    const [key, salt] = [bytes.subarray(0, 16), bytes.subarray(16, 30)];
    const derive = (label, length) => {
      const iv = Buffer.concat([salt, Buffer.alloc(2)]);
      iv[7] ^= label;
      return createCipheriv('aes-128-ctr', key, iv).update(Buffer.alloc(length));
    };
    [this.key, this.auth, this.salt] = [derive(0, 16), derive(1, 20), derive(2, 14)];
  }

  crypt(packet) {
    const iv = Buffer.concat([this.salt, Buffer.alloc(2)]);
    for (let i = 0; i < 4; i += 1) iv[4 + i] ^= packet[8 + i];
    for (let i = 0; i < 2; i += 1) iv[12 + i] ^= packet[2 + i];
    const body = createCipheriv('aes-128-ctr', this.key, iv).update(packet.subarray(12));
    return Buffer.concat([packet.subarray(0, 12), body]);
  }

  tag(packet) {
    return createHmac('sha1', this.auth).update(packet).update(Buffer.alloc(4)).digest().subarray(0, 10);
  }

  seal(packet) {
    const sealed = this.crypt(packet);
    return Buffer.concat([sealed, this.tag(sealed)]);
  }

  open(sealed) {
    const packet = sealed.subarray(0, -10);
    return this.tag(packet).equals(sealed.subarray(-10)) ? this.crypt(packet) : undefined;
  }
}
