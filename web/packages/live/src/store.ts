/*
 * The one place where the desk's live state is kept: a socket that feeds the pure model, and listeners.
 * Events of one turn of the event loop are published together, so a burst draws once.
 */
import type { LiveEvent, PhoneEvent, Snapshot } from '@centralino/api/types.ts';
import { fromSnapshot, type LiveState, reduce } from './model.ts';
import { LiveSocket, type LiveStatus } from './socket.ts';

export interface LiveView {
  state: LiveState | undefined;
  status: LiveStatus;
}

const PHONE_EVENTS: ReadonlySet<string> = new Set<PhoneEvent['type']>([
  'call.line',
  'call.line_problem',
  'call.line_state',
  'call.quality',
  'call.hold_too_long',
  'trunk.changed',
]);

export class LiveStore {
  #view: LiveView = { state: undefined, status: { kind: 'connecting' } };
  readonly #listeners = new Set<() => void>();
  readonly #socket: LiveSocket;
  readonly #phoneListeners = new Set<(event: PhoneEvent) => void>();
  #publishing = false;

  constructor(url: string, onRefused: () => void, onFailedAttempt: () => void) {
    this.#socket = new LiveSocket({
      url,
      onMessage: (message) => this.#receive(message as unknown as Snapshot | LiveEvent, onRefused),
      onStatus: (status) => {
        this.#set({ ...this.#view, status });
        if (status.kind === 'refused') onRefused();
      },
      onFailedAttempt,
    });
  }

  start = (): void => this.#socket.start();
  stop = (): void => this.#socket.stop();
  retryNow = (): void => this.#socket.retryNow();
  send = (message: unknown): boolean => this.#socket.send(message);
  view = (): LiveView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What concerns the telephone at this moment: nothing of it is kept. */
  listenToPhone = (listener: (event: PhoneEvent) => void): (() => void) => {
    this.#phoneListeners.add(listener);
    return () => this.#phoneListeners.delete(listener);
  };

  /** For what the desk learns beside the socket, such as the messages of a conversation just opened. */
  change = (next: (state: LiveState) => LiveState): void => {
    if (this.#view.state) this.#set({ ...this.#view, state: next(this.#view.state) });
  };

  #receive(message: Snapshot | LiveEvent, onRefused: () => void): void {
    if (message.type === 'signed_out') {
      this.#socket.stop();
      onRefused();
      return;
    }
    if (PHONE_EVENTS.has(message.type)) {
      const event = message as unknown as PhoneEvent;
      for (const listener of this.#phoneListeners) listener(event);
      return;
    }
    const { state } = this.#view;
    if (message.type === 'snapshot') {
      this.#set({ ...this.#view, state: fromSnapshot(message, Date.now(), state) });
    } else if (state) {
      this.#set({ ...this.#view, state: reduce(state, message) });
    }
  }

  #set(view: LiveView): void {
    this.#view = view;
    if (this.#publishing) return;
    this.#publishing = true;
    queueMicrotask(() => {
      this.#publishing = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
