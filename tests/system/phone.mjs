// The telephone as people use it: callers and agents' telephones with real sound, against the real program.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { check, expect, explainWith, same, startSuite, until } from './checks.mjs';
import { Agent } from './people.mjs';
import { demoFolder, filesBelow, sqlite, startServer } from './server.mjs';
import { level, SoundingPhone } from './sounding_phone.mjs';

const CALLER_HZ = 440;
const AGENT_HZ = 1000;
// A number that a card could have (its check digit is right), typed where nobody may read it.
const CANARY = '4539578763621486';

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
    await anna.line.until('a wrap-up', (event) => event.type === 'wrapup.changed' && event.wrapup.conversation_id === id);
  });
  await check('the recording has the caller on the left and the agent on the right', async () => {
    const call = await until('the recording is there', async () => {
      const now = await callOf(anna, id);
      return now.recordings[0]?.state === 'kept' && now.measures ? now : null;
    });
    const answer = await fetch(`${server.url}/api/v1/recordings/${call.recordings[0].id}/audio`, { headers: { Cookie: anna.cookie } });
    same(answer.status, 200, 'it may be heard');
    const { rate, left, right } = wavOf(Buffer.from(await answer.arrayBuffer()));
    const beginning = (side) => side.slice(Math.round(rate * 0.2), rate);
    expect(level(beginning(left), CALLER_HZ) > 0.1, 'the caller is on the left', level(beginning(left), CALLER_HZ));
    expect(level(beginning(left), AGENT_HZ) < 0.02, 'and the agent is not');
    expect(level(beginning(right), AGENT_HZ) > 0.1, 'the agent is on the right', level(beginning(right), AGENT_HZ));
    expect(level(beginning(right), CALLER_HZ) < 0.02, 'and the caller is not');
    const part = await fetch(`${server.url}/api/v1/recordings/${call.recordings[0].id}/audio`, { headers: { Cookie: anna.cookie, Range: 'bytes=100-199' } });
    same([part.status, (await part.arrayBuffer()).byteLength], [206, 100], 'a part of it can be asked for');
    expect(call.measures.talk_s > 0, 'the talk was measured', call.measures);
  });
  await check('who was not in the call does not hear it; who listens is written down', async () => {
    const [bruno, carla] = [await Agent.signIn(server.url, 'bruno'), await Agent.signIn(server.url, 'carla')];
    const { id: recording } = (await callOf(anna, id)).recordings[0];
    const address = `${server.url}/api/v1/recordings/${recording}/audio`;
    same((await fetch(address, { headers: { Cookie: bruno.cookie } })).status, 404, 'a colleague');
    same((await fetch(address, { headers: { Cookie: carla.cookie } })).status, 200, 'the supervisor');
    const heard = await until('it is in the journal', async () => {
      const { items } = await carla.get(`/conversations/${id}/history`);
      const entries = items.filter((each) => each.type === 'recording_heard');
      return entries.some((each) => each.actor === carla.me.user_id) ? entries : null;
    });
    expect(heard.length >= 2, 'by both who listened', heard);
  });
  caller.close();
  desk.close();
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

const secretFlow = {
  id: 'card', name: 'Card', languages: ['it'], variables: { card: { type: 'secret' } }, start: 'card', person: 'person',
  nodes: {
    card: {
      type: 'secret', prompt: { text: { it: 'Digiti il numero.' } }, variable: 'card', next: 'pay', no_match: 'person', no_input: 'person',
      validator: { kind: 'digits', length_min: 16, length_max: 16 },
    },
    pay: {
      type: 'look_up', url: 'https://payments.demo.example/', send: { card: '{card}' },
      ok: 'person', not_found: 'person', timed_out: 'person', failed: 'person',
    },
    person: { type: 'queue', queue: 'support', closed: 'end', nobody: 'end' },
    end: { type: 'voicemail', queue: 'support', answer_within_ms: 86400000, prompt: { text: { it: 'Un messaggio.' } }, next: 'bye' },
    bye: { type: 'end' },
  },
};

async function canary(server, admin, data) {
  await check('digits of a secret are in no file, row or line of the log', async () => {
    const made = await admin.must(201, 'POST', '/flows', { json: { key: 'card', name: 'Card' }, key: randomUUID() });
    const draft = await admin.must(200, 'PUT', `/flows/${made.id}/draft`, { json: { revision: made.revision, flow: secretFlow } });
    await admin.must(200, 'POST', `/flows/${made.id}/publish`, { json: { revision: draft.revision, note: 'x' }, key: randomUUID() });
    const { items: queues } = await admin.get('/queues');
    const queue = queues.find((each) => each.key === 'support');
    await admin.must(201, 'POST', '/numbers', {
      json: { number: '105', name: 'Card', queue_id: queue.id, flow_id: made.id, settings: { language: 'it', record: 'always', keep_recordings_days: 9, agent_sees_watchers: true } },
      key: randomUUID(),
    });
    const caller = await SoundingPhone.start(sipOf(server), CALLER_HZ);
    await caller.call('105');
    caller.press(CANARY);
    await until('the number was taken', async () => {
      const { items } = await admin.get('/conversations?limit=3');
      const { items: history } = await admin.get(`/conversations/${items[0].id}/history`);
      return history.some((each) => each.type === 'flow_fact' && each.data.node === 'person');
    });
    caller.hangUp();
    caller.close();
    await server.stop();
    for (const { path, bytes } of filesBelow(data)) {
      expect(!bytes.includes(CANARY), `the digits are in ${path}`);
      expect(!bytes.includes(CANARY.slice(4)), `some of the digits are in ${path}`);
    }
    expect(!server.log.includes(CANARY.slice(6)) && !server.output.includes(CANARY.slice(6)), 'the log holds none of it');
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
  await byKeys(server, admin);
  await canary(server, admin, data);
  await restartInMidCall(data);
  await strangers(data);
}
