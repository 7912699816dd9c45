/*
 * A WebSocket that comes back. Owns the connection and its timers; knows nothing of what the messages mean
 * apart from `seq`, which it remembers in order to resume. Used by the desk and by the widget.
 * The server's pings are answered by the browser; a silent line is therefore noticed by the browser too,
 * and `online`, `offline` and a page that becomes visible again shorten the wait.
 */
import { backoffMs } from './backoff.ts';

export type LiveStatus =
  | { kind: 'connecting' }
  | { kind: 'open' }
  | { kind: 'waiting'; retryAt: number; attempt: number }
  | { kind: 'refused' };

export interface LiveSocketOptions {
  /** The address without `after`; may be relative to the page or absolute. */
  url: string;
  onMessage: (message: { type: string; seq: number }) => void;
  onStatus: (status: LiveStatus) => void;
  /** Called after an attempt that never opened: the place to find out whether the session still lives. */
  onFailedAttempt?: () => void;
}

const CODE_REFUSED = 4401;
const CODE_TOO_SLOW = 4408;

export class LiveSocket {
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #stopped = true;
  #seq: number | undefined;
  readonly #options: LiveSocketOptions;

  constructor(options: LiveSocketOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    addEventListener('online', this.retryNow);
    addEventListener('offline', this.#drop);
    document.addEventListener('visibilitychange', this.#whenVisible);
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    removeEventListener('online', this.retryNow);
    removeEventListener('offline', this.#drop);
    document.removeEventListener('visibilitychange', this.#whenVisible);
    this.#socket?.close(1000);
    this.#socket = undefined;
  }

  /** Says false when the line is down; typing and seen are not worth keeping. */
  send(message: unknown): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  retryNow = (): void => {
    if (this.#stopped || this.#socket) return;
    this.#connect();
  };

  #whenVisible = (): void => {
    if (document.visibilityState === 'visible') this.retryNow();
  };

  #drop = (): void => {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = undefined;
    socket.close();
    this.#wait();
  };

  #connect(): void {
    clearTimeout(this.#timer);
    this.#options.onStatus({ kind: 'connecting' });
    const url = new URL(this.#options.url, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    if (this.#seq !== undefined) url.searchParams.set('after', String(this.#seq));
    const socket = new WebSocket(url);
    this.#socket = socket;
    let opened = false;

    socket.onopen = () => {
      if (this.#socket !== socket) return;
      opened = true;
      this.#attempt = 0;
      this.#options.onStatus({ kind: 'open' });
    };
    socket.onmessage = (event) => {
      if (this.#socket === socket) this.#receive(event.data);
    };
    socket.onclose = (event) => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      if (this.#stopped) return;
      if (event.code === CODE_REFUSED) {
        this.stop();
        this.#options.onStatus({ kind: 'refused' });
      } else if (event.code === CODE_TOO_SLOW && opened) {
        this.#connect();
      } else {
        if (!opened) this.#options.onFailedAttempt?.();
        this.#wait();
      }
    };
  }

  #receive(data: unknown): void {
    let message: { type: string; seq: number };
    try {
      message = JSON.parse(String(data));
    } catch {
      return; // A frame that is not JSON is not ours; the next event still carries whole objects.
    }
    if (typeof message?.type !== 'string') return;
    if (typeof message.seq === 'number') this.#seq = message.seq;
    this.#options.onMessage(message);
  }

  #wait(): void {
    if (this.#stopped) return;
    const delay = backoffMs(this.#attempt, Math.random());
    this.#attempt += 1;
    this.#options.onStatus({
      kind: 'waiting',
      retryAt: Date.now() + delay,
      attempt: this.#attempt,
    });
    this.#timer = setTimeout(() => this.#connect(), delay);
  }
}
