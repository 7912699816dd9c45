/* What a page hears, as its connections count it. */
import { expect, type Page } from '@playwright/test';

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

/** So many packets of 20 ms that came into the page from now on. */
export async function hearsPackets(page: Page, count: number, what: string): Promise<void> {
  const received = () =>
    page.evaluate(async () => {
      let sum = 0;
      for (const peer of (window as unknown as { peers: RTCPeerConnection[] }).peers)
        for (const each of (await peer.getStats()).values())
          if (each.type === 'inbound-rtp') sum += each.packetsReceived ?? 0;
      return sum;
    });
  const before = await received();
  await expect
    .poll(received, { message: what, timeout: 60_000 })
    .toBeGreaterThanOrEqual(before + count);
}
