/* A call with real sound: a telephone calls, Chromium's fake microphone answers, a server of its own between them. */
import { expect } from '@playwright/test';
import { SoundingPhone } from '../../tests/system/sounding_phone.mjs';
import { Desk } from './desk.ts';
import { noFaults } from './faults.ts';
import { CALLER_HZ, ready, test, withMicrophone } from './house.ts';
import { hearsMore, watched } from './sound.ts';

test.use(withMicrophone);
test.setTimeout(180_000);

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
  await dialog.getByRole('radio', { name: /^Bruno Sala.*Disponibile$/ }).check();
  if (process.env.CALL_SHOTS)
    await anna.page.screenshot({ path: `${process.env.CALL_SHOTS}/transfer.png` });
  await noFaults(anna.page, 'a colleague is chosen');
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

test('somebody who waits is put ahead by those who lead', async ({ browser, house }) => {
  const anna = await Desk.signIn(browser, 'anna', { prepare: watched });
  await ready(anna);
  await anna.clear();
  const carla = await Desk.signIn(browser, 'carla');
  await carla.page.goto('/desk/floor');
  const waiting = carla.page.getByRole('region', { name: /^In attesa adesso/ }).getByRole('row');
  const ahead = carla.page.getByRole('button', { name: /: prossimo della fila$/ });
  const callers: SoundingPhone[] = [];
  for (const count of [1, 2]) {
    const caller = await SoundingPhone.start(house.sip, CALLER_HZ);
    await caller.call('110');
    await expect(waiting).toHaveCount(1 + count);
    callers.push(caller);
  }
  await noFaults(carla.page, 'two wait');
  await expect(ahead).toHaveCount(1);
  await ahead.click();
  await expect(carla.page.getByText('Numero nascosto è il prossimo della fila.')).toBeAttached();
  await anna.become('available');
  await anna.accept('Numero nascosto');
  const rows = carla.page.getByRole('row', { name: /numero nascosto/ });
  await expect(rows.nth(1)).toContainText('In corso');
  await expect(rows.nth(0)).toContainText('In coda');
  for (const caller of callers) caller.hangUp();
  await expect(rows).toHaveCount(0);
  for (const caller of callers) caller.close();
});
