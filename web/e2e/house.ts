/* A server of its own with a telephone, and callers with real sound; Chromium's fake microphone answers them. */
import { type Browser, chromium, expect } from '@playwright/test';
import { cleanUp, startServer, temporaryFolder } from '../../tests/system/server.mjs';
import { SoundingPhone } from '../../tests/system/sounding_phone.mjs';
import { Desk } from './desk.ts';
import config from './playwright.config.ts';
import { toneFile } from './sound.ts';
import { test as story } from './story.ts';

const usual = config.use?.launchOptions;
export const CALLER_HZ = 440;

export interface House {
  url: string;
  sip: string;
}

export const test = story.extend<object, { house: House }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures are used.
    async ({}, use) => {
      const server = await startServer({
        data: temporaryFolder('call'),
        more: ['--sip', '127.0.0.1:0', '--sip-trust', '127.0.0.1/32', '--rtp', '36000-36399'],
      });
      const sip = /sip:100@(\S+)/.exec(server.output)?.[1] ?? '';
      await use({ url: server.url ?? '', sip });
      await server.stop();
      await cleanUp();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ house }, use) => use(house.url),
});

const microphone = (...more: string[]) => ({
  ...usual,
  args: [
    ...(usual?.args ?? []),
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
    ...more,
  ],
});

/** For a file's `test.use`: a microphone that hums, and leave to use it. */
export const withMicrophone = { launchOptions: microphone() };

/** One that says this tone; the house removes the file. */
export const withTone = (hertz: number): Parameters<typeof test.use>[0] => ({
  launchOptions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures are used.
    async ({}, use) => {
      await use(microphone(`--use-file-for-fake-audio-capture=${toneFile(hertz)}`));
    },
    { scope: 'worker' },
  ],
});

/** A second browser, whose microphone says another tone. Close it. */
export const browserWithTone = (hertz: number): Promise<Browser> =>
  chromium.launch(microphone(`--use-file-for-fake-audio-capture=${toneFile(hertz)}`));

export const ready = (desk: Desk) =>
  expect(
    desk.page.getByRole('button', { name: /^(Telefono: pronto|Telephone: ready)$/ }),
  ).toBeVisible();

/** Anna, who talks with somebody whose number is hidden. */
export async function talking(
  browser: Browser,
  house: House,
  wishes: Parameters<typeof Desk.signIn>[2] = {},
) {
  const anna = await Desk.signIn(browser, 'anna', wishes);
  await ready(anna);
  await anna.clear();
  await anna.become('available');
  const caller = await SoundingPhone.start(house.sip, CALLER_HZ);
  await caller.call('110');
  await anna.accept('Numero nascosto');
  const id = new URL(anna.page.url()).pathname.split('/').at(-1) ?? '';
  const bar = anna.page.getByRole('region', { name: /^(Chiamata con|Call with) Numero nascosto/ });
  await expect(bar).toBeVisible();
  return { anna, caller, bar, id };
}
