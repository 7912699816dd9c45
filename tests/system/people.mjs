// Agents at their desks and visitors on a site, with what their screens were told.
import { randomUUID } from 'node:crypto';
import { Client, form } from './api.mjs';
import { expect, until } from './checks.mjs';
import { openSocket } from './websocket.mjs';

export const PASSWORD = 'centralino-demo';

const byId = (values) => [...values].sort((a, b) => (a.id < b.id ? -1 : 1));
const mapOf = (list) => new Map(list.map((each) => [each.id, each]));

/** What a desk holds: the snapshot and each event put in its place, as docs/live-protocol.md says. */
export class Held {
  constructor({ me, offers, conversations, wrapups }) {
    Object.assign(this, { me: me.user_id, presence: me.presence });
    this.maps = { offers: mapOf(offers), conversations: mapOf(conversations), wrapups: mapOf(wrapups) };
  }
  apply(event) {
    const { offers, conversations, wrapups } = this.maps;
    if (event.type === 'offer.made') offers.set(event.offer.id, event.offer);
    if (event.type === 'offer.ended') offers.delete(event.offer_id);
    if (event.type === 'wrapup.changed') wrapups.set(event.wrapup.id, event.wrapup);
    if (event.type === 'wrapup.ended') wrapups.delete(event.wrapup_id);
    if (event.type === 'conversation.changed') conversations.set(event.conversation.id, event.conversation);
    if (event.type === 'agent.changed' && event.agent.id === this.me) this.presence = event.agent.presence;
  }
  /** Mine and not ended, or ended and still in wrap-up: the others are somebody else's now. */
  get conversations() {
    const wrapping = new Set([...this.maps.wrapups.values()].map((each) => each.conversation_id));
    return byId(this.maps.conversations.values()).filter((each) => (each.state === 'ended' ? wrapping.has(each.id) : each.owner.id === this.me));
  }
  get shape() {
    return { offers: byId(this.maps.offers.values()), conversations: this.conversations, wrapups: byId(this.maps.wrapups.values()), presence: this.presence };
  }
}

/** A socket that remembers; `events` are all messages but the snapshot. */
export class Line {
  events = [];
  snapshot = null;
  wentBack = []; // seq never decreases; where it did

  static async open(url, headers) {
    const line = new Line();
    line.socket = await openSocket(url, headers ?? {}, (message) => line.take(message));
    return line;
  }

  take(message) {
    if (message.type === 'snapshot') {
      this.snapshot = message;
      if (message.me) this.held = new Held(structuredClone(message));
    } else {
      this.events.push(message);
      this.held?.apply(message);
    }
    if (message.seq < this.seq) this.wentBack.push(`${this.seq}, then ${message.seq} (${message.type})`);
    this.seq = Math.max(this.seq ?? 0, message.seq);
  }

  /** The first message that fits, now or to come. */
  until(what, fits, ms) {
    return until(
      () => `${what}\nthe line: ${this.socket.closed ? `closed with ${this.socket.closed.code}` : 'open'}; its newest messages:\n${this.newest()}`,
      () => this.events.find(fits),
      ms,
    );
  }
  newest() {
    return this.events.slice(-6).map((each) => JSON.stringify(each).slice(0, 200)).join('\n');
  }
  started() {
    return until('the socket begins with a snapshot', () => this.snapshot);
  }
  ended(ms) {
    return until('the socket closes', () => this.socket.closed, ms);
  }
}

const socketUrl = (base, path) => base.replace(/^http/, 'ws') + path;

export class Agent extends Client {
  static async signIn(base, name, password = PASSWORD) {
    const agent = new Agent(base);
    await agent.signIn(name.includes('@') ? name : `${name}@demo.example`, password);
    return agent;
  }

  async openDesk({ after } = {}) {
    const path = `/api/v1/live${after === undefined ? '' : `?after=${after}`}`;
    this.line = await Line.open(socketUrl(this.base, path), { Cookie: this.cookie, Origin: this.base });
    if (after === undefined) await this.line.started();
    return this.line;
  }
  /** What a desk opened now would show. */
  async freshSnapshot() {
    const line = await Line.open(socketUrl(this.base, '/api/v1/live'), { Cookie: this.cookie, Origin: this.base });
    const snapshot = await line.started();
    line.socket.close();
    await line.ended();
    return snapshot;
  }

  presence(state, reason) {
    return this.must(200, 'PUT', '/me/presence', { json: reason ? { state, reason } : { state } });
  }
  async offerOf(conversation) {
    const { offer } = await this.line.until(
      `${this.me.name} is offered ${conversation}`,
      (event) => event.type === 'offer.made' && event.offer.conversation_id === conversation,
    );
    return offer;
  }
  accept(offer) {
    return this.must(200, 'POST', `/offers/${offer.id}/accept`, { key: randomUUID() });
  }
  say(conversation, text, epoch, note) {
    return this.must(201, 'POST', `/conversations/${conversation}/messages`, {
      json: note ? { text, epoch, note } : { text, epoch },
      key: randomUUID(),
    });
  }
  end(conversation) {
    return this.must(200, 'POST', `/conversations/${conversation}/end`, { key: randomUUID() });
  }
  sendFile(conversation, name, type, content) {
    return this.must(201, 'POST', `/conversations/${conversation}/files`, form(name, type, content));
  }
  /** Finishes every wrap-up this agent still has. */
  async finishWrapups(outcome = 'solved') {
    const { wrapups } = await this.freshSnapshot();
    for (const { id } of wrapups) await this.must(204, 'POST', `/wrapups/${id}/complete`, { json: { outcome } });
  }
}

export class Visitor extends Client {
  static async start(base, chat, { widget = 'demo', key } = {}) {
    const answer = await new Client(base).must(201, 'POST', `/widgets/${widget}/conversations`, {
      json: chat,
      ...(key && { key }),
    });
    const visitor = new Visitor(base, { bearer: answer.visitor_token });
    visitor.started = answer;
    visitor.id = answer.conversation_id;
    return visitor;
  }

  async openChat({ after } = {}) {
    const path = `/api/v1/visitor/live?token=${this.bearer}${after === undefined ? '' : `&after=${after}`}`;
    this.line = await Line.open(socketUrl(this.base, path));
    if (after === undefined) await this.line.started();
    return this.line;
  }
  say(text, key = randomUUID()) {
    return this.must(201, 'POST', '/visitor/messages', { json: { text }, key });
  }
  conversation() {
    return this.get('/visitor/conversation');
  }
  end() {
    return this.must(204, 'POST', '/visitor/end');
  }
  sendFile(name, type, content) {
    return this.must(201, 'POST', '/visitor/files', form(name, type, content));
  }
}

/** A chat that an agent has taken: {visitor, agent, epoch}. The agent must be the only one available. */
export async function connect(base, agent, chat, options) {
  const visitor = await Visitor.start(base, chat, options);
  const offer = await agent.offerOf(visitor.id);
  const { conversation_id, epoch } = await agent.accept(offer);
  expect(conversation_id === visitor.id, 'accepting gave another conversation');
  return { visitor, agent, epoch, offer };
}
