/* The softphone, against a pretended exchange: what the desk asks for, shows and sends. */
import { expect } from '@playwright/test';
import { Desk } from './desk.ts';
import { Exchange } from './exchange.ts';
import { noFaults } from './faults.ts';
import config from './playwright.config.ts';
import { test } from './story.ts';
import { Visitor } from './visitor.ts';

const usual = config.use?.launchOptions;
test.use({
  launchOptions: {
    ...usual,
    args: [
      ...(usual?.args ?? []),
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      // The far end is in the same page, where no name of the local network is resolved.
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
  },
});

async function agent(
  browser: Parameters<typeof Desk.signIn>[0],
  wishes: Parameters<typeof Desk.signIn>[2] = {},
) {
  let exchange: Exchange | undefined;
  const desk = await Desk.signIn(browser, 'anna', {
    ...wishes,
    prepare: async (page) => {
      exchange = await Exchange.at(page);
      await wishes.prepare?.(page);
    },
  });
  if (!exchange) throw new Error('no exchange');
  return { desk, exchange };
}

async function talking(
  browser: Parameters<typeof Desk.signIn>[0],
  wishes: Parameters<typeof Desk.signIn>[2] = {},
) {
  const { desk, exchange } = await agent(browser, wishes);
  await desk.clear();
  await desk.become('available');
  const name = `Rita ${Date.now() % 100_000}`;
  const visitor = await Visitor.arrive(browser);
  await visitor.begin(name, 'Mi chiamate?');
  await desk.accept(name);
  const id = new URL(desk.page.url()).pathname.split('/').at(-1) ?? '';
  exchange.update({
    conversation_id: id,
    agent_id: exchange.me,
    recording: 'on',
    known: [{ name: 'ordine', value: 'A-1042' }],
  });
  const bar = desk.page.getByRole('region', { name: `Chiamata con ${name}` });
  await expect(bar).toBeVisible();
  return { desk, exchange, id, name, bar, page: desk.page };
}

test('a call from its beginning to its end, by keyboard', async ({ browser }) => {
  const { exchange, id, bar, page } = await talking(browser);
  await expect(page.getByRole('region', { name: 'La chiamata' })).toContainText('A-1042');
  await expect(bar).toContainText('Si registra');
  await expect.poll(() => exchange.heard()).toBeGreaterThan(10);

  await page.keyboard.press('Alt+m');
  await expect(bar.getByRole('button', { name: 'Riattiva' })).toBeVisible();
  await page.keyboard.press('Alt+m');
  await page.keyboard.press('Alt+h');
  await expect.poll(() => exchange.asked).toContain('hold {"on":true}');
  exchange.update({ conversation_id: id, held: true });
  await expect(bar).toContainText('In attesa');
  exchange.update({ conversation_id: id, held: false });
  await page.keyboard.press('Alt+k');
  await page.keyboard.type('5#');
  await expect.poll(() => exchange.asked).toContain('digits {"digits":"#"}');
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Sospendi la registrazione' }).click();
  await expect.poll(() => exchange.asked).toContain('recording {"paused":true}');

  exchange.say({
    type: 'call.quality',
    conversation_id: id,
    loss: 0.2,
    jitter_ms: 90,
    mos: 2.1,
    round_trip_ms: 400,
  });
  await expect(bar).toContainText('Si sente male');

  await page.keyboard.press('Alt+t');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Numero' }).check();
  await dialog.getByRole('button', { name: 'Prima chiedi' }).click();
  await expect(dialog).toContainText('Scegliere a chi');
  await dialog.getByRole('textbox', { name: 'Numero' }).fill('+39 02 55-66');
  await dialog.getByRole('textbox', { name: 'Che cosa deve sapere' }).fill('Vuole il capo');
  await dialog.getByRole('button', { name: 'Prima chiedi' }).click();
  await expect
    .poll(() => exchange.asked)
    .toContain('consult {"number":"+39025566","brief":"Vuole il capo"}');
  exchange.update({
    conversation_id: id,
    consult: { state: 'talking', label: '+39025566', kind: 'number' },
  });
  await bar.getByRole('button', { name: 'Passa il cliente' }).click();
  await expect.poll(() => exchange.asked).toContain('consult/complete');

  exchange.update({ conversation_id: id, consult: undefined, state: 'ended' });
  await expect(bar).toHaveCount(0);
  const heard = await exchange.heard();
  await page.keyboard.press('Alt+n');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Numero' }).fill('mario');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('Scrivere un numero di telefono');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Numero' }).fill('0039 02 1234');
  await page.keyboard.press('Enter');
  await expect.poll(() => exchange.asked).toContain('calls {"to":"+39021234"}');
  // Without a call nothing of the agent goes out.
  expect((await exchange.heard()) - heard).toBeLessThan(50);
});

