// Two companies in one database (S-200): nothing of the one is ever seen or touched from the other, whatever
// address, method and id is tried. The second company is written into the stopped server's database.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client, contract, form } from './api.mjs';
import { check, expect, explainWith, note, same, until } from './checks.mjs';
import { sending, stereo } from './own_sounds.mjs';
import { Agent, connect, Line, PASSWORD, Visitor } from './people.mjs';
import { demoFolder, sqlite, startServer } from './server.mjs';

const CANARY = 'kanarienvogel';
const ID = /\b[a-z]+_[0-9a-z]{13}\b/g;
// Ids below the minted ones, apart from the demo's (1…).
const B = { tenant: 9001, queue: 9002, skill: 9003, agent: 9011, supervisor: 9012, admin: 9013 };

async function foundSecondCompany(database) {
  const q = (text) => `'${text.replaceAll("'", "''")}'`;
  const hash = await sqlite(database, "SELECT password_hash FROM user_account WHERE email = 'anna@demo.example'");
  const queue = JSON.parse(await sqlite(database, "SELECT settings FROM queue WHERE key = 'support'"));
  queue.routing.requirements = [];
  queue.routing.relaxations = [];
  queue.routing.overflow = null;
  const place = JSON.parse(await sqlite(database, "SELECT settings FROM agent LIMIT 1"));
  const encode = (prefix, value) => `${prefix}_${BigInt(value).toString(32).replace(/[a-v]/g, (c) => '0123456789abcdefghjkmnpqrstvwxyz'[parseInt(c, 32)]).padStart(13, '0')}`;
  place.id = encode('user', B.agent);
  place.skills = [];
  place.queues = [encode('queue', B.queue)];
  queue.routing.id = encode('queue', B.queue);
  const users = [['agent', `b-agent@${CANARY}.example`], ['supervisor', `b-boss@${CANARY}.example`], ['admin', `b-admin@${CANARY}.example`]];
  const rows = [
    `INSERT INTO tenant VALUES (${B.tenant}, 'b', ${q(`${CANARY} GmbH`)}, 'Europe/Berlin', 'en', 0)`,
    `INSERT INTO queue (id, tenant, key, name, settings) VALUES (${B.queue}, ${B.tenant}, 'b', ${q(`${CANARY} queue`)}, ${q(JSON.stringify(queue))})`,
    `INSERT INTO skill (id, tenant, key, name) VALUES (${B.skill}, ${B.tenant}, 'b-skill', ${q(`${CANARY} skill`)})`,
    `INSERT INTO calendar (tenant, key, name, settings) VALUES (${B.tenant}, 'b-hours', ${q(`${CANARY} hours`)}, '{"zone":{"name":"","offset_s":0,"transitions":[]},"weekly":[],"exceptions":[]}')`,
    `INSERT INTO widget (key, tenant, queue, name) VALUES ('b-widget', ${B.tenant}, ${B.queue}, ${q(`${CANARY} widget`)})`,
    `INSERT INTO presence_reason SELECT ${B.tenant}, key, label_it, label_en, position FROM presence_reason WHERE tenant = 1`,
    `INSERT INTO outcome SELECT ${B.tenant}, key, label_it, label_en, solved, position FROM outcome WHERE tenant = 1`,
    ...users.flatMap(([role, email]) => [
      `INSERT INTO user_account VALUES (${B[role]}, ${q(email)}, ${q(`${CANARY} ${role}`)}, ${q(hash)}, 'en', 0, 0)`,
      `INSERT INTO membership (tenant, user_id, role) VALUES (${B.tenant}, ${B[role]}, '${role}')`,
    ]),
    `INSERT INTO agent VALUES (${B.agent}, ${B.tenant}, ${q(JSON.stringify(place))})`,
  ];
  await sqlite(database, `PRAGMA foreign_keys=ON; BEGIN; ${rows.join(';\n')}; COMMIT;`);
}

