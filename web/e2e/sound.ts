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

/** The energy of all sound that came into the page so far. */
function heard(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let sum = 0;
    for (const peer of (window as unknown as { peers: RTCPeerConnection[] }).peers)
      for (const each of (await peer.getStats()).values())
        if (each.type === 'inbound-rtp') sum += each.totalAudioEnergy ?? 0;
    return sum;
  });
}

export async function hearsMore(page: Page, what: string): Promise<void> {
  const before = await heard(page);
  await expect.poll(() => heard(page), { message: what }).toBeGreaterThan(before + 0.001);
}
