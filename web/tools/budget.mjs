// Prints what a browser must fetch before each page works, gzipped, and fails above the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DESK_KB = 180;
const ROUTE_KB = 80;
const WIDGET_KB = 12;
const CALL_KB = 9;
const RATING_KB = 4;
const dist = new URL('../dist/', import.meta.url);
const packed = (path) => gzipSync(readFileSync(new URL(path, dist)), { level: 9 }).length / 1000;

const manifest = JSON.parse(readFileSync(new URL('desk/.vite/manifest.json', dist)));
const entry = Object.values(manifest).find((chunk) => chunk.isEntry);

/** The scripts and sheets of a chunk and of all it imports statically; fonts come later and are not counted. */
function filesOf(chunk, seen = new Set()) {
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const sheet of chunk.css ?? []) seen.add(sheet);
  for (const name of chunk.imports ?? []) filesOf(manifest[name], seen);
  return seen;
}
const sum = (files) => [...files].reduce((total, file) => total + packed(`desk/${file}`), 0);

// The first page after signing in is the conversations: entry and that route together.
const inbox = Object.values(manifest).find((chunk) => chunk.src?.endsWith('InboxPage.tsx'));
const first = filesOf(inbox, filesOf(entry));
// One language is fetched before the first drawing; the larger of the two counts.
const texts = Object.values(manifest).filter((chunk) =>
  /i18n\/src\/\w\w\/texts/.test(chunk.src ?? ''),
);
const language = Math.max(0, ...texts.map((chunk) => packed(`desk/${chunk.file}`)));
const rows = [
  ['desk, first load', sum(first) + language + packed('desk/index.html'), DESK_KB],
  ['widget', packed('widget/widget.js'), WIDGET_KB],
  ['widget, calls', packed('widget/call.js'), CALL_KB],
  ['widget, rating', packed('widget/rating.js'), RATING_KB],
];
for (const [name, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry || texts.includes(chunk)) continue;
  const own = new Set([...filesOf(chunk)].filter((file) => !first.has(file)));
  rows.push([`desk, ${name.split('/').at(-1)}`, sum(own), ROUTE_KB]);
}

let failed = false;
for (const [name, size, budget] of rows) {
  const over = size > budget;
  failed ||= over;
  console.log(
    `${over ? 'OVER ' : '     '}${name.padEnd(32)}${size.toFixed(1).padStart(7)} kB of ${budget}`,
  );
}
if (failed) process.exit(1);
