// Run after each `npm install`: makes package-lock.json the same wherever it was written.
// It takes out the addresses (where to give money, where a file came from), and puts in what npm leaves out
// when a registry lacks the packages of other systems: without those entries `npm ci` refuses the file.
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));
const SYSTEMS = /(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32|aix)/;
const PROCESSORS = /(arm64|arm|x64|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32)/;
const exact = (range) => /^\d+\.\d+\.\d+[-\w.]*$/.test(range);

for (const entry of Object.values(lock.packages)) {
  delete entry.funding;
  delete entry.deprecated;
}
for (const [owner, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const hoisted = `node_modules/${name}`;
    if (lock.packages[hoisted] || lock.packages[`${owner}/${hoisted}`] || !exact(range)) continue;
    const [system] = SYSTEMS.exec(name) ?? [];
    const [processor] = PROCESSORS.exec(name) ?? [];
    lock.packages[hoisted] = {
      version: range,
      ...(processor && { cpu: [processor] }),
      ...(entry.dev && { dev: true }),
      ...(name.includes('musl') && { libc: ['musl'] }),
      optional: true,
      ...(system && { os: [system] }),
    };
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
lock.packages = Object.fromEntries(sorted);
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
