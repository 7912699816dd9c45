// kill -9 under load, again and again: what was acknowledged is there, in order, exactly once; what was not
// is there once after it was sent again with the same key; the line of those who wait keeps its order.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { forgetConnections } from './api.mjs';
import { check, expect, explainWith, note, same, skip, until } from './checks.mjs';
import { Agent, Visitor } from './people.mjs';
import { command, demoFolder, run, sqlite, startServer, temporaryFolder } from './server.mjs';

/** mulberry32: small, seeded, good enough to choose moments. */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One thing that is sent until it is known to be done, always with the same key. */
class Wish {
  constructor(path, json) {
    Object.assign(this, { path, json, key: randomUUID(), answer: null, tries: 0 });
  }
  async try(client) {
    this.tries += 1;
    const answer = await client.ask('POST', this.path, { json: this.json, key: this.key });
    if (answer.status >= 500) throw new Error(`${answer.status} ${answer.text}`);
    this.answer = answer;
    return answer;
  }
}

class Load {
  visitors = []; // {visitor, start: Wish, said: [Wish]}
  agents = [];
  running = false;
  strange = []; // answers nobody should get
  failures = 0;

  constructor(random, count) {
    this.random = random;
    this.count = count;
  }

  /** Everybody does what they do until the server is gone. */
  begin(base) {
    this.base = base;
    this.running = true;
    this.jobs = [...this.visitors.map((each) => this.live(each)), ...this.agents.map((each) => this.serve(each))];
    const missing = this.count - this.visitors.length;
    for (let i = 0; i < missing; ++i) {
      const number = this.visitors.length + 1;
      const each = { number, said: [], start: new Wish(`/widgets/${number % 4 ? 'demo' : 'demo-sales'}/conversations`, { name: `Visitatore ${number}`, text: `inizio ${number}` }) };
      this.visitors.push(each);
      this.jobs.push(this.live(each));
    }
  }

  async over() {
    this.running = false;
    for (const { line } of [...this.visitors.map((each) => each.visitor ?? {}), ...this.agents]) line?.socket.cut();
    await Promise.all(this.jobs);
    forgetConnections();
  }

  async attempt(act) {
    try {
      await act();
      return true;
    } catch {
      this.failures += 1; // the server is gone, or going: what was not acknowledged stays a wish
      return false;
    }
  }

  async live(each) {
    await this.attempt(async () => {
      if (!each.visitor) {
        const nobody = new Visitor(this.base);
        await each.start.try(nobody);
        this.began(each);
      }
      each.visitor.base = this.base;
      await each.visitor.openChat().catch(() => {});
      while (this.running) {
        const wish = each.said.find((one) => !one.answer) ?? new Wish('/visitor/messages', { text: `${each.number}: parola ${each.said.length + 1}` });
        if (!each.said.includes(wish)) each.said.push(wish);
        const { status, json } = await wish.try(each.visitor);
        if (status !== 201 && json?.code !== 'conversation_ended') this.strange.push(`${status} ${JSON.stringify(json)}`);
        if (json?.code === 'conversation_ended') return;
        await new Promise((resolve) => setTimeout(resolve, 20 + this.random() * 400));
      }
    });
  }

  began(each) {
    const { status, json, text } = each.start.answer;
    if (status !== 201) return this.strange.push(`start: ${status} ${text}`);
    each.visitor = new Visitor(this.base, { bearer: json.visitor_token });
    each.visitor.id = json.conversation_id;
  }

