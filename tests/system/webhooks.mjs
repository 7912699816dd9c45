// Other systems: webhooks that tell them what happened, records that they tell us. A receiver of our own
// checks each signature as Standard Webhooks says, answers badly on purpose, and is never sent a customer's words.
import { createHmac, timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import { join } from 'node:path';
import { check, expect, explainWith, same, until } from './checks.mjs';
import { Agent, connect, Visitor } from './people.mjs';
import { demoFolder, filesBelow, sqlite, startServer, undo } from './server.mjs';

/** Keeps what it was sent; `answer` says with which status it answers next. */
class Receiver {
  requests = [];
  answer = () => 204;

  static async open() {
    const receiver = new Receiver();
    receiver.server = http.createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const got = { path: request.url, headers: request.headers, text: Buffer.concat(chunks).toString() };
        got.event = JSON.parse(got.text);
        receiver.requests.push(got);
        const status = receiver.answer(got);
        if (status) response.writeHead(status).end();
      });
    });
    await new Promise((done) => receiver.server.listen(0, '127.0.0.1', done));
    receiver.url = `http://127.0.0.1:${receiver.server.address().port}`;
    undo.add(() => receiver.close());
    return receiver;
  }
  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
  of(type) {
    return this.requests.filter((each) => each.event.type === type);
  }
  until(what, fits, ms) {
    return until(() => `${what}\nreceived: ${JSON.stringify(this.requests.map((each) => each.event)).slice(0, 1500)}`, () => this.requests.find(fits), ms);
  }
}

function signed({ headers, text }, secret) {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const wanted = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`).digest();
  const given = Buffer.from(headers['webhook-signature'].replace('v1,', ''), 'base64');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const EVENTS = ['conversation_started', 'conversation_ended', 'message_added', 'survey_answered', 'case_opened', 'wrapup_completed'];
const SECRET_WORDS = 'parola-riservata-4471';

async function deliveries(admin, hook) {
  return (await admin.get(`/webhooks/${hook.id}/deliveries`)).items;
}

async function tellAStory(base, admin, receiver) {
  const hook = await admin.must(201, 'POST', '/webhooks', { json: { name: 'Shop', url: `${receiver.url}/hook`, events: EVENTS } });
  await check('each thing that happened is told once, signed, without a word of the customer', async () => {
    expect(/^whsec_[A-Za-z0-9+/]{43}=$/.test(hook.secret), 'the secret is as Standard Webhooks writes it', hook);
    const anna = await Agent.signIn(base, 'anna@demo.example');
    await anna.openDesk();
    await anna.presence('available');
    const { visitor, epoch } = await connect(base, anna, { name: SECRET_WORDS, text: SECRET_WORDS });
    await anna.say(visitor.id, SECRET_WORDS, epoch);
    await anna.end(visitor.id);
    await visitor.must(204, 'POST', '/visitor/survey', { json: { score: 4, comment: SECRET_WORDS } });
    await anna.finishWrapups();
    for (const type of EVENTS) await receiver.until(`${type} is told`, (each) => each.event.type === type);
    for (const type of ['conversation_started', 'conversation_ended', 'survey_answered', 'wrapup_completed']) same(receiver.of(type).length, 1, `${type} is told once`);
    for (const each of receiver.requests) {
      expect(signed(each, hook.secret), 'the signature is right', each);
      expect(!signed(each, `whsec_${'A'.repeat(43)}=`), 'and no other secret fits');
      same(each.event.id, each.headers['webhook-id'], 'the id is that of the header');
      expect(!each.text.includes(SECRET_WORDS), 'nothing a customer or agent wrote is told', each.text);
      expect(/^(conv|case)_/.test(each.event.subject) && each.event.seq > 0 && !Number.isNaN(Date.parse(each.event.at)), 'what, where in the journal, when', each.event);
    }
    same(receiver.of('conversation_started')[0].event.subject, visitor.id, 'the conversation');
    await anna.presence('away', 'break');
  });
  await check('the log of deliveries', async () => {
    const list = await until('all are noted', async () => {
      const items = await deliveries(admin, hook);
      return items.every((each) => each.state === 'done') && items.length === receiver.requests.length && items;
    });
    expect(list.every((each) => each.attempts === 1 && each.over_at && !each.problem), 'done at the first attempt', list);
    const [newest] = list;
    const again = await admin.must(202, 'POST', `/webhooks/${hook.id}/deliveries/${newest.id}/again`);
    same(again.state, 'pending', 'made due once more');
    await until('it comes a second time under the same id', () => receiver.requests.filter((each) => each.event.id === newest.id).length === 2);
  });
  return hook;
}

async function badReceivers(base, admin, receiver, server, data) {
  const make = (name, path) => admin.must(201, 'POST', '/webhooks', { json: { name, url: `${receiver.url}${path}`, events: ['customer_created'] } });
  await check('a silent receiver does not hold up another, and its delivery is tried again', async () => {
    const [silent, good] = [await make('silent', '/silent'), await make('good', '/good')];
    receiver.answer = ({ path }) => (path === '/silent' ? null : 204);
    for (let i = 0; i < 6; ++i) await admin.must(202, 'POST', `/webhooks/${silent.id}/test`);
    await admin.must(202, 'POST', `/webhooks/${good.id}/test`);
    await receiver.until('the good one hears it', (each) => each.path === '/good');
    same(receiver.requests.filter((each) => each.path === '/silent').length, 4, 'four attempts under way at most');
    await admin.must(204, 'DELETE', `/webhooks/${silent.id}`);
    same((await admin.ask('GET', `/webhooks/${silent.id}/deliveries`)).status, 404, 'removed with its deliveries');
    await admin.must(204, 'DELETE', `/webhooks/${good.id}`);
  });
  await check('an error is written down, and one that is gone for good pauses its webhook', async () => {
    const hook = await make('failing', '/failing');
    receiver.answer = () => 500;
    await admin.must(202, 'POST', `/webhooks/${hook.id}/test`);
    const tried = await until('the failure is noted', async () => (await deliveries(admin, hook)).find((each) => each.problem));
    expect(tried.state === 'pending' && tried.attempts === 1 && tried.next_at > new Date().toISOString() && /500/.test(tried.problem), 'tried again later', tried);
    receiver.answer = () => 410;
    const gone = await admin.must(202, 'POST', `/webhooks/${hook.id}/test`);
    await until('the webhook is paused', async () => (await admin.get('/webhooks')).items.find((each) => each.id === hook.id).state === 'paused');
    same((await deliveries(admin, hook)).find((each) => each.id === gone.id).state, 'failed', 'the delivery');
    const back = await admin.must(200, 'PATCH', `/webhooks/${hook.id}`, { json: { state: 'active', name: 'mended' } });
    same([back.state, back.name, back.secret], ['active', 'mended', undefined], 'made active again; the secret is not shown');
    await admin.must(204, 'DELETE', `/webhooks/${hook.id}`);
  });
  receiver.answer = () => 204;
  await check('addresses that cannot be', async () => {
    for (const url of ['ftp://example.com/', 'example.com', 'https://user:word@example.com/', 'javascript:alert(1)', `https://example.com/${'x'.repeat(2000)}`])
      same((await admin.ask('POST', '/webhooks', { json: { name: 'x', url, events: ['case_opened'] } })).status, 422, url.slice(0, 60));
    same((await admin.ask('POST', '/webhooks', { json: { name: 'x', url: receiver.url, events: ['everything'] } })).status, 422, 'an event nobody knows');
    same((await admin.ask('POST', '/webhooks', { json: { name: 'x', url: receiver.url, events: [] } })).status, 422, 'no event');
  });
  await check('kill -9 with a delivery under way: it comes again under the same id', async () => {
    const hook = await make('slow', '/slow');
    receiver.answer = () => null;
    const { id } = await admin.must(202, 'POST', `/webhooks/${hook.id}/test`);
    await receiver.until('the first attempt', (each) => each.path === '/slow');
    await server.kill();
    receiver.answer = () => 204;
    const again = await startServer({ data });
    await until('the second attempt', () => receiver.requests.filter((each) => each.event.id === id).length === 2);
    const back = await Agent.signIn(again.url, 'admin@demo.example');
    await until('it is done', async () => (await deliveries(back, hook))[0].state === 'done');
    await again.stop();
  });
}

