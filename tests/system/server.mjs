// The program under test, as a process of its own on a free port, and its command line.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './checks.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
export const binary = resolve(root, process.env.CENTRALINO_BINARY ?? 'build/server/main/centralino');

const folders = [];
const running = new Set();
/** What else must be undone whatever happens, e.g. a mount. */
export const undo = new Set();

export function temporaryFolder(name = 'data') {
  const folder = mkdtempSync(join(tmpdir(), `centralino-test-${name}-`));
  folders.push(folder);
  return folder;
}

/** Ends what still runs and removes what was written: also when a test failed half way. */
export async function cleanUp() {
  for (const server of [...running]) await server.kill();
  for (const act of undo) await act();
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${folder}.recordings-key`, { force: true }); // lies beside the data, not inside
  }
}

export class Server {
  output = '';
  log = '';
  exit = null; // {code, signal} once it ended

  constructor(process) {
    this.process = process;
    running.add(this);
    process.stdout.on('data', (chunk) => (this.output += chunk));
    process.stderr.on('data', (chunk) => (this.log += chunk));
    this.ended = new Promise((done) => {
      process.on('close', (code, signal) => {
        running.delete(this);
        this.exit = { code, signal };
        done(this.exit);
      });
    });
  }

  get pid() {
    return this.process.pid;
  }
  get url() {
    return /serves on (\S+)/.exec(this.output)?.[1];
  }
  /** The end of what it said, for failures. */
  tail() {
    const ending = this.exit ? `the server ended: ${JSON.stringify(this.exit)}` : `server pid ${this.pid} at ${this.url}`;
    return `${ending}\n${this.log.trim().split('\n').slice(-6).join('\n')}`.trim();
  }

  async stop() {
    if (!this.exit) this.process.kill('SIGTERM');
    return this.ended;
  }
  async kill() {
    if (!this.exit) this.process.kill('SIGKILL');
    return this.ended;
  }
}

/**
 * Starts `serve` and waits until it prints its address. `options`: data, database, demo, config, http;
 * `more`: further words of the command line; `shell`: what a shell does before it becomes the server (limits).
 */
export async function startServer(options) {
  const { data, database, demo = true, config, http = '127.0.0.1:0', shell, more = [] } = options;
  const args = ['serve', '--http', http, '--data', data];
  if (demo) args.push('--demo');
  if (database) args.push('--database', database);
  if (config) args.push('--config', config);
  args.push(...more);
  const [program, all] = shell ? ['bash', ['-c', `${shell}; exec "$0" "$@"`, binary, ...args]] : [binary, args];
  const server = new Server(spawn(program, all, { cwd: data, stdio: ['ignore', 'pipe', 'pipe'] }));
  await until(
    () => `the server prints its address\n${server.tail()}`,
    () => server.url ?? server.exit,
    90_000,
  );
  if (!server.url) throw new Error(`the server did not start: ${args.join(' ')}\n${server.tail()}`);
  return server;
}

/** Runs a verb of the program to its end: {code, out, err}. */
export function run(args, { cwd = tmpdir() } = {}) {
  return command(binary, args, { cwd });
}

export function command(program, args, { cwd = tmpdir(), input } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('error', fail);
    child.stdin.on('error', () => {}); // it ended without reading
    child.on('close', (code, signal) => done({ code: code ?? signal, out, err }));
    child.stdin.end(input ?? '');
  });
}

/** `sqlite3 FILE SQL`: rows as text, columns by tabs. Fails when it complains. */
export async function sqlite(file, sql) {
  const { code, out, err } = await command('sqlite3', ['-bail', '-separator', '\t', file], { input: sql });
  if (code !== 0) throw new Error(`sqlite3 ${file}: ${err}`);
  return out.trim();
}

let template;
/** A folder with the demo company in it, its past included: played once, copied for everybody. */
export async function demoFolder(name) {
  if (!template) {
    template = temporaryFolder('template');
    const server = await startServer({ data: template });
    const { code } = await server.stop();
    if (code !== 0) throw new Error(`the demo server did not stop well\n${server.tail()}`);
  }
  const folder = temporaryFolder(name);
  cpSync(template, folder, { recursive: true });
  return folder;
}

/** Every byte below a folder that a secret could lie in, as {path, bytes}. */
export function* filesBelow(folder) {
  if (!existsSync(folder)) mkdirSync(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield { path, bytes: readFileSync(path) };
  }
}
