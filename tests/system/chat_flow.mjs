// A flow in the chat, with a real visitor's socket against the real program: what is asked and answered, a
// secret that must be nowhere, kill -9 in the middle, the way to a person.
import { randomUUID } from 'node:crypto';
import { check, expect, explainWith, same, until } from './checks.mjs';
import { Agent, Visitor } from './people.mjs';
import { demoFolder, filesBelow, startServer } from './server.mjs';

// Typed where nobody may read it; its check digit is right.
const CANARY = '4539578763621486';

const both = (it, en = it) => ({ text: { it, en } });

/** A flow that asks for a secret, wants to look it up, and finds a person. */
const bank = (draft) => ({
  ...draft,
  variables: { pin: { type: 'secret' }, topic: { type: 'text', value: 'bank' } },
  start: 'ask',
  person: 'person',
  nodes: {
    ask: { type: 'secret', prompt: both('Il codice, per favore.', 'Your code, please.'), variable: 'pin', validator: { kind: 'digits', length_min: 16, length_max: 16 }, next: 'verify', no_match: 'person', no_input: 'person' },
    // Nobody answers there.
    verify: { type: 'look_up', url: 'https://127.0.0.1:1/', send: { pin: '{pin}' }, ok: 'person', not_found: 'person', timed_out: 'person', failed: 'person' },
    person: { type: 'queue', queue: 'support', prompt: both('Un momento.', 'One moment.'), closed: 'message', nobody: 'message' },
    message: { type: 'voicemail', queue: 'support', prompt: both('Scriva.', 'Write.'), answer_within_ms: 86_400_000, next: 'end' },
    end: { type: 'end' },
  },
});

async function widgetFor(admin, queue) {
  const made = await admin.must(201, 'POST', '/flows', { json: { key: 'bank', name: 'Bank', template: 'reception' } });
  const saved = await admin.must(200, 'PUT', `/flows/${made.id}/draft`, { json: { revision: 1, flow: bank(made.draft) } });
  const widget = { name: 'Banca', queue_id: queue, flow_id: made.id, look: {} };
  same((await admin.ask('POST', '/widget-settings', { json: widget, key: randomUUID() })).json.fields[0].field, 'flow_id', 'a flow that is not published');
  await admin.must(200, 'POST', `/flows/${made.id}/publish`, { json: { revision: saved.revision, note: '' } });
  const { key } = await admin.must(201, 'POST', '/widget-settings', { json: widget, key: randomUUID() });
  return { key, flow: made.id };
}

const asks = (line, text, since = 0) =>
  line.until(`the machine says ${text}`, (event, at) => at >= since && event.type === 'message.added' && event.message.author.kind === 'system' && event.message.text.includes(text));
const goesTo = (line, state) => line.until(`the conversation is ${state}`, (event) => event.type === 'conversation.changed' && event.state === state);

async function parcel(server) {
  await check('a visitor tracks a parcel by buttons and words, and is asked whether that was all', async () => {
    const info = await (await fetch(`${server.url}/api/v1/widgets/demo-parcel`)).json();
    same(info.machine, true, 'the page is told that a machine answers first');
    const visitor = await Visitor.start(server.url, { name: 'Cleo', text: 'Buongiorno', language: 'it', buttons: true }, { widget: 'demo-parcel' });
    const line = await visitor.openChat();
    const began = await visitor.conversation();
    const [, question] = began.messages;
    same([began.state, question.author.kind, question.question.choices.map((each) => each.key)], ['automated', 'system', ['1', '2', '0']], 'what is asked');
    await visitor.must(201, 'POST', '/visitor/messages', { json: { text: 'Seguire un pacco', choice: '1' }, key: randomUUID() });
    await asks(line, 'otto cifre');
    await visitor.say('12345678');
    await asks(line, 'in viaggio');
    await asks(line, 'Possiamo fare altro?');
    await visitor.say('no, grazie');
    await goesTo(line, 'ended');
  });
}

async function secret(server, admin, data, key) {
  await check('a secret is masked for everybody, and its digits are in no file and no log', async () => {
    const visitor = await Visitor.start(server.url, { name: 'Dino', text: 'Il mio conto', language: 'it' }, { widget: key });
    const line = await visitor.openChat();
    const began = await visitor.conversation();
    same(began.messages.at(-1).question.secret, true, 'the page is told to hide what is typed');
    const kept = await visitor.say(`${CANARY.slice(0, 4)} ${CANARY.slice(4)}`);
    same(kept.text, '••••', 'what is kept');
    await goesTo(line, 'waiting');
    const anna = await Agent.signIn(server.url, 'anna');
    await anna.openDesk();
    await anna.presence('available');
    await anna.accept(await anna.offerOf(visitor.id));
    const { conversation, messages } = await anna.get(`/conversations/${visitor.id}`);
    same(conversation.known, { topic: 'bank' }, 'what the flow learnt is on the desk');
    expect(messages.some((each) => each.text === '••••'), 'the desk sees the mask', messages);
    await anna.presence('away', 'break');
    await server.stop();
    for (const { path, bytes } of filesBelow(data)) expect(!bytes.includes(CANARY.slice(4)), `the digits are in ${path}`);
    expect(!`${server.log}${server.output}`.includes(CANARY.slice(4)), 'the log holds none of it');
  });
}

async function restart(data, key) {
  const server = await startServer({ data });
  explainWith(() => server.tail());
  const visitor = await Visitor.start(server.url, { name: 'Elsa', text: 'Un pacco', language: 'it' }, { widget: 'demo-parcel' });
  await visitor.say('pacco');
  await server.kill();
  const again = await startServer({ data });
  explainWith(() => again.tail());
  visitor.base = again.url;
  await check('after kill -9 in the middle of a flow the visitor goes on where they were', async () => {
    const line = await visitor.openChat();
    same((await visitor.conversation()).state, 'automated', 'it is still the machine’s');
    await visitor.say('22345678');
    await asks(line, 'in consegna');
    await visitor.must(200, 'POST', '/visitor/person', { key: randomUUID() });
    await goesTo(line, 'waiting');
    await visitor.end();
  });
  const admin = await Agent.signIn(again.url, 'admin');
  await check('a flow that a chat or another flow needs is not removed; else it is', async () => {
    const flows = (await admin.get('/flows')).items;
    const named = (wanted) => flows.find((each) => each.key === wanted).id;
    for (const used of ['bank', 'parcel', 'reception']) same((await admin.ask('DELETE', `/flows/${named(used)}`)).json.code, 'in_use', used);
    await admin.must(204, 'DELETE', `/widget-settings/${key}`);
    await admin.must(204, 'DELETE', `/flows/${named('bank')}`);
    same((await admin.ask('GET', `/flows/${named('bank')}`)).status, 404, 'it is gone');
    await admin.must(201, 'POST', '/flows', { json: { key: 'bank', name: 'Another' } });
  });
  await until('the visitor has left', async () => (await visitor.conversation()).state === 'ended');
  await again.stop();
}

export async function suite() {
  const data = await demoFolder('chat_flow');
  const server = await startServer({ data });
  explainWith(() => server.tail());
  const admin = await Agent.signIn(server.url, 'admin');
  const { items } = await admin.get('/queues');
  const { key } = await widgetFor(admin, items.find((each) => each.key === 'support').id);
  await parcel(server);
  await secret(server, admin, data, key);
  await restart(data, key);
}
