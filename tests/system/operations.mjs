// The command line, backups, upgrades, stopping, TLS and proxies: what an operator does.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, forgetConnections, send } from './api.mjs';
import { check, expect, explainWith, note, same, until } from './checks.mjs';
import { Agent, connect, PASSWORD, Visitor } from './people.mjs';
import { command, demoFolder, run, sqlite, startServer, temporaryFolder } from './server.mjs';

async function commandLine() {
  const folder = temporaryFolder('cli');
  const config = (text) => {
    const file = join(folder, `${randomUUID()}.toml`);
    writeFileSync(file, text);
    return file;
  };
  await check('help, version and odd options', async () => {
    const help = await run(['--help']);
    expect(help.code === 0 && /serve/.test(help.out) && /backup/.test(help.out), '--help names the verbs', help);
    same((await run(['serve', '--help'])).code, 0, 'serve --help');
    const version = await run(['--version']);
    expect(version.code === 0 && /^centralino \d/.test(version.out), '--version', version);
    for (const odd of [[], ['--nonsense'], ['nonsense'], ['serve', '--nonsense'], ['serve', 'extra'], ['contract', 'nonsense'], ['restore', join(folder, 'none')], ['simulate', '--seed', 'x']]) {
      const { code, err, out } = await run(odd, { cwd: folder });
      expect(code !== 0 && (err + out).length > 0, `centralino ${odd.join(' ')} is refused with a word`, code, err, out);
    }
  });
  await check('check-config explains, and finds what is wrong', async () => {
    const good = await run(['check-config', '--config', config('[http]\nlisten = "127.0.0.1:0"\n')]);
    expect(good.code === 0 && /valid/.test(good.out) && /http\.trusted_proxies/.test(good.out), 'a good one, with every setting explained', good);
    const cases = [
      ['[http]\nlisten_on = "x"\n', /http\.listen_on.*did you mean http\.listen\?/],
      ['[http]\nlistn = "127.0.0.1:1"\n', /did you mean http\.listen\?/],
      ['[date]\nfolder = "x"\n', /did you mean data\.folder\?/],
      ['[data]\nread_threads = "two"\n', /data\.read_threads.*type/],
      ['[data]\nread_threads = 0\n', /data\.read_threads.*1 and 64/],
      ['[http]\ntrusted_proxies = "10.0.0.0/8"\n', /http\.trusted_proxies.*type/],
      ['[http]\ntrusted_proxies = ["10.0.0.0/99"]\n', /http\.trusted_proxies/],
      ['[http]\nlisten = "nowhere"\n', /http\.listen.*HOST:PORT/],
      ['[http]\ntls_certificate = "a.pem"\n', /http\.tls_key/],
      ['[log]\nlevel = "loud"\n', /log\.level.*debug/],
      ['[data]\ndatabase = "mysql:x"\n', /database/],
      ['[http\n', /:1/],
    ];
    const wrong = [];
    for (const [text, wanted] of cases) {
      const { code, out, err } = await run(['check-config', '--config', config(text)]);
      if (code !== 1 || !wanted.test(err)) wrong.push(`${JSON.stringify(text)} → exit ${code}, ${(err || out).trim().slice(0, 200)}; wanted 1 and ${wanted}`);
    }
    expect(wrong.length === 0, `${wrong.length} of ${cases.length} wrong configurations pass, or are not explained:`, wrong.join('\n'));
    const example = config((await run(['contract', 'config'])).out);
    same((await run(['check-config', '--config', example])).code, 0, 'the example configuration is valid');
  });
  await check('a server that cannot serve says why and ends with 1', async () => {
    const data = temporaryFolder('busy');
    const server = await startServer({ data, demo: false });
    const port = new URL(server.url).port;
    const taken = await run(['serve', '--http', `127.0.0.1:${port}`, '--data', temporaryFolder('busy2')]);
    expect(taken.code === 1 && new RegExp(port).test(taken.err), 'an address that is taken', taken);
    await server.stop();
    const nowhere = await run(['serve', '--http', '127.0.0.1:0', '--data', '/proc/none']);
    expect(nowhere.code === 1 && nowhere.err.length > 0, 'a folder that cannot be', nowhere);
  });
  await check('simulate is the same for a seed', async () => {
    const day = (seed) => run(['simulate', '--json', '--seed', String(seed), '--agents', '6', '--contacts', '300']);
    const [one, again, other] = [await day(7), await day(7), await day(8)];
    same([one.code, again.code], [0, 0], 'exit codes');
    JSON.parse(one.out);
    same(again.out, one.out, 'the same seed');
    expect(other.out !== one.out, 'another seed is another day');
  });
  await check('migrate twice does nothing the second time', async () => {
    const data = temporaryFolder('migrate');
    const first = await run(['migrate', '--data', data]);
    expect(first.code === 0 && /0 → \d/.test(first.out), 'the first', first);
    const version = / (\d+)$/m.exec(first.out)[1];
    const second = await run(['migrate', '--data', data]);
    expect(second.code === 0 && second.out.includes(`${version} → ${version}`), 'the second', second);
    const server = await startServer({ data });
    await server.stop();
  });
}

