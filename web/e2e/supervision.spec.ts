/* Who hears whom while somebody listens, whispers and takes part: by tones, in each browser, at the caller's telephone
 * and on both sides of the recording. */
import { expect } from '@playwright/test';
import { level, type SoundingPhone } from '../../tests/system/sounding_phone.mjs';
import { Desk } from './desk.ts';
import { browserWithTone, CALLER_HZ, talking, test, withTone } from './house.ts';
import { hearsOnly, unprocessed, watched } from './sound.ts';

/** Far from each other, from the caller's tone and from all that the music plays. */
const AGENT_HZ = 2400;
const COACH_HZ = 3000;
const ALL = [CALLER_HZ, AGENT_HZ, COACH_HZ];
const RATE = 8000;

test.use(withTone(AGENT_HZ));
test.setTimeout(180_000);

async function callerHears(caller: SoundingPhone, agent: boolean, coach: boolean): Promise<void> {
  await caller.hears(AGENT_HZ, agent);
  await caller.hears(COACH_HZ, coach);
}

/** Which tones a side of the recording holds at some time, in pieces of a tenth of a second; and whether it is ever silent. */
function holds(samples: number[]): { tones: number[]; silent: boolean } {
  const pieces = Array.from({ length: Math.floor(samples.length / 800) }, (_, n) =>
    samples.slice(n * 800, n * 800 + 800),
  );
  return {
    tones: ALL.filter((hertz) => pieces.filter((each) => level(each, hertz) > 0.05).length > 2),
    silent: pieces.some((each) => Math.max(...each.map(Math.abs)) < 64),
  };
}

function sidesOf(file: Buffer): { left: number[]; right: number[] } {
  const begin = file.indexOf('data') + 8;
  const frames = Math.floor((file.length - begin) / 4);
  const side = (offset: number) =>
    Array.from({ length: frames }, (_, n) => file.readInt16LE(begin + n * 4 + offset));
  expect(file.readUInt32LE(24)).toBe(RATE);
  return { left: side(0), right: side(2) };
}

test('off, listen, whisper, take part, hold: everybody hears who they should', async ({
  browser,
  house,
}) => {
  const prepare = async (page: Parameters<typeof watched>[0]) => {
    await watched(page);
    await unprocessed(page);
  };
  const { anna, caller, bar, id } = await talking(browser, house, { prepare });
  const second = await browserWithTone(COACH_HZ);
  const carla = await Desk.signIn(second, 'carla', { prepare });
  await carla.page.goto('/desk/floor');

  await hearsOnly(anna.page, [CALLER_HZ], ALL, 'alone with the caller');
  await callerHears(caller, true, false);

  const row = carla.page.getByRole('row', { name: /numero nascosto/ });
  await row.getByRole('button', { name: /^Ascolta/ }).click();
  const watching = carla.page.getByRole('region', { name: 'Ascolto di una chiamata' });
  await expect(watching).toContainText('In ascolto: numero nascosto. Nessuno sente.');
  await hearsOnly(carla.page, [CALLER_HZ, AGENT_HZ], ALL, 'who listens hears both');
  await hearsOnly(anna.page, [CALLER_HZ], ALL, 'the agent does not hear who listens');
  await callerHears(caller, true, false);

  await watching.getByRole('button', { name: 'Suggerisci' }).click();
  await hearsOnly(anna.page, [CALLER_HZ, COACH_HZ], ALL, 'the agent hears the whisper');
  await hearsOnly(carla.page, [CALLER_HZ, AGENT_HZ], ALL, 'who whispers hears both');
  await callerHears(caller, true, false);

  await watching.getByRole('button', { name: 'Partecipa' }).click();
  await callerHears(caller, true, true);
  await hearsOnly(anna.page, [CALLER_HZ, COACH_HZ], ALL, 'all three talk');
  await hearsOnly(carla.page, [CALLER_HZ, AGENT_HZ], ALL, 'who takes part hears both');
  await callerHears(caller, true, true);

  await watching.getByRole('button', { name: 'Smetti' }).click();
  await callerHears(caller, true, false);
  await hearsOnly(anna.page, [CALLER_HZ], ALL, 'two again');

  await anna.page.keyboard.press('Alt+h');
  await expect(bar).toContainText('In attesa');
  await callerHears(caller, false, false);
  await expect.poll(() => caller.loudness, { message: 'music' }).toBeGreaterThan(0.02);
  await hearsOnly(anna.page, [], ALL, 'the agent does not hear who is on hold');
  await anna.page.keyboard.press('Alt+h');
  await callerHears(caller, true, false);

  caller.hangUp();
  await expect(bar).toHaveCount(0);
  caller.close();
  const address = `${house.url}/api/v1`;
  const { request } = carla.page;
  const recordings = async () =>
    (await (await request.get(`${address}/conversations/${id}/call`)).json()).recordings;
  await expect.poll(async () => (await recordings())[0]?.state).toBe('kept');
  const file = await request.get(`${address}/recordings/${(await recordings())[0].id}/audio`);
  const { left, right } = sidesOf(await file.body());
  expect(holds(left), 'the caller on the left, and silence on hold').toEqual({
    tones: [CALLER_HZ],
    silent: true,
  });
  expect(holds(right), 'the agent on the right, and the coach while the caller hears them').toEqual(
    {
      tones: [AGENT_HZ, COACH_HZ],
      silent: true,
    },
  );
  await carla.close();
  await second.close();
});