/** Everything B says, by every route B has, and all ids in it. */
async function lifeOfB(base) {
  const [agent, boss, admin] = await Promise.all(['b-agent', 'b-boss', 'b-admin'].map((name) => Agent.signIn(base, `${name}@${CANARY}.example`)));
  await agent.openDesk();
  await agent.presence('available');
  const chat = (name) => ({ name: `${CANARY} ${name}`, email: `${name}@${CANARY}.example`, text: `${CANARY} ${name}` });
  const b = { agent, boss, admin, widget: 'b-widget' };
  const done = await connect(base, agent, chat('done'), { widget: b.widget });
  await agent.end(done.visitor.id);
  await done.visitor.must(204, 'POST', '/visitor/survey', { json: { score: 5, comment: CANARY } });
  b.active = await connect(base, agent, chat('active'), { widget: b.widget });
  b.file = (await b.active.visitor.sendFile(`${CANARY}.txt`, 'text/plain', CANARY)).attachment;
  await agent.say(b.active.visitor.id, CANARY, b.active.epoch);
  await agent.say(b.active.visitor.id, CANARY, b.active.epoch, true);
  b.offered = await Visitor.start(base, chat('offered'), { widget: b.widget });
  b.offer = await agent.offerOf(b.offered.id);
  b.key = await admin.must(201, 'POST', '/keys', { json: { name: CANARY, scopes: ['read'] } });
  b.hook = await admin.must(201, 'POST', '/webhooks', { json: { name: CANARY, url: `http://127.0.0.1:9/${CANARY}`, events: ['customer_created'] } });
  b.delivery = await admin.must(202, 'POST', `/webhooks/${b.hook.id}/test`);
  await boss.must(200, 'PUT', `/customer-records/order/${CANARY}`, { json: { email: `active@${CANARY}.example`, title: CANARY, state: CANARY, at: '2026-01-01T00:00:00Z' } });
  b.flow = await admin.must(201, 'POST', '/flows', { json: { key: CANARY, name: CANARY, template: 'reception' } });
  await admin.must(200, 'POST', `/flows/${b.flow.id}/publish`, { json: { revision: 1, note: CANARY } });
  b.sound = await admin.must(201, 'POST', '/sounds', sending({ name: CANARY, kind: 'music' }, stereo(440, 8000, 3)));
  b.wrapup = (await agent.freshSnapshot()).wrapups[0];
  expect(b.wrapup, 'B has an open wrap-up');
  const span = `from=${new Date(Date.now() - 3_600_000).toISOString()}&to=${new Date(Date.now() + 60_000).toISOString()}`;
  const conversation = b.active.visitor.id;
  b.look = async () => {
    const seen = [];
    const details = await agent.get(`/conversations/${conversation}`);
    for (const path of ['/conversations', `/conversations/${conversation}/history`, `/conversations/${done.visitor.id}`, `/customers/${details.conversation.customer.id}`, `/cases/${details.conversation.case.id}`])
      seen.push(await agent.get(path));
    seen.push(details, await boss.get('/queues'), await boss.get('/skills'), await boss.get('/agents'), await boss.get('/calendars'), await admin.get('/widget-settings'), (await admin.get('/users')).items.map(({ sessions, ...each }) => each), await boss.get(`/reports/contacts?${span}`), await admin.get('/keys'), await admin.get('/webhooks'), await boss.get('/flows'), await boss.get('/sounds'), await boss.get(`/flows/${b.flow.id}`), await b.active.visitor.conversation());
    const live = await boss.get('/queues/live');
    seen.push(live.waiting.map((each) => each.work_id), live.agents.map(({ state_since, ...each }) => each));
    const { offers, conversations, wrapups, outcomes, presence_reasons, me } = await agent.freshSnapshot();
    seen.push(offers, conversations, wrapups, outcomes, presence_reasons, me);
    return seen;
  };
  b.ids = new Set((JSON.stringify([await b.look(), agent.me, boss.me, admin.me, b.key, b.hook, b.delivery, b.offer, agent.line.events]).match(ID) ?? []));
  b.ids.delete('');
  return b;
}