/** Visitors who talk without pause; `stop` gives what was acknowledged. */
async function talkers(base, count) {
  const acknowledged = [];
  const problems = [];
  let running = true;
  const visitors = [];
  for (let i = 0; i < count; ++i) visitors.push(await Visitor.start(base, { name: `Voce ${i}`, text: `inizio ${i}` }));
  const jobs = visitors.map(async (visitor, i) => {
    for (let n = 1; running; ++n) {
      try {
        const answer = await visitor.ask('POST', '/visitor/messages', { json: { text: `${i}: ${n}` }, key: randomUUID() });
        if (answer.status === 201) acknowledged.push({ visitor, id: answer.json.id });
        else if (answer.status !== 503) problems.push(`${answer.status} ${answer.text.slice(0, 200)}`);
        if (answer.status === 503) return;
      } catch {
        return; // the server stopped
      }
    }
  });
  return {
    visitors, acknowledged, problems,
    async stop() {
      running = false;
      await Promise.all(jobs);
    },
  };
}

async function missing(base, acknowledged) {
  const lost = [];
  for (const visitor of new Set(acknowledged.map((each) => each.visitor))) {
    const { messages } = await new Client(base, { bearer: visitor.bearer }).get('/visitor/conversation');
    const ids = new Set(messages.map((each) => each.id));
    for (const each of acknowledged) if (each.visitor === visitor && !ids.has(each.id)) lost.push(each.id);
  }
  return lost;
}

