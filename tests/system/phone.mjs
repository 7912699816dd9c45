// The telephone as people use it: callers and agents' telephones with real sound, against the real program.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { canary } from './canary.mjs';
import { check, expect, explainWith, same, startSuite, until } from './checks.mjs';
import { ownSounds } from './own_sounds.mjs';
import { fromAPage } from './page_calls.mjs';
import { Agent } from './people.mjs';
import { demoFolder, sqlite, startServer } from './server.mjs';
import { level, SoundingPhone } from './sounding_phone.mjs';

const CALLER_HZ = 440;
const AGENT_HZ = 1000;

const telephone = ['--sip', '127.0.0.1:0', '--sip-trust', '127.0.0.1/32', '--rtp', '34000-34399'];
const sipOf = (server) => /sip:100@(\S+)/.exec(server.output)[1];

async function callOf(agent, conversation) {
  return agent.get(`/conversations/${conversation}/call`);
}

/** Anna with a telephone on her desk, available. */
async function annaWithTelephone(server, admin) {
  const desk = await SoundingPhone.start(sipOf(server), AGENT_HZ);
  const anna = await Agent.signIn(server.url, 'anna');
  await anna.openDesk();
  await admin.must(201, 'POST', '/devices', {
    json: { user_id: anna.me.user_id, username: 'desk1', contact: `sip:desk1@${desk.sip.here}` },
    key: randomUUID(),
  });
  await anna.presence('available');
  return { anna, desk };
}

/** The newest offer that is no older than this moment. */
async function offered(agent, since) {
  const { offer } = await agent.line.until('a call is offered', (event, at) => at >= since && event.type === 'offer.made' && event.offer.channel === 'voice');
  return offer;
}

function wavOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  expect(bytes.subarray(0, 4).toString() === 'RIFF', 'it is a WAV file');
  const rate = view.getUint32(24, true);
  const sides = [[], []];
  for (let at = bytes.indexOf('data') + 8; at + 3 < bytes.length; at += 4) {
    sides[0].push(view.getInt16(at, true));
    sides[1].push(view.getInt16(at + 2, true));
  }
  return { rate, left: sides[0], right: sides[1] };
}

