/*
 * The widget's one controller: holds the token, the line to the server and what is waiting to be sent.
 * Everything a visitor writes is kept with its idempotency key until the server has accepted it.
 */
import type { Attachment, Estimate, Language, Message } from '@centralino/api/types.ts';
import type {
  Started,
  VisitorEvent,
  VisitorSnapshot,
  WidgetInfo,
} from '@centralino/api/visitor.ts';
import { LiveSocket } from '@centralino/live/socket.ts';
import { call, download, Failure, newKey, type Server } from './http.ts';
import { read, write } from './kept.ts';
import { fromSnapshot, reduce, type Talk, withMessage } from './model.ts';
import type { Rate } from './rating/index.tsx';
import type { TextKey } from './texts.ts';

export interface Outgoing {
  key: string;
  text: string;
  at: string;
  file?: File;
  /** The key of the choice that was clicked. */
  choice?: string;
  /** For nobody's eyes: not drawn, and not kept here. */
  secret?: boolean;
  /** Said by the server in the visitor's language, or one of ours. */
  failed?: string | TextKey;
}

export interface View {
  info?: WidgetInfo;
  talk?: Talk;
  outbox: Outgoing[];
  /** There is a conversation to come back to, even if its snapshot is not here yet. */
  resuming: boolean;
  offline: boolean;
  notice?: TextKey;
}

const OFFLINE_AFTER_MS = 1500;

export class Session {
  view: View = { outbox: [], resuming: false, offline: false };
  onChange: () => void = () => {};
  /** Fetches what calling takes, and shows it. */
  phone!: () => void;
  /** Fetches what rating takes, and shows it there. */
  rating!: (place: HTMLElement, rate: Rate) => void;
  readonly server: Server;
  readonly widget: string;
  #socket: LiveSocket | undefined;
  #offlineTimer: ReturnType<typeof setTimeout> | undefined;
  #startKey = newKey();
  #sending = false;

  constructor(origin: string, widget: string, language: Language) {
    const kept = read(widget);
    this.widget = widget;
    this.server = { origin, language, token: kept.token };
    this.view.outbox = kept.outbox ?? [];
    this.view.resuming = kept.token !== undefined;
    if (kept.token) this.#connect();
  }

  async load(): Promise<void> {
    const info = await call<WidgetInfo>(this.server, 'GET', `widgets/${this.widget}`);
    this.#set({ info });
  }

