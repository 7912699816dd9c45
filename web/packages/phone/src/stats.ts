/* What a peer connection measures of its one audio stream, between two looks at it. */
import type { Measured } from './quality.ts';

interface Counted {
  received: number;
  lost: number;
}

interface Inbound {
  type: string;
  kind?: string;
  packetsReceived?: number;
  packetsLost?: number;
  jitter?: number;
}
interface Remote {
  type: string;
  roundTripTime?: number;
}

export class StatsReader {
  #before: Counted = { received: 0, lost: 0 };

  /** Undefined while nothing was received since the last look. */
  read(report: Iterable<unknown>): Measured | undefined {
    let now: Counted | undefined;
    let jitterMs = 0;
    let roundTripMs = 0;
    for (const entry of report) {
      const each = entry as Inbound & Remote;
      if (each.type === 'inbound-rtp' && each.kind === 'audio') {
        now = { received: each.packetsReceived ?? 0, lost: Math.max(0, each.packetsLost ?? 0) };
        jitterMs = (each.jitter ?? 0) * 1000;
      }
      if (each.type === 'remote-inbound-rtp') roundTripMs = (each.roundTripTime ?? 0) * 1000;
    }
    if (!now) return undefined;
    const received = now.received - this.#before.received;
    const lost = Math.max(0, now.lost - this.#before.lost);
    this.#before = now;
    if (received <= 0) return undefined;
    return { loss: lost / (received + lost), jitterMs, roundTripMs };
  }
}
