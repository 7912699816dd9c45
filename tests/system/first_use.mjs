// The first day without the demo: an empty folder, a tenant from the command line, a link to choose a
// password, an agent, a chat through the widget. On SQLite stopped and beside a running server, and on
// PostgreSQL.
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { Client, send } from './api.mjs';
import { check, expect, explainWith, same, skip, until } from './checks.mjs';
import { Agent, connect } from './people.mjs';
import { binary, command, run, sqlite, startServer, temporaryFolder } from './server.mjs';

const postgres = process.env.CENTRALINO_TEST_POSTGRES;
const PASSWORD = 'la-prima-parola';
const capacity = { voice: 1, chat: 3, email: 1, messaging: 1, task: 1 };

const addTenant = (place, name, email, more = [], input) =>
  command(binary, ['add-tenant', ...place, '--name', name, '--admin', email, ...more], { input });
const word = (out, name) => new RegExp(`^${name}: +(\\S+)`, 'm').exec(out)?.[1];

/** From the administrator's first session to a chat that was answered. */
async function chatWorks(base, admin, widget) {
  const { items } = await admin.get('/queues');
  same(items.length, 1, 'the queue it begins with');
  const { user } = await admin.must(201, 'POST', '/users', { json: { email: `agente-${widget.toLowerCase()}@primo.example`, name: 'Agente', role: 'agent', password: PASSWORD } });
  await admin.must(200, 'PUT', `/agents/${user.id}`, { json: { skills: [], languages: ['it'], queues: [items[0].id], capacity } });
  const agent = await Agent.signIn(base, user.email, PASSWORD);
  await agent.openDesk();
  await agent.presence('available');
  const { visitor, epoch } = await connect(base, agent, { name: 'Primo', text: 'C’è qualcuno?' }, { widget });
  await agent.say(visitor.id, 'Certo', epoch);
  await agent.end(visitor.id);
  await agent.finishWrapups();
  await visitor.must(204, 'POST', '/visitor/survey', { json: { score: 5 } });
}

const takenUp = (base, widget) =>
  until('the server takes the new tenant up', async () => (await new Client(base).ask('GET', `/widgets/${widget}`)).status === 200);

async function accept(base, out) {
  const token = word(out, 'Link')?.split('#')[1];
  expect(token, 'the link it printed', out);
  await takenUp(base, word(out, 'Widget'));
  const admin = new Agent(base);
  const answer = await admin.ask('POST', '/invitations/accept', { json: { token, password: PASSWORD } });
  same(answer.status, 200, `accepting the link: ${answer.text}`);
  Object.assign(admin, { cookie: answer.headers['set-cookie'][0].split(';')[0], csrf: answer.json.csrf_token, me: answer.json });
  return admin;
}

