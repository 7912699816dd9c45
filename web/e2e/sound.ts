/* What a page hears, as its connections count it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { temporaryFolder } from '../../tests/system/server.mjs';
import { wavHeader } from '../../tests/system/wav.mjs';

/** Keeps every connection of the page where a test can ask it for figures. */
export async function watched(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const all: RTCPeerConnection[] = [];
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(wishes?: RTCConfiguration) {
        super(wishes);
        all.push(this);
      }
    };
    Object.assign(window, { peers: all });
  });
}

/** The energy of all sound that came into the page so far; of connections that are closed by now, too. */
function heard(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const kept = window as unknown as {
      peers: RTCPeerConnection[];
      energies?: Map<string, number>;
    };
    kept.energies ??= new Map();
    for (const [n, peer] of kept.peers.entries())
      for (const each of (await peer.getStats()).values())
        if (each.type === 'inbound-rtp')
          kept.energies.set(
            `${n} ${each.id}`,
            Math.max(kept.energies.get(`${n} ${each.id}`) ?? 0, each.totalAudioEnergy ?? 0),
          );
    return [...kept.energies.values()].reduce((sum, each) => sum + each, 0);
  });
}

export async function hearsMore(page: Page, what: string): Promise<void> {
  const before = await heard(page);
  await expect.poll(() => heard(page), { message: what }).toBeGreaterThan(before + 0.001);
}

/** Waits for so many packets of 20 ms, counted from now on by what the page's connections say. */
async function packets(
  page: Page,
  kind: 'inbound-rtp' | 'outbound-rtp',
  count: number,
  what: string,
): Promise<void> {
  const counted = () =>
    page.evaluate(async (kind) => {
      let sum = 0;
      for (const peer of (window as unknown as { peers: RTCPeerConnection[] }).peers)
        for (const each of (await peer.getStats()).values())
          if (each.type === kind) sum += each.packetsReceived ?? each.packetsSent ?? 0;
      return sum;
    }, kind);
  const before = await counted();
  await expect
    .poll(counted, { message: what, timeout: 60_000 })
    .toBeGreaterThanOrEqual(before + count);
}
export const hearsPackets = (page: Page, count: number, what: string) =>
  packets(page, 'inbound-rtp', count, what);
export const speaksPackets = (page: Page, count: number, what: string) =>
  packets(page, 'outbound-rtp', count, what);

/** How loud each part of what comes into the page is now, in dB, and how many Hz wide a part is. */
function spectrum(page: Page): Promise<{ loudness: number[]; width: number } | null> {
  return page.evaluate(async () => {
    const kept = window as unknown as { peers: RTCPeerConnection[]; ear?: AudioContext };
    kept.ear ??= new AudioContext();
    const peer = kept.peers.findLast((each) => each.connectionState === 'connected');
    const track = peer?.getReceivers()[0]?.track;
    if (!track) return null;
    const source = kept.ear.createMediaStreamSource(new MediaStream([track]));
    const analyser = new AnalyserNode(kept.ear, { fftSize: 4096, smoothingTimeConstant: 0 });
    source.connect(analyser);
    const began = kept.ear.currentTime;
    while (kept.ear.currentTime < began + 0.3) await new Promise(requestAnimationFrame);
    const loudness = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(loudness);
    source.disconnect();
    return { loudness: [...loudness], width: kept.ear.sampleRate / 4096 };
  });
}

/** The tone that is loudest in what comes into the page is this one, give or take what the window can tell apart. */
export async function hearsTone(page: Page, hertz: number, what: string): Promise<void> {
  const loudest = async () => {
    const now = await spectrum(page);
    if (!now) return 0;
    const top = Math.max(...now.loudness);
    return top < -70 ? 0 : now.loudness.indexOf(top) * now.width;
  };
  await expect
    .poll(async () => Math.abs((await loudest()) - hertz), { message: what })
    .toBeLessThan(24);
}

/** Which of these tones come into the page: far above what the telephone's coding adds to them. */
export async function hearsOnly(
  page: Page,
  wanted: readonly number[],
  of: readonly number[],
  what: string,
) {
  const there = async () => {
    const now = await spectrum(page);
    if (!now) return 'nothing';
    const { loudness, width } = now;
    return of
      .filter((hertz) => {
        const at = Math.round(hertz / width);
        return Math.max(...loudness.slice(at - 2, at + 3)) > -45;
      })
      .join(' ');
  };
  await expect.poll(there, { message: what }).toBe(wanted.join(' '));
}

/** A file that Chromium's fake microphone says again and again. */
export function toneFile(hertz: number): string {
  const rate = 48_000;
  const samples = Int16Array.from({ length: rate }, (_, n) =>
    Math.round(8000 * Math.sin((2 * Math.PI * hertz * n) / rate)),
  );
  const header = wavHeader(rate, 1, samples.byteLength);
  const path = join(temporaryFolder('tone'), `${hertz}.wav`);
  writeFileSync(path, Buffer.concat([header, Buffer.from(samples.buffer)]));
  return path;
}

/** The microphone as it is: a tone that never changes would be taken for noise, and removed. */
export async function unprocessed(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = () =>
      open({
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      });
  });
}
