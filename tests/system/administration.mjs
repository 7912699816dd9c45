// Administration by requests: each change is asked for as the desk's pages do, takes effect at once, and
// refuses what would leave the company without an administrator or somebody else's sign-in.
import { randomUUID } from 'node:crypto';
import { Client } from './api.mjs';
import { check, expect, same } from './checks.mjs';
import { Agent, connect, Visitor } from './people.mjs';

const code = async (promise) => (await promise).json?.code;
const field = async (promise) => (await promise).json?.fields?.[0]?.field;
const tokenOf = ({ link }) => link.split('#')[1];
const capacity = { voice: 1, chat: 2, email: 1, messaging: 1, task: 1 };

async function users(base, { admin, anna }) {
  const anybody = new Client(base);
  const make = (json, options = {}) => admin.must(201, 'POST', '/users', { json, ...options });
  await check('a user with a password signs in at once; the same key makes one', async () => {
    const json = { email: 'Elsa@Nuovi.example ', name: ' Elsa Viola ', role: 'agent', password: 'una-parola-lunga' };
    const key = randomUUID();
    const [first, again] = [await make(json, { key }), await make(json, { key })];
    same(again, first, 'the answer to the same key');
    same([first.user.email, first.user.name, first.user.state, first.invitation], ['elsa@nuovi.example', 'Elsa Viola', 'active', undefined], 'the user');
    same(await field(admin.ask('POST', '/users', { json })), 'email', 'the address a second time');
    same(await field(admin.ask('POST', '/users', { json: { ...json, email: 'x', password: undefined } })), 'email', 'an address that is none');
    same(await field(admin.ask('POST', '/users', { json: { ...json, email: 'y@nuovi.example', password: 'corta' } })), 'password', 'a short password');
    same(await code(anna.ask('GET', '/users')), 'forbidden', 'agents see no users');
    const elsa = await Agent.signIn(base, 'elsa@nuovi.example', json.password);
    same([elsa.me.role, elsa.me.tenants.length], ['agent', 1], 'who that is');
  });
  await check('a link is good once, and only the newest', async () => {
    const { user, invitation } = await make({ email: 'ugo@nuovi.example', name: 'Ugo', role: 'supervisor' });
    same(user.state, 'invited', 'before the link is used');
    expect(/^\/desk\/welcome#inv_/.test(invitation.link), 'the link', invitation);
    const newer = await admin.must(201, 'POST', `/users/${user.id}/invitation`);
    const accept = (token, password = 'scelta-da-ugo') => anybody.ask('POST', '/invitations/accept', { json: { token, password } });
    same(await code(accept(tokenOf(invitation))), 'link_expired', 'the older link');
    const seen = await anybody.must(200, 'POST', '/invitations/look', { json: { token: tokenOf(newer) } });
    same([seen.name, seen.email], ['Ugo', 'ugo@nuovi.example'], 'what the page shows');
    same(await field(accept(tokenOf(newer), 'corta')), 'password', 'a short password');
    const answer = await accept(tokenOf(newer));
    same([answer.status, answer.json.role], [200, 'supervisor'], 'accepted, and signed in');
    expect(/HttpOnly/.test(answer.headers['set-cookie'][0]), 'with a session', answer.headers);
    same(await code(accept(tokenOf(newer))), 'link_expired', 'the link a second time');
    same(await code(anybody.ask('POST', '/invitations/look', { json: { token: 'inv_none' } })), 'link_expired', 'a link that never was');
    await Agent.signIn(base, 'ugo@nuovi.example', 'scelta-da-ugo');
  });
  await check('a new role or switching off ends the sessions, at desks too', async () => {
    const { user } = await make({ email: 'ivo@nuovi.example', name: 'Ivo', role: 'agent', password: 'la-parola-di-ivo' });
    const ivo = await Agent.signIn(base, 'ivo@nuovi.example', 'la-parola-di-ivo');
    const line = await ivo.openDesk();
    const changed = await admin.must(200, 'PATCH', `/users/${user.id}`, { json: { role: 'supervisor', name: 'Ivo Neri' } });
    same([changed.role, changed.name, changed.sessions], ['supervisor', 'Ivo Neri', 0], 'the changed user');
    await line.ended();
    same(line.socket.closed.code, 4401, 'the desk is closed');
    same(await code(ivo.ask('GET', '/me')), 'not_signed_in', 'the session of before');
    const again = await Agent.signIn(base, 'ivo@nuovi.example', 'la-parola-di-ivo');
    same(again.me.role, 'supervisor', 'signing in anew');
    await admin.must(204, 'DELETE', `/users/${user.id}/sessions`);
    same(await code(again.ask('GET', '/me')), 'not_signed_in', 'after all sessions were ended');
    same((await admin.must(200, 'PATCH', `/users/${user.id}`, { json: { active: false } })).state, 'inactive', 'switched off');
    same(await code(anybody.ask('POST', '/session', { json: { email: 'ivo@nuovi.example', password: 'la-parola-di-ivo' } })), 'wrong_credentials', 'who is switched off');
    await admin.must(200, 'PATCH', `/users/${user.id}`, { json: { active: true } });
    await admin.must(204, 'PUT', `/users/${user.id}/password`, { json: { password: 'un-altra-parola' } });
    await Agent.signIn(base, 'ivo@nuovi.example', 'un-altra-parola');
  });
  await check('one’s own password and name', async () => {
    const first = await Agent.signIn(base, 'ivo@nuovi.example', 'un-altra-parola');
    const second = await Agent.signIn(base, 'ivo@nuovi.example', 'un-altra-parola');
    const change = (old_password, new_password) => first.ask('PUT', '/me/password', { json: { old_password, new_password } });
    same(await field(change('sbagliata', 'la-terza-parola')), 'old_password', 'a wrong old password');
    same((await change('un-altra-parola', 'la-terza-parola')).status, 204, 'the right one');
    same((await first.ask('GET', '/me')).status, 200, 'this session goes on');
    same(await code(second.ask('GET', '/me')), 'not_signed_in', 'the others end');
    await first.must(204, 'PATCH', '/me', { json: { language: 'en' } });
    same((await first.get('/me')).language, 'en', 'the language');
    same(await field(first.ask('PATCH', '/me', { json: { language: 'xx' } })), 'language', 'a language that is none');
  });
  await check('the last administrator stays', async () => {
    const me = admin.me.user_id;
    same(await code(admin.ask('PATCH', `/users/${me}`, { json: { role: 'agent' } })), 'last_admin', 'another role');
    same(await code(admin.ask('PATCH', `/users/${me}`, { json: { active: false } })), 'last_admin', 'switching off');
    const { user } = await make({ email: 'vice@nuovi.example', name: 'Vice', role: 'admin' });
    same(await code(admin.ask('PATCH', `/users/${me}`, { json: { active: false } })), 'last_admin', 'while the other has not accepted');
    await admin.must(200, 'PATCH', `/users/${user.id}`, { json: { role: 'agent' } });
    same(await code(admin.ask('PUT', '/session/tenant', { json: { tenant_id: 'ten_0000000000zz9' } })), 'not_found', 'a tenant one is not in');
    const here = await admin.must(200, 'PUT', '/session/tenant', { json: { tenant_id: admin.me.tenant.id } });
    same(here.user_id, me, 'switching to where one is');
  });
}

async function floor(base, { admin, carla }) {
  let queue;
  let skill;
  let key;
  await check('a skill, a queue, an agent and a widget; a chat through them, without a restart', async () => {
    skill = await admin.must(201, 'POST', '/skills', { json: { key: 'wine', name: 'Vini' } });
    same(await field(admin.ask('POST', '/skills', { json: { key: 'wine', name: 'Ancora' } })), 'key', 'a key twice');
    same(await field(admin.ask('POST', '/skills', { json: { key: 'Wine!', name: 'Ancora' } })), 'key', 'a key that is none');
    skill = await admin.must(200, 'PUT', `/skills/${skill.id}`, { json: { name: 'Vini e oli' } });
    queue = await admin.must(201, 'POST', '/queues', { json: { key: 'cellar', name: 'Cantina' } });
    const settings = structuredClone(queue.settings);
    settings.routing.requirements = [{ skill: skill.id, level: 5 }];
    queue = await admin.must(200, 'PUT', `/queues/${queue.id}`, { json: { name: 'Cantina', settings } });
    settings.routing.ring_s = 0;
    same(await field(admin.ask('PUT', `/queues/${queue.id}`, { json: { name: 'Cantina', settings } })), 'settings.routing.ring_s', 'the field the engine refuses, by its name here');
    const { user } = await admin.must(201, 'POST', '/users', { json: { email: 'oste@nuovi.example', name: 'Oste', role: 'agent', password: 'parola-dell-oste' } });
    const place = { skills: [{ skill: skill.id, level: 11 }], languages: ['it'], queues: [queue.id], capacity };
    expect(/^skills/.test(await field(admin.ask('PUT', `/agents/${user.id}`, { json: place }))), 'a level that is none is named');
    place.skills[0].level = 6;
    same((await admin.must(200, 'PUT', `/agents/${user.id}`, { json: place })).queues, [queue.id], 'the agent’s queues');
    expect((await carla.get('/agents')).items.some((each) => each.user_id === user.id), 'supervisors see the agent');
    const look = { allowed_origins: ['https://vino.example'], accent: '#7a1f3d', texts: { title: { it: 'Cantina', en: 'Cellar' }, greeting: { it: 'Salute!', en: 'Cheers!' } } };
    ({ key } = await admin.must(201, 'POST', '/widget-settings', { json: { name: 'Negozio', queue_id: queue.id, look } }));
    const info = await new Client(base).get(`/widgets/${key}`);
    same([info.accent, info.texts.title.it], ['#7a1f3d', 'Cantina'], 'what the widget shows');
    const from = (origin) => new Client(base).ask('POST', `/widgets/${key}/conversations`, { json: { text: 'Salve' }, headers: { Origin: origin } });
    const stranger = await from('https://altri.example');
    same([stranger.json.code, stranger.headers['access-control-allow-origin']], ['forbidden', '*'], 'another site’s page, which may read why');
    const oste = await Agent.signIn(base, 'oste@nuovi.example', 'parola-dell-oste');
    await oste.openDesk();
    await oste.presence('available');
    const { visitor, epoch } = await connect(base, oste, { text: 'Un rosso?' }, { widget: key });
    await oste.say(visitor.id, 'Subito', epoch);
    same(await code(admin.ask('DELETE', `/agents/${user.id}`)), 'in_use', 'an agent with a conversation');
    await visitor.end();
    await oste.finishWrapups();
    await oste.presence('offline');
    await admin.must(204, 'DELETE', `/agents/${user.id}`);
  });
  await check('what is needed is not removed; what is not, is', async () => {
    const widget = { name: 'Negozio', queue_id: queue.id, look: { active: false } };
    same(await code(admin.ask('DELETE', `/skills/${skill.id}`)), 'in_use', 'a skill a queue asks for');
    same(await code(admin.ask('DELETE', `/queues/${queue.id}`)), 'in_use', 'a queue a widget leads to');
    await admin.must(200, 'PUT', `/widget-settings/${key}`, { json: widget });
    same((await new Client(base).ask('GET', `/widgets/${key}`)).status, 404, 'a widget that is switched off');
    same(await field(admin.ask('PUT', `/widget-settings/${key}`, { json: { ...widget, look: { accent: 'red' } } })), 'look.accent', 'a colour that is none');
    expect((await admin.get('/widget-settings')).items.some((each) => each.key === key), 'the list has it');
    await admin.must(204, 'DELETE', `/widget-settings/${key}`);
    await admin.must(204, 'DELETE', `/queues/${queue.id}`);
    expect(!(await admin.get('/queues')).items.some((each) => each.id === queue.id), 'a retired queue is not in the list');
    await admin.must(204, 'DELETE', `/skills/${skill.id}`);
    expect(!(await carla.get('/skills')).items.some((each) => each.id === skill.id), 'the skill is gone');
  });
}

async function words(base, { admin, anna }) {
  await check('reasons, outcomes and opening hours', async () => {
    const reasons = await anna.get('/presence-reasons');
    const more = { items: [...reasons.items, { key: 'dentist', label: { it: 'Dentista', en: 'Dentist' } }] };
    same(await admin.must(200, 'PUT', '/presence-reasons', { json: more }), more, 'the reasons');
    await anna.presence('away', 'dentist');
    await admin.must(200, 'PUT', '/presence-reasons', { json: reasons });
    same(await code(anna.ask('PUT', '/me/presence', { json: { state: 'away', reason: 'dentist' } })), 'unknown_reason', 'a reason that is gone');
    await anna.presence('offline');
    same(await field(admin.ask('PUT', '/presence-reasons', { json: { items: [{ key: 'no_answer', label: { it: 'a', en: 'b' } }] } })), 'items[0].key', 'the system’s own word');
    const outcomes = await anna.get('/outcomes');
    same(await field(admin.ask('PUT', '/outcomes', { json: { items: [] } })), 'items', 'no outcome at all');
    same(await admin.must(200, 'PUT', '/outcomes', { json: outcomes }), outcomes, 'the outcomes');
    const hours = { name: 'Estate', weekly: [{ weekday: 1, from_minute: 540, to_minute: 780 }], special_days: [{ date: '2026-12-25', name: 'Natale', openings: [] }] };
    same(await admin.must(200, 'PUT', '/calendars/summer', { json: hours }), { key: 'summer', hours }, 'the hours');
    same(await field(admin.ask('PUT', '/calendars/summer', { json: { ...hours, special_days: [{ date: '2026-02-30', name: '', openings: [] }] } })), 'special_days[0]', 'a date that is none');
    same(await field(admin.ask('PUT', '/calendars/summer', { json: { ...hours, weekly: [{ weekday: 8, from_minute: 0, to_minute: 1 }] } })), 'weekly[0]', 'a day that is none');
    const queue = await admin.must(201, 'POST', '/queues', { json: { key: 'seasonal', name: 'Stagione' } });
    const settings = structuredClone(queue.settings);
    settings.routing.calendar = 'summer';
    await admin.must(200, 'PUT', `/queues/${queue.id}`, { json: { name: queue.name, settings } });
    same(await code(admin.ask('DELETE', '/calendars/summer')), 'in_use', 'hours a queue follows');
    await admin.must(204, 'DELETE', `/queues/${queue.id}`);
    await admin.must(204, 'DELETE', '/calendars/summer');
    expect(!(await admin.get('/calendars')).items.some((each) => each.key === 'summer'), 'the hours are gone');
  });
}

async function handOver(base, { anna, carla, admin }) {
  await check('a conversation is handed to a named agent', async () => {
    const bruno = await Agent.signIn(base, 'bruno');
    await Promise.all([anna.presence('available'), bruno.openDesk()]);
    const { visitor } = await connect(base, anna, { text: 'Cerco Bruno' });
    await bruno.presence('available');
    await anna.must(200, 'POST', `/conversations/${visitor.id}/transfer`, { json: { agent_id: bruno.me.user_id, brief: 'per te' } });
    const offer = await bruno.offerOf(visitor.id);
    same(offer.why.code, 'held_for_you', 'why it is offered');
    await bruno.accept(offer);
    same(await field(carla.ask('POST', `/conversations/${visitor.id}/transfer`, { json: { agent_id: admin.me.user_id, brief: '' } })), 'agent_id', 'somebody who is no agent');
    same(await field(carla.ask('POST', `/conversations/${visitor.id}/transfer`, { json: { brief: '' } })), 'queue_id', 'to nobody');
    await visitor.end();
    await bruno.finishWrapups();
    await anna.finishWrapups();
    await Promise.all([anna.presence('offline'), bruno.presence('offline')]);
    const waiting = await Visitor.start(base, { text: 'e poi basta' });
    await waiting.end();
  });
}

export async function administer(base, people) {
  await users(base, people);
  await floor(base, people);
  await words(base, people);
  await handOver(base, people);
}
