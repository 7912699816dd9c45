// The contract: every route answers as openapi.json says, refuses as errors.json says, and keeps what
// HTTP and browsers need. Answers are checked in api.mjs, whoever asks.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, contract, form, send } from './api.mjs';
import { administer } from './administration.mjs';
import { check, expect, explainWith, same } from './checks.mjs';
import { Agent, connect, PASSWORD, Visitor } from './people.mjs';
import { demoFolder, filesBelow, startServer } from './server.mjs';
import { walkFlows } from './flows.mjs';
import { walkIntegrations } from './webhooks.mjs';

const SPARE = '0000000000001'; // the end of an id that nothing has
const WRONG_PASSWORD = 'never-to-be-seen-anywhere-7731';

/** The least body that fits a schema; null where a schema requires itself, which nothing fits. */
function least(schema, components, depth = 0) {
  if (depth > 16) return null;
  if (schema.$ref) return least(components[schema.$ref.replace('#/components/schemas/', '')], components, depth + 1);
  if (schema.anyOf) return least(schema.anyOf[0], components, depth + 1);
  if (schema.enum) return schema.enum[0];
  const type = [schema.type].flat()[0];
  if (type === 'object')
    return Object.fromEntries((schema.required ?? []).map((name) => [name, least(schema.properties[name], components, depth + 1)]));
  if (type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => least(schema.items, components, depth + 1));
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return false;
  if (schema.format === 'email') return 'x@example.com';
  if (schema.format === 'date-time') return '2026-01-01T00:00:00Z';
  const id = /^\^(\w+)_\[/.exec(schema.pattern ?? '');
  return id ? `${id[1]}_${SPARE}` : 'x'.repeat(Math.max(1, schema.minLength ?? 1));
}

const PREFIX = { conversations: 'conv', customers: 'cust', offers: 'offer', wrapups: 'wrap', cases: 'case', files: 'file', queues: 'queue', work: 'work', keys: 'apikey', users: 'user', agents: 'user', skills: 'skill', webhooks: 'hook', deliveries: 'eff', flows: 'flow' };
/** A path of an operation with ids that nobody has. */
const spare = (path) => path.replace('/api/v1', '').replace(/(\w+)\/\{(id|delivery)\}/g, (_, kind) => `${kind}/${PREFIX[kind] ?? kind}_${SPARE}`).replace('{key}', 'demo').replace('{number}', '1').replace('{kind}/{external_id}', 'order/nobody');

function jsonBody(operation) {
  return operation.requestBody?.content['application/json']?.schema;
}

function whoMayAsk(operation) {
  if (operation.security?.length === 0) return 'anybody';
  return operation.security?.some((way) => 'visitor' in way) ? 'visitor' : 'user';
}

async function walkEveryRoute(base, people) {
  const { anna, carla, admin } = people;
  const anybody = new Client(base);
  await check('widget and demo answer anybody', async () => {
    const demo = await anybody.get('/demo');
    expect(demo.sign_ins.length === 5, 'the demo names five sign-ins', demo);
    const info = await anybody.get('/widgets/demo');
    expect(info.open === true && info.max_text === 4000 && info.demo === true, 'the widget is open', info);
  });
  const waiting = await Visitor.start(base, { name: 'Uno', text: 'Aspetto' });
  await check('why a contact waits, and where', async () => {
    const live = await carla.get('/queues/live');
    const mine = live.waiting.find((each) => each.conversation_id === waiting.id);
    expect(mine?.position === 1, 'the only one waiting is first', live.waiting);
    const why = await carla.get(`/work/${mine.work_id}/why`);
    expect(why.text.it && why.text.en, 'the reason has both languages', why);
    await waiting.must(200, 'POST', '/visitor/person');
    await waiting.conversation();
    await waiting.end();
  });
  await anna.openDesk();
  await anna.presence('available');
  const { visitor, epoch } = await connect(base, anna, { name: 'Due', email: 'due@posta.example', text: 'Salve' });
  await check('an agent reads and changes what surrounds a conversation', async () => {
    await visitor.say('Un messaggio');
    await anna.say(visitor.id, 'Una risposta', epoch);
    await anna.say(visitor.id, 'Solo per noi', epoch, true);
    const { conversation, messages } = await anna.get(`/conversations/${visitor.id}`);
    expect(messages.some((each) => each.kind === 'note'), 'the agent sees the note', messages);
    const { items } = await anna.get(`/conversations/${visitor.id}/history`);
    expect(items.some((each) => each.type === 'conversation_started'), 'the history begins with the start', items);
    const page = await anna.get(`/customers/${conversation.customer.id}`);
    same(page.customer.email, 'due@posta.example', 'the customer is found by e-mail');
    await anna.get(`/cases/${conversation.case.id}`);
    const changed = await anna.must(200, 'PATCH', `/cases/${conversation.case.id}`, { json: { priority: 'high' } });
    same(changed.priority, 'high', 'the case has its new priority');
    const list = await anna.get('/conversations?state=active&mine=true&limit=1');
    same(list.items.map((each) => each.id), [visitor.id], 'the list of mine has the one');
  });
  await check('files go up and come down', async () => {
    const sent = await visitor.sendFile('nota.txt', 'text/plain', 'dal visitatore');
    const down = await visitor.ask('GET', `/visitor/files/${sent.attachment.id}`);
    same([down.status, down.text], [200, 'dal visitatore'], 'the visitor reads the file back');
    await anna.sendFile(visitor.id, 'listino.txt', 'text/plain', 'dall’agente');
    same((await anna.ask('GET', `/files/${sent.attachment.id}`)).text, 'dal visitatore', 'the agent reads the visitor’s file');
  });
  await check('declining, transferring, ending, wrapping up and rating answer', async () => {
    const other = await Visitor.start(base, { text: 'Tre' });
    const offer = await anna.offerOf(other.id);
    await anna.must(204, 'POST', `/offers/${offer.id}/decline`, { json: { reason: 'busy' } });
    await other.end();
    const { queues } = await carla.get('/queues/live');
    const sales = queues.find((each) => each.name === 'Vendite');
    const moved = await anna.must(200, 'POST', `/conversations/${visitor.id}/transfer`, { json: { queue_id: sales.id, brief: 'da vendere' } });
    same(moved.queue.id, sales.id, 'the conversation is in the other queue');
    await visitor.end();
    await anna.presence('away', 'break');
    await anna.presence('available');
    const third = await connect(base, anna, { text: 'Quattro' });
    await anna.end(third.visitor.id);
    await third.visitor.must(204, 'POST', '/visitor/survey', { json: { score: 5, comment: 'brava' } });
    const { wrapups } = await anna.freshSnapshot();
    const wrapup = wrapups.find((each) => each.conversation_id === third.visitor.id);
    const longer = await anna.must(200, 'POST', `/wrapups/${wrapup.id}/extend`);
    expect(longer.deadline_at > wrapup.deadline_at, 'an extended wrap-up ends later', wrapup, longer);
    await anna.must(204, 'POST', `/wrapups/${wrapup.id}/complete`, { json: { outcome: 'solved', note: 'fatto' } });
    await anna.finishWrapups();
    await anna.presence('offline');
  });
  await check('queues and reports answer', async () => {
    const { items } = await admin.get('/queues');
    await admin.must(200, 'PUT', `/queues/${items[0].id}`, { json: { name: items[0].name, settings: items[0].settings } });
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const to = new Date(Date.now() + 1000).toISOString();
    const report = await carla.get(`/reports/intervals?from=${from}&to=${to}&step=1h&formula=B`);
    expect(report.rows.length >= 24, 'a day has 24 hours', report.rows.length);
    const contacts = await carla.get(`/reports/contacts?from=${from}&to=${to}`);
    expect(contacts.items.length > 0, 'the contacts behind it are listed');
    same((await carla.ask('GET', `/reports/intervals?from=${from}&to=${to}&step=7m`)).json?.code, 'invalid_field', 'a step that is none is refused');
    same((await carla.ask('GET', '/reports/intervals')).json?.fields?.[0]?.field, 'from', 'a missing time is named');
    same((await anna.ask('GET', `/reports/intervals?from=${from}&to=${to}`)).json?.code, 'forbidden', 'agents have no reports');
    await anna.get('/me');
  });
}

function keysHaveScopes(base, admin, anna, secrets) {
  return check('API keys: scopes, listing without the token, revoking', async () => {
    const make = (name, scopes) => admin.must(201, 'POST', '/keys', { json: { name, scopes } });
    const reads = await make('reads', ['read']);
    const works = await make('works', ['read', 'work']);
    const manages = await make('manages', ['admin']);
    secrets.push(reads.token, works.token, manages.token);
    const reader = new Client(base, { bearer: reads.token });
    const worker = new Client(base, { bearer: works.token });
    const { items } = await reader.get('/conversations');
    const change = { json: { priority: 'low' } };
    const path = `/cases/${items[0].case.id}`;
    same((await reader.ask('PATCH', path, change)).json?.code, 'forbidden', 'a key that reads cannot change');
    same((await reader.ask('POST', `/conversations/${items[0].id}/messages`, { json: { text: 'x', epoch: 1 } })).json?.code, 'forbidden', 'a key that reads cannot write');
    await worker.must(200, 'PATCH', path, change);
    same((await worker.ask('POST', '/keys', { json: { name: 'more', scopes: ['admin'] } })).json?.code, 'forbidden', 'a key that works makes no keys');
    same((await new Client(base, { bearer: manages.token }).ask('GET', '/conversations')).json?.code, 'forbidden', 'a key that manages does not read');
    same((await reader.ask('GET', '/me')).json?.code, 'forbidden', 'a key is no user');
    const list = await admin.get('/keys');
    expect(list.items.every((key) => !key.token), 'tokens are shown once', list);
    same((await anna.ask('GET', '/keys')).json?.code, 'forbidden', 'agents see no keys');
    same((await anna.ask('POST', '/keys', { json: { name: 'mine', scopes: ['read'] } })).json?.code, 'forbidden', 'agents make no keys');
    same((await admin.ask('POST', '/keys', { json: { name: 'odd', scopes: ['root'] } })).json?.fields?.[0]?.field, 'scopes', 'unknown scopes are refused');
    await admin.must(204, 'DELETE', `/keys/${reads.id}`);
    same((await reader.ask('GET', '/conversations')).json?.code, 'not_signed_in', 'a revoked key is nobody');
    same((await reader.ask('PATCH', path, change)).json?.code, 'not_signed_in', 'a revoked key that was recognised a moment ago is nobody too');
    same((await admin.ask('DELETE', `/keys/${reads.id}`)).status, 404, 'revoking twice finds nothing');
    same((await new Client(base, { bearer: works.token.slice(0, -1) }).ask('GET', '/conversations')).json?.code, 'not_signed_in', 'most of a token is none');
    return works.token;
  });
}

async function badBodies(base, people) {
  const { schemas } = contract.openapi.components;
  const asking = { anybody: new Client(base), visitor: people.visitor, user: people.admin };
  const withBody = contract.operations.filter(({ operation }) => jsonBody(operation));
  const refused = async (what, wanted, fill) => {
    await check(`${what} (${withBody.length} routes)`, async () => {
      const wrong = [];
      for (const { name, method, path, operation } of withBody) {
        const options = fill(jsonBody(operation), operation.requestBody);
        if (!options) continue;
        const answer = await asking[whoMayAsk(operation)].ask(method, spare(path), options);
        const fields = answer.json?.fields?.map((each) => each.field) ?? [];
        if (fields.length) {
          const inItalian = await asking[whoMayAsk(operation)].ask(method, spare(path), { ...options, headers: { ...options.headers, 'Accept-Language': 'it' } });
          const inEnglish = await asking[whoMayAsk(operation)].ask(method, spare(path), { ...options, headers: { ...options.headers, 'Accept-Language': 'en' } });
          inItalian.json.fields.forEach(({ message }, i) => message === inEnglish.json.fields[i].message && wrong.push(`${name} says “${message}” in both languages`));
        }
        if (answer.json?.code !== wanted || (options.field && !fields.includes(options.field)))
          wrong.push(`${name} sent ${(options.body ?? JSON.stringify(options.json)).slice(0, 120)} → ${answer.status} ${answer.text.slice(0, 200)}`);
      }
      expect(wrong.length === 0, `wanted ${wanted}:`, wrong.join('\n'));
    });
  };
  const resolve = (schema) => (schema.$ref ? schemas[schema.$ref.replace('#/components/schemas/', '')] : schema);
  const json = { headers: { 'Content-Type': 'application/json' } };
  await refused('what is not JSON is a bad request', 'bad_request', () => ({ ...json, body: '{"a":' }));
  await refused('an unknown field is named', 'invalid_field', (schema) => ({ json: { ...least(schema, schemas), surprise: 1 }, field: 'surprise' }));
  await refused('a missing field is named', 'invalid_field', (schema) => {
    const [field] = resolve(schema).required ?? [];
    if (!field) return null;
    const { [field]: _, ...rest } = least(schema, schemas);
    return { json: rest, field };
  });
  await refused('a wrong type is named', 'invalid_field', (schema) => {
    const [field] = Object.keys(resolve(schema).properties);
    const wrong = resolve(schema).properties[field].type === 'array' ? { no: 1 } : [{ no: 1 }];
    return { json: { ...least(schema, schemas), [field]: wrong }, field };
  });
  await refused('a text too long is named', 'invalid_field', (schema) => {
    const [field, { maxLength } = {}] = Object.entries(resolve(schema).properties).find(([, each]) => each.maxLength) ?? [];
    return field && { json: { ...least(schema, schemas), [field]: 'é'.repeat(maxLength + 1) }, field };
  });
  await refused('another media type is not read', 'unsupported_media_type', (schema) => ({
    headers: { 'Content-Type': 'text/plain' },
    body: JSON.stringify(least(schema, schemas)),
  }));
  await refused('a body too large is not read', 'body_too_large', (_, body) => ({ ...json, body: `{"text":"${'x'.repeat(body['x-bytes-max'])}"}` }));
  await check('odd bodies of uploads are refused', async () => {
    const { visitor } = people;
    const code = async (options) => (await visitor.ask('POST', '/visitor/files', options)).json?.code;
    const one = form('a.txt', 'text/plain', 'a');
    same(await code({ json: { file: 'x' } }), 'bad_request', 'JSON is no form');
    same(await code({ ...one, body: one.body.subarray(0, 60) }), 'bad_request', 'half a form is none');
    same(await code(form('a.txt', 'text/plain', '')), 'invalid_field', 'an empty file is none');
    same(await code(form('a.txt', 'text/plain', 'a', 'other')), 'invalid_field', 'another field is not the file');
    same(await code(form('a.bin', 'text/plain', Buffer.alloc((10 << 20) + 1))), 'too_large', 'a file of more than 10 MiB');
    same(await code(form('a.bin', 'text/plain', Buffer.alloc(11 << 20))), 'body_too_large', 'a body much larger than that');
  });
  await check('text at its limit passes, emoji counted as one', async () => {
    await people.visitor.must(201, 'POST', '/visitor/messages', { json: { text: '🚲'.repeat(4000) } });
    same((await people.visitor.ask('POST', '/visitor/messages', { json: { text: ' \n\t ' } })).json?.code, 'invalid_field', 'blanks are no text');
  });
}

async function whoMayNot(base, people) {
  const { schemas } = contract.openapi.components;
  const sweep = (what, wanted, fits, clientFor, strip = {}) =>
    check(what, async () => {
      const wrong = [];
      for (const { name, method, path, operation } of contract.operations.filter(fits)) {
        const schema = jsonBody(operation);
        const upload = operation.requestBody?.content['multipart/form-data'] && form('a.txt', 'text/plain', 'a');
        const options = upload ?? (schema ? { json: least(schema, schemas) } : {});
        const answer = await clientFor(operation).ask(method, spare(path), { ...options, headers: { ...options.headers, ...strip } });
        if (answer.json?.code !== wanted) wrong.push(`${name} → ${answer.status} ${answer.text.slice(0, 160)}`);
      }
      expect(wrong.length === 0, `wanted ${wanted}:`, wrong.join('\n'));
    });
  const needs = (who) => (each) => whoMayAsk(each.operation) === who;
  await sweep('nobody gets in without proof', 'not_signed_in', (each) => !needs('anybody')(each), () => new Client(base));
  await sweep('a made up token is nobody', 'not_signed_in', (each) => !needs('anybody')(each), () => new Client(base, { bearer: 'vis_madeup' }));
  await sweep('a visitor’s token opens no desk', 'not_signed_in', needs('user'), () => people.visitor);
  await sweep('a desk’s session is no visitor', 'not_signed_in', needs('visitor'), () => people.admin);
  const changes = (each) => needs('user')(each) && each.method !== 'GET';
  await sweep('a change without the CSRF token is refused', 'csrf_failed', changes, () => new Client(base, { cookie: people.admin.cookie }));
  await sweep('a change with another CSRF token is refused', 'csrf_failed', changes, () => people.admin, { 'X-CSRF-Token': 'x'.repeat(people.admin.csrf.length) });
}

async function httpManners(base, anna) {
  await check('a method that is not there: 405 with Allow', async () => {
    const wrong = [];
    for (const path of new Set(contract.operations.map((each) => each.path))) {
      const target = spare(path);
      const allowed = contract.operations.filter((each) => each.pattern.test(`/api/v1${target}`)).map((each) => each.method);
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((each) => !allowed.includes(each))) {
        const answer = await anna.ask(method, target);
        const named = (answer.headers.allow ?? '').split(', ').filter((each) => each !== 'HEAD' && each !== 'OPTIONS').sort();
        if (answer.json?.code !== 'method_not_allowed' || named.join() !== [...new Set(allowed)].sort().join())
          wrong.push(`${method} ${target} → ${answer.status}, Allow: ${answer.headers.allow}; the contract has ${allowed}`);
      }
    }
    expect(wrong.length === 0, 'these answered otherwise:', wrong.join('\n'));
  });
  await check('what is not there: 404, with and without an id', async () => {
    for (const path of ['/nothing', '/', '/conversations/conv_', '/conversations/nonsense', `/conversations/conv_${SPARE}`, `/conversations/case_${SPARE}`, '/conversations//history', '/widgets/unknown'])
      same((await anna.ask('GET', path)).json?.code, 'not_found', `GET ${path}`);
    same((await send(base, 'GET', '/desk/assets/none.js')).status, 404, 'a file that is not there');
    expect([400, 404].includes((await send(base, 'GET', '/desk/../../etc/passwd')).status), 'a path that climbs finds nothing');
  });
  await check('HEAD is GET without its body', async () => {
    for (const path of ['/me', '/conversations', '/queues/live', '/demo', '/widgets/demo']) {
      const [head, get] = [await anna.ask('HEAD', path), await anna.ask('GET', path)];
      same([head.status, head.headers['content-type'], head.text], [get.status, get.headers['content-type'], ''], `HEAD ${path}`);
    }
    const [head, get] = [await send(base, 'HEAD', '/widget.js'), await send(base, 'GET', '/widget.js')];
    same(head.headers['content-length'], get.headers['content-length'], 'the length of the widget’s script');
    same(head.text, '', 'the body of HEAD /widget.js');
  });
  await check('assets have tags, and 304 when nothing changed', async () => {
    const page = (await send(base, 'GET', '/desk/')).text;
    const script = /src="(\/desk\/[^"]+\.js)"/.exec(page)?.[1];
    expect(script, 'the desk’s page names its script', page.slice(0, 600));
    for (const path of [script, '/widget.js']) {
      for (const encoding of ['identity', 'gzip', 'br']) {
        const first = await send(base, 'GET', path, { headers: { 'Accept-Encoding': encoding } });
        const tag = first.headers.etag;
        expect(first.status === 200 && tag, `${path} in ${encoding} has an ETag`, first.headers);
        const again = await send(base, 'GET', path, { headers: { 'Accept-Encoding': encoding, 'If-None-Match': `"other", ${tag}` } });
        same([again.status, again.text, again.headers.etag], [304, '', tag], `${path} asked again in ${encoding}`);
        const other = await send(base, 'GET', path, { headers: { 'Accept-Encoding': encoding, 'If-None-Match': '"other"' } });
        same(other.status, 200, `${path} with another tag`);
      }
    }
    same((await send(base, 'GET', '/')).headers.location, '/desk/', 'the root leads to the desk');
    for (const path of ['/demo', '/api/docs', '/desk/signin', '/api/v1/openapi.json']) same((await send(base, 'GET', path)).status, 200, `GET ${path}`);
  });
  await check('security headers keep pages to themselves', async () => {
    const nonces = new Set();
    for (const path of ['/desk/', '/desk/', '/demo', '/api/docs']) {
      const { headers, text } = await send(base, 'GET', path);
      const policy = headers['content-security-policy'] ?? '';
      expect(!/unsafe/.test(policy) && /default-src 'none'/.test(policy) && /object-src 'none'/.test(policy), `the policy of ${path} is strict`, policy);
      expect(/frame-ancestors 'none'/.test(policy), `${path} is not to be framed`, policy);
      same(headers['x-content-type-options'], 'nosniff', `${path} is not to be sniffed`);
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      expect(nonce && !nonces.has(nonce), `${path} has a nonce of its own`, policy);
      nonces.add(nonce);
      for (const [tag] of text.matchAll(/<(script|style)\b[^>]*>/g))
        expect(/ src=/.test(tag) || tag.includes(`nonce="${nonce}"`), `an inline ${tag} of ${path} without the nonce`);
      expect(!/\son\w+="/.test(text), `${path} has an inline handler`);
    }
    const { headers } = await anna.ask('GET', '/me');
    same([headers['x-content-type-options'], headers['cache-control']], ['nosniff', 'no-store'], 'an answer of the API');
    expect(/frame-ancestors 'none'/.test(headers['content-security-policy']), 'no answer of the API can be framed');
    expect(!headers['access-control-allow-origin'], 'no other site reads the desk’s API');
    same((await send(base, 'GET', '/widget.js')).headers['cross-origin-resource-policy'], 'cross-origin', 'sites may load the widget');
  });
  await check('other sites may use the widget’s routes, and only those', async () => {
    const ask = { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key' };
    for (const { path } of contract.operations.filter((each) => whoMayAsk(each.operation) === 'visitor' || each.path.startsWith('/api/v1/widgets'))) {
      const { status, headers } = await send(base, 'OPTIONS', `/api/v1${spare(path)}`, { headers: ask });
      same([status, headers['access-control-allow-origin']], [204, '*'], `OPTIONS ${path}`);
      for (const name of ['Authorization', 'Content-Type', 'Idempotency-Key'])
        expect(headers['access-control-allow-headers'].includes(name), `OPTIONS ${path} allows ${name}`, headers);
      expect(!headers['access-control-allow-credentials'], 'without cookies');
    }
    const real = await send(base, 'GET', '/api/v1/widgets/demo', { headers: { Origin: 'https://shop.example' } });
    same(real.headers['access-control-allow-origin'], '*', 'the answer itself');
    const refused = await send(base, 'GET', '/api/v1/widgets/unknown', { headers: { Origin: 'https://shop.example' } });
    same(refused.headers['access-control-allow-origin'], '*', 'a refusal too: the page must be able to read why');
    const desk = await send(base, 'OPTIONS', '/api/v1/me', { headers: ask });
    expect(!desk.headers['access-control-allow-origin'], 'the desk’s routes are not opened', desk.headers);
  });
  await check('problems speak the reader’s language', async () => {
    const title = async (language) => (await anna.ask('GET', '/nothing', { headers: { 'Accept-Language': language } })).json.title;
    expect((await title('it-IT,it;q=0.9')) !== (await title('en')), 'Italian is not English', await title('it'));
  });
  await check('health, readiness and metrics', async () => {
    same([(await send(base, 'GET', '/healthz')).text, (await send(base, 'GET', '/readyz')).text], ['ok\n', 'ready\n'], 'probes');
    const read = async () => {
      const { text, headers } = await send(base, 'GET', '/metrics');
      expect(/^text\/plain; version=0\.0\.4/.test(headers['content-type']), 'the media type Prometheus wants', headers);
      const figures = new Map();
      for (const line of text.trim().split('\n')) {
        if (/^# (HELP|TYPE) [a-z_]+ ./.test(line)) continue;
        const parts = /^([a-z_:][a-z0-9_:]*(?:\{[^}]*\})?) (-?[0-9.e+]+)$/.exec(line);
        expect(parts, `not a line of Prometheus’ text format: ${line}`);
        expect(!figures.has(parts[1]), `twice: ${parts[1]}`);
        figures.set(parts[1], Number(parts[2]));
      }
      return figures;
    };
    const before = await read();
    await anna.get('/me');
    const after = await read();
    const name = 'centralino_http_responses_total{class="2xx"}';
    expect(after.get(name) > before.get(name), 'answers are counted', before.get(name), after.get(name));
    expect(after.get('process_resident_memory_bytes') > 1e6, 'memory is measured');
  });
}

/** What the server refuses before any route is asked has the same form as all other refusals. */
async function refusedEarly(base) {
  const wanted = [
    ['a body too large', 413, ['POST', '/api/v1/session', { headers: { 'Content-Type': 'application/json' }, body: 'x'.repeat(70_000) }]],
    ['an address too long', 414, ['GET', `/api/v1/me?${'x'.repeat(9000)}`, {}]],
    ['headers too large', 431, ['GET', '/api/v1/me', { headers: { 'X-Long': 'x'.repeat(17_000) } }]],
    ['an old WebSocket', 426, ['GET', '/api/v1/live', { headers: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '8', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' } }]],
  ];
  for (const [what, status, request] of wanted)
    await check(`${what}: a problem like the others`, async () => {
      const answer = await send(base, ...request);
      same(answer.status, status, 'status');
      const { json, headers } = answer;
      for (const name of ['type', 'title', 'status', 'code', 'detail', 'request_id']) expect(json?.[name] !== undefined, `the problem has no ${name}`, answer.text);
      expect(contract.codes.get(json.code) === status, `its code "${json.code}" is none of errors.json with that status`, answer.text);
      same(headers['x-content-type-options'], 'nosniff', 'its security headers');
    });
}

/** A page of another site must be able to read why it was refused, however early that was. */
async function refusedReadably(base, visitor) {
  await check('early refusals of the widget’s routes can be read by other sites', async () => {
    const Origin = 'https://shop.example';
    const json = { 'Content-Type': 'application/json', Origin, Authorization: `Bearer ${visitor.bearer}` };
    const long = `/api/v1/visitor/messages?${'x'.repeat(9000)}`;
    const answers = {
      413: await send(base, 'POST', '/api/v1/visitor/messages', { headers: json, body: 'x'.repeat(70_000) }),
      415: await send(base, 'POST', '/api/v1/visitor/messages', { headers: { ...json, 'Content-Type': 'text/plain' }, body: 'x' }),
      401: await send(base, 'POST', '/api/v1/visitor/messages', { headers: { ...json, Authorization: 'Bearer vis_none' }, body: '{"text":"x"}' }),
      405: await send(base, 'DELETE', '/api/v1/visitor/messages', { headers: json }),
    };
    for (const [status, answer] of Object.entries(answers))
      same([answer.status, answer.headers['access-control-allow-origin']], [Number(status), '*'], `a ${status}`);
    same((await send(base, 'GET', long, { headers: { Origin } })).status, 414, 'an address too long has no route to be known by');
    const desk = await send(base, 'POST', '/api/v1/session', { headers: json, body: 'x'.repeat(70_000) });
    same([desk.status, desk.headers['access-control-allow-origin']], [413, undefined], 'the desk’s routes stay closed');
  });
}

async function idempotency(base, carla) {
  const anybody = new Client(base);
  const count = async () => (await carla.get('/conversations?limit=200')).items.length;
  await check('the same key and body start one conversation, with one token', async () => {
    const before = await count();
    const key = randomUUID();
    const ask = (text) => anybody.ask('POST', '/widgets/demo/conversations', { json: { text }, key });
    const answers = await Promise.all([ask('una volta'), ask('una volta'), ask('una volta')]);
    answers.push(await ask('una volta'));
    same(new Set(answers.map((each) => each.status)), new Set([201]), 'all are accepted');
    same(new Set(answers.map((each) => each.text)).size, 1, 'all get the first answer, token included');
    same(await count(), before + 1, 'conversations there are');
    same((await ask('altra cosa')).json?.code, 'idempotency_key_reused', 'another body with that key');
    const visitor = new Visitor(base, { bearer: answers[0].json.visitor_token });
    const twice = [await visitor.say('ecco', 'chiave'), await visitor.say('ecco', 'chiave')];
    same(twice[1], twice[0], 'the second answer to a message');
    same((await visitor.conversation()).messages.filter((each) => each.text === 'ecco').length, 1, 'the message stands there once');
    same((await visitor.ask('POST', '/visitor/messages', { json: { text: 'altro' }, key: 'chiave' })).json?.code, 'idempotency_key_reused', 'another text');
    const stranger = await Visitor.start(base, { text: 'altra persona' });
    await stranger.say('ecco', 'chiave');
    const upload = { ...form('a.txt', 'text/plain', 'a'), key: 'file' };
    const files = [await visitor.ask('POST', '/visitor/files', upload), await visitor.ask('POST', '/visitor/files', upload)];
    same(files[0].text, files[1].text, 'a file sent twice');
    same((await visitor.ask('POST', '/visitor/messages', { json: { text: 'x' }, key: 'k'.repeat(129) })).json?.code, 'bad_request', 'a key too long');
    await visitor.end();
    await stranger.end();
  });
}

/** Without --demo the real limits hold. */
async function limitsHold(data, secrets, keyToken) {
  const server = await startServer({ data, demo: false });
  explainWith(() => server.tail());
  try {
    await check('ten wrong passwords, then one must wait', async () => {
      const anybody = new Client(server.url);
      const attempt = (password) => anybody.ask('POST', '/session', { json: { email: 'carla@demo.example', password } });
      for (let i = 0; i < 10; ++i) same((await attempt(WRONG_PASSWORD)).json?.code, 'wrong_credentials', `wrong password ${i + 1}`);
      const refused = await attempt(WRONG_PASSWORD);
      same(refused.json?.code, 'rate_limited', 'the eleventh');
      expect(Number(refused.headers['retry-after']) >= 1, 'it says when to come back', refused.headers);
      same((await attempt(PASSWORD)).json?.code, 'rate_limited', 'the right password must wait too');
      const unknown = await anybody.ask('POST', '/session', { json: { email: 'nobody@demo.example', password: 'x' } });
      same(unknown.json?.code, 'rate_limited', 'from the same address, with another name');
    });
    await check('a widget cannot start chats without end', async () => {
      const anybody = new Client(server.url);
      let refused;
      for (let i = 0; i < 40 && !refused; ++i) {
        const answer = await anybody.ask('POST', '/widgets/demo/conversations', { json: { text: 'molti' } });
        if (answer.status === 201) secrets.push(answer.json.visitor_token);
        else refused = answer;
      }
      same([refused?.json?.code, Number(refused?.headers['retry-after']) >= 1], ['rate_limited', true], 'the thirty-first or so');
      same(refused.headers['access-control-allow-origin'], '*', 'which the widget’s page may read');
    });
    await check('an API key has its 1,200 requests a minute, and no more', async () => {
      const program = new Client(server.url, { bearer: keyToken });
      let refused;
      for (let i = 0; i < 30 && !refused; ++i) {
        const answers = await Promise.all(Array.from({ length: 50 }, () => program.ask('GET', '/queues')));
        refused = answers.find((each) => each.status !== 200);
      }
      same(refused?.json?.code, 'rate_limited', 'after 1,500 requests at once');
    });
  } finally {
    const { code } = await server.stop();
    await check('and it stops well', () => same(code, 0, 'exit code'));
  }
  return server;
}

export async function suite() {
  const data = await demoFolder('contract');
  const config = join(data, 'centralino.toml');
  writeFileSync(config, '[log]\nlevel = "debug"\nformat = "json"\n');
  const server = await startServer({ data, config });
  explainWith(() => server.tail());
  const base = server.url;
  const secrets = [PASSWORD, WRONG_PASSWORD];
  const logSecrets = [];
  const people = {};
  for (const name of ['anna', 'carla', 'admin']) {
    people[name] = await Agent.signIn(base, name);
    secrets.push(people[name].cookie.split('=')[1]);
    logSecrets.push(people[name].csrf);
  }
  await check('the session’s cookie is out of the reach of scripts and other sites', () => {
    const flags = people.anna.setCookie.split('; ').slice(1);
    for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(flags.includes(flag), `the cookie has ${flag}`, people.anna.setCookie);
  });
  await walkEveryRoute(base, people);
  await check('flows, from the first draft to the way back', () => walkFlows(people.admin));
  await check('other systems: webhooks, records, retention', () => walkIntegrations(base, people.admin));
  await administer(base, people);
  people.visitor = await Visitor.start(base, { text: 'per prova' });
  secrets.push(people.visitor.bearer);
  const keyToken = await keysHaveScopes(base, people.admin, people.anna, secrets);
  await badBodies(base, people);
  await whoMayNot(base, people);
  await httpManners(base, people.anna);
  await refusedEarly(base);
  await refusedReadably(base, people.visitor);
  await idempotency(base, people.carla);
  await new Client(base).ask('POST', '/session', { json: { email: 'anna@demo.example', password: WRONG_PASSWORD } });
  await check('signing out ends the session', async () => {
    const away = { json: { state: 'away' } };
    await people.anna.must(200, 'PUT', '/me/presence', away);
    same((await people.anna.ask('PUT', '/me/presence', { ...away, headers: { 'X-CSRF-Token': 'no' } })).json?.code, 'csrf_failed', 'being recognised needs the CSRF token still');
    same((await new Client(base, { bearer: people.anna.cookie.split('=')[1] }).ask('PUT', '/me/presence', away)).json?.code, 'not_signed_in', 'a cookie is no bearer token');
    await people.anna.must(204, 'DELETE', '/session');
    same((await people.anna.ask('GET', '/me')).json?.code, 'not_signed_in', 'the old cookie is nobody’s');
    same((await people.anna.ask('PUT', '/me/presence', away)).json?.code, 'not_signed_in', 'nor does it change anything');
  });
  await check('SIGTERM ends it with 0', async () => same(await server.stop(), { code: 0, signal: null }, 'exit'));
  await check('its log is one JSON object a line', () => {
    for (const line of server.log.trim().split('\n')) JSON.parse(line);
  });
  const limited = await limitsHold(data, secrets, keyToken);
  await check('no secret is in the log, the output or any file', () => {
    const said = server.log + server.output + limited.log + limited.output;
    for (const secret of [...secrets, ...logSecrets])
      expect(secret === PASSWORD ? !server.log.includes(secret) : !said.includes(secret), `the log or the output holds the secret ${secret}`);
    for (const { path, bytes } of filesBelow(data))
      for (const secret of secrets) expect(!bytes.includes(secret), `${path} holds the secret ${secret.slice(0, 12)}…`);
  });
}
