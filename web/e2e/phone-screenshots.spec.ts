/* Photographs every screen of the telephone, as screenshots.spec.ts does the others. Not a test of anything. */
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { stereo } from '../../tests/system/own_sounds.mjs';
import { SoundingPhone } from '../../tests/system/sounding_phone.mjs';
import { Desk } from './desk.ts';
import { CALLER_HZ, ready, test, withMicrophone } from './house.ts';
import { LANGUAGES, THEMES, WIDTHS } from './sizes.ts';

test.use(withMicrophone);

const folder = process.env.SHOTS ?? '';
const CALLER = 'Numero nascosto';

/** Where there is nothing yet, and where there is something. */
async function bringSounds(page: Page): Promise<void> {
  const { csrf_token } = await (await page.request.get('/api/v1/me')).json();
  for (const [name, kind, language] of [
    ['Benvenuto alle Officine', 'prompt', 'it'],
    ['Welcome to the workshop', 'prompt', 'en'],
    ['Fontana', 'music', undefined],
  ] as const)
    await page.request.post('/api/v1/sounds', {
      headers: { 'X-CSRF-Token': csrf_token, 'Idempotency-Key': crypto.randomUUID() },
      multipart: {
        name,
        kind,
        ...(language && { language }),
        file: { name: 'a.wav', mimeType: 'audio/wav', buffer: stereo(500, 44_100, 5) },
      },
    });
}

type Shot = (page: Page, name: string, fullPage?: boolean) => Promise<void>;
type Word = (italian: string, english: string) => RegExp;

/** The parts of a flow's editor, on the flow that answers the demo's first number. */
async function editor(page: Page, shot: Shot, word: Word): Promise<void> {
  const pane = async (italian: string, english: string) => {
    const button = page
      .getByRole('navigation', { name: word('Parti dell’editor', 'Parts of the editor') })
      .getByRole('button', { name: word(italian, english) });
    if (await button.isVisible()) await button.click();
  };
  await page.getByRole('link', { name: 'Officine Aurora' }).click();
  await expect(page.getByRole('tree')).toBeVisible();
  await shot(page, 'flow');
  await page.getByRole('treeitem', { name: /^menu/ }).first().click();
  await expect(page.getByRole('heading', { level: 2, name: 'Menu' })).toBeVisible();
  await shot(page, 'flow-menu');
  await pane('Controllo', 'Check');
  await page.getByRole('tab', { name: word('Prova', 'Try') }).click();
  await page.getByRole('button', { name: word('Prova come chiamata', 'Try as a call') }).click();
  await page.getByRole('button', { name: word('Tasto 1', 'Key 1') }).click();
  await shot(page, 'flow-trial');
  await page.getByRole('tab', { name: word('Versioni', 'Versions') }).click();
  await page
    .getByRole('button', { name: word('Confronta', 'Compare') })
    .first()
    .click();
  await shot(page, 'flow-versions');
  await pane('Schema', 'Outline');
  await page
    .getByRole('button', { name: word('Impostazioni del flusso', 'Settings of the flow') })
    .click();
  await expect(page.getByRole('checkbox', { name: word('Italiano', 'Italian') })).toBeVisible();
  await shot(page, 'flow-settings');
}

