/* Listening to a recorded call: who may, where it is silent and why, by mouse and by keys. */
import { expect, type Page } from '@playwright/test';
import { wavHeader } from '../../tests/system/wav.mjs';
import { Desk } from './desk.ts';
import { noFaults } from './faults.ts';
import { talking, test, withMicrophone } from './house.ts';

test.use(withMicrophone);
// Three people look on, one after the other.
test.setTimeout(240_000);

test('a recording is heard, searched, kept and taken away by who may', async ({
  browser,
  house,
}) => {
  const { anna, caller, bar, id } = await talking(browser, house);
  const { page } = anna;
  const began = Date.now();
  const talked = (ms: number) => expect.poll(() => Date.now() - began).toBeGreaterThan(ms);
  await talked(1500);
  await bar.getByRole('button', { name: 'Sospendi la registrazione' }).click();
  await expect(bar).toContainText('Registrazione sospesa');
  await talked(3000);
  await bar.getByRole('button', { name: 'Riprendi la registrazione' }).click();
  await talked(4500);
  await page.keyboard.press('Alt+h');
  await expect(bar).toContainText('In attesa');
  await talked(6000);
  await page.keyboard.press('Alt+h');
  await talked(7000);
  caller.hangUp();
  await expect(bar).toHaveCount(0);

  const card = page.getByRole('region', { name: 'Registrazione della chiamata' });
  const place = card.getByRole('slider', { name: 'Punto della registrazione' });
  await expect(place).toBeVisible();
  await expect(card.getByRole('button', { name: /Sospesa dall’operatore/ })).toBeVisible();
  await expect(card.getByRole('button', { name: /Cliente in attesa/ })).toBeVisible();
  await expect(card).toContainText('Si conserva fino al');
  await expect(card.getByRole('link', { name: 'Scarica' })).toHaveCount(0);

  await place.focus();
  await page.keyboard.press('Space');
  await expect(card.getByRole('button', { name: 'Pausa' })).toBeVisible();
  await expect.poll(() => place.getAttribute('aria-valuenow').then(Number)).toBeGreaterThan(0);
  const sounding = () =>
    card.locator('audio').evaluate((sound: HTMLAudioElement) => [sound.readyState, sound.error]);
  expect(await sounding()).toEqual([4, null]);
  await page.keyboard.press('Space');
  await page.keyboard.press('Home');
  await expect(place).toHaveAttribute('aria-valuetext', /^0:00 di 0:/);
  await page.keyboard.press('ArrowRight');
  await expect(place).toHaveAttribute('aria-valuenow', '5');
  const { width = 0 } = (await place.boundingBox()) ?? {};
  await place.click({ position: { x: width / 2, y: 20 } });
  await expect.poll(() => place.getAttribute('aria-valuenow').then(Number)).toBeLessThan(5);
  await card.getByRole('combobox', { name: 'Velocità' }).selectOption('1.5');
  await noFaults(page, 'player');
  await page.getByText('Com’è andato il dialogo').click();
  await expect(page.getByText('Monologo più lungo dell’operatore')).toBeVisible();
  await expect(page.getByText('Prima del saluto')).toBeVisible();
  await noFaults(page, 'how the talk went');
  await anna.wrapUp();

  const admin = await Desk.signIn(browser, 'admin', { width: 390, height: 844, theme: 'dark' });
  await admin.page.goto(`/desk/inbox/${id}`);
  const his = admin.page.getByRole('region', { name: 'Registrazione della chiamata' });
  const file = admin.page.waitForEvent('download');
  await his.getByRole('link', { name: 'Scarica' }).click();
  expect((await file).suggestedFilename()).toMatch(/^rec_\w+\.wav$/);
  await his.getByRole('button', { name: 'Blocca la cancellazione' }).click();
  await expect(his).toContainText('Bloccata: non si cancella');
  await noFaults(admin.page, 'player, narrow and dark');
  await his.getByRole('button', { name: 'Togli il blocco' }).click();
  await expect(his).toContainText('Si conserva fino al');

  const bruno = await Desk.signIn(browser, 'bruno', { language: 'en' });
  await bruno.page.goto(`/desk/inbox/${id}`);
  const hidden = bruno.page.getByRole('region', { name: 'Recording of the call' });
  await expect(hidden).toContainText('For who handled the call');
  await expect(hidden.getByRole('slider')).toHaveCount(0);
  if (process.env.CALL_SHOTS) {
    await page.goto(`/desk/inbox/${id}`);
    await expect(place).toBeVisible();
    await place.press('ArrowRight');
    for (const [name, each] of [
      ['anna', page],
      ['admin', admin.page],
      ['bruno', bruno.page],
    ] as const)
      await each.screenshot({ path: `${process.env.CALL_SHOTS}/recording-${name}.png` });
  }
});

