// Requests as programs make them. Every answer is held against the contract, whoever asked.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { Failed } from './checks.mjs';
import { run } from './server.mjs';
import { problems } from './schema.mjs';

/** What the program says of itself, and what was seen of it. */
export const contract = {
  openapi: null,
  codes: new Map(), // code → status
  exercised: new Map(), // "GET /api/v1/me" → statuses seen
  violations: [],
  checked: 0,

  async load() {
    this.openapi = JSON.parse((await run(['contract', 'openapi'])).out);
    for (const { code, status } of JSON.parse((await run(['contract', 'errors'])).out).errors) this.codes.set(code, status);
    this.operations = Object.entries(this.openapi.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
        literal: (path.match(/\{/g) ?? []).length,
        operation,
      })),
    );
    // "/queues/live" before "/queues/{id}".
    this.operations.sort((a, b) => a.literal - b.literal);
  },

  find(method, path) {
    const wanted = method === 'HEAD' ? 'GET' : method;
    return this.operations.find((each) => each.method === wanted && each.pattern.test(path));
  },

  observe(method, target, answer) {
    const path = target.split('?')[0];
    if (!path.startsWith('/api/v1/') || path === '/api/v1/openapi.json' || answer.status < 200) return;
    this.checked += 1;
    const found = this.find(method, path);
    const blame = (what) => this.violations.push(`${method} ${target} → ${answer.status}: ${what}`);
    if (found) this.exercised.set(found.name, (this.exercised.get(found.name) ?? new Set()).add(answer.status));
    if (method === 'HEAD') return answer.text === '' || blame('HEAD has a body');
    if (method === 'OPTIONS' && answer.status === 204) return;
    if (answer.status >= 400) return this.observeProblem(answer, blame);
    const promised = found?.operation.responses[answer.status === 206 ? 200 : answer.status]; // 206: a part of it
    if (!promised) return blame(`the contract promises ${Object.keys(found?.operation.responses ?? {})}`);
    if (answer.status === 204 && answer.text !== '') return blame('204 has a body');
    const schema = promised.content?.['application/json']?.schema;
    if (!schema) return;
    if (!/^application\/json/.test(answer.headers['content-type'] ?? '')) return blame(`is ${answer.headers['content-type']}`);
    for (const problem of problems(answer.json, schema, this.openapi.components.schemas)) blame(problem);
  },

  observeProblem(answer, blame) {
    if (answer.headers['content-type'] !== 'application/problem+json') return blame(`is ${answer.headers['content-type']}`);
    const { Problem } = this.openapi.components.schemas;
    for (const problem of problems(answer.json, Problem, this.openapi.components.schemas)) blame(problem);
    if (this.codes.get(answer.json?.code) !== answer.status) blame(`has code ${answer.json?.code} of status ${this.codes.get(answer.json?.code)}`);
    if (answer.json?.status !== answer.status) blame(`its body says ${answer.json?.status}`);
  },
};

const agents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: 128 }),
  'https:': new https.Agent({ keepAlive: true }),
};

/** After a server died its kept connections are of no use. */
export function forgetConnections() {
  agents['http:'].destroy();
  agents['http:'] = new http.Agent({ keepAlive: true, maxSockets: 128 });
}

/** One request; resolves with {status, headers, text, bytes, json}, rejects when the connection failed. */
export function send(base, method, path, { headers = {}, body, ca } = {}) {
  const url = new URL(path, base);
  const library = url.protocol === 'https:' ? https : http;
  const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(body);
  const given = bytes === undefined ? headers : { 'Content-Length': bytes.length, ...headers };
  return new Promise((resolve, reject) => {
    const request = library.request(
      { method, host: url.hostname, port: url.port, path, headers: given, agent: ca ? undefined : agents[url.protocol], ca },
      (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const whole = Buffer.concat(parts);
          const answer = { status: response.statusCode, headers: response.headers, bytes: whole, text: whole.toString() };
          if (/json/.test(response.headers['content-type'] ?? '') && answer.text) {
            try {
              answer.json = JSON.parse(answer.text);
            } catch {
              contract.violations.push(`${method} ${path} → ${answer.status}: the body is not JSON: ${answer.text.slice(0, 200)}`);
            }
          }
          contract.observe(method, path, answer);
          resolve(answer);
        });
      },
    );
    request.on('error', reject);
    request.end(bytes);
  });
}

/** Multipart with one file, as a browser's form sends it. */
export function form(name, mediaType, content, field = 'file') {
  const boundary = `----centralino${randomUUID()}`;
  const quoted = name.replaceAll('"', '%22');
  const body = Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${quoted}"\r\nContent-Type: ${mediaType}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { body, headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` } };
}

/** Somebody who asks: with a session, a bearer token, or nothing. */
export class Client {
  constructor(base, { bearer, cookie, csrf } = {}) {
    Object.assign(this, { base, bearer, cookie, csrf });
  }

  /** `options`: json, body, headers, key (Idempotency-Key). */
  ask(method, path, { json, body, headers = {}, key } = {}) {
    const all = { ...headers };
    if (this.bearer && !('Authorization' in all)) all.Authorization = `Bearer ${this.bearer}`;
    if (this.cookie) all.Cookie = this.cookie;
    if (this.csrf && method !== 'GET' && !('X-CSRF-Token' in all)) all['X-CSRF-Token'] = this.csrf;
    if (key) all['Idempotency-Key'] = key;
    if (json !== undefined) all['Content-Type'] ??= 'application/json';
    return send(this.base, method, `/api/v1${path}`, { headers: all, body: json === undefined ? body : JSON.stringify(json) });
  }

  /** Like ask, and fails when the status is not the wanted one. Gives the body. */
  async must(status, method, path, options = {}) {
    const answer = await this.ask(method, path, options);
    if (answer.status !== status)
      throw new Failed(`${method} ${path} gave ${answer.status}, not ${status}\nsent: ${JSON.stringify(options.json ?? null)}\ngot:  ${answer.text.slice(0, 600)}`);
    return answer.json;
  }

  get(path) {
    return this.must(200, 'GET', path);
  }

  async signIn(email, password) {
    const answer = await this.ask('POST', '/session', { json: { email, password } });
    if (answer.status !== 200) throw new Failed(`${email} cannot sign in: ${answer.status} ${answer.text}`);
    this.setCookie = answer.headers['set-cookie'][0];
    this.cookie = this.setCookie.split(';')[0];
    this.csrf = answer.json.csrf_token;
    this.me = answer.json;
    return this;
  }
}
