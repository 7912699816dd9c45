/* An agent's network goes away in the middle of a call: the caller stays, hears music, and is talked to again. */
import { expect } from '@playwright/test';
import type { SoundingPhone } from '../../tests/system/sounding_phone.mjs';
import { Cable } from './cable.ts';
import { CALLER_HZ, talking, test, withTone } from './house.ts';
import { hearsTone, unprocessed, watched } from './sound.ts';

/** Far from the caller's tone and from all that the music plays. */
const AGENT_HZ = 2400;
/** Of 20 ms: ten seconds. */
const PACKETS = 500;

test.use(withTone(AGENT_HZ));
test.setTimeout(180_000);

/** Ten seconds are counted in what the caller hears. */
async function hearsMusic(caller: SoundingPhone): Promise<void> {
  const loud = () =>
    expect.poll(() => caller.loudness, { message: 'the caller hears music' }).toBeGreaterThan(0.02);
  await caller.hears(AGENT_HZ, false);
  await loud();
  const before = caller.packets;
  await expect
    .poll(() => caller.packets - before, { message: 'and goes on hearing', timeout: 60_000 })
    .toBeGreaterThan(PACKETS);
  await loud();
}

for (const all of [true, false])
  test(`${all ? 'all of the network' : 'only the sound'} is lost for ten seconds, and the call goes on`, async ({
    browser,
    house,
  }) => {
    let cable: Cable | undefined;
    const { anna, caller, bar } = await talking(browser, house, {
      prepare: async (page) => {
        cable = await Cable.lay(page);
        await watched(page);
        await unprocessed(page);
      },
    });
    await hearsTone(anna.page, CALLER_HZ, 'the agent hears the caller');
    await caller.hears(AGENT_HZ);

    await cable?.pull(all);
    const passed = cable?.passed ?? 0;
    expect(passed, 'the call goes through the cable').toBeGreaterThan(0);
    await expect(bar).toContainText('Linea caduta');
    const lost = anna.page.getByRole('region', { name: 'Connessione persa.' });
    await expect(lost).toHaveCount(all ? 1 : 0);
    await hearsMusic(caller);
    expect(cable?.passed, 'nothing came through').toBe(passed);

    await cable?.plugIn();
    await expect(lost).toHaveCount(0);
    await expect(bar).not.toContainText('Linea caduta');
    await caller.hears(AGENT_HZ);
    await hearsTone(anna.page, CALLER_HZ, 'the agent hears the caller again');

    caller.hangUp();
    await expect(bar).toHaveCount(0);
    caller.close();
  });