async function strangers(data) {
  await check('without the demo, addresses inside our network are not reached', async () => {
    const server = await startServer({ data, demo: false });
    explainWith(() => server.tail());
    const receiver = await Receiver.open();
    const admin = await Agent.signIn(server.url, 'admin@demo.example');
    const hook = await admin.must(201, 'POST', '/webhooks', { json: { name: 'inside', url: receiver.url, events: ['case_opened'] } });
    await admin.must(202, 'POST', `/webhooks/${hook.id}/test`);
    const tried = await until('the attempt is noted', async () => (await deliveries(admin, hook)).find((each) => each.problem));
    expect(/not public/.test(tried.problem), 'it says why', tried);
    same(receiver.requests.length, 0, 'nothing arrived');
    await server.stop();
  });
}

async function records(base, admin) {
  const carla = await Agent.signIn(base, 'carla@demo.example');
  const email = `cliente-${Date.now()}@posta.example`;
  const order = { email, name: 'Nadia Serra', title: 'Aurora Colle, blu', state: 'spedito', at: new Date(Date.now() - 86_400_000).toISOString(), amount: { minor: 249_900, currency: 'EUR' }, url: 'https://shop.example/orders/1' };
  await check('what the shop tells stands beside the customer (S-040)', async () => {
    const saved = await carla.must(200, 'PUT', '/customer-records/order/A-1', { json: order });
    await carla.must(200, 'PUT', '/customer-records/order/A-1', { json: { ...order, state: 'consegnato' } });
    await carla.must(200, 'PUT', '/customer-records/asset/T-9', { json: { email, title: 'Telaio 8841', state: 'in garanzia', at: order.at } });
    const visitor = await Visitor.start(base, { name: 'Nadia', email, text: 'Dov’è il mio ordine?' });
    const page = await carla.get(`/customers/${saved.customer_id}`);
    same(page.records.map((each) => [each.kind, each.external_id, each.state]), [['asset', 'T-9', 'in garanzia'], ['order', 'A-1', 'consegnato']], 'the newest word of each');
    same(page.records[1].amount, order.amount, 'the amount');
    same(page.conversations.map((each) => each.id), [visitor.id], 'the visitor is found to be that customer');
    await visitor.end();
    await carla.must(204, 'DELETE', '/customer-records/asset/T-9');
    same((await carla.ask('DELETE', '/customer-records/asset/T-9')).status, 404, 'taken back once');
  });
  await check('records that cannot be', async () => {
    const put = async (json, path = '/customer-records/order/B-1') => (await carla.ask('PUT', path, { json: { ...order, ...json } })).status;
    same(await put({ email: 'nobody' }), 422, 'an address that is none');
    same(await put({ url: 'javascript:alert(1)' }), 422, 'a link that is none');
    same(await put({ amount: { minor: 1, currency: 'eur' } }), 422, 'a currency that is none');
    same(await put({}, '/customer-records/pet/B-1'), 404, 'a kind that is none');
    const anna = await Agent.signIn(base, 'anna@demo.example');
    same((await anna.ask('PUT', '/customer-records/order/B-1', { json: order })).status, 403, 'agents may not');
  });
  await check('retention against service (S-130)', async () => {
    const span = `from=${new Date(Date.now() - 3 * 86_400_000).toISOString()}&to=${new Date(Date.now() + 60_000).toISOString()}`;
    const report = await carla.get(`/reports/retention?${span}&window_days=1`);
    const { in_time, late, unanswered } = report.by_service;
    same(in_time.customers + late.customers + unanswered.customers, report.all.customers, 'each customer is counted once');
    same(report.by_rating.reduce((sum, each) => sum + each.returned.customers, 0), report.all.customers, 'by rating too');
    expect(report.too_early >= 1, 'today’s customers are not judged yet', report);
    for (const bad of ['0', '731', 'x', '-1']) same((await carla.ask('GET', `/reports/retention?${span}&window_days=${bad}`)).status, 422, `window_days=${bad}`);
  });
}