/** Paths of an operation with foreign ids in each place where an id can stand. */
function* attempts(b) {
  const kinds = new Map();
  for (const id of b.ids) kinds.set(id.split('_')[0], [...(kinds.get(id.split('_')[0]) ?? []), id]);
  const span = 'from=2026-01-01T00:00:00Z&to=2030-01-01T00:00:00Z';
  for (const { path } of contract.operations) {
    const short = path.replace('/api/v1', '').replace('{delivery}', b.delivery.id).replace('{number}', '1').replace('{kind}/{external_id}', `order/${CANARY}`);
    if (short.startsWith('/widgets/')) continue; // a widget's key is public
    if (short.includes('{key}')) {
      for (const key of ['b-widget', 'b-hours']) yield short.replace('{key}', key);
      continue;
    }
    const targets = short.includes('{id}') ? [...b.ids].map((id) => short.replace('{id}', id)) : [short];
    for (const target of targets) yield target;
    if (short === '/conversations') for (const id of kinds.get('conv')) yield `${short}?before=${id}&limit=200`;
    if (short.startsWith('/reports/')) {
      yield `${short}?${span}&step=1d`;
      for (const id of kinds.get('queue')) yield `${short}?${span}&step=1d&queue=${id}`;
    }
    if (short === '/reports/contacts') for (const id of kinds.get('work')) yield `${short}?${span}&after=${id}`;
  }
}

/** Bodies that name what is B's. */
function bodiesFor(method, path, b, sales) {
  if (method === 'GET' || method === 'DELETE') return [{}];
  const json = (...bodies) => bodies.map((body) => ({ json: body }));
  if (path.endsWith('/files')) return [form('a.txt', 'text/plain', 'intruder')];
  if (path.endsWith('/messages')) return json({ text: 'intruder', epoch: b.active.epoch }, { text: 'intruder', epoch: b.active.epoch, note: true }, { text: 'intruder' });
  if (path.endsWith('/transfer')) return json({ queue_id: sales, brief: 'intruder' }, { agent_id: b.agent.me.user_id, brief: 'intruder' });
  if (path.endsWith('/priority')) return json({ priority_s: 600 });
  if (path.endsWith('/complete')) return json({ outcome: 'solved', note: 'intruder' });
  if (path.startsWith('/sounds/') && method === 'PATCH') return json({ name: 'intruder' });
  if (path.startsWith('/sounds')) return [sending({ name: 'intruder', kind: 'music' }, stereo(500, 8000, 3))];
  if (path.endsWith('/sounds')) return json({ music: b.sound.id, announcements: [] }, { announcements: [] });
  if (path.startsWith('/cases/')) return json({ subject: 'intruder', priority: 'urgent' });
  if (path.startsWith('/agents/')) return json({ skills: [], languages: ['it'], queues: [], capacity: { voice: 1, chat: 1, email: 1, messaging: 1, task: 1 } }, { skills: [{ skill: b.skill.id, level: 5 }], languages: [], queues: [b.queue.id], capacity: { voice: 1, chat: 1, email: 1, messaging: 1, task: 1 } });
  if (path === '/queues') return json({ key: 'intruder', name: 'intruder', settings: { ...b.queue.settings, routing: { ...b.queue.settings.routing, overflow: { after_s: 1, to: b.queue.id, also: true } } } });
  if (path === '/widget-settings' || path.startsWith('/widget-settings/')) return json({ name: 'intruder', queue_id: b.queue.id, look: {} }, { name: 'intruder', queue_id: sales, look: { call_to: { queue_id: b.queue.id } } });
  if (path.startsWith('/skills/')) return json({ name: 'intruder' });
  if (path.endsWith('/password')) return json({ password: 'intruder-intruder' });
  if (path.startsWith('/users/') && method === 'PATCH') return json({ name: 'intruder' }, { active: false }, { role: 'agent' });
  if (path === '/session/tenant') return json({ tenant_id: b.boss.me.tenant.id });
  if (path.startsWith('/queues/')) return json({ name: 'intruder', settings: b.queue.settings });
  if (path.startsWith('/flows/') && path.endsWith('/draft')) return json({ revision: 1, flow: { ...b.flow.draft, name: 'intruder' } });
  if (path.startsWith('/flows/') && path.endsWith('/publish')) return json({ revision: 1, note: 'intruder' });
  if (path.startsWith('/flows/') && path.endsWith('/rollback')) return json({ number: 1 });
  if (path.startsWith('/flows/') && path.endsWith('/try')) return json({ channel: 'chat', language: 'it', events: [] });
  if (path === '/visitor/survey') return json({ score: 1, comment: 'intruder' });
  return [{ body: undefined }, { json: {} }];
}

