// A telephone with a voice: it says a tone and knows which tones it hears. G.711 µ-law over RTP.
import { Phone } from '../sipp/phone.mjs';
import { until } from './checks.mjs';

const RATE = 8000;
const FRAME = 160;

function muLaw(sample) {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32635) + 132;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)) & 0xff;
}

export function linear(code) {
  const inverted = ~code & 0xff;
  const magnitude = ((((inverted & 15) << 3) + 132) << ((inverted >> 4) & 7)) - 132;
  return inverted & 0x80 ? -magnitude : magnitude;
}

/** How loud a tone is in the samples: 0 none, 1 a sine of full scale (Goertzel). */
export function level(samples, hertz, rate = RATE) {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample / 32768 + coefficient * last - before];
  const power = last * last + before * before - coefficient * last * before;
  return (2 * Math.sqrt(Math.max(power, 0))) / Math.max(samples.length, 1);
}

export class SoundingPhone {
  static async start(target, hertz) {
    const phone = new SoundingPhone();
    phone.sip = await Phone.start(target);
    phone.hertz = hertz;
    phone.heard = [];
    phone.sent = 0;
    phone.packets = 0;
    phone.sip.onAudio = (packet) => phone.hear(packet);
    return phone;
  }

  hear(packet) {
    if (packet.length < 12 || (packet[1] & 0x7f) !== 0) return;
    this.packets += 1;
    for (const code of packet.subarray(12)) this.heard.push(linear(code));
    if (this.heard.length > 2400) this.heard.splice(0, this.heard.length - 2400);
  }

  /** Says its tone from now on, every 20 ms. */
  speak(port) {
    this.port = port ?? this.port;
    const began = Date.now();
    clearInterval(this.timer);
    this.timer = setInterval(() => {
      while (this.sent * 20 < Date.now() - began) this.frame();
    }, 10);
  }
  frame() {
    const packet = Buffer.alloc(12 + FRAME);
    packet[0] = 0x80;
    packet.writeUInt16BE(this.sent & 0xffff, 2);
    packet.writeUInt32BE((this.sent * FRAME) >>> 0, 4);
    packet.writeUInt32BE(this.hertz, 8);
    for (let i = 0; i < FRAME; i += 1) {
      const at = this.sent * FRAME + i;
      packet[12 + i] = muLaw(Math.round(8000 * Math.sin((2 * Math.PI * this.hertz * at) / RATE)));
    }
    this.sent += 1;
    this.sip.audio.send(packet, this.port, '127.0.0.1');
  }

  /** Waits until the last tenth of a second and more holds this tone, or no longer does. */
  hears(hertz, wanted = true) {
    const now = () => this.heard.length >= 1200 && level(this.heard.slice(-1200), hertz) > 0.05;
    return until(() => `${hertz} Hz ${wanted ? 'is' : 'is not'} heard; ${this.packets} packets came`, () => now() === wanted);
  }
  get loudness() {
    return Math.max(0, ...this.heard.slice(-1600).map(Math.abs)) / 32768;
  }

  /** Calls a number and speaks once it is answered. */
  async call(number) {
    this.to = `sip:${number}@host`;
    const { toTag, uri, audio } = await this.sip.call(this.to);
    Object.assign(this, { toTag, uri });
    this.sip.request('ACK', { to: this.to, uri, toTag });
    this.speak(audio);
  }
  press(keys) {
    for (const key of keys)
      this.sip.request('INFO', {
        to: this.to, uri: this.uri, toTag: this.toTag,
        body: `Signal=${key}\r\nDuration=160\r\n`, headers: { 'Content-Type': 'application/dtmf-relay' },
      });
  }
  hangUp() {
    this.sip.request('BYE', { to: this.to, uri: this.uri, toTag: this.toTag });
  }
  /** The other side hung up; says yes. */
  async isHungUp() {
    this.sip.answer(await this.sip.hear(/^BYE /), 200);
    clearInterval(this.timer);
  }

  /** Rings, and answers. */
  async pickUp() {
    const invite = await this.sip.hear(/^INVITE /);
    this.sip.answer(invite, 180);
    this.sip.answer(invite, 200, { body: this.sip.sdp() });
    await this.sip.hear(/^ACK /);
    this.speak(Number(/^m=audio (\d+)/m.exec(invite)[1]));
    return invite;
  }

  close() {
    clearInterval(this.timer);
    this.sip.close();
  }
}
