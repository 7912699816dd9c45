/*
 * A visitor's call: the microphone, the request, the visitor's socket and the audio line, and what is shown of them.
 * The server holds the call; this page may be reloaded or lose its network and finds it again by its token.
 */
import type { Estimate, Language } from '@centralino/api/types.ts';
import type { VisitorCall, VisitorCallEvent } from '@centralino/api/visitor.ts';
import { LiveSocket } from '@centralino/live/socket.ts';
import { type LineView, PhoneLine } from '@centralino/phone/line.ts';
import {
  browserMedia,
  type MediaParts,
  problemOf,
  type StreamLike,
} from '@centralino/phone/media.ts';
import { type Grade, gradeOf } from '@centralino/phone/quality.ts';
import { call as ask, Failure, type Server } from '../http.ts';
import { keepCall } from './kept.ts';

/** Why there is no call, or none that is heard; a key of the texts. */
export type Problem = 'denied' | 'missing' | 'busy' | 'insecure' | 'unreachable' | 'refused';

export interface CallState {
  step: 'form' | 'opening' | 'on' | 'over';
  problem?: Problem | undefined;
  /** In the server's words, when it refused. */
  detail?: string | undefined;
  call?: VisitorCall | undefined;
  queue?: Estimate | undefined;
  line: LineView;
  grade: Grade;
  /** The page may not play sound before somebody clicks. */
  silent: boolean;
  talkingSince?: number | undefined;
}

interface Options {
  origin: string;
  widget: string;
  language: Language;
  sound: HTMLAudioElement;
}

const NO_LINE: LineView = { line: { kind: 'off' }, microphone: 'closed', muted: false };

export class WebCall {
  view: CallState = { step: 'form', line: NO_LINE, grade: 'good', silent: false };
  onChange: () => void = () => {};
  readonly #options: Options;
  readonly #server: Server;
  #socket: LiveSocket | undefined;
  #line: PhoneLine | undefined;
  /** Opened to ask for it; the line takes it over. */
  #opened: StreamLike | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#server = { origin: options.origin, language: options.language, token: undefined };
  }

  async begin(name: string, phone: string): Promise<void> {
    this.#set({ step: 'opening', problem: undefined, detail: undefined });
    if (!(await this.#microphone())) return;
    const { widget, language } = this.#options;
    const body = {
      ...(name && { name }),
      ...(phone && { phone }),
      language,
      page: location.href.slice(0, 500),
    };
    try {
      const started = await ask<{ visitor_token: string }>(
        this.#server,
        'POST',
        `widgets/${widget}/calls`,
        body,
      );
      keepCall(widget, started.visitor_token);
      await this.#connect(started.visitor_token);
    } catch (error) {
      const failure = error instanceof Failure ? error : new Failure(0);
      this.#fail(failure.status === 0 ? 'unreachable' : 'refused', failure.message);
    }
  }

  async resume(token: string): Promise<void> {
    this.#set({ step: 'opening' });
    await this.#connect(token);
  }

  mute(on: boolean): void {
    this.#line?.microphone.mute(on);
  }

  /** As a telephone sends it (RFC 4733): beside the sound, not in it. */
  press(key: string): void {
    const peer = this.#line?.peer() as unknown as RTCPeerConnection | undefined;
    peer?.getSenders()[0]?.dtmf?.insertDTMF(key, 160, 70);
  }

  /** After a click: now sound may be played. */
  hear(): void {
    void this.#options.sound.play().then(() => this.#set({ silent: false }));
  }

  async hangUp(): Promise<void> {
    const over = this.#server.token && ask(this.#server, 'POST', 'visitor/end').catch(() => {});
    this.#over();
    await over;
  }

  /** The panel goes: so does whatever is still open. */
  leave(): void {
    if (this.view.step === 'on') void this.hangUp();
    else this.#over();
  }

  async #microphone(): Promise<boolean> {
    if (!navigator.mediaDevices || !window.RTCPeerConnection) {
      this.#fail('insecure');
      return false;
    }
    try {
      this.#opened = await browserMedia.openMicrophone(undefined);
      return true;
    } catch (error) {
      this.#fail(problemOf(error));
      return false;
    }
  }

  async #connect(token: string): Promise<void> {
    this.#server.token = token;
    const media: MediaParts = {
      ...browserMedia,
      openMicrophone: async (device) => {
        const opened = this.#opened;
        this.#opened = undefined;
        return opened ?? browserMedia.openMicrophone(device);
      },
    };
    const socket = new LiveSocket({
      url: `${this.#options.origin}/api/v1/visitor/live?token=${token}`,
      onMessage: (message) => this.#receive(message as unknown as VisitorCallEvent),
      onStatus: ({ kind }) => {
        if (kind === 'refused') this.#over();
        if (kind === 'open') this.#line?.renew();
      },
    });
    const line = new PhoneLine({
      media,
      send: (message) => message.type === 'call.line' && socket.send(message),
      onChange: (view) => this.#set({ line: view }),
      onSound: (stream) => this.#play(stream as unknown as MediaStream),
    });
    this.#socket = socket;
    this.#line = line;
    this.#set({ step: 'on' });
    socket.start();
    line.start();
    await line.talk(true);
  }

  #play(stream: MediaStream): void {
    const { sound } = this.#options;
    sound.srcObject = stream;
    sound.play().then(
      () => this.#set({ silent: false }),
      (error) => error.name === 'NotAllowedError' && this.#set({ silent: true }),
    );
  }

  #receive(message: VisitorCallEvent): void {
    switch (message.type) {
      case 'snapshot':
        this.#set({ queue: message.queue });
        if (message.call) this.#changed(message.call);
        else this.#over();
        break;
      case 'call.changed':
        this.#changed(message.call);
        break;
      case 'call.quality':
        this.#set({ grade: gradeOf(message.mos) });
        break;
      case 'queue':
        this.#set({ queue: message });
        break;
      case 'call.line':
      case 'call.line_problem':
      case 'call.line_state':
        this.#line?.receive(message);
    }
  }

  #changed(call: VisitorCall): void {
    const talks = call.state === 'talking' || call.state === 'held';
    this.#set({ call, talkingSince: talks ? (this.view.talkingSince ?? Date.now()) : undefined });
    if (call.state === 'ended') this.#over();
  }

  #over(): void {
    keepCall(this.#options.widget, undefined);
    this.#server.token = undefined;
    this.#line?.stop();
    this.#socket?.stop();
    this.#line = undefined;
    this.#socket = undefined;
    this.#closeMicrophone();
    this.#options.sound.srcObject = null;
    this.#set({ step: 'over' });
  }

  #fail(problem: Problem, detail = ''): void {
    this.#closeMicrophone();
    this.#set({ step: 'form', problem, detail });
  }

  #closeMicrophone(): void {
    for (const track of this.#opened?.getTracks() ?? []) track.stop();
    this.#opened = undefined;
  }

  #set(change: Partial<CallState>): void {
    this.view = { ...this.view, ...change };
    this.onChange();
  }
}
