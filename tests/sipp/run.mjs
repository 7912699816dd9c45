#!/usr/bin/env node
// Telephone calls by real programs against the engine: node tests/sipp/run.mjs [SUITE...]
// Ends with "N passed, N failed".
import { tally } from '../system/checks.mjs';

const suites = ['calls', 'dialling', 'telephones', 'trunks', 'strangers', 'torture', 'encrypted', 'many'];
const wanted = process.argv.slice(2);
for (const name of suites) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const suite = await import(`./${name}.mjs`);
  await suite.run();
}
console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);
