// The programs of these tests: the engine's probe, and sipp. Everything on loopback, on ports that are free.
import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const folder = mkdtempSync(join(tmpdir(), 'centralino-sipp.'));
const scenarios = new URL('./scenarios/', import.meta.url).pathname;
const binary = process.env.CENTRALINO_PROBE ?? 'build/tests/voice_probe';
const running = new Set();

/** Waits at most this long for anything: far more than it takes on a machine that is busy. */
export const patience_ms = 20_000;

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Free for UDP and TCP, and even: audio takes it and the next. */
export async function freePort(address = '127.0.0.1') {
  for (;;) {
    const socket = dgram.createSocket('udp4');
    const port = await new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, address, () => resolve(socket.address().port));
    });
    const server = createServer();
    const both = await new Promise((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, address, () => resolve(true));
    });
    if (both) await new Promise((resolve) => server.close(resolve));
    await new Promise((resolve) => socket.close(resolve));
    if (both && port % 2 === 0) return port;
  }
}

/** Once somebody listens there, as the kernel tells: to try it by binding could be in their way. */
async function taken(port, transport, address = '127.0.0.1') {
  const host = address.split('.').reverse().map((part) => Number(part).toString(16).padStart(2, '0')).join('');
  const place = ` ${host}:${port.toString(16).padStart(4, '0')} 00000000:0000 ${transport === 'u1' ? '07' : '0A'} `.toUpperCase();
  const until = Date.now() + patience_ms;
  while (!readFileSync(transport === 'u1' ? '/proc/net/udp' : '/proc/net/tcp', 'utf8').includes(place)) {
    if (Date.now() > until) throw new Error(`nobody listens on port ${port}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

export function within(promise, what, ms = patience_ms) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The engine with its simple policy; see voice_probe.cpp. */
export class Probe {
  static async start(...options) {
    const probe = new Probe();
    probe.lines = [];
    probe.errors = '';
    probe.waiting = [];
    probe.child = spawn(binary, options, { stdio: ['pipe', 'pipe', 'pipe'] });
    running.add(probe.child);
    probe.ended = new Promise((resolve) => {
      probe.child.on('exit', (code, signal) => {
        running.delete(probe.child);
        resolve(signal ?? code);
      });
    });
    probe.child.on('close', () => {
      probe.over = true;
      for (const wake of probe.waiting.splice(0)) wake();
    });
    probe.child.stderr.on('data', (text) => {
      probe.errors += text;
    });
    createInterface({ input: probe.child.stdout }).on('line', (line) => {
      probe.lines.push(line);
      for (const wake of probe.waiting.splice(0)) wake();
    });
    probe.port = Number((await probe.line(/^port (\d+)/))[1]);
    return probe;
  }

  get target() {
    return `127.0.0.1:${this.port}`;
  }

  say(line) {
    this.child.stdin.write(`${line}\n`);
  }

  /** Lines from now on. */
  mark() {
    return this.lines.length;
  }

  /** The first line since `from` that fits, waiting for it. */
  async line(pattern, from = 0) {
    const until = Date.now() + patience_ms;
    for (;;) {
      for (const line of this.lines.slice(from)) {
        const found = pattern.exec(line);
        if (found) return found;
      }
      if (this.over) throw new Error(`the probe has ended before a line like ${pattern}: ${this.errors.slice(-1000)}`);
      const left = until - Date.now();
      if (left <= 0) throw new Error(`no line like ${pattern}; there was:\n${this.lines.slice(from).join('\n')}`);
      await Promise.race([
        new Promise((wake) => this.waiting.push(wake)),
        new Promise((wake) => setTimeout(wake, left).unref()),
      ]);
    }
  }

  /** Until this holds of the lines; asked again with each. */
  async until(holds, what) {
    const end = Date.now() + patience_ms;
    while (!holds(this.lines)) {
      if (Date.now() > end) throw new Error(`${what}: never; the last lines:\n${this.lines.slice(-20).join('\n')}`);
      await Promise.race([
        new Promise((wake) => this.waiting.push(wake)),
        new Promise((wake) => setTimeout(wake, 200).unref()),
      ]);
    }
  }

  async quit() {
    this.say('quit');
    return within(this.ended, 'the probe ends');
  }

  /** CPU time that it used so far, in ms. */
  cpu_ms() {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }
}

/** Runs one of our scenarios; resolves with { code, log }. */
export async function sipp(scenario, target, options = {}) {
  const { service = '101', caller = 'anna', from = '127.0.0.1', transport = 'u1', calls = 1, extra = [] } = options;
  const port = options.port ?? (await freePort(from));
  const media = await freePort(from);
  const log = join(folder, `${scenario}.${port}.log`);
  const words = [...(target ? [target] : []), '-i', from, '-p', String(port), '-mi', from, '-mp', String(media)];
  words.push('-t', transport, '-sf', `${scenarios}${scenario}.xml`, '-s', service, '-key', 'caller', caller);
  words.push('-m', String(calls), '-nostdin', '-trace_err', '-error_file', log, '-timeout', '60', ...extra);
  const child = spawn('sipp', words, { cwd: folder, stdio: 'ignore', env: { ...process.env, TERM: 'xterm' } });
  running.add(child);
  const code = await new Promise((resolve) => child.on('exit', (status, signal) => resolve(signal ?? status)));
  running.delete(child);
  let text = '';
  try {
    text = readFileSync(log, 'utf8');
  } catch {
    // sipp writes one only when it has something to say
  }
  return { code, log: text };
}

/**
 * One that is called by us: resolves once it listens, or a call would find nobody. Its end is `done`, like what sipp()
 * resolves with.
 */
export async function sippListens(scenario, options) {
  const done = sipp(scenario, undefined, options);
  await taken(options.port, options.transport ?? 'u1', options.from);
  return { done };
}