export async function suite() {
  const data = await demoFolder('crawler');
  const database = join(data, 'centralino.db');
  await foundSecondCompany(database);
  const server = await startServer({ data });
  explainWith(() => server.tail());
  const base = server.url;
  let b;
  await check('two companies live in one server', async () => {
    b = await lifeOfB(base);
    b.queue = (await b.boss.get('/queues')).items[0];
    b.skill = (await b.boss.get('/skills')).items[0];
    const kinds = new Set([...b.ids].map((id) => id.split('_')[0]));
    for (const kind of ['conv', 'cust', 'case', 'msg', 'file', 'offer', 'work', 'wrap', 'queue', 'user', 'ten', 'apikey', 'hook', 'eff', 'flow'])
      expect(kinds.has(kind), `no ${kind}_… of B is known: the crawl would not try it`, [...kinds]);
  });
  if (!b) return;
  note(`${b.ids.size} ids of the other company`);
  const before = JSON.stringify(await b.look());

  const [anna, carla, admin] = await Promise.all(['anna', 'carla', 'admin'].map((name) => Agent.signIn(base, name)));
  const key = await admin.must(201, 'POST', '/keys', { json: { name: 'all', scopes: ['read', 'work', 'admin'] } });
  const intruders = { agent: anna, supervisor: carla, admin, 'API key': new Client(base, { bearer: key.token }), nobody: new Client(base) };
  await anna.openDesk();
  await anna.presence('available');
  const mine = await connect(base, anna, { name: 'Uno', text: 'di casa' });
  intruders.visitor = mine.visitor;
  const { items } = await carla.get('/queues');
  const sales = items.find((each) => each.key === 'sales').id;
  const foreign = (text) => [...new Set(text.match(ID) ?? [])].filter((id) => b.ids.has(id));
  // What the request itself named may come back in an error; nothing else may.
  const leak = (answer, said) => {
    if (answer.text.includes(CANARY) && !said.includes(CANARY)) return 'the canary';
    return foreign(answer.text).find((id) => !(answer.status >= 400 && said.includes(id)));
  };

  for (const [who, client] of Object.entries(intruders)) {
    await check(`${who} of A finds nothing of B at any address with any method`, async () => {
      let tried = 0;
      const wrong = [];
      const jobs = [];
      for (const path of attempts(b)) {
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
          if (path === '/session' || (path === '/me/presence' && method === 'PUT') || path === '/visitor/end') continue; // A's own
          if (path === '/visitor/survey' || path === '/visitor/messages' || path === '/visitor/files') if (method === 'POST') continue;
          if (path === '/keys' && method === 'POST') continue;
          const operation = contract.find(method, `/api/v1${path.split('?')[0]}`);
          if (!operation && tried % 7 !== 0) {
            tried += 1; // that a method is not there is checked elsewhere: here a sample is enough
            continue;
          }
          for (const options of bodiesFor(method, path.split('?')[0], b, sales)) jobs.push({ method, path, options });
          tried += 1;
        }
      }
      const work = async () => {
        for (let job = jobs.pop(); job; job = jobs.pop()) {
          const answer = await client.ask(job.method, job.path, job.options);
          const said = job.path + JSON.stringify(job.options.json ?? '');
          const found = leak(answer, said);
          const named = foreign(job.path).length > 0 && !job.path.includes('?');
          if (found || (named && answer.status < 300) || answer.status >= 500) wrong.push(`${job.method} ${job.path} ${JSON.stringify(job.options.json ?? null)} → ${answer.status} ${found ? `holds ${found}` : ''} ${answer.text.slice(0, 200)}`);
        }
      };
      await Promise.all(Array.from({ length: 16 }, work));
      expect(wrong.length === 0, `${wrong.length} answers let something through:`, wrong.slice(0, 15).join('\n'));
    });
  }

  await check('what is A’s cannot be moved into B, nor made by naming B', async () => {
    const transfer = await anna.ask('POST', `/conversations/${mine.visitor.id}/transfer`, { json: { queue_id: b.queue.id, brief: '' } });
    expect(transfer.status >= 400, 'a transfer into another company’s queue', transfer.text);
    const own = items.find((each) => each.key === 'support');
    const stolen = structuredClone(own.settings);
    stolen.routing.overflow = { after_s: 1, queue: b.queue.id, also: true };
    const change = await admin.ask('PUT', `/queues/${own.id}`, { json: { name: own.name, settings: stolen } });
    expect(change.status >= 400, 'an overflow into another company’s queue', change.text);
    const tenant = await new Client(base).ask('POST', '/session', { json: { email: 'anna@demo.example', password: PASSWORD, tenant: 'b' } });
    same(tenant.json?.code, 'wrong_credentials', 'signing in to a company one is not in');
  });
  await check('sockets of A hear nothing of B and change nothing there', async () => {
    await carla.openDesk();
    await mine.visitor.openChat();
    const lines = [anna.line, carla.line, mine.visitor.line];
    for (const line of lines)
      for (const id of [b.active.visitor.id, b.offered.id])
        for (const said of [{ type: 'seen', conversation_id: id, up_to: 99 }, { type: 'typing', conversation_id: id, on: true }, { type: 'subscribe', conversation_id: id }, { type: 'subscribe', topic: b.agent.me.user_id }])
          line.socket.send(said);
    lines[0].socket.send('not even JSON');
    lines[0].socket.send('[1,2,3]');
    // Things happen at B and at A; what happened at A must be all that A hears.
    await b.active.visitor.say(`${CANARY} later`);
    await b.agent.say(b.active.visitor.id, `${CANARY} later`, b.active.epoch);
    b.later = 2;
    await mine.visitor.say('la fine');
    await anna.presence('away', 'break');
    await carla.line.until('the supervisor of A hears of the agent of A', (each) => each.type === 'agent.changed' && each.agent.presence.state === 'away');
    await until('A hears its own', () => anna.line.events.some((each) => each.message?.text === 'la fine'));
    for (const line of lines) {
      const heard = JSON.stringify([line.snapshot, line.events]);
      expect(!heard.includes(CANARY), 'a socket of A heard the canary', heard.slice(Math.max(0, heard.indexOf(CANARY) - 200)).slice(0, 400));
      same(foreign(heard), [], 'ids of B on a socket of A');
    }
    expect(!b.agent.line.events.some((each) => each.type === 'typing'), 'B was told that A types');
    const back = await Line.open(`${base.replace('http', 'ws')}/api/v1/live?after=${anna.line.snapshot.seq}`, { Cookie: anna.cookie, Origin: base });
    await until('the missed events', () => back.events.some((each) => each.message?.text === 'la fine'));
    expect(!JSON.stringify(back.events).includes(CANARY), 'coming back, A hears the canary');
  });
  await check('B is as it was', async () => {
    const later = JSON.parse(JSON.stringify(await b.look()).replaceAll(`${CANARY} later`, ''));
    const text = JSON.stringify(later);
    expect(!text.includes('intruder') && !text.includes('di casa'), 'something of A is in B', text.slice(Math.max(0, text.indexOf('intruder') - 300)).slice(0, 600));
    // Only B's own later messages changed anything: without them it is the same.
    const stable = (value) => JSON.parse(typeof value === 'string' ? value : JSON.stringify(value)).map((each) => (Array.isArray(each) ? each.length : Object.keys(each)));
    same(stable(later), stable(before), 'the shape of what B has');
    const of = (list) => list[5].messages.slice(0, JSON.parse(before)[5].messages.length).map(({ state, ...each }) => each);
    same(of(later), of(JSON.parse(before)), 'the messages of B');
    same(later[5].messages.length, JSON.parse(before)[5].messages.length + (b.later ?? 0), 'how many messages B has');
    same((await b.agent.get('/me')).presence.state, 'available', 'B’s agent');
    same(later[2].conversation.survey, { score: 5, comment: CANARY }, 'B’s rating');
    same((await b.agent.accept(b.offer)).conversation_id, b.offered.id, 'B’s offer can still be accepted');
    await b.agent.must(204, 'POST', `/wrapups/${b.wrapup.id}/complete`, { json: { outcome: 'solved' } });
    same(await sqlite(database, `SELECT count(*) FROM journal WHERE tenant = ${B.tenant} AND data LIKE '%intruder%'`), '0', 'rows of B’s journal with an intruder');
  });
  await check('and it stops well', async () => same((await server.stop()).code, 0, 'exit code'));
}
