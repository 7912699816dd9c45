/*
 * The agent's audio line: one peer connection to the server that stays for as long as the desk is open, so that
 * a call is heard the moment it is answered. While there is no call nothing is sent and no microphone is open.
 *
 * The line makes its offer, is answered, and when it breaks (network gone or changed, laptop woken, server
 * restarted) makes another after growing pauses. The old peer is kept until the new one is answered.
 * Knows nothing of calls but whether one talks; the browser's parts come in, so that tests bring their own.
 */
import { backoffMs } from '@centralino/live/backoff.ts';
import {
  gathered,
  type MediaParts,
  type PeerLike,
  type SenderLike,
  type StreamLike,
  type TrackLike,
} from './media.ts';
import { Microphone, type MicrophoneView } from './microphone.ts';

export type LineState =
  | { kind: 'off' }
  | { kind: 'connecting' }
  | { kind: 'up' }
  | { kind: 'waiting'; attempt: number; retryAt: number }
  /** The server will have no line with us for now; `title` says why, in its words. */
  | { kind: 'refused'; code: string; title: string };

export interface LineView extends MicrophoneView {
  line: LineState;
}

export interface LineOptions {
  media: MediaParts;
  /** Says false when the live socket is down. */
  send: (message: { type: string; sdp?: string }) => boolean;
  onChange: (view: LineView) => void;
  /** The sound of the other side, to be played; once per peer. */
  onSound: (stream: StreamLike) => void;
  random?: () => number;
}

/** What the server says of a line. */
export type LineMessage =
  | { type: 'call.line'; offer?: string; sdp: string }
  | { type: 'call.line_problem'; offer?: string; code: string; title: string }
  | { type: 'call.line_state'; up: boolean };

/** A short loss of the path mends itself; longer ones need a new line. */
export const GRACE_MS = 4_000;
/** How long an answered line may look for its way before it is made anew. */
export const CONNECT_MS = 6_000;
/** Unanswered offers are made again. */
export const ANSWER_MS = 8_000;

export class PhoneLine {
  #view: LineView = { line: { kind: 'off' }, microphone: 'closed', muted: false };
  #peer: PeerLike | undefined;
  #sender: SenderLike | undefined;
  /** Offered, not answered yet. */
  #next: { peer: PeerLike; sender: SenderLike } | undefined;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted = false;
  #answering = false;
  readonly #options: LineOptions;
  /** Opened and closed by talk(). */
  readonly microphone: Microphone;

  constructor(options: LineOptions) {
    this.#options = options;
    this.microphone = new Microphone({
      media: options.media,
      onChange: (change) => this.#set(change),
      onTrack: async (track: TrackLike | null) => this.#sender?.replaceTrack(track),
    });
  }