/** Each route once, with success, for the walk through the contract. */
export async function walkIntegrations(base, admin) {
  const hook = await admin.must(201, 'POST', '/webhooks', { json: { name: 'walk', url: 'http://127.0.0.1:9/', events: ['case_opened'] } });
  await admin.get('/webhooks');
  await admin.get('/users');
  await admin.must(200, 'PATCH', `/webhooks/${hook.id}`, { json: { events: ['case_closed'] } });
  await admin.must(202, 'POST', `/webhooks/${hook.id}/test`);
  const delivery = await until('the attempt is noted', async () => (await deliveries(admin, hook)).find((each) => each.problem));
  same((await admin.ask('POST', `/webhooks/${hook.id}/deliveries/${delivery.id}/again`)).status, 409, 'it is still being delivered');
  const receiver = await Receiver.open();
  const heard = await admin.must(201, 'POST', '/webhooks', { json: { name: 'heard', url: receiver.url, events: ['case_opened'] } });
  const told = await admin.must(202, 'POST', `/webhooks/${heard.id}/test`);
  await until('it is delivered', async () => (await deliveries(admin, heard))[0].state === 'done');
  await admin.must(202, 'POST', `/webhooks/${heard.id}/deliveries/${told.id}/again`);
  await admin.must(204, 'DELETE', `/webhooks/${hook.id}`);
  await admin.must(200, 'PUT', '/customer-records/bill/W-1', { json: { email: 'walk@posta.example', title: 'x', state: '', at: '2026-01-01T00:00:00Z' } });
  await admin.must(204, 'DELETE', '/customer-records/bill/W-1');
  await admin.get('/reports/retention?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z');
  await admin.get('/reports/talk?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&by=day');
}

export async function suite() {
  const data = await demoFolder('webhooks');
  const server = await startServer({ data });
  explainWith(() => server.tail());
  const receiver = await Receiver.open();
  const admin = await Agent.signIn(server.url, 'admin@demo.example');
  const hook = await tellAStory(server.url, admin, receiver);
  await records(server.url, admin);
  await badReceivers(server.url, admin, receiver, server, data);
  await check('the secret is in the webhook’s row and nowhere else', async () => {
    const database = join(data, 'centralino.db');
    const tables = (await sqlite(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")).split('\n');
    for (const table of tables.filter((each) => each !== 'webhook'))
      expect(!(await sqlite(database, `SELECT * FROM ${table}`)).includes(hook.secret), `the secret is in ${table}`);
    expect(!server.log.includes(hook.secret.slice(6)), 'the secret is in the log');
    for (const { path, bytes } of filesBelow(join(data, 'files'))) expect(!bytes.includes(hook.secret), `the secret is in ${path}`);
  });
  await strangers(data);
}