for (const width of WIDTHS) {
  for (const theme of THEMES) {
    for (const language of LANGUAGES) {
      test(`telephone ${width} ${theme} ${language}`, async ({ browser, house }) => {
        test.setTimeout(300_000);
        const wishes = { width, height: width === 390 ? 844 : 900, theme, language };
        const shot: Shot = async (page, name, fullPage = false) => {
          const path = join(folder, `${name}-${width}-${theme}-${language}.png`);
          await page.screenshot({ path, animations: 'disabled', fullPage });
        };
        const word: Word = (italian, english) => new RegExp(`^(${italian}|${english})`, 'i');

        const admin = await Desk.signIn(browser, 'admin', wishes);
        for (const area of ['sounds', 'trunks', 'numbers', 'devices', 'flows']) {
          await admin.page.goto(`/desk/admin/${area}`);
          await expect(admin.page.getByRole('heading', { level: 1 })).toBeVisible();
          await expect(admin.page.getByRole('progressbar')).toHaveCount(0);
          await shot(admin.page, `admin-${area}`, true);
          if (area === 'sounds' && !(await admin.page.getByRole('table').count())) {
            await bringSounds(admin.page);
            await admin.page.reload();
            await expect(admin.page.getByRole('table')).toBeVisible();
            await shot(admin.page, 'admin-sounds-some', true);
          }
          const add = admin.page.getByRole('button', { name: word('Nuov', 'New|Add') }).first();
          if (!(await add.count())) continue;
          await add.click();
          await expect(admin.page.getByRole('dialog')).toBeVisible();
          await shot(admin.page, `admin-${area}-new`);
          await admin.page.keyboard.press('Escape');
        }
        await editor(admin.page, shot, word);
        await admin.close();

        const anna = await Desk.signIn(browser, 'anna', wishes);
        await ready(anna);
        await anna.clear();
        for (const [item, name] of ['phone-dial', 'phone-devices'].entries()) {
          await anna.page.getByRole('button', { name: word('Telefono', 'Telephone') }).click();
          if (item === 0) await shot(anna.page, 'phone-menu');
          await anna.page.getByRole('menuitem').nth(item).click();
          await expect(anna.page.getByRole('dialog')).toBeVisible();
          await shot(anna.page, name);
          await anna.page.keyboard.press('Escape');
        }
        await anna.become('available');
        const caller = await SoundingPhone.start(house.sip, CALLER_HZ);
        await caller.call('110');
        await anna.ring(CALLER);
        await shot(anna.page, 'call-offer');
        await anna.accept(CALLER);
        const bar = anna.page.getByRole('region', { name: word('Chiamata con', 'Call with') });
        await expect(bar).toBeVisible();
        await shot(anna.page, 'call');
        await anna.page.keyboard.press('Alt+k');
        await shot(anna.page, 'call-keypad');
        await anna.page.keyboard.press('Escape');
        await anna.page.keyboard.press('Alt+t');
        await expect(anna.page.getByRole('dialog')).toBeVisible();
        await shot(anna.page, 'call-transfer');
        await anna.page.keyboard.press('Escape');
        await anna.page.keyboard.press('Alt+h');
        await expect(bar).toContainText(/In attesa|On hold/i);
        await shot(anna.page, 'call-held');

        const next: SoundingPhone[] = [];
        for (const _ of [1, 2]) {
          const phone = await SoundingPhone.start(house.sip, CALLER_HZ);
          await phone.call('110');
          next.push(phone);
        }
        const carla = await Desk.signIn(browser, 'carla', wishes);
        await carla.page.goto('/desk/floor');
        await carla.page
          .getByRole('button', { name: word('Ascolta', 'Listen') })
          .first()
          .click();
        await expect(
          carla.page.getByRole('region', { name: word('Ascolto', 'Listening') }),
        ).toBeVisible();
        const ahead = carla.page.getByRole('button', {
          name: /: (prossimo della fila|next in line)$/,
        });
        await expect(ahead).toBeVisible();
        await shot(carla.page, 'floor-listening', true);
        await ahead.scrollIntoViewIfNeeded();
        await shot(carla.page, 'floor-waiting');
        for (const phone of next) phone.hangUp();
        await expect(carla.page.getByText(/^(Nessuno in attesa|Nobody is waiting)/)).toBeVisible();
        for (const phone of next) phone.close();
        await anna.page.keyboard.press('Alt+h');
        await expect(bar).not.toContainText(/In attesa|On hold/i);
        caller.hangUp();
        await expect(bar).toHaveCount(0);
        await expect(anna.page.getByRole('slider')).toBeVisible();
        await shot(anna.page, 'call-ended', true);
        await anna.page.getByText(/^(Com’è andato|How the talk went)/).click();
        await shot(anna.page, 'call-ended-talk', true);
        await anna.wrapUp();
        caller.close();
        await carla.page.goto('/desk/reports');
        const talk = carla.page.locator('section[aria-labelledby="talk"]');
        await expect(talk.getByRole('table')).toBeVisible();
        await talk.scrollIntoViewIfNeeded();
        await shot(carla.page, 'reports-phone');
        await carla.close();
        await anna.close();
      });
    }
  }
}