async function talk(server, admin) {
  const { anna, desk } = await annaWithTelephone(server, admin);
  const caller = await SoundingPhone.start(sipOf(server), CALLER_HZ);
  let id;
  await check('a caller waits with a voice and music, an agent picks up, both hear each other', async () => {
    const since = anna.line.events.length;
    await Promise.all([desk.pickUp(), caller.call('110')]);
    id = (await offered(anna, since)).conversation_id;
    await caller.hears(AGENT_HZ);
    await desk.hears(CALLER_HZ);
    const { conversation } = await anna.get(`/conversations/${id}`);
    const before = desk.packets;
    await until('they talked for two seconds', () => desk.packets > before + 100);
    same([conversation.channel, conversation.state, conversation.owner.name], ['voice', 'active', 'Anna Ferri'], 'the conversation is hers');
  });
  await check('on hold the caller hears music and not the agent, then again the agent', async () => {
    await anna.must(204, 'POST', `/conversations/${id}/call/hold`, { json: { on: true }, key: randomUUID() });
    await caller.hears(AGENT_HZ, false);
    await desk.hears(CALLER_HZ, false);
    await until('the music is heard', () => caller.loudness > 0.02);
    await anna.must(204, 'POST', `/conversations/${id}/call/hold`, { json: { on: false }, key: randomUUID() });
    await caller.hears(AGENT_HZ);
  });
  await check('keys that the agent sends reach the caller', async () => {
    await anna.must(204, 'POST', `/conversations/${id}/call/digits`, { json: { digits: '5#' }, key: randomUUID() });
  });
  await check('the agent hangs up, the caller is hung up on, the wrap-up begins', async () => {
    await anna.must(200, 'POST', `/conversations/${id}/end`, { key: randomUUID() });
    await Promise.all([caller.isHungUp(), desk.isHungUp()]);
    await wrapUp(anna, id);
  });
  // S-019 S-020
  await check('the recording has the caller on the left and the agent on the right', async () => {
    const call = await until('the recording is there', async () => {
      const now = await callOf(anna, id);
      return now.recordings[0]?.state === 'kept' && now.measures ? now : null;
    });
    const audio = `/recordings/${call.recordings[0].id}/audio`;
    const answer = await anna.ask('GET', audio);
    same([answer.status, Number(answer.headers['content-length'])], [200, answer.bytes.length], 'it may be heard');
    expect(answer.bytes.length > 70_000, 'more than is sent at a time', answer.bytes.length);
    const { rate, left, right } = wavOf(answer.bytes);
    const beginning = (side) => side.slice(Math.round(rate * 0.2), rate);
    expect(level(beginning(left), CALLER_HZ) > 0.1, 'the caller is on the left', level(beginning(left), CALLER_HZ));
    expect(level(beginning(left), AGENT_HZ) < 0.02, 'and the agent is not');
    expect(level(beginning(right), AGENT_HZ) > 0.1, 'the agent is on the right', level(beginning(right), AGENT_HZ));
    expect(level(beginning(right), CALLER_HZ) < 0.02, 'and the caller is not');
    const part = await anna.ask('GET', audio, { headers: { Range: 'bytes=100-199' } });
    same([part.status, part.bytes.length], [206, 100], 'a part of it can be asked for');
    expect(call.measures.talk_s > 0, 'the talk was measured', call.measures);
    same(call.greeted_late, call.measures.greeting_s === null || call.measures.greeting_s >= 5, 'a late greeting is flagged');
  });
  await check('the report of talks counts it: by queue, agent and day', async () => {
    const carla = await Agent.signIn(server.url, 'carla');
    const now = Date.now();
    const span = `from=${new Date(now - 3_600_000).toISOString()}&to=${new Date(now + 3_600_000).toISOString()}`;
    for (const [by, name] of [['queue', 'Assistenza'], ['agent', 'Anna Ferri'], ['day', null]]) {
      const { rows, total } = await carla.get(`/reports/talk?${span}&by=${by}`);
      same([rows.length, rows[0].calls, total.calls], [1, 1, 1], `by ${by}`);
      if (name) same(rows[0].name, name, `by ${by}`);
      expect(rows[0].talk_s > 0 && rows[0].hold_s > 0 && rows[0].hold_s_total === total.hold_s_max, 'talk and hold', rows[0]);
    }
    same((await carla.ask('GET', `/reports/talk?${span}&by=moon`)).status, 422, 'by what there is not');
    same((await anna.ask('GET', `/reports/talk?${span}`)).status, 403, 'not for agents');
  });
  await check('who was not in the call does not hear it; who listens is written down', async () => {
    const [bruno, carla] = [await Agent.signIn(server.url, 'bruno'), await Agent.signIn(server.url, 'carla')];
    const { id: recording } = (await callOf(anna, id)).recordings[0];
    const address = `${server.url}/api/v1/recordings/${recording}/audio`;
    same((await fetch(address, { headers: { Cookie: bruno.cookie } })).status, 404, 'a colleague');
    same((await fetch(address, { headers: { Cookie: carla.cookie } })).status, 200, 'the supervisor');
    const rights = async (who) => {
      const { may_listen, may_download } = await callOf(who, id);
      return [may_listen, may_download];
    };
    same([await rights(bruno), await rights(anna), await rights(carla)], [[false, false], [true, false], [true, true]], 'each is told what they may');
    same((await fetch(`${address}?download=1`, { headers: { Cookie: anna.cookie } })).status, 403, 'agents take no files away');
    const file = await fetch(`${address}?download=1`, { headers: { Cookie: carla.cookie } });
    same(file.headers.get('content-disposition'), `attachment; filename="${recording}.wav"`, 'a file of one\'s own');
    const heard = await until('it is in the journal', async () => {
      const { items } = await carla.get(`/conversations/${id}/history`);
      const entries = items.filter((each) => each.type === 'recording_heard');
      return entries.some((each) => each.actor === carla.me.user_id) ? entries : null;
    });
    expect(heard.length >= 2, 'by both who listened', heard);
    await until('and that it was taken away', async () => {
      const { items } = await carla.get(`/conversations/${id}/history`);
      return items.some((each) => each.type === 'recording_downloaded' && each.actor === carla.me.user_id);
    });
  });
  caller.close();
  desk.close();
}

