// A full disk: clear refusals, nothing acknowledged lost, nothing torn, reading goes on, and with space back
// all goes on by itself. Two ways to be full: a limit on the size of files, which anybody can set and lift
// (a quota answers like it), and, where this may mount, a small file system of its own.
import { randomUUID } from 'node:crypto';
import { cpSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, form } from './api.mjs';
import { check, expect, explainWith, note, same, until } from './checks.mjs';
import { Agent, PASSWORD, Visitor } from './people.mjs';
import { command, demoFolder, run, sqlite, startServer, temporaryFolder, undo } from './server.mjs';

/** Writes until refused; gives what was acknowledged and the refusals. */
async function fill(base, visitors) {
  const acknowledged = [];
  const refusals = [];
  const odd = [];
  const text = 'x'.repeat(4000);
  const work = async (visitor) => {
    for (let i = 0; i < 1500 && refusals.length < 40; ++i) {
      const answer = await visitor.ask('POST', '/visitor/messages', { json: { text }, key: randomUUID() });
      if (answer.status === 201) acknowledged.push({ visitor, id: answer.json.id });
      else if (answer.json?.code === 'storage_full') refusals.push(answer);
      else odd.push(`${answer.status} ${answer.text.slice(0, 300)}`);
      if (odd.length > 20) return;
    }
  };
  await Promise.all(visitors.map(work));
  return { acknowledged, refusals, odd };
}

async function allThere(acknowledged) {
  for (const visitor of new Set(acknowledged.map((each) => each.visitor))) {
    const { messages } = await visitor.conversation();
    const ids = new Set(messages.map((each) => each.id));
    const lost = acknowledged.filter((each) => each.visitor === visitor && !ids.has(each.id));
    expect(lost.length === 0, `${lost.length} acknowledged messages are gone`, lost.slice(0, 3).map((each) => each.id));
    messages.forEach((each, i) => same(each.n, i + 1, 'n has no gap'));
  }
}

async function fullAndBack({ name, server, data, makeSpace }) {
  explainWith(() => server.tail());
  const base = server.url;
  const carla = await Agent.signIn(base, 'carla');
  const visitors = [];
  for (let i = 0; i < 8; ++i) visitors.push(await Visitor.start(base, { text: `inizio ${i}` }));
  let filled;
  await check(`${name}: writing is refused with storage_full, a problem of status 507`, async () => {
    filled = await fill(base, visitors);
    expect(!server.exit, 'the server is still there', server.exit);
    expect(filled.odd.length === 0, 'other refusals:', [...new Set(filled.odd)].slice(0, 5).join('\n'));
    expect(filled.refusals.length > 0, `nothing was refused after ${filled.acknowledged.length} messages`);
    const { status, headers, json } = filled.refusals[0];
    same([status, headers['content-type'], json.code], [507, 'application/problem+json', 'storage_full'], 'the refusal');
    note(`${filled.acknowledged.length} messages fitted`);
  });
  if (server.exit || !filled) return;
  await check(`${name}: reading goes on`, async () => {
    await carla.get('/conversations');
    await carla.get('/queues/live');
    await carla.get('/me');
    same((await new Client(base).ask('GET', '/widgets/demo')).status, 200, 'the widget');
    await allThere(filled.acknowledged);
  });
  await check(`${name}: other changes are refused as clearly`, async () => {
    const anybody = new Client(base);
    const tried = [
      ['a sign-in', () => anybody.ask('POST', '/session', { json: { email: 'bruno@demo.example', password: PASSWORD } })],
      ['a chat', () => anybody.ask('POST', '/widgets/demo/conversations', { json: { text: 'y'.repeat(4000) }, key: randomUUID() })],
      ['a file', () => visitors[0].ask('POST', '/visitor/files', form('a.bin', 'application/octet-stream', Buffer.alloc(9 << 20, 7)))],
    ];
    for (const [what, act] of tried) {
      const answer = await act();
      expect(answer.status < 300 || answer.json?.code === 'storage_full', `${what}: ${answer.status} ${answer.text.slice(0, 300)}`);
    }
  });
  await check(`${name}: with space back all goes on by itself`, async () => {
    await makeSpace();
    await until('a message is accepted', async () => (await visitors[1].ask('POST', '/visitor/messages', { json: { text: 'di nuovo' }, key: randomUUID() })).status === 201);
    for (let i = 0; i < 20; ++i) await visitors[2].say(`ancora ${i}`);
    const photo = await visitors[3].sendFile('b.bin', 'application/octet-stream', Buffer.alloc(100_000, 9));
    same((await visitors[3].ask('GET', `/visitor/files/${photo.attachment.id}`)).bytes.length, 100_000, 'a file');
    const anna = await Agent.signIn(base, 'anna');
    await anna.openDesk();
    await anna.presence('available');
    const { offer } = await anna.line.until('an offer', (each) => each.type === 'offer.made');
    await anna.accept(offer);
    await allThere(filled.acknowledged);
  });
  await check(`${name}: it stops with 0, is whole, and replays`, async () => {
    same((await server.stop()).code, 0, 'exit code');
    same(await sqlite(join(data, 'centralino.db'), 'PRAGMA integrity_check; PRAGMA foreign_key_check;'), 'ok', 'the database');
    const replayed = await run(['replay', '--data', data]);
    expect(replayed.code === 0, 'centralino replay', replayed.out, replayed.err);
    const again = await startServer({ data });
    explainWith(() => again.tail());
    for (const visitor of visitors) visitor.base = again.url;
    await allThere(filled.acknowledged);
    await again.stop();
  });
}

async function byLimit() {
  const data = await demoFolder('limit');
  // The write-ahead log of a stopped server is gone: the limit is what the database has, and some.
  const blocks = Math.ceil(statSync(join(data, 'centralino.db')).size / 1024) + 2048;
  const server = await startServer({ data, shell: `ulimit -S -f ${blocks}` });
  const makeSpace = async () => {
    const { code, err } = await command('prlimit', ['--pid', String(server.pid), '--fsize=unlimited:unlimited']);
    expect(code === 0, 'prlimit lifts the limit', err);
  };
  await fullAndBack({ name: 'limit on files', server, data, makeSpace });
  await server.kill();
}

async function bySmallDisk() {
  const data = temporaryFolder('disk');
  const mounted = process.getuid() === 0 ? await command('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', data]) : { code: 1 };
  if (mounted.code !== 0) return note('a small disk of its own needs the right to mount: only the limit on files was tried');
  const unmount = () => command('umount', [data]);
  undo.add(unmount);
  let server;
  try {
    cpSync(await demoFolder('disk-source'), data, { recursive: true });
    const filler = join(data, 'filler');
    writeFileSync(filler, Buffer.alloc(10 << 20));
    server = await startServer({ data });
    await fullAndBack({ name: 'small disk', server, data, makeSpace: async () => rmSync(filler) });
  } finally {
    await server?.kill();
    const { code, err } = await unmount();
    undo.delete(unmount);
    expect(code === 0, `umount ${data}`, err);
  }
}

export async function suite() {
  await byLimit();
  await bySmallDisk();
}
