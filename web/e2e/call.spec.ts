/* A call with real sound: a telephone calls, Chromium's fake microphone answers, a server of its own between them. */
import { expect, type Page } from '@playwright/test';
import { SoundingPhone } from '../../tests/system/sounding_phone.mjs';
import { Desk } from './desk.ts';
import { CALLER_HZ, ready, test, withMicrophone } from './house.ts';

test.use(withMicrophone);

/** Keeps every connection of the page where a test can ask it for figures. */
async function watched(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const all: RTCPeerConnection[] = [];
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(wishes?: RTCConfiguration) {
        super(wishes);
        all.push(this);
      }
    };
    Object.assign(window, { peers: all });
  });
}

/** The energy of all sound that came into the page so far. */
function heard(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let sum = 0;
    for (const peer of (window as unknown as { peers: RTCPeerConnection[] }).peers)
      for (const each of (await peer.getStats()).values())
        if (each.type === 'inbound-rtp') sum += each.totalAudioEnergy ?? 0;
    return sum;
  });
}

async function hearsMore(page: Page, what: string): Promise<void> {
  const before = await heard(page);
  await expect.poll(() => heard(page), { message: what }).toBeGreaterThan(before + 0.001);
}

const callerHears = (caller: SoundingPhone, what: string) =>
  expect.poll(() => caller.loudness, { message: what }).toBeGreaterThan(0.02);

test('a call in the browser: heard both ways, held, kept through a reload, listened to, ended', async ({
  browser,
  house,
}) => {
  const anna = await Desk.signIn(browser, 'anna', { prepare: watched });
  const carla = await Desk.signIn(browser, 'carla', { prepare: watched });
  await ready(anna);
  await anna.become('available');
  const caller = await SoundingPhone.start(house.sip, CALLER_HZ);
  await caller.call('110');
  await anna.accept('Numero nascosto');
  const bar = anna.page.getByRole('region', { name: 'Chiamata con Numero nascosto' });
  await expect(bar).toBeVisible();
  await hearsMore(anna.page, 'the agent hears the caller');
  await callerHears(caller, 'the caller hears the agent');

  await anna.page.keyboard.press('Alt+h');
  await expect(bar).toContainText('In attesa');
  await callerHears(caller, 'the caller hears music');
  await anna.page.keyboard.press('Alt+h');
  await expect(bar).not.toContainText('In attesa');

  await anna.page.reload();
  await ready(anna);
  await expect(bar).toBeVisible();
  await hearsMore(anna.page, 'after a reload the agent hears the caller again');
  await callerHears(caller, 'and the caller the agent');

  await carla.page.goto('/desk/floor');
  const row = carla.page.getByRole('row', { name: /numero nascosto/ });
  await row.getByRole('button', { name: /^Ascolta/ }).click();
  const watching = carla.page.getByRole('region', { name: 'Ascolto di una chiamata' });
  await expect(watching).toContainText('Nessuno sente');
  await hearsMore(carla.page, 'the supervisor hears both');
  await watching.getByRole('button', { name: 'Suggerisci' }).click();
  await expect(watching).not.toContainText('Nessuno sente');
  if (process.env.CALL_SHOTS) {
    await anna.page.screenshot({ path: `${process.env.CALL_SHOTS}/anna.png` });
    await carla.page.screenshot({ path: `${process.env.CALL_SHOTS}/carla.png` });
  }
  await watching.getByRole('button', { name: 'Smetti' }).click();

  caller.hangUp();
  await expect(bar).toHaveCount(0);
  caller.close();
});

test('a colleague is asked in their browser and takes the customer', async ({ browser, house }) => {
  const anna = await Desk.signIn(browser, 'anna', { prepare: watched });
  await ready(anna);
  await anna.clear();
  await anna.become('available');
  const caller = await SoundingPhone.start(house.sip, CALLER_HZ);
  await caller.call('110');
  await anna.accept('Numero nascosto');
  const bruno = await Desk.signIn(browser, 'bruno', { prepare: watched });
  await ready(bruno);
  await bruno.become('available');
  await anna.page.keyboard.press('Alt+t');
  const dialog = anna.page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Coda' }).check();
  await dialog.getByRole('combobox').first().selectOption({ label: 'Assistenza' });
  await dialog.getByRole('button', { name: 'Prima chiedi' }).click();
  await bruno.page.getByRole('button', { name: /^Rispondi/ }).click();
  await hearsMore(bruno.page, 'the colleague hears the agent');
  const bar = anna.page.getByRole('region', { name: 'Chiamata con Numero nascosto' });
  await bar.getByRole('button', { name: 'Passa il cliente' }).click();
  await expect(bar).toHaveCount(0);
  await expect(
    bruno.page.getByRole('region', { name: 'Chiamata con Numero nascosto' }),
  ).toBeVisible();
  await hearsMore(bruno.page, 'the colleague hears the customer');
  caller.hangUp();
  caller.close();
});