const outwards = (port) => ({
  host: '127.0.0.1', port, transport: 'udp', enabled: true, registers: false, sources: ['192.0.2.0/24'], username: '', realm: '',
  tls_name: '', srtp: false, caller_id: '+390299999', allowed: ['+39'], calls_per_hour_max: 60,
});

/** A call of Anna's, talking, with the telephones of both. */
async function talking(server, anna, desk) {
  const caller = await SoundingPhone.start(sipOf(server), CALLER_HZ);
  const since = anna.line.events.length;
  await Promise.all([desk.pickUp(), caller.call('110')]);
  const { conversation_id: id } = await offered(anna, since);
  await caller.hears(AGENT_HZ);
  return { caller, id };
}

async function wrapUp(agent, id) {
  const { wrapup } = await agent.line.until('a wrap-up', (event) => event.type === 'wrapup.changed' && event.wrapup.conversation_id === id);
  await agent.must(204, 'POST', `/wrapups/${wrapup.id}/complete`, { json: { outcome: 'solved' }, key: randomUUID() });
}

async function setUp(admin) {
  await check('trunks, numbers and telephones are kept, changed and removed', async () => {
    const key = () => randomUUID();
    const trunk = await admin.must(201, 'POST', '/trunks', { json: { name: 'Spare', settings: outwards(5099), password: 'never shown 1' }, key: key() });
    expect(trunk.has_password && !JSON.stringify(trunk).includes('never shown'), 'a password is not given back', trunk);
    const changed = await admin.must(200, 'PUT', `/trunks/${trunk.id}`, { json: { name: 'Spare 2', settings: outwards(5098) }, key: key() });
    same([changed.name, changed.has_password], ['Spare 2', true], 'changed, the password as it was');
    const pem = execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=our exchange', '-keyout', '-'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
    const [authority] = /-----BEGIN CERTIFICATE-----[^]+/.exec(pem);
    const trusting = (tls_authority) => ({ json: { name: 'Spare 2', settings: { ...outwards(5098), transport: 'tls', tls_authority } }, key: key() });
    same((await admin.must(200, 'PUT', `/trunks/${trunk.id}`, trusting(authority))).settings.tls_authority, authority, 'who signed its certificate');
    for (const wrong of [pem, 'nonsense', authority.replace(/A/g, '!'), authority + '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])
      await admin.must(422, 'PUT', `/trunks/${trunk.id}`, trusting(wrong));
    expect((await admin.get('/trunks')).items.some((each) => each.id === trunk.id), 'it is in the list');
    await admin.must(204, 'DELETE', `/trunks/${trunk.id}`, { key: key() });
    const { items: numbers } = await admin.get('/numbers');
    const wish = { number: '+39 02 555 1234', name: 'Main', queue_id: numbers[0].queue_id, settings: numbers[0].settings };
    const number = await admin.must(201, 'POST', '/numbers', { json: wish, key: key() });
    same(number.number, '+39025551234', 'as it is dialled');
    await admin.must(200, 'PUT', `/numbers/${number.id}`, { json: { ...wish, name: 'Front' }, key: key() });
    await admin.must(204, 'DELETE', `/numbers/${number.id}`, { key: key() });
    const device = await admin.must(201, 'POST', '/devices', {
      json: { user_id: (await Agent.signIn(admin.base, 'diego')).me.user_id, username: 'diego1', password: 'a long password 7' }, key: key(),
    });
    expect((await admin.get('/devices')).items.some((each) => each.username === 'diego1'), 'it is in the list');
    await admin.must(204, 'DELETE', `/devices/${device.id}`, { key: key() });
  });
}

/** Trunks as they are now; a telephone that answers everything is the other side of one. */
async function trunksNow(server, admin) {
  const trunkOf = async (id) => (await admin.get('/telephone')).trunks.find((each) => each.id === id);
  await check('a trunk says why it is not there, is tried at once when it is, and keeps its place', async () => {
    const outside = await SoundingPhone.start(sipOf(server), 700);
    outside.sip.socket.on('message', (bytes) => {
      const request = bytes.toString('latin1');
      if (request.startsWith('OPTIONS ')) outside.sip.answer(request, 200);
    });
    const there = outwards(outside.sip.socket.address().port);
    const add = (name, settings) => admin.must(201, 'POST', '/trunks', { json: { name, settings }, key: randomUUID() });
    const [first, second] = [await add('First', { ...there, transport: 'tcp', port: 1 }), await add('Second', { ...there, calls_per_hour_max: 0 })];
    const down = await until('the first is down', async () => {
      const now = await trunkOf(first.id);
      return now.state === 'down' ? now : null;
    });
    expect(down.detail && down.since, 'it says why and since when', down);
    await admin.must(200, 'PUT', `/trunks/${first.id}`, { json: { name: 'First', settings: there }, key: randomUUID() });
    await until('it is up', async () => (await trunkOf(first.id)).state === 'up');
    const { since } = await trunkOf(first.id);
    await admin.must(204, 'POST', `/trunks/${first.id}/check`, { key: randomUUID() });
    await until('it was asked anew', async () => (await trunkOf(first.id)).since !== since);
    const { items } = await admin.must(200, 'PUT', '/trunk-order', { json: { ids: [second.id, first.id] }, key: randomUUID() });
    same(items.slice(0, 2).map((each) => each.name), ['Second', 'First'], 'the second is tried first');
    await admin.must(204, 'POST', `/trunks/${second.id}/reset-limit`, { key: randomUUID() });
    same((await trunkOf(second.id)).calls_per_hour_max, 0, 'the limit itself stays');
    for (const { id } of [first, second]) await admin.must(204, 'DELETE', `/trunks/${id}`, { key: randomUUID() });
    outside.close();
  });
  await check('an agent sees what colleagues are doing, and nothing else of them', async () => {
    const anna = await Agent.signIn(server.url, 'anna');
    const { items } = await anna.get('/colleagues');
    expect(items.some((each) => each.name === 'Bruno Sala') && items.every((each) => each.id !== anna.me.user_id), 'the others', items);
    same(Object.keys(items[0]).sort(), ['id', 'languages', 'name', 'on_call', 'state'], 'only what is of use');
  });
}

async function withOthers(server, admin) {
  const outside = await SoundingPhone.start(sipOf(server), 700);
  const trunk = await admin.must(201, 'POST', '/trunks', { json: { name: 'Out', settings: outwards(outside.sip.socket.address().port) }, key: randomUUID() });
  const desk = await SoundingPhone.start(sipOf(server), AGENT_HZ);
  const other = await SoundingPhone.start(sipOf(server), 1500);
  const [anna, bruno] = [await Agent.signIn(server.url, 'anna'), await Agent.signIn(server.url, 'bruno')];
  await Promise.all([anna.openDesk(), bruno.openDesk()]);
  const { items } = await admin.get('/devices');
  await admin.must(204, 'DELETE', `/devices/${items.find((each) => each.username === 'desk1').id}`, { key: randomUUID() });
  const device = (agent, username, phone) =>
    admin.must(201, 'POST', '/devices', { json: { user_id: agent.me.user_id, username, contact: `sip:${username}@${phone.sip.here}` }, key: randomUUID() });
  await device(anna, 'desk3', desk);
  await anna.presence('available');
  const act = (id, what, json = {}) => anna.must(204, 'POST', `/conversations/${id}/call/${what}`, { json, key: randomUUID() });

  await check('a colleague is asked on their telephone, all three talk, the customer goes over', async () => {
    const { caller, id } = await talking(server, anna, desk);
    await device(bruno, 'desk4', other);
    await bruno.presence('available');
    await Promise.all([other.pickUp(), act(id, 'consult', { agent_id: bruno.me.user_id, brief: 'Can you take this one?' })]);
    await desk.hears(1500);
    await caller.hears(AGENT_HZ, false);
    await act(id, 'consult/join');
    await caller.hears(1500);
    await caller.hears(AGENT_HZ);
    await act(id, 'consult/complete');
    await desk.isHungUp();
    await caller.hears(AGENT_HZ, false);
    await caller.hears(1500);
    const { conversation } = await bruno.get(`/conversations/${id}`);
    same(conversation.owner.name, 'Bruno Sala', 'the conversation is his');
    caller.hangUp();
    await other.isHungUp();
    await wrapUp(bruno, id);
    await wrapUp(anna, id);
    await bruno.presence('away');
    caller.close();
  });
  await check('a number outside is asked, then not; then the customer is handed to it', async () => {
    const { caller, id } = await talking(server, anna, desk);
    await Promise.all([outside.pickUp(), act(id, 'consult', { number: '+390612345' })]);
    await desk.hears(700);
    await act(id, 'consult/cancel');
    await outside.isHungUp();
    await caller.hears(AGENT_HZ);
    await act(id, 'recording', { paused: true });
    await act(id, 'recording', { paused: false });
    await Promise.all([outside.pickUp(), desk.isHungUp(), act(id, 'transfer', { number: '+390612345', brief: 'Wants the workshop' })]);
    await caller.hears(700);
    await outside.hears(CALLER_HZ);
    caller.hangUp();
    await outside.isHungUp();
    await wrapUp(anna, id);
    const call = await until('the recording is there', async () => {
      const now = await callOf(anna, id);
      return now.recordings[0]?.state === 'kept' ? now : null;
    });
    const recording = call.recordings[0].id;
    const shape = await anna.get(`/recordings/${recording}`);
    expect(shape.peaks.length > 0 && shape.markers.some((each) => each.why === 'agent'), 'it can be drawn, with its pause', shape.markers);
    await admin.must(200, 'POST', `/recordings/${recording}/hold`, { json: { on: true }, key: randomUUID() });
    await admin.must(409, 'DELETE', `/recordings/${recording}`, { key: randomUUID() });
    await admin.must(200, 'POST', `/recordings/${recording}/hold`, { json: { on: false }, key: randomUUID() });
    await admin.must(204, 'DELETE', `/recordings/${recording}`, { key: randomUUID() });
    same((await anna.ask('GET', `/recordings/${recording}`)).status, 404, 'it is gone');
    caller.close();
  });
  await check('an agent calls out: the customer rings, answers, is talked to', async () => {
    const answer = outside.pickUp();
    const { conversation_id: id } = await anna.must(201, 'POST', '/calls', { json: { to: '+39 333 444 5555' }, key: randomUUID() });
    const invite = await answer;
    expect(/^From:.*\+390299999/im.test(invite), 'our number is shown', invite.split('\r\n')[4]);
    await until('they talk', async () => (await callOf(anna, id)).answered_at);
    await anna.must(200, 'POST', `/conversations/${id}/end`, { key: randomUUID() });
    await outside.isHungUp();
    await wrapUp(anna, id);
  });
  await check('minutes and money of a trunk run out, are shown, and are let go on by who administers', async () => {
    const settings = outwards(outside.sip.socket.address().port);
    const change = (status, more) => admin.must(status, 'PUT', `/trunks/${trunk.id}`, { json: { name: 'Out', settings: { ...settings, ...more } }, key: randomUUID() });
    const now = async () => (await admin.get('/telephone')).trunks.find((each) => each.id === trunk.id);
    // Answered before: twice by who was asked or took a customer, once by who was called.
    expect((await now()).minutes_last_24h >= 3 && !(await now()).limit, 'the minutes so far', await now());
    const spending = { currency: 'EUR', per_day_max_micros: 20_000, prices: [{ prefix: '+44', per_minute_micros: 10_000 }] };
    const problem = await change(422, { spending });
    same(problem.fields[0].field, 'settings.spending.prices', 'what has no price would cost nothing');
    await change(422, { minutes_per_day_max: -1 });
    await change(422, { call_minutes_max: 0 });
    spending.prices.push({ prefix: '+39', per_minute_micros: 5_000 }, { prefix: '+39333', per_minute_micros: 20_000 });
    await change(200, { spending });
    const [, { conversation_id: id }] = await Promise.all([outside.pickUp(), anna.must(201, 'POST', '/calls', { json: { to: '+393334445555' }, key: randomUUID() })]);
    const full = await until('the money is gone', async () => {
      const seen = await now();
      return seen.limit ? seen : null;
    });
    same([full.limit, full.spent_last_24h_micros, full.spending_per_day_max_micros, full.currency], ['spending', 20_000, 20_000, 'EUR'], 'by the longest prefix');
    await anna.must(200, 'POST', `/conversations/${id}/end`, { key: randomUUID() });
    await outside.isHungUp();
    await wrapUp(anna, id);
    const refused = await anna.ask('POST', '/calls', { json: { to: '+390612345' }, key: randomUUID() });
    same([refused.status, refused.json.code], [429, 'spending_exhausted'], 'nothing more goes out');
    await admin.must(204, 'POST', `/trunks/${trunk.id}/reset-limit`, { key: randomUUID() });
    const fresh = await now();
    same([fresh.limit ?? null, fresh.minutes_last_24h, fresh.spent_last_24h_micros], [null, 0, 0], 'from zero');
  });
  await check('a number that may not be called is refused', async () => {
    const refused = await anna.ask('POST', '/calls', { json: { to: '+4412345' }, key: randomUUID() });
    same([refused.status, refused.json.code], [403, 'number_not_allowed'], 'and says so');
  });
  await admin.must(204, 'DELETE', `/trunks/${trunk.id}`, { key: randomUUID() });
  for (const phone of [outside, desk, other]) phone.close();
}

async function byKeys(server, admin) {
  await check('a parcel is tracked by keys; what was learnt stands in the call', async () => {
    const caller = await SoundingPhone.start(sipOf(server), CALLER_HZ);
    await caller.call('104');
    caller.press('12345678');
    const found = await until('the parcel was found', async () => {
      const { items } = await admin.get('/conversations?limit=5');
      for (const { id, channel } of items) {
        if (channel !== 'voice') continue;
        const { items: history } = await admin.get(`/conversations/${id}/history`);
        if (history.some((each) => each.type === 'flow_fact' && each.data.what === 'returned' && each.data.detail === 'found')) return id;
      }
      return null;
    });
    await caller.isHungUp();
    const call = await until('the call is over', async () => {
      const now = await callOf(admin, found);
      return now.ended_at ? now : null;
    });
    same(call.cause, 'done', 'by its own end');
    caller.close();
  });
}

async function restartInMidCall(data) {
  const server = await startServer({ data, more: telephone });
  explainWith(() => server.tail());
  const caller = await SoundingPhone.start(sipOf(server), CALLER_HZ);
  await caller.call('110');
  await server.kill();
  const again = await startServer({ data, more: telephone });
  explainWith(() => again.tail());
  await check('after kill -9 in mid-call nobody waits who is not there, and nothing is lost', async () => {
    const rows = await sqlite(join(data, 'centralino.db'), "SELECT count(*) FROM phone_call WHERE ended_at IS NULL; SELECT cause FROM phone_call ORDER BY began_at DESC LIMIT 1");
    same(rows, '0\nrestart', 'the call is over, and says why');
  });
  caller.close();
  await again.stop();
}

async function strangers(data) {
  const server = await startServer({ data, more: ['--sip', '127.0.0.1:0', '--rtp', '34000-34399'] });
  explainWith(() => server.tail());
  await check('who is no trunk, no telephone of ours and not trusted is refused', async () => {
    const caller = await SoundingPhone.start(sipOf(server), CALLER_HZ);
    caller.sip.request('INVITE', { to: 'sip:110@host', body: caller.sip.sdp() });
    await caller.sip.hear(/^SIP\/2.0 40[13]/);
    await until('the log says so', () => server.log.includes('a call was refused'));
    caller.close();
  });
  await server.stop();
}

export async function suite() {
  const data = await demoFolder('phone');
  const server = await startServer({ data, more: telephone });
  startSuite('phone', () => server.tail());
  const admin = await Agent.signIn(server.url, 'admin');
  await talk(server, admin);
  await setUp(admin);
  await trunksNow(server, admin);
  await withOthers(server, admin);
  await byKeys(server, admin);
  await ownSounds(server, admin, sipOf(server));
  await fromAPage(server, admin);
  await canary(server, admin, data, sipOf(server));
  await restartInMidCall(data);
  await strangers(data);
}
