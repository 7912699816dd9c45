// Nobody's card number may be found anywhere because somebody typed it: at the question that asks for it, at any other
// prompt by mistake, while waiting, or while a message is taken. What `ask` asks for is data and is kept, so its question
// here is for fewer keys.
import { randomUUID } from 'node:crypto';
import { check, expect, until } from './checks.mjs';
import { filesBelow } from './server.mjs';
import { SoundingPhone } from './sounding_phone.mjs';

// A number that a card could have: its check digit is right.
const CANARY = '4539578763621486';
const CALLER_HZ = 440;

const says = (it) => ({ text: { it } });
const person = { no_match: 'person', no_input: 'person' };
const prompts = {
  secret: { type: 'secret', prompt: says('Digiti il numero.'), variable: 'card', validator: { kind: 'digits', length_min: 16, length_max: 16 }, next: 'pay', ...person },
  menu: { type: 'menu', prompt: says('Prema 1.'), choices: [{ key: '1', label: { it: 'uno' }, next: 'person' }], ...person },
  ask: { type: 'ask', prompt: says('Il pacco?'), variable: 'parcel', validator: { kind: 'digits', length_min: 8, length_max: 8 }, next: 'person', ...person },
  language: { type: 'language', prompt: says('Quale lingua?'), next: 'person', ...person },
  consent: { type: 'consent', prompt: says('Possiamo registrare?'), granted: 'person', refused: 'person', ...person },
  survey: { type: 'survey', prompt: says('Da 1 a 5?'), variable: 'score', lowest: 1, highest: 5, next: 'person', ...person },
  callback: { type: 'callback', queue: 'support', prompt: says('La richiamiamo?'), accepted: 'bye', declined: 'person', unavailable: 'person', ...person },
  message: { type: 'voicemail', queue: 'support', answer_within_ms: 86400000, prompt: says('Un messaggio.'), next: 'bye' },
  say: { type: 'say', prompt: says('Benvenuti nella nostra azienda, un momento di pazienza.'), next: 'person' },
  queue: { type: 'say', prompt: { ...says('Un momento.'), bargeable: false }, next: 'person' },
};

const flowOf = (name) => ({
  id: name, name, languages: ['it'], start: 'here', person: 'person',
  variables: { card: { type: 'secret' }, parcel: { type: 'digits' }, score: { type: 'number' } },
  nodes: {
    here: prompts[name],
    ...(name === 'secret' && {
      pay: { type: 'look_up', url: 'https://payments.demo.example/', send: { card: '{card}' }, ok: 'person', not_found: 'person', timed_out: 'person', failed: 'person' },
    }),
    person: { type: 'queue', queue: 'support', closed: 'end', nobody: 'end' },
    end: { type: 'voicemail', queue: 'support', answer_within_ms: 86400000, prompt: says('Un messaggio.'), next: 'bye' },
    bye: { type: 'end' },
  },
});

async function numberFor(admin, queue, name, number) {
  const made = await admin.must(201, 'POST', '/flows', { json: { key: `canary_${name}`, name }, key: randomUUID() });
  const draft = await admin.must(200, 'PUT', `/flows/${made.id}/draft`, { json: { revision: made.revision, flow: flowOf(name) } });
  await admin.must(200, 'POST', `/flows/${made.id}/publish`, { json: { revision: draft.revision, note: 'x' }, key: randomUUID() });
  const settings = { language: 'it', record: 'always', keep_recordings_days: 9, agent_sees_watchers: true };
  await admin.must(201, 'POST', '/numbers', { json: { number, name, queue_id: queue.id, flow_id: made.id, settings }, key: randomUUID() });
}

/** Calls, types the number, hangs up; done when all of it has been worked on. */
async function type(admin, sip, number) {
  const caller = await SoundingPhone.start(sip, CALLER_HZ);
  await caller.call(number);
  const { items } = await admin.get('/conversations?limit=1');
  caller.press(CANARY);
  caller.hangUp();
  await until('the call is over', async () => (await admin.get(`/conversations/${items[0].id}/call`)).ended_at);
  caller.close();
}

/** Stops the server. */
export async function canary(server, admin, data, sip) {
  await check('digits of a card, typed at any prompt, are in no file, row or line of the log', async () => {
    const { items: queues } = await admin.get('/queues');
    const queue = queues.find((each) => each.key === 'support');
    let number = 900;
    for (const name of Object.keys(prompts)) {
      number += 1;
      await numberFor(admin, queue, name, `${number}`);
      await type(admin, sip, `${number}`);
    }
    await server.stop();
    for (const { path, bytes } of filesBelow(data)) expect(!bytes.includes(CANARY.slice(4)), `the digits are in ${path}`);
    expect(!`${server.log}${server.output}`.includes(CANARY.slice(6)), 'the log holds none of it');
  });
}