  view = (): LineView => this.#view;
  /** For measuring; undefined while there is no line. */
  peer = (): PeerLike | undefined => this.#peer;

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#attempt = 0;
    void this.#offer();
  }

  stop(): void {
    if (!this.#wanted) return;
    this.#wanted = false;
    clearTimeout(this.#timer);
    this.#options.send({ type: 'call.line_close' });
    this.microphone.close();
    this.#drop(this.#next?.peer);
    this.#drop(this.#peer);
    this.#next = undefined;
    this.#peer = undefined;
    this.#sender = undefined;
    this.#set({ line: { kind: 'off' } });
  }

  /** The live socket is open again, the network changed, the machine woke: what was agreed may be void. */
  renew = (): void => {
    if (!this.#wanted) return;
    this.#attempt = 0;
    void this.#offer();
  };

  receive(message: LineMessage): void {
    if (!this.#wanted) return;
    switch (message.type) {
      case 'call.line':
        if (this.#asked(message.offer)) void this.#answered(message.sdp);
        return;
      case 'call.line_problem':
        if (!this.#asked(message.offer)) return;
        this.#drop(this.#next?.peer);
        this.#next = undefined;
        this.#again({ kind: 'refused', code: message.code, title: message.title });
        return;
      case 'call.line_state':
        if (message.up) this.#up();
        else if (this.#view.line.kind === 'up' && this.#settled()) {
          this.#set({ line: { kind: 'connecting' } });
          void this.#offer();
        }
        return;
    }
  }

  /** A call talks now, or none does: the microphone opens and closes with it. */
  async talk(on: boolean): Promise<void> {
    if (on === this.microphone.wanted()) return;
    if (on) await this.microphone.open();
    else this.microphone.close();
  }

  #set(change: Partial<LineView>): void {
    this.#view = { ...this.#view, ...change };
    this.#options.onChange(this.#view);
  }

  // ---- the line

  async #offer(): Promise<void> {
    clearTimeout(this.#timer);
    this.#drop(this.#next?.peer);
    const peer = this.#options.media.makePeer();
    const { sender } = peer.addTransceiver('audio', { direction: 'sendrecv' });
    const mine = { peer, sender };
    this.#next = mine;
    this.#watch(peer);
    if (!this.#carries()) this.#set({ line: { kind: 'connecting' } });
    try {
      await peer.setLocalDescription();
      await gathered(peer);
    } catch {
      if (this.#next === mine) this.#again();
      return;
    }
    if (this.#next !== mine) return;
    const sdp = peer.localDescription?.sdp ?? '';
    // A socket that is down says so when it is back: renew() comes then.
    if (!this.#options.send({ type: 'call.line', sdp })) return this.#again();
    this.#timer = setTimeout(() => this.#again(), ANSWER_MS);
  }

  /** Whether this is about the offer that waits for its answer; other tabs and former sockets have theirs. */
  #asked(offer: string | undefined): boolean {
    const ours = this.#next?.peer.localDescription?.sdp.match(/^o=\S+ (\d+)/m)?.[1];
    return !offer || !ours || offer === ours;
  }

  /** No line is being made: neither offered, nor answered and looking for its way. */
  #settled(): boolean {
    const state = this.#peer?.connectionState;
    return !this.#next && !this.#answering && state !== 'new' && state !== 'connecting';
  }

  async #answered(sdp: string): Promise<void> {
    const next = this.#next;
    if (!next) return;
    this.#next = undefined;
    this.#answering = true;
    clearTimeout(this.#timer);
    try {
      await next.peer.setRemoteDescription({ type: 'answer', sdp });
      const track = this.microphone.track();
      if (track) await next.sender.replaceTrack(track);
    } catch {
      this.#answering = false;
      this.#drop(next.peer);
      this.#again();
      return;
    }
    this.#answering = false;
    this.#drop(this.#peer);
    this.#peer = next.peer;
    this.#sender = next.sender;
    if (next.peer.connectionState === 'connected') this.#up();
    else
      this.#timer = setTimeout(() => {
        if (next.peer === this.#peer && next.peer.connectionState !== 'connected')
          void this.#offer();
      }, CONNECT_MS);
  }

  #watch(peer: PeerLike): void {
    peer.ontrack = (event) => {
      const [stream] = event.streams;
      this.#options.onSound(stream ?? this.#options.media.makeStream(event.track));
    };
    peer.onconnectionstatechange = () => {
      if (peer !== this.#peer) return;
      if (peer.connectionState === 'connected') this.#up();
      if (peer.connectionState === 'failed') void this.#offer();
      if (peer.connectionState === 'disconnected') {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          if (peer === this.#peer && peer.connectionState !== 'connected') void this.#offer();
        }, GRACE_MS);
      }
    };
  }

  #up(): void {
    if (this.#peer?.connectionState !== 'connected') return;
    if (!this.#next) clearTimeout(this.#timer);
    this.#attempt = 0;
    this.#set({ line: { kind: 'up' } });
  }

  #again(state?: LineState): void {
    clearTimeout(this.#timer);
    if (!this.#wanted) return;
    const delay = backoffMs(this.#attempt, (this.#options.random ?? Math.random)());
    this.#attempt += 1;
    const retryAt = Date.now() + delay;
    if (state || !this.#carries())
      this.#set({ line: state ?? { kind: 'waiting', attempt: this.#attempt, retryAt } });
    this.#timer = setTimeout(() => void this.#offer(), delay);
  }

  /** While only the live socket is lost, both sides still hear each other. */
  #carries(): boolean {
    return this.#view.line.kind === 'up' && this.#peer?.connectionState === 'connected';
  }

  #drop(peer: PeerLike | undefined): void {
    if (!peer) return;
    peer.ontrack = null;
    peer.onconnectionstatechange = null;
    peer.close();
  }
}