async function emptyFolder() {
  const data = join(temporaryFolder('first'), 'data');
  const place = ['--data', data];
  let made;
  await check('add-tenant in an empty place, and what it refuses', async () => {
    for (const [what, args] of [['a zone', ['--time-zone', 'Nowhere/None']], ['a language', ['--language', 'xx']], ['an address', ['--admin', 'nobody']]]) {
      const odd = await addTenant(place, 'Prova', 'capo@primo.example', args);
      expect(odd.code !== 0 && odd.err.length > 0, `${what} that is none`, odd);
    }
    made = await addTenant(place, 'Bottega Rossi', 'Capo@Primo.example');
    expect(made.code === 0 && word(made.out, 'Widget') && /\(bottega-rossi\)/.test(made.out), 'the tenant', made);
    const twice = await addTenant(place, 'Bottega Rossi', 'capo@primo.example');
    expect(twice.code === 0 && /\(bottega-rossi-2\)/.test(twice.out), 'the same name again has another key', twice);
  });
  let server = await startServer({ data, demo: false });
  explainWith(() => server.tail());
  let base = server.url;
  let admin;
  await check('serve, follow the link, make an agent, be answered through the widget', async () => {
    admin = await accept(base, made.out);
    same([admin.me.role, admin.me.tenant.name, admin.me.tenant.zone], ['admin', 'Bottega Rossi', 'Europe/Rome'], 'the administrator');
    await chatWorks(base, admin, word(made.out, 'Widget'));
  });
  await check('beside the running server: another tenant, taken up at once', async () => {
    const other = await addTenant(place, 'Seconda', 'altra@primo.example', ['--password-stdin', '--language', 'en'], `${PASSWORD}\n`);
    expect(other.code === 0 && !word(other.out, 'Link'), 'with a password, no link', other);
    await takenUp(base, word(other.out, 'Widget'));
    const second = await Agent.signIn(base, 'altra@primo.example', PASSWORD);
    same(second.me.tenant.language, 'en', 'their tenant');
    await chatWorks(base, second, word(other.out, 'Widget'));
  });
  await check('what was founded beside it is there after a restart', async () => {
    same((await server.stop()).code, 0, 'exit code'); // sign-ins are limited per minute: a new start counts anew
    server = await startServer({ data, demo: false });
    base = server.url;
  });
  await check('somebody of two tenants switches; nobody else’s administrator touches their sign-in', async () => {
    const second = await Agent.signIn(base, 'altra@primo.example', PASSWORD);
    const { user, invitation } = await second.must(201, 'POST', '/users', { json: { email: 'capo@primo.example', name: 'Il capo degli altri', role: 'supervisor' } });
    same([user.state, user.name], ['invited', 'Il capo degli altri'], 'only what was written here is seen');
    same((await second.ask('PUT', `/users/${user.id}/password`, { json: { password: 'rubata-rubata' } })).json?.code, 'shared_account', 'setting the password of another’s person');
    const token = invitation.link.split('#')[1];
    const stolen = await new Client(base).ask('POST', '/invitations/accept', { json: { token, password: 'rubata-rubata' } });
    same(stolen.json?.code, 'wrong_credentials', 'the link with another password');
    same((await new Client(base).ask('POST', '/invitations/accept', { json: { token, password: PASSWORD } })).status, 200, 'the link with their own');
    const capo = await Agent.signIn(base, 'capo@primo.example', PASSWORD);
    expect(capo.me.tenants.length >= 2, 'the tenants to choose from', capo.me.tenants);
    const there = capo.me.tenants.find((each) => each.name === 'Seconda');
    const switched = await capo.must(200, 'PUT', '/session/tenant', { json: { tenant_id: there.id } });
    same([switched.tenant.name, switched.role], ['Seconda', 'supervisor'], 'in the other');
    same((await capo.ask('GET', '/users')).json?.code, 'forbidden', 'an administrator there is a supervisor here');
    const back = capo.me.tenants.find((each) => each.name === 'Bottega Rossi');
    await capo.must(200, 'PUT', '/session/tenant', { json: { tenant_id: back.id } });
    same((await capo.ask('POST', `/users/${capo.me.user_id}/invitation`)).json?.code, 'shared_account', 'a reset by one of several employers');
  });
  await check('set-password lets somebody in again, and ends their sessions', async () => {
    const done = await command(binary, ['set-password', ...place, 'altra@primo.example'], { input: 'parola-nuovissima\n' });
    same(done.code, 0, `set-password: ${done.err}`);
    await Agent.signIn(base, 'altra@primo.example', 'parola-nuovissima');
    const unknown = await command(binary, ['set-password', ...place, 'nessuno@primo.example'], { input: 'parola-nuovissima\n' });
    expect(unknown.code === 1 && /nessuno@primo/.test(unknown.err), 'an address nobody has', unknown);
    const short = await command(binary, ['set-password', ...place, 'altra@primo.example'], { input: 'corta\n' });
    same(short.code, 1, 'a short password');
  });
  await check('/readyz says when the database is away, and when it is back', async () => {
    same([(await send(base, 'GET', '/readyz')).text], ['ready\n'], 'ready');
    const file = join(data, 'centralino.db');
    renameSync(file, `${file}.away`);
    const away = await send(base, 'GET', '/readyz');
    renameSync(`${file}.away`, file);
    same([away.status, away.json?.code], [503, 'database_away'], 'while the file is away');
    same((await send(base, 'GET', '/readyz')).status, 200, 'when it is back');
  });
  await check('it all survives a restart, and every change stands in the journal', async () => {
    same((await server.stop()).code, 0, 'exit code');
    const again = await startServer({ data, demo: false });
    explainWith(() => again.tail());
    const back = await Agent.signIn(again.url, 'capo@primo.example', PASSWORD);
    expect((await back.get('/users')).items.length >= 2, 'the users');
    same((await again.stop()).code, 0, 'exit code');
    const types = (await sqlite(join(data, 'centralino.db'), 'SELECT DISTINCT type FROM journal')).split('\n');
    for (const type of ['tenant_founded', 'user_created', 'invitation_accepted', 'place_given'])
      expect(types.includes(type), `the journal has no ${type}`, types);
    const leaks = await sqlite(join(data, 'centralino.db'), `SELECT count(*) FROM journal WHERE data LIKE '%${PASSWORD}%' OR instr(data, 'inv_') > 0 OR data LIKE '%argon2%'`);
    same(leaks, '0', 'rows of the journal with a secret');
    const replayed = await run(['replay', '--data', data]);
    expect(replayed.code === 0, 'centralino replay', replayed.out, replayed.err);
  });
}

async function onPostgres() {
  if (!postgres) return skip('the same on PostgreSQL', 'CENTRALINO_TEST_POSTGRES names none');
  const reset = await command('psql', [postgres, '-q', '-c', 'DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public']);
  if (reset.code !== 0) return skip('the same on PostgreSQL', `psql: ${reset.err}`);
  const data = temporaryFolder('first-pg');
  const place = ['--data', data, '--database', postgres];
  await check('the same on PostgreSQL, beside the running server', async () => {
    const first = await addTenant(place, 'Prima', 'prima@primo.example');
    same(first.code, 0, `add-tenant: ${first.err}`);
    const server = await startServer({ data, database: postgres, demo: false });
    explainWith(() => server.tail());
    try {
      await chatWorks(server.url, await accept(server.url, first.out), word(first.out, 'Widget'));
      const second = await addTenant(place, 'Dopo', 'dopo@primo.example');
      await chatWorks(server.url, await accept(server.url, second.out), word(second.out, 'Widget'));
      same((await send(server.url, 'GET', '/readyz')).status, 200, 'ready');
    } finally {
      same((await server.stop()).code, 0, 'exit code');
    }
  });
}

export async function suite() {
  await emptyFolder();
  await onPostgres();
}
