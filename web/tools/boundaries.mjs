// Holds what the linter cannot see: imports go app → features → packages, files stay small, there are no
// barrels, and the lockfile names no registry.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const LONGEST = 300;
const faults = [];

const sources = ['apps', 'packages', 'e2e', 'tools'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/node_modules|dist\/|test-results|schema\.d\.ts$/.test(path)),
);

for (const path of sources) {
  const text = readFileSync(join(root, path), 'utf8');
  const lines = text.split('\n').length;
  if (lines > LONGEST + 1) faults.push(`${path}: ${lines} lines, at most ${LONGEST}`);
  if (/(^|\/)index\.ts$/.test(path)) faults.push(`${path}: a barrel; import the file itself`);
  if (/(^|\/)(utils|helpers|common)(\/|\.)/.test(path))
    faults.push(`${path}: name it by its subject`);
  for (const [, target] of text.matchAll(/from '([^']+)'|import\('([^']+)'\)/g)) {
    if (!target) continue;
    const inFeature = path.startsWith('apps/desk/src/features/');
    if (inFeature && target.includes('/app/')) faults.push(`${path}: a feature imports ${target}`);
    const inPackage = path.startsWith('packages/');
    if (inPackage && /apps\/|features\//.test(target))
      faults.push(`${path}: a package imports ${target}`);
  }
}

const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
if (/https?:\/\//.test(lock))
  faults.push('package-lock.json names a host: drop "funding" and "resolved" entries');

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(`boundaries hold in ${sources.length} files`);
