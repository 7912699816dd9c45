// Flows as administrators keep them: drafts that may be unfinished, the gate, versions that never change, the
// way back, and trying one out without anybody on the line.
import { check, expect, explainWith, same } from './checks.mjs';
import { Agent } from './people.mjs';
import { demoFolder, startServer } from './server.mjs';

const make = (admin, key, template) => admin.must(201, 'POST', '/flows', { json: { key, name: `Flow ${key}`, ...(template && { template }) } });
const save = (admin, flow, draft) => admin.must(200, 'PUT', `/flows/${flow.id}/draft`, { json: { revision: flow.revision, flow: draft } });
const publish = (admin, id, revision, note = '') => admin.ask('POST', `/flows/${id}/publish`, { json: { revision, note } });
const field = async (asked) => (await asked).json?.fields?.[0]?.field;
const code = async (asked) => (await asked).json?.code;

const said = (tried) => tried.steps.flatMap((step) => step.effects).filter((each) => each.type === 'say').map((each) => each.text);

async function draftsAndTheGate(admin, carla) {
  const flow = await check('a flow begins with a template, and what is missing is said in both languages', async () => {
    const empty = await make(admin, 'empty_one');
    same([empty.revision, empty.key, empty.draft.name, empty.versions], [1, 'empty_one', 'Flow empty_one', []], 'as it begins');
    same([...new Set(empty.problems.map((each) => [each.node, each.field, each.code].join()))], ['welcome,prompt,prompt_missing'], 'the greeting is missing');
    expect(empty.problems.every((each) => each.text.it && each.text.en), 'both languages', empty.problems);
    const refused = await publish(admin, empty.id, 1);
    same([refused.status, refused.json.code, refused.json.fields[0].field], [422, 'flow_problems', 'flow.nodes.welcome.prompt'], 'the gate');
    same((await make(admin, 'front', 'reception')).problems, [], 'the reception can be published as it is');
    return empty;
  });
  await check('keys and names that cannot be', async () => {
    for (const key of ['', 'A', 'with-dash', 'x'.repeat(41), 'front']) same(await field(admin.ask('POST', '/flows', { json: { key, name: 'x' } })), 'key', `key "${key}"`);
    same(await field(admin.ask('POST', '/flows', { json: { key: 'fresh', name: '  ' } })), 'name', 'a blank name');
    const draft = { ...flow.draft, name: '' };
    same(await field(admin.ask('PUT', `/flows/${flow.id}/draft`, { json: { revision: 1, flow: draft } })), 'flow.name', 'a draft without a name');
    const many = { ...flow.draft, nodes: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`n${i}`, { type: 'end' }])) };
    same(await field(admin.ask('PUT', `/flows/${flow.id}/draft`, { json: { revision: 1, flow: many } })), 'flow.nodes', 'more nodes than can be kept');
    const wrong = { ...flow.draft, nodes: { a: { type: 'say', prompt: { text: {} }, nxt: 'b' } } };
    same(await field(admin.ask('PUT', `/flows/${flow.id}/draft`, { json: { revision: 1, flow: wrong } })), 'flow.nodes.a.nxt', 'a field nobody knows');
  });
  await check('two authors: the second is told, nothing is lost', async () => {
    const draft = structuredClone(flow.draft);
    draft.nodes.welcome.prompt.text = { it: 'Buongiorno.', en: 'Good morning.' };
    draft.id = 'another';
    const saved = await save(admin, flow, draft);
    same(saved.revision, 2, 'the next revision');
    same(await code(admin.ask('PUT', `/flows/${flow.id}/draft`, { json: { revision: 1, flow: flow.draft } })), 'stale_revision', 'from an old one');
    same(await code(publish(admin, flow.id, 1)), 'stale_revision', 'publishing what was not looked at');
    const now = await carla.get(`/flows/${flow.id}`);
    same([now.draft.id, now.draft.nodes.welcome.prompt.text.it, now.problems], ['empty_one', 'Buongiorno.', []], 'what is kept; its id is the key');
  });
  return flow;
}

