/*
 * When a draft is saved: a moment after the last change, one request at a time, never lost when somebody
 * goes away. What is on the way, and what the server said, as a state that can be shown. No React.
 */
import { isApiError } from '@centralino/api/client.ts';
import type { Flow } from '../api.ts';

export type SavingState = 'saved' | 'changed' | 'saving' | 'stale' | 'refused' | 'unreachable';

export interface Saving {
  state: SavingState;
  revision: number;
  error?: unknown;
}

type Send = (revision: number, flow: Flow) => Promise<{ revision: number }>;

const PAUSE_MS = 700;
const AGAIN_MS = 4_000;

export class DraftSaver {
  private listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: Flow | undefined;
  private busy = false;
  private now: Saving;
  private readonly send: Send;
  private readonly onSaved: (revision: number) => void;

  constructor(revision: number, send: Send, onSaved: (revision: number) => void) {
    this.now = { state: 'saved', revision };
    this.send = send;
    this.onSaved = onSaved;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly current = (): Saving => this.now;

  private tell(now: Saving): void {
    this.now = now;
    for (const listener of this.listeners) listener();
  }

  change(flow: Flow): void {
    this.waiting = flow;
    if (this.now.state === 'stale') return;
    if (!this.busy) this.tell({ state: 'changed', revision: this.now.revision });
    this.later(PAUSE_MS);
  }

  /** Saves at once what waits; resolves when nothing is on the way. */
  async flush(): Promise<Saving> {
    clearTimeout(this.timer);
    const { waiting } = this;
    if (!waiting || this.busy || this.now.state === 'stale') return this.now;
    this.waiting = undefined;
    this.busy = true;
    this.tell({ state: 'saving', revision: this.now.revision });
    try {
      const { revision } = await this.send(this.now.revision, waiting);
      this.busy = false;
      this.tell({ state: this.waiting ? 'changed' : 'saved', revision });
      this.onSaved(revision);
      if (this.waiting) this.later(PAUSE_MS);
    } catch (error) {
      this.busy = false;
      this.waiting ??= waiting;
      this.tell({ state: stateAfter(error), revision: this.now.revision, error });
      if (this.now.state === 'unreachable') this.later(AGAIN_MS);
    }
    return this.now;
  }

  /** What the server holds now is taken as the base: after publishing, going back or loading again. */
  restart(revision: number): void {
    clearTimeout(this.timer);
    this.waiting = undefined;
    this.tell({ state: 'saved', revision });
  }

  /** Over what somebody else saved meanwhile. */
  insist(revision: number, flow: Flow): Promise<Saving> {
    this.waiting = flow;
    this.tell({ state: 'changed', revision });
    return this.flush();
  }

  /** What has not been sent yet, when the page goes away. */
  leave(): { revision: number; flow: Flow } | undefined {
    clearTimeout(this.timer);
    const flow = this.now.state === 'stale' || this.busy ? undefined : this.waiting;
    return flow && { revision: this.now.revision, flow };
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }
}

function stateAfter(error: unknown): SavingState {
  if (!isApiError(error) || error.unreachable || error.status >= 500) return 'unreachable';
  return error.code === 'stale_revision' ? 'stale' : 'refused';
}