test('who has no microphone is told what to do, and becomes available once it is there', async ({
  browser,
}) => {
  const { desk } = await agent(browser, {
    prepare: async (page) => {
      await page.addInitScript(() => {
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = (wish) =>
          document.documentElement.dataset.allowed
            ? open(wish)
            : Promise.reject(new DOMException('no', 'NotAllowedError'));
      });
    },
  });
  const { page } = desk;
  await desk.clear();
  await page.keyboard.press('Alt+p');
  await page.getByRole('menuitem', { name: 'Disponibile' }).click();
  const dialog = page.getByRole('dialog', { name: 'Non si possono ancora ricevere chiamate' });
  await expect(dialog).toContainText('permettere il microfono');
  await noFaults(page, 'not ready');
  await page.evaluate(() => {
    document.documentElement.dataset.allowed = 'yes';
  });
  await dialog.getByRole('button', { name: 'Prova di nuovo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Diventa disponibile' }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: /Disponibile/ })).toBeVisible();

  await page.getByRole('button', { name: 'Telefono: pronto' }).click();
  await page.getByRole('menuitem', { name: 'Microfono e altoparlante' }).click();
  await expect(page.getByRole('meter')).toBeVisible();
  await noFaults(page, 'devices');
});

test('those who lead listen, whisper and take part', async ({ browser }) => {
  let exchange: Exchange | undefined;
  const call = { conversation_id: 'conv_0000000000001', known: [{ name: 'ordine', value: 'B-7' }] };
  const { page } = await Desk.signIn(browser, 'carla', {
    prepare: async (page) => {
      exchange = await Exchange.at(page, [call]);
    },
  });
  await page.goto('/desk/floor');
  const row = page.getByRole('row', { name: /390212345678/ });
  await expect(row).toContainText('ordine: B-7');
  await row.getByRole('button', { name: /^Ascolta/ }).click();
  await expect.poll(() => exchange?.asked).toContain('supervise {"mode":"listen"}');
  exchange?.update({
    ...call,
    watchers: [{ id: exchange.me, name: 'Carla Neri', mode: 'listen' }],
  });
  const bar = page.getByRole('region', { name: 'Ascolto di una chiamata' });
  await expect(bar).toContainText('Nessuno sente');
  await noFaults(page, 'listening');
  await bar.getByRole('button', { name: 'Suggerisci' }).click();
  await expect.poll(() => exchange?.asked).toContain('supervise {"mode":"whisper"}');
  await bar.getByRole('button', { name: 'Smetti' }).click();
  await expect.poll(() => exchange?.asked).toContain('supervise {"mode":"off"}');
});

test('who is held for too long is told to their agent and to those who lead', async ({
  browser,
}) => {
  const { exchange, id, page, name } = await talking(browser);
  const alarm = page.getByRole('region', { name: 'Un cliente aspetta da troppo' });
  exchange.update({ conversation_id: id, held: true });
  exchange.say({ seq: 0, type: 'call.hold_too_long', conversation_id: id, hold_s: 180 });
  await expect(alarm).toContainText(new RegExp(`${name} è in attesa da 3:0`));
  await expect(alarm.getByRole('link', { name: 'Apri la chiamata' })).toBeVisible();
  await noFaults(page, 'held for too long');
  if (process.env.CALL_SHOTS) await page.screenshot({ path: `${process.env.CALL_SHOTS}/held.png` });
  exchange.update({ conversation_id: id, held: false });
  await expect(alarm).toHaveCount(0);

  const other = {
    conversation_id: 'conv_0000000000001',
    held: true,
    agent_id: exchange.me,
    state: 'talking',
  };
  let hers: Exchange | undefined;
  const carla = await Desk.signIn(browser, 'carla', {
    prepare: async (page) => {
      hers = await Exchange.at(page, [other]);
    },
  });
  const told = carla.page.getByRole('region', { name: 'Un cliente aspetta da troppo' });
  // The desk fetches what listens to the telephone after it has opened.
  await expect(async () => {
    hers?.say({
      seq: 0,
      type: 'call.hold_too_long',
      conversation_id: other.conversation_id,
      hold_s: 200,
    });
    await expect(told).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(told).toContainText(/390212345678 è in attesa da 3:2\d, con Anna Ferri/);
  await told.getByRole('button', { name: 'Chiudi' }).click();
  await expect(told).toHaveCount(0);
});

for (const [theme, width] of [
  ['light', 390],
  ['dark', 1440],
] as const)
  test(`axe finds nothing on a call: ${theme}, ${width} px`, async ({ browser }) => {
    const { page, bar } = await talking(browser, { theme, width });
    await bar.getByRole('button', { name: 'Tastiera' }).click();
    await noFaults(page, 'call with its keypad');
    await page.keyboard.press('Escape');
    await bar.getByRole('button', { name: 'Trasferisci' }).click();
    await expect(page.getByRole('dialog').getByRole('radio', { name: 'Collega' })).toBeChecked();
    await noFaults(page, 'transfer');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Telefono/ }).click();
    await expect(page.getByRole('menuitem', { name: 'Chiama un numero' })).toBeVisible();
    await noFaults(page, 'menu of the telephone');
  });