async function versions(admin, carla, flow) {
  await check('published versions never change; what changed is told', async () => {
    const first = await admin.must(200, 'POST', `/flows/${flow.id}/publish`, { json: { revision: 2, note: 'first' } });
    same([first.published.number, first.published.note, first.published.by], [1, 'first', 'Ada Riva'], 'the first version');
    const draft = structuredClone(first.draft);
    draft.nodes.welcome.prompt.text.en = 'Welcome.';
    draft.nodes.person.callback = 'message';
    draft.languages = ['en', 'it'];
    await save(admin, { id: flow.id, revision: 2 }, draft);
    const changed = await carla.get(`/flows/${flow.id}/difference?from=1&to=draft`);
    same(changed.changed, [{ node: 'person', fields: ['callback'] }, { node: 'welcome', fields: ['prompt.text.en'] }], 'the nodes that changed');
    expect(changed.settings.some((each) => each.startsWith('languages')), 'and the settings', changed.settings);
    const second = await admin.must(200, 'POST', `/flows/${flow.id}/publish`, { json: { revision: 3, note: '' } });
    same(second.versions.map((each) => each.number), [2, 1], 'newest first');
    expect(second.versions[0].hash !== second.versions[1].hash, 'another content, another hash');
    same((await carla.get(`/flows/${flow.id}/versions/1`)).flow.nodes.welcome.prompt.text.en, 'Good morning.', 'the first is as it was');
  });
  await check('the way back is a new version with the old content', async () => {
    const back = await admin.must(200, 'POST', `/flows/${flow.id}/rollback`, { json: { number: 1 } });
    same([back.published.number, back.published.hash, back.revision], [3, back.versions.at(-1).hash, 4], 'the same content again');
    same(back.draft.nodes.welcome.prompt.text.en, 'Good morning.', 'it is the draft too');
    same(await carla.get(`/flows/${flow.id}/difference?from=1&to=3`), { added: [], removed: [], changed: [], settings: [] }, 'nothing is different');
    same(await field(admin.ask('POST', `/flows/${flow.id}/rollback`, { json: { number: 9 } })), 'number', 'a version that is none');
    for (const number of ['9', '0', 'x', '1x']) same((await carla.ask('GET', `/flows/${flow.id}/versions/${number}`)).status, 404, `version ${number}`);
    same(await field(carla.ask('GET', `/flows/${flow.id}/difference?from=1`)), 'to', 'a difference to nothing');
  });
}

async function modules(admin) {
  await check('a module is called once it is published, and stays as it was', async () => {
    const part = await make(admin, 'part');
    const { person: _, ...rest } = part.draft;
    const module = { ...rest, module: true, start: 'hello', parameters: [], nodes: { hello: { type: 'say', prompt: { text: { it: 'Uno', en: 'One' } }, next: 'end' }, end: { type: 'end' } } };
    await save(admin, part, module);
    const caller = await make(admin, 'caller', 'reception');
    const draft = structuredClone(caller.draft);
    draft.nodes.hi = { type: 'module', module: 'part', next: draft.start };
    draft.start = 'hi';
    await save(admin, caller, draft);
    same((await admin.get(`/flows/${caller.id}`)).problems.map((each) => each.code), ['unknown_module'], 'not before it is published');
    await admin.must(200, 'POST', `/flows/${part.id}/publish`, { json: { revision: 2, note: '' } });
    const named = (await admin.get('/flows/places')).modules.find((each) => each.key === 'part');
    same(named?.outcomes, ['done'], 'then it can be named');
    await admin.must(200, 'POST', `/flows/${caller.id}/publish`, { json: { revision: 2, note: '' } });
    module.nodes.hello.prompt.text.it = 'Due';
    await save(admin, { id: part.id, revision: 2 }, module);
    await admin.must(200, 'POST', `/flows/${part.id}/publish`, { json: { revision: 3, note: '' } });
    const again = await admin.must(200, 'POST', `/flows/${caller.id}/rollback`, { json: { number: 1 } });
    same(again.versions[0].hash, again.versions[1].hash, 'its version goes on with the module it had');
    const summaries = (await admin.get('/flows')).items;
    const mine = summaries.filter((each) => ['caller', 'empty_one', 'front', 'part'].includes(each.key));
    same(mine.map((each) => [each.key, each.module]), [['caller', false], ['empty_one', false], ['front', false], ['part', true]], 'the list, by key');
  });
}

