// Named checks: each prints one line, a failed one says what to look at.
import { isDeepStrictEqual } from 'node:util';

export const tally = { passed: 0, failed: 0, skipped: 0 };
let suite = '';
let onFailure = () => '';

/** `explain` gives what helps to understand a failure, e.g. the end of the server's log. */
export function startSuite(name, explain = () => '') {
  suite = name;
  onFailure = explain;
  console.log(`\n${name}`);
}

export function explainWith(explain) {
  onFailure = explain;
}

export class Failed extends Error {}

/** Runs `act`; a thrown error is a failed check, not the end of the suite. Gives what `act` gave. */
export async function check(name, act) {
  const start = Date.now();
  try {
    const value = await act();
    tally.passed += 1;
    const took = Date.now() - start;
    console.log(`  ok    ${name}${took > 3000 ? `  (${(took / 1000).toFixed(1)} s)` : ''}`);
    return value;
  } catch (error) {
    tally.failed += 1;
    console.log(`  FAIL  ${suite}: ${name}`);
    const text = error instanceof Failed ? error.message : (error.stack ?? String(error));
    for (const line of text.split('\n').slice(0, 30)) console.log(`          ${line}`);
    const more = onFailure();
    if (more) for (const line of more.split('\n')) console.log(`          | ${line}`);
    return undefined;
  }
}

export function skip(name, why) {
  tally.skipped += 1;
  console.log(`  skip  ${name}: ${why}`);
}

export function note(text) {
  console.log(`        ${text}`);
}

const show = (value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))).slice(0, 1500);

export function expect(condition, message, ...facts) {
  if (condition) return;
  throw new Failed([message, ...facts.map(show)].join('\n'));
}

export function same(actual, wanted, message) {
  if (isDeepStrictEqual(actual, wanted)) return;
  throw new Failed(`${message}\nwanted: ${show(wanted)}\nis:     ${show(actual)}${difference(actual, wanted)}`);
}

// Where two long values part: their text alone does not show it.
function difference(actual, wanted, path = '$') {
  if (isDeepStrictEqual(actual, wanted)) return '';
  const both = [actual, wanted].every((each) => each !== null && typeof each === 'object');
  if (!both) return path === '$' ? '' : `\nfirst difference at ${path}: ${show(actual)} instead of ${show(wanted)}`;
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(actual)])) {
    const found = difference(actual[key], wanted[key], `${path}.${key}`);
    if (found) return found;
  }
  return '';
}

/** Polls until `condition` gives something true, and gives it back; fails after `ms`. */
export async function until(what, condition, ms = 15_000) {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Failed(`waited ${ms / 1000} s in vain until ${typeof what === 'function' ? what() : what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
