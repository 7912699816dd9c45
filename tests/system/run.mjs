// The system's tests: the real program as a process, real requests and sockets.
//   node tests/system/run.mjs [contract] [story] [webhooks] [flows] [chat_flow] [phone] [crawler] [crash] [disk_full] [operations]
//     [first_use]
// CENTRALINO_BINARY: another program than build/server/main/centralino.
// CENTRALINO_TEST_POSTGRES: a database that may be emptied; tools/postgres.sh makes one.
// CENTRALINO_TEST_SEED: repeats a run whose order was random.
import { contract } from './api.mjs';
import { check, expect, startSuite, tally } from './checks.mjs';
import { cleanUp } from './server.mjs';

const all = ['contract', 'story', 'webhooks', 'flows', 'chat_flow', 'phone', 'crawler', 'crash', 'disk_full', 'operations', 'first_use'];
const wanted = process.argv.slice(2).length ? process.argv.slice(2) : all;
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length) {
  console.error(`no suite "${unknown}"; there are: ${all.join(' ')}`);
  process.exit(2);
}

process.on('uncaughtException', async (error) => {
  console.log(error);
  await cleanUp();
  console.log(`${tally.passed} passed, ${tally.failed + 1} failed, ${tally.skipped} skipped`);
  process.exit(1);
});
process.on('SIGINT', () => cleanUp().then(() => process.exit(130)));
process.on('SIGTERM', () => cleanUp().then(() => process.exit(143)));
const start = Date.now();
await contract.load();
for (const name of wanted) {
  startSuite(name);
  const began = Date.now();
  const { suite } = await import(`./${name}.mjs`);
  try {
    await suite();
  } catch (error) {
    await check('the suite came to its end', () => {
      throw error;
    });
  }
  console.log(`        ${name} took ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

startSuite('all answers');
await check(`all ${contract.checked} answers were what openapi.json promises`, () => {
  const list = [...new Set(contract.violations)];
  expect(list.length === 0, `${contract.violations.length} violations, the first of their kind:`, list.slice(0, 25).join('\n'));
});
// These need a browser with audio: web/e2e/call.spec.ts walks them.
const withBrowser = ['POST /api/v1/conversations/{id}/call/consult/answer', 'POST /api/v1/conversations/{id}/call/supervise'];
if (wanted.includes('contract'))
  await check(`all ${contract.operations.length} routes of openapi.json were walked with success`, () => {
    const never = contract.operations.filter(({ name }) => !withBrowser.includes(name) && ![...(contract.exercised.get(name) ?? [])].some((status) => status < 300));
    expect(never.length === 0, 'these never answered 2xx:', never.map(({ name }) => name).join('\n'));
  });

await cleanUp();
console.log(`\n${((Date.now() - start) / 1000).toFixed(1)} s`);
console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1);