async function trying(admin, carla) {
  await check('trying a flow: as a call, as a chat, with what was not saved', async () => {
    const { id, draft } = await carla.get(`/flows/${(await carla.get('/flows')).items.find((each) => each.key === 'front').id}`);
    const tryIt = async (events, more = {}) => carla.must(200, 'POST', `/flows/${id}/try`, { json: { channel: 'voice', language: 'en', events, ...more } });
    const begun = await tryIt([]);
    same([begun.node, begun.phase, begun.listening.expect], ['menu', 'collecting', 'choice'], 'where a call stands');
    expect(said(begun)[0].startsWith('Welcome'), 'what is heard first', said(begun));
    const chosen = await tryIt([{ type: 'digit', key: '1' }, { type: 'queue_entered', position: 4 }]);
    same([chosen.node, chosen.phase, chosen.variables.position], ['person', 'queued', '4'], 'in the queue');
    expect(said(chosen).at(-1).includes('4'), 'the place is said', said(chosen));
    const asked = await tryIt([{ type: 'typed', text: 'un operatore, per favore' }], { channel: 'chat', language: 'it' });
    same(asked.node, 'person', 'who asks for a person gets one');
    const unsaved = structuredClone(draft);
    unsaved.nodes.welcome.prompt.text.it = 'Appena scritto.';
    unsaved.nodes.menu.choices[0].next = 'nowhere';
    const fresh = await tryIt([{ type: 'clicked', key: '1' }], { channel: 'chat', language: 'it', flow: unsaved });
    same([said(fresh)[0], fresh.node], ['Appena scritto.', 'person'], 'an edge to nowhere leads to a person');
    const late = await tryIt([{ type: 'hung_up' }, { type: 'digit', key: '1' }]);
    same([late.phase, late.steps.at(-1).effects], ['ended', []], 'after the end nothing happens');
    same(await field(carla.ask('POST', `/flows/${id}/try`, { json: { channel: 'voice', language: 'en', events: Array(201).fill({ type: 'resumed' }) } })), 'events', 'more than can happen');
    same(await field(carla.ask('POST', `/flows/${id}/try`, { json: { channel: 'voice', language: 'en', events: [{ type: 'flies' }] } })), 'events[0].type', 'what cannot happen');
  });
  await check('a flow that says too much in circles is refused, not answered', async () => {
    const { id, draft } = await make(admin, 'talker');
    const long = 'parola '.repeat(560);
    const nodes = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`n${i}`, { type: 'say', prompt: { text: { it: long, en: long } }, next: `n${i + 1}` }]));
    const flow = { ...draft, start: 'ask', nodes: { ...nodes, ask: { type: 'menu', prompt: { text: { it: 'x', en: 'x' } }, choices: [{ key: '1', label: { it: 'x', en: 'x' }, next: 'n0' }], no_match: 'n0', no_input: 'n0' }, n60: { type: 'say', prompt: { text: {} }, next: 'ask' } } };
    same(await code(admin.ask('POST', `/flows/${id}/try`, { json: { channel: 'chat', language: 'it', flow, events: Array(199).fill({ type: 'clicked', key: '1' }) } })), 'too_large', 'more than an answer holds');
  });
}

async function rights(base, carla, flow) {
  await check('supervisors look and try, agents do neither', async () => {
    const anna = await Agent.signIn(base, 'anna');
    for (const path of ['/flows', '/flows/places', `/flows/${flow.id}`]) {
      same(await code(anna.ask('GET', path)), 'forbidden', `an agent at ${path}`);
      await carla.get(path);
    }
    same(await code(carla.ask('POST', '/flows', { json: { key: 'mine', name: 'x' } })), 'forbidden', 'a supervisor creates none');
    same(await code(carla.ask('PUT', `/flows/${flow.id}/draft`, { json: { revision: 1, flow: flow.draft } })), 'forbidden', 'and changes none');
    same(await code(carla.ask('POST', `/flows/${flow.id}/publish`, { json: { revision: 1, note: '' } })), 'forbidden', 'and publishes none');
  });
}

/** Each route once, with success, for the walk through the contract. */
export async function walkFlows(admin) {
  const flow = await make(admin, 'walk', 'reception');
  await admin.get('/flows');
  await admin.get('/flows/places');
  await save(admin, flow, flow.draft);
  await admin.must(200, 'POST', `/flows/${flow.id}/publish`, { json: { revision: 2, note: 'walk' } });
  await admin.get(`/flows/${flow.id}`);
  await admin.get(`/flows/${flow.id}/versions/1`);
  await admin.get(`/flows/${flow.id}/difference?from=1&to=draft`);
  await admin.must(200, 'POST', `/flows/${flow.id}/rollback`, { json: { number: 1 } });
  await admin.must(200, 'POST', `/flows/${flow.id}/try`, { json: { channel: 'chat', language: 'it', events: [{ type: 'clicked', key: '2' }] } });
  const gone = await make(admin, 'walk_away');
  await admin.must(204, 'DELETE', `/flows/${gone.id}`);
}

export async function suite() {
  const data = await demoFolder('flows');
  const server = await startServer({ data });
  explainWith(() => server.tail());
  const [admin, carla] = await Promise.all(['admin', 'carla'].map((name) => Agent.signIn(server.url, name)));
  const flow = await draftsAndTheGate(admin, carla);
  if (!flow) return;
  await versions(admin, carla, flow);
  await modules(admin);
  await trying(admin, carla);
  await rights(server.url, carla, flow);
  await check('after a restart everything is there', async () => {
    const before = await admin.get(`/flows/${flow.id}`);
    await server.stop();
    const again = await startServer({ data });
    explainWith(() => again.tail());
    const back = await Agent.signIn(again.url, 'admin');
    same(await back.get(`/flows/${flow.id}`), before, 'the flow with its versions');
    same((await back.get(`/flows/${flow.id}/versions/2`)).flow.languages, ['en', 'it'], 'a version');
    await again.stop();
  });
}
