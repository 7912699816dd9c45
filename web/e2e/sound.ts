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

/** The tone that is loudest in what comes into the page is this one, give or take what the window can tell apart. */
export async function hearsTone(page: Page, hertz: number, what: string): Promise<void> {
  const loudest = () =>
    page.evaluate(async () => {
      const kept = window as unknown as { peers: RTCPeerConnection[]; ear?: AudioContext };
      kept.ear ??= new AudioContext();
      const peer = kept.peers.findLast((each) => each.connectionState === 'connected');
      const track = peer?.getReceivers()[0]?.track;
      if (!track) return 0;
      const source = kept.ear.createMediaStreamSource(new MediaStream([track]));
      const analyser = new AnalyserNode(kept.ear, { fftSize: 4096, smoothingTimeConstant: 0 });
      source.connect(analyser);
      const began = kept.ear.currentTime;
      while (kept.ear.currentTime < began + 0.3) await new Promise(requestAnimationFrame);
      const loudness = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(loudness);
      source.disconnect();
      const top = loudness.reduce((best, each, n) => (each > (loudness[best] ?? 0) ? n : best), 0);
      return (loudness[top] ?? -200) < -70 ? 0 : (top * kept.ear.sampleRate) / 4096;
    });
  await expect
    .poll(async () => Math.abs((await loudest()) - hertz), { message: what })
    .toBeLessThan(24);
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
