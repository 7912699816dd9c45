/*
 * Words that wait a moment before they leave, so that they can be taken back. Each goes exactly once: when its
 * time is up, when something after it must not overtake it, or when the page closes. Knows nothing of what it
 * holds.
 */

export const HOLD_MS = 5000;

interface Entry {
  group: string;
  timer: ReturnType<typeof setTimeout>;
  /** `leaving` says that the page closes: the request has to outlive it. */
  go: (leaving: boolean) => Promise<void>;
}

export class Held {
  readonly #entries = new Map<string, Entry>();

  hold(key: string, group: string, go: Entry['go']): void {
    const timer = setTimeout(() => void this.#let(key, false), HOLD_MS);
    this.#entries.set(key, { group, timer, go });
  }

  /** False when it has already gone. */
  takeBack(key: string): boolean {
    const entry = this.#entries.get(key);
    if (entry) clearTimeout(entry.timer);
    return this.#entries.delete(key);
  }

  /** Lets go of one group, or of all; resolves when what was let go has arrived or failed. */
  async release(group?: string, leaving = false): Promise<void> {
    const keys = [...this.#entries].filter(
      ([, each]) => group === undefined || each.group === group,
    );
    await Promise.all(keys.map(([key]) => this.#let(key, leaving)));
  }

  async #let(key: string, leaving: boolean): Promise<void> {
    const entry = this.#entries.get(key);
    if (entry && this.takeBack(key)) await entry.go(leaving);
  }
}