  async serve(agent) {
    agent.base = this.base;
    await this.attempt(async () => {
      await agent.openDesk();
      await agent.presence('available');
      while (this.running) {
        const { offers, conversations, wrapups } = agent.line.held.shape;
        for (const offer of offers) await agent.ask('POST', `/offers/${offer.id}/accept`, { key: randomUUID() });
        for (const { id, epoch } of conversations.filter((one) => one.state === 'active')) {
          const wish = new Wish(`/conversations/${id}/messages`, { text: `risposta ${agent.replies.length + 1} di ${agent.me.name}`, epoch });
          agent.replies.push({ wish, id });
          await wish.try(agent);
          if (this.random() < 0.3) await agent.ask('POST', `/conversations/${id}/end`, { key: randomUUID() });
        }
        for (const wrapup of wrapups) await agent.ask('POST', `/wrapups/${wrapup.id}/complete`, { json: { outcome: 'solved' }, key: randomUUID() });
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    });
  }
}

/** What must be true of the data, whatever happened. */
async function audit(load, base, carla) {
  const lost = [];
  for (const each of load.visitors) {
    each.visitor && (each.visitor.base = base);
    if (!each.start.answer) {
      await each.start.try(new Visitor(base));
      load.began(each);
      each.visitor.base = base;
    }
    for (const wish of each.said.filter((one) => !one.answer)) await wish.try(each.visitor);
    const { messages, state } = await each.visitor.conversation();
    const texts = messages.filter((one) => one.author.kind === 'visitor').map((one) => one.text);
    const wanted = [each.start.json.text, ...each.said.filter((one) => one.answer.status === 201).map((one) => one.json.text)];
    if (texts.join('\n') !== wanted.join('\n')) lost.push(`visitor ${each.number}: has ${JSON.stringify(texts.slice(-4))} (${texts.length}), acknowledged ${JSON.stringify(wanted.slice(-4))} (${wanted.length})`);
    const ids = new Map(messages.map((one) => [one.id, one]));
    for (const wish of each.said) if (wish.answer.status === 201 && !ids.has(wish.answer.json.id)) lost.push(`visitor ${each.number}: the acknowledged ${wish.answer.json.id} is gone`);
    each.state = state;
  }
  for (const agent of load.agents) {
    for (const { wish, id } of agent.replies) {
      if (wish.audited) continue;
      if (!wish.answer) await wish.try(agent).catch((error) => lost.push(`${agent.me.name}: ${error.message}`));
      if (wish.answer?.status !== 201) continue;
      const { messages } = await carla.get(`/conversations/${id}`);
      const found = messages.filter((one) => one.text === wish.json.text && one.author.id === agent.me.user_id);
      if (found.length !== 1 || found[0].id !== wish.answer.json.id) lost.push(`${wish.json.text} stands ${found.length} times in ${id}`);
      wish.audited = true;
    }
  }
  expect(lost.length === 0, `${lost.length} things were lost or doubled:`, lost.slice(0, 10).join('\n'));
}

/** Offers, conversations, wrap-ups and agents fit each other. */
async function sane(load, carla) {
  const live = await carla.get('/queues/live');
  const waiting = new Set(live.waiting.map((each) => each.conversation_id));
  const states = new Map(load.visitors.map((each) => [each.visitor.id, each]));
  for (const { conversation_id: id } of live.waiting) {
    const { conversation } = await carla.get(`/conversations/${id}`);
    expect(['waiting', 'offered'].includes(conversation.state), `${id} stands in the line and is ${conversation.state}`);
  }
  for (const [id, each] of states) {
    const { state } = await each.visitor.conversation();
    if (state === 'waiting' || state === 'offered') expect(waiting.has(id), `${id} is ${state} and stands in no line`);
  }
  for (const agent of load.agents) {
    const { offers, conversations, wrapups } = await agent.freshSnapshot();
    const held = conversations.filter((one) => one.state === 'active');
    expect(held.length + wrapups.length + offers.length <= 3, `${agent.me.name} holds more than three`, { held: held.length, wrapups: wrapups.length, offers: offers.length });
    for (const each of conversations.filter((one) => one.state === 'ended')) expect(wrapups.some((one) => one.conversation_id === each.id), `${each.id} ended and has no wrap-up`);
    const shown = live.agents.find((one) => one.id === agent.me.user_id);
    expect(shown.conversations <= 3, 'the floor shows too many', shown);
  }
}

const order = (live) => live.queues.map((queue) => live.waiting.filter((each) => each.queue.id === queue.id).map((each) => each.work_id));

async function rounds({ name, visitors, times, data, database, seed, look }) {
  const random = dice(seed);
  const load = new Load(random, visitors);
  const options = { data, database };
  let server = await startServer(options);
  explainWith(() => `${server.tail()}\nrepeat with CENTRALINO_TEST_SEED=${seed}`);
  for (const who of ['anna', 'bruno', 'diego']) {
    const agent = await Agent.signIn(server.url, who);
    agent.replies = [];
    load.agents.push(agent);
  }
  const carla = await Agent.signIn(server.url, 'carla');
  let cut = 0;
  for (let round = 1; round <= times; ++round) {
    const died = await check(`${name}: round ${round}: kill -9 under load, then all is there once`, async () => {
      load.begin(server.url);
      await until('most visitors have begun', () => load.visitors.filter((each) => each.visitor).length >= visitors * 0.2, 30_000);
      await new Promise((resolve) => setTimeout(resolve, 300 + random() * 1500));
      const before = await carla.get('/queues/live').catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, random() * 300));
      await server.kill();
      await load.over();
      const started = Date.now();
      server = await startServer(options);
      const took = Date.now() - started;
      carla.base = server.url;
      for (const agent of load.agents) agent.base = server.url;
      const after = await carla.get('/queues/live');
      // Those who still wait stand in the same order as before; nobody slipped in between them.
      if (before)
        order(before).forEach((line, i) => {
          const now = order(after)[i].filter((work) => line.includes(work));
          same(now, line.filter((work) => now.includes(work)), 'the order of those who wait');
        });
      const open = load.visitors.filter((each) => !each.start.answer || each.said.some((wish) => !wish.answer)).length + load.agents.filter((each) => each.replies.some(({ wish }) => !wish.answer)).length;
      cut += open;
      await audit(load, server.url, carla);
      await sane(load, carla);
      expect(load.strange.length === 0, 'answers nobody should get:', load.strange.slice(0, 5).join('\n'));
      const said = load.visitors.reduce((sum, each) => sum + each.said.length, 0);
      return `${load.visitors.length} visitors, ${said} messages, ${load.agents.reduce((sum, each) => sum + each.replies.length, 0)} replies, ${after.waiting.length} wait; ${open} requests were cut off and sent again; back in ${took} ms`;
    });
    if (!died) break;
    note(died);
    forgetConnections();
  }
  // Asked of the large load only: with few visitors the kills may all fall into a pause.
  if (name !== 'PostgreSQL') await check(`${name}: the kills met requests under way`, () => expect(cut > 0, 'no request was cut off: the load is too light to prove anything'));
  await check(`${name}: it stops well after all that`, async () => same((await server.stop()).code, 0, 'exit code'));
  await check(`${name}: replay decides nothing differently`, async () => {
    const replayed = await run(['replay', '--data', data, ...(database ? ['--database', database] : [])]);
    expect(replayed.code === 0 && /none differently/.test(replayed.out), 'centralino replay', replayed.out, replayed.err);
  });
  await look();
}

export async function suite() {
  const seed = Number(process.env.CENTRALINO_TEST_SEED ?? randomBytes(4).readUInt32BE());
  note(`seed ${seed}`);
  const data = await demoFolder('crash');
  await rounds({
    name: 'SQLite', visitors: 200, times: 5, data, seed,
    look: () =>
      check('SQLite: the file is whole', async () => {
        same(await sqlite(join(data, 'centralino.db'), 'PRAGMA integrity_check; PRAGMA foreign_key_check;'), 'ok', 'integrity_check and foreign_key_check');
      }),
  });
  const database = process.env.CENTRALINO_TEST_POSTGRES;
  if (!database) return skip('PostgreSQL: kill -9 under load', 'CENTRALINO_TEST_POSTGRES is not set; tools/postgres.sh sets it');
  const emptied = await command('psql', ['-q', '-d', database, '-c', 'DROP SCHEMA public CASCADE', '-c', 'CREATE SCHEMA public']);
  expect(emptied.code === 0, 'psql cannot empty the database', emptied.err);
  await rounds({ name: 'PostgreSQL', visitors: 40, times: 2, data: temporaryFolder('crash-pg'), database, seed, look: async () => {} });
}