async function backups() {
  const data = await demoFolder('backup');
  const file = join(temporaryFolder('backups'), 'copy.centralino');
  const content = Buffer.from(Array.from({ length: 30_000 }, (_, i) => (i * 31) % 256));
  const server = await startServer({ data });
  explainWith(() => server.tail());
  const anna = await Agent.signIn(server.url, 'anna');
  await anna.openDesk();
  await anna.presence('available');
  const { visitor } = await connect(server.url, anna, { name: 'Con foto', text: 'ecco' });
  const sent = await visitor.sendFile('foto.png', 'image/png', content);
  const talk = await talkers(server.url, 12);
  let known;
  await check('a backup while many talk', async () => {
    await until('they talk', () => talk.acknowledged.length > 50);
    known = [...talk.acknowledged];
    const made = await run(['backup', '--data', data, file]);
    expect(made.code === 0 && /checked/.test(made.out), 'centralino backup', made);
    const again = await run(['backup', '--data', data, file]);
    expect(again.code === 1 && /exists/.test(again.err), 'a backup is never written over', again);
    expect(!existsSync(`${file}.part`), 'nothing half is left');
    await until('they talk on', () => talk.acknowledged.length > known.length + 20);
    await talk.stop();
    same(talk.problems, [], 'answers while the backup ran');
    await server.stop();
  });
  await check('restored elsewhere: the same conversations, files and sign-ins', async () => {
    const other = temporaryFolder('restored');
    const restored = await run(['restore', '--data', other, file]);
    same(restored.code, 0, `centralino restore: ${restored.err}`);
    const second = await startServer({ data: other });
    explainWith(() => second.tail());
    try {
      same(await missing(second.url, known), [], 'messages acknowledged before the backup');
      const there = new Client(second.url, { bearer: visitor.bearer });
      expect((await there.ask('GET', `/visitor/files/${sent.attachment.id}`)).bytes.equals(content), 'the file’s bytes');
      const again = await Agent.signIn(second.url, 'anna');
      expect((await again.get('/conversations?limit=200')).items.length >= 100, 'the history is there');
      same((await new Client(second.url, { cookie: anna.cookie, csrf: anna.csrf }).ask('GET', '/me')).status, 200, 'the session of before');
    } finally {
      same((await second.stop()).code, 0, 'exit code');
    }
    same(await sqlite(join(other, 'centralino.db'), 'PRAGMA integrity_check'), 'ok', 'integrity_check');
    const replayed = await run(['replay', '--data', other]);
    expect(replayed.code === 0, 'centralino replay', replayed.out, replayed.err);
  });
  await check('a restore by mistake can be undone, and a damaged backup restores nothing', async () => {
    const again = await run(['restore', '--data', data, file]);
    expect(again.code === 0 && existsSync(join(data, 'centralino.db.before-restore')), 'what was there is kept', again);
    const bytes = readFileSync(file);
    bytes.fill(0xaa, 8192, 90_000);
    const damaged = `${file}.damaged`;
    writeFileSync(damaged, bytes);
    const target = temporaryFolder('untouched');
    const refused = await run(['restore', '--data', target, damaged]);
    expect(refused.code === 1 && /nothing was restored/.test(refused.err), 'a damaged backup', refused);
    expect(!existsSync(join(target, 'centralino.db')), 'no database came of it');
  });
}

async function stopping() {
  const data = await demoFolder('stopping');
  const server = await startServer({ data });
  explainWith(() => server.tail());
  const talk = await talkers(server.url, 25);
  await check('SIGTERM under load: 0, soon, and nothing acknowledged is lost', async () => {
    await until('they talk', () => talk.acknowledged.length > 100);
    const anna = await Agent.signIn(server.url, 'anna');
    await anna.openDesk();
    const began = Date.now();
    same(await server.stop(), { code: 0, signal: null }, 'exit');
    const took = Date.now() - began;
    expect(took < 8000, 'stopping takes no more than its five seconds of grace', took);
    expect(anna.line.socket.closed, 'the desk’s socket is closed');
    await talk.stop();
    same(talk.problems, [], 'answers while it stopped');
    forgetConnections();
    note(`${talk.acknowledged.length} acknowledged; stopped in ${took} ms`);
    const start = Date.now();
    const second = await startServer({ data });
    explainWith(() => second.tail());
    note(`the second start took ${Date.now() - start} ms`);
    same(await missing(second.url, talk.acknowledged), [], 'acknowledged messages that are gone');
    same((await second.stop()).code, 0, 'exit code');
    const folded = await sqlite(join(data, 'centralino.db'), 'SELECT count(*) FROM journal WHERE subject_kind = \'routing\' AND seq > (SELECT seq FROM routing_snapshot)');
    same(folded, '0', 'steps the next start would have to fold: a clean stop saves the routing state');
  });
  await check('SIGINT stops as well', async () => {
    const third = await startServer({ data });
    third.process.kill('SIGINT');
    same(await third.ended, { code: 0, signal: null }, 'exit');
  });
}