  async start(name: string, email: string, text: string): Promise<void> {
    const { language } = this.server;
    const body = { name, text, language, buttons: true, ...(email && { email }) };
    try {
      const path = `widgets/${this.widget}/conversations`;
      const started = await call<Started>(this.server, 'POST', path, body, this.#startKey);
      this.#startKey = newKey();
      this.server.token = started.visitor_token;
      this.#set({ resuming: true, outbox: [] });
      this.#keep();
      this.#connect();
    } catch (error) {
      // After a refusal the text may be corrected, and corrected text needs a key of its own.
      if (error instanceof Failure && !error.passing) this.#startKey = newKey();
      throw error;
    }
  }

  send(text: string, more: Pick<Outgoing, 'file' | 'choice' | 'secret'> = {}): void {
    const entry: Outgoing = { key: newKey(), text, at: new Date().toISOString(), ...more };
    this.#set({ outbox: [...this.view.outbox, entry] });
    this.#keep();
    void this.#flush();
  }

  retry(key: string): void {
    const outbox = this.view.outbox.map(({ failed, ...each }) =>
      each.key === key || !failed ? each : { ...each, failed },
    );
    this.#set({ outbox });
    void this.#flush();
  }

  say(message: { type: 'typing'; on: boolean } | { type: 'seen'; up_to: number }): void {
    this.#socket?.send(message);
  }

  person = (): Promise<Estimate> => call(this.server, 'POST', 'visitor/person');
  end = (): Promise<void> => call(this.server, 'POST', 'visitor/end');
  fetchFile = (file: Attachment): Promise<void> => download(this.server, file);

  async rate(score: number, comment: string, key: string): Promise<void> {
    const body = comment ? { score, comment } : { score };
    await call(this.server, 'POST', 'visitor/survey', body, key);
    if (this.view.talk) this.#set({ talk: { ...this.view.talk, survey: 'answered' } });
  }

  /** Forgets the conversation here; the server keeps it. */
  forget(notice?: TextKey): void {
    this.#socket?.stop();
    this.#socket = undefined;
    this.server.token = undefined;
    const { talk: _, notice: __, ...rest } = this.view;
    this.view = { ...rest, outbox: [], resuming: false, offline: false, ...(notice && { notice }) };
    this.#keep();
    this.onChange();
  }

  #connect(): void {
    this.#socket?.stop();
    const socket = new LiveSocket({
      url: `${this.server.origin}/api/v1/visitor/live?token=${this.server.token}`,
      onMessage: (message) => this.#receive(message as unknown as VisitorSnapshot | VisitorEvent),
      onStatus: (status) => {
        if (this.#socket !== socket) return;
        if (status.kind === 'refused') return this.forget('lostSession');
        clearTimeout(this.#offlineTimer);
        if (status.kind === 'open') {
          this.#set({ offline: false });
          void this.#flush();
        } else if (status.kind === 'waiting') {
          this.#offlineTimer = setTimeout(() => this.#set({ offline: true }), OFFLINE_AFTER_MS);
        }
      },
      // A refused upgrade looks like a lost line; one question tells them apart.
      onFailedAttempt: () =>
        void call(this.server, 'GET', 'visitor/conversation').catch((error) => {
          const gone = error instanceof Failure && [401, 404].includes(error.status);
          if (gone && this.#socket === socket) this.forget('lostSession');
        }),
    });
    this.#socket = socket;
    socket.start();
  }

  #receive(message: VisitorSnapshot | VisitorEvent): void {
    const { talk } = this.view;
    if (message.type === 'snapshot') this.#set({ talk: fromSnapshot(message, talk) });
    else if (talk) {
      this.#set({ talk: reduce(talk, message) });
      // The event can be faster than the answer: what is here already is not drawn twice.
      const { author, text, attachment } = message.type === 'message.added' ? message.message : {};
      const [first, ...rest] = this.view.outbox;
      const same = first && (first.secret || first.text === text);
      if (author?.kind === 'visitor' && this.#sending && same && !attachment) {
        this.#set({ outbox: rest });
      }
    }
  }

  /** One after the other, so that messages arrive in the order in which they were written. */
  async #flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    let entry = this.#next();
    while (entry) {
      try {
        const message = await this.#post(entry);
        const { talk, outbox } = this.view;
        const { key } = entry;
        this.#set({
          outbox: outbox.filter((each) => each.key !== key),
          ...(talk && { talk: withMessage(talk, message) }),
        });
        this.#keep();
      } catch (error) {
        const failure = error instanceof Failure ? error : new Failure(0);
        if (failure.status === 401) {
          this.forget('lostSession');
          break;
        }
        const failed = failure.status > 0 && failure.message ? failure.message : failure.text;
        const { key } = entry;
        this.#set({
          outbox: this.view.outbox.map((each) => (each.key === key ? { ...each, failed } : each)),
        });
        // With the line down nothing else gets through either: the next `open` starts again.
        if (failure.passing) break;
      }
      entry = this.#next();
    }
    this.#sending = false;
  }

  #next(): Outgoing | undefined {
    const passing = (failed: string) => failed === 'unreachable' || failed === 'busy';
    return this.view.outbox.find((each) => !each.failed || passing(each.failed));
  }

  #post({ text, file, choice, key }: Outgoing): Promise<Message> {
    const body = { text, ...(choice && { choice }) };
    if (!file) return call(this.server, 'POST', 'visitor/messages', body, key);
    const form = new FormData();
    form.append('file', file, file.name);
    return call(this.server, 'POST', 'visitor/files', form, key);
  }

  #keep(): void {
    const { token } = this.server;
    const outbox = this.view.outbox
      .filter((each) => !each.file && !each.secret)
      .map(({ key, text, at }) => ({ key, text, at }));
    write(this.widget, token ? { token, outbox } : {});
  }

  #set(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    this.onChange();
  }
}