const RATE = 8000;
const HOUR_S = 3600;
const PART_BYTES = 1 << 20;

/** An hour of silence, two sides of 16 bits, given away in parts as the server does it. */
async function pretendAnHour(page: Page): Promise<number[]> {
  const begun: number[] = [];
  const size = 44 + HOUR_S * RATE * 4;
  const head = wavHeader(RATE, 2, size - 44);
  await page.route('**/api/v1/recordings/*/audio', async (route) => {
    const from = Number(/bytes=(\d+)/.exec(route.request().headers().range ?? '')?.[1] ?? 0);
    const to = Math.min(from + PART_BYTES, size);
    begun.push(from);
    const body = Buffer.alloc(to - from);
    if (from < head.length) head.copy(body, 0, from);
    await route.fulfill({
      status: 206,
      headers: {
        'Content-Type': 'audio/wav',
        'Accept-Ranges': 'bytes',
        'Content-Range': `bytes ${from}-${to - 1}/${size}`,
      },
      body,
    });
  });
  await page.route('**/api/v1/recordings/*', async (route) => {
    const shape = await (await route.fetch()).json();
    shape.recording.length_ms = HOUR_S * 1000;
    shape.peaks = Array.from({ length: 600 }, (_, n) => ({
      left: (n % 7) / 20,
      right: (n % 5) / 9,
    }));
    shape.markers = [
      { on: true, at_ms: 600_000, why: 'secret' },
      { on: false, at_ms: 660_000, why: 'secret' },
    ];
    await route.fulfill({ json: shape });
  });
  return begun;
}

test('an hour begins at once, and only the parts that are listened to are fetched', async ({
  browser,
  house,
}) => {
  const { anna, caller, bar } = await talking(browser, house);
  const { page } = anna;
  const begun = await pretendAnHour(page);
  caller.hangUp();
  await expect(bar).toHaveCount(0);
  const card = page.getByRole('region', { name: 'Registrazione della chiamata' });
  const place = card.getByRole('slider');
  await expect(place).toHaveAttribute('aria-valuemax', String(HOUR_S));
  await card.getByRole('button', { name: 'Ascolta' }).click();
  const now = () => place.getAttribute('aria-valuenow').then(Number);
  await expect.poll(now).toBeGreaterThan(0);
  await card.getByRole('button', { name: /^Dato segreto/ }).click();
  await expect.poll(now).toBeGreaterThan(660);
  const { width = 0 } = (await place.boundingBox()) ?? {};
  await place.click({ position: { x: width * 0.9, y: 20 } });
  await expect.poll(now).toBeGreaterThan(0.9 * HOUR_S);
  expect(begun.some((from) => from > 0.8 * HOUR_S * RATE * 4)).toBe(true);
  expect(begun.length * PART_BYTES).toBeLessThan(HOUR_S * RATE * 2);
  if (process.env.CALL_SHOTS)
    await page.screenshot({ path: `${process.env.CALL_SHOTS}/recording-hour.png` });
  await anna.wrapUp();
});