async function tls() {
  await check('TLS with a certificate of one’s own', async () => {
    const data = await demoFolder('tls');
    const [certificate, key] = [join(data, 'cert.pem'), join(data, 'key.pem')];
    const made = await command('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate]);
    same(made.code, 0, `openssl: ${made.err}`);
    const config = join(data, 'tls.toml');
    writeFileSync(config, `[http]\ntls_certificate = "${certificate}"\ntls_key = "${key}"\n`);
    const server = await startServer({ data, config });
    explainWith(() => server.tail());
    try {
      expect(server.url.startsWith('https://'), 'its address is https', server.url);
      const ca = readFileSync(certificate);
      const health = await send(server.url, 'GET', '/healthz', { ca });
      same([health.status, /max-age=\d{7,}/.test(health.headers['strict-transport-security'] ?? '')], [200, true], 'health, with HSTS');
      const json = { 'Content-Type': 'application/json' };
      const signIn = await send(server.url, 'POST', '/api/v1/session', { ca, headers: json, body: JSON.stringify({ email: 'anna@demo.example', password: PASSWORD }) });
      same(signIn.status, 200, 'signing in');
      expect(/; Secure/.test(signIn.headers['set-cookie'][0]), 'the cookie is Secure', signIn.headers['set-cookie']);
      expect(/connect-src 'self' wss:/.test((await send(server.url, 'GET', '/desk/', { ca })).headers['content-security-policy']), 'the desk may open its socket by wss');
      const stranger = await send(server.url, 'GET', '/healthz').then(() => 'trusted', (error) => error.code);
      expect(/CERT|SIGNED/.test(stranger), 'without the certificate nobody trusts it', stranger);
      const plain = await send(server.url.replace('https', 'http'), 'GET', '/healthz').then((answer) => answer.status, () => 'closed');
      expect(plain !== 200, 'plain HTTP is not served there', plain);
    } finally {
      same((await server.stop()).code, 0, 'exit code');
    }
    writeFileSync(config, `[http]\ntls_certificate = "${key}"\ntls_key = "${key}"\n`);
    const odd = await run(['serve', '--http', '127.0.0.1:0', '--data', data, '--config', config]);
    expect(odd.code === 1 && odd.err.length > 0, 'a certificate that is none', odd);
  });
}

async function proxies() {
  const attempt = async (base, forwarded) => {
    const body = JSON.stringify({ email: `${randomUUID()}@demo.example`, password: 'x' });
    const answer = await send(base, 'POST', '/api/v1/session', { headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': forwarded }, body });
    return answer.json.code;
  };
  const attempts = async (base, addressOf) => {
    const codes = [];
    for (let i = 0; i < 14; ++i) codes.push(await attempt(base, addressOf(i)));
    return codes.filter((code) => code === 'rate_limited').length;
  };
  const data = await demoFolder('proxies');
  const serve = async (trusted, act) => {
    const config = join(data, 'proxies.toml');
    writeFileSync(config, `[http]\ntrusted_proxies = ${JSON.stringify(trusted)}\n`);
    const server = await startServer({ data, demo: false, config });
    explainWith(() => server.tail());
    try {
      await act(server.url);
    } finally {
      await server.stop();
      forgetConnections();
    }
  };
  await check('X-Forwarded-For of anybody is not believed', () =>
    serve([], async (base) => {
      expect((await attempts(base, (i) => `198.51.100.${i}`)) >= 4, 'another address in the header each time, and no limit');
    }),
  );
  await check('X-Forwarded-For of a trusted proxy is: each visitor has a limit of their own', () =>
    serve(['127.0.0.0/8'], async (base) => {
      same(await attempts(base, (i) => `198.51.100.${i}`), 0, 'fourteen addresses, refused');
      expect((await attempts(base, () => '203.0.113.9')) >= 4, 'one address behind the proxy has no limit');
      expect((await attempts(base, (i) => `192.0.2.${i}, 203.0.113.10`)) >= 4, 'what a visitor wrote in front of the proxy’s own word is believed');
      const { headers } = await send(base, 'GET', '/healthz', { headers: { 'X-Forwarded-Proto': 'https' } });
      expect(headers['strict-transport-security'], 'behind a proxy with TLS pages are secure', headers);
    }),
  );
}

export async function suite() {
  await commandLine();
  await backups();
  await stopping();
  await tls();
  await proxies();
}
