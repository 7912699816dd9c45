/* Any sound the browser can play, as the WAVE file the server takes: 16 bits, one channel. */

/** Pure: the mean of the channels, from -1 to 1, as a file. */
export function wavOf(channels: readonly Float32Array[], rate: number): Blob {
  const count = channels[0]?.length ?? 0;
  const view = new DataView(new ArrayBuffer(44 + count * 2));
  const name = (at: number, text: string) => {
    for (let i = 0; i < text.length; i += 1) view.setUint8(at + i, text.charCodeAt(i));
  };
  name(0, 'RIFF');
  view.setUint32(4, 36 + count * 2, true);
  name(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  name(36, 'data');
  view.setUint32(40, count * 2, true);
  for (let i = 0; i < count; i += 1) {
    let sum = 0;
    for (const channel of channels) sum += channel[i] ?? 0;
    const sample = Math.max(-1, Math.min(1, sum / channels.length));
    view.setInt16(44 + i * 2, Math.round(sample * 32_767), true);
  }
  return new Blob([view], { type: 'audio/wav' });
}

/** Why a file is not sent at all. */
export class Unusable extends Error {
  readonly why: 'unreadable' | 'tooLong';
  constructor(why: Unusable['why']) {
    super(why);
    this.why = why;
  }
}

// As the server has it (channels/phone/sound_api.cpp); the form around a file needs a little.
const BYTES_MAX = 31 * 1024 * 1024;
const SECONDS_MAX = 10 * 60;
// More than the telephone carries: what is sent stays small, also when the file is not.
const RATE = 16_000;

async function isWav(sound: Blob): Promise<boolean> {
  const head = new TextDecoder('latin1').decode(await sound.slice(0, 12).arrayBuffer());
  return head.startsWith('RIFF') && head.endsWith('WAVE');
}

/** A WAVE file goes as it is unless it is too large; others are decoded here. Throws Unusable. */
export async function asWav(sound: Blob): Promise<Blob> {
  if (sound.size <= BYTES_MAX && (await isWav(sound))) return sound;
  const context = new OfflineAudioContext(1, 1, RATE);
  const decoded = await context.decodeAudioData(await sound.arrayBuffer()).catch(() => {
    throw new Unusable('unreadable');
  });
  if (decoded.duration > SECONDS_MAX) throw new Unusable('tooLong');
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, at) =>
    decoded.getChannelData(at),
  );
  return wavOf(channels, decoded.sampleRate);
}
