/* What an agent does all day at the desk itself: panes, regions, second thoughts, long conversations. */
import { expect } from '@playwright/test';
import { Desk } from './desk.ts';
import { test } from './story.ts';
import { Visitor } from './visitor.ts';

const unique = (name: string): string => `${name} ${Date.now() % 100_000}`;

test('a reply can be taken back for a moment, and is never lost', async ({ browser }) => {
  const name = unique('Rea');
  const anna = await Desk.signIn(browser, 'anna', { undoSend: true });
  await anna.clear();
  await anna.become('available');
  const visitor = await Visitor.arrive(browser);
  await visitor.begin(name, 'Mi serve una camera d’aria.');
  await anna.accept(name);

  await anna.say('Testo sbagliato');
  await anna.page.getByRole('button', { name: 'Riprendi' }).click();
  await expect(anna.field).toHaveValue('Testo sbagliato');
  await expect(anna.log.getByText('Testo sbagliato')).toHaveCount(0);

  await anna.say('Prima frase');
  await anna.page.keyboard.press('Alt+z');
  await expect(anna.field).toHaveValue('Prima frase');
  // The one before leaves as soon as the next is written: they arrive in their order.
  await anna.say('Prima frase');
  await anna.say('Seconda frase');
  await expect(visitor.log.getByText('Prima frase')).toBeVisible();
  await anna.page.reload();
  await expect(visitor.log.getByText('Seconda frase')).toHaveCount(1);
  await expect(anna.log.getByText('Seconda frase')).toHaveCount(1);

  await anna.say('Arrivederci');
  await anna.end();
  await expect(visitor.log.getByText('Arrivederci')).toHaveCount(1);
  await expect(visitor.log.getByText('Testo sbagliato')).toHaveCount(0);
  await anna.wrapUp();
});

test('panes move with the keyboard and stay where they were put; F6 walks around', async ({
  browser,
}) => {
  const name = unique('Pia');
  const anna = await Desk.signIn(browser, 'anna');
  const { page } = anna;
  await anna.clear();
  await anna.become('available');
  const visitor = await Visitor.arrive(browser);
  await visitor.begin(name, 'Quanto pesa la Mulo C?');
  await anna.accept(name);

  const list = page.getByRole('separator', { name: 'Larghezza dell’elenco' });
  const details = page.getByRole('separator', { name: 'Larghezza dei dettagli' });
  const before = Number(await list.getAttribute('aria-valuenow'));
  await list.focus();
  await page.keyboard.press('ArrowRight');
  await expect(list).toHaveAttribute('aria-valuenow', String(before + 16));
  await details.focus();
  await page.keyboard.press('End');
  const widest = await details.getAttribute('aria-valuemax');
  await expect(details).toHaveAttribute('aria-valuenow', String(widest));
  await page.reload();
  await expect(list).toHaveAttribute('aria-valuenow', String(before + 16));
  await expect(details).toHaveAttribute('aria-valuenow', String(widest));
  const pane = page.getByRole('complementary', { name: 'Dettagli' });
  await expect.poll(async () => (await pane.boundingBox())?.width).toBe(Number(widest));

  await anna.field.focus();
  await page.keyboard.press('F6');
  await expect(pane.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Shift+F6');
  await expect(anna.field).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await expect(page.getByRole('link', { name: new RegExp(name) })).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await expect(page.getByRole('banner').locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Shift+F6');
  await expect(page.getByRole('navigation').locator(':focus')).toHaveCount(1);

  await visitor.end();
  await anna.wrapUp();
});

test('a conversation of fifteen hundred messages opens at its end and goes back to its beginning', async ({
  browser,
}) => {
  const name = unique('Ilo');
  const anna = await Desk.signIn(browser, 'anna');
  const { page } = anna;
  await anna.clear();
  await anna.become('available');
  const visitor = await Visitor.arrive(browser);
  await visitor.begin(name, 'Vorrei raccontare tutto.');
  // The server's own answer, made longer: what is looked at is the page.
  await page.route(/\/api\/v1\/conversations\/[^/?]+$/, async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    const [first] = body.messages;
    body.messages = Array.from({ length: 1500 }, (_, index) => ({
      ...first,
      id: `${first.id}-${index}`,
      n: index - 1500,
      text: `Riga ${index + 1}.`,
    }));
    await route.fulfill({ response, json: body });
  });
  await anna.accept(name);

  await expect(anna.log.getByText('Riga 1500.')).toBeInViewport();
  expect(await anna.log.getByRole('article').count()).toBeLessThan(400);
  await anna.log.getByText('Riga 1480.').scrollIntoViewIfNeeded();
  const earlier = anna.log.getByRole('button', { name: /Mostra i precedenti/ });
  await earlier.scrollIntoViewIfNeeded();
  await expect(anna.log.getByText('Riga 1250.')).toHaveCount(1);
  // What was being read stays in sight when more is drawn above it.
  await expect(anna.log.getByText('Riga 1351.')).toBeInViewport();
  await expect(async () => {
    await anna.log.evaluate((element) => element.scrollTo({ top: 0 }));
    await expect(anna.log.getByText('Riga 1.', { exact: true })).toBeInViewport({ timeout: 500 });
  }).toPass();
  await expect(earlier).toHaveCount(0);

  await visitor.say('Ancora una cosa.');
  await expect(page.getByRole('button', { name: '1 nuovo messaggio' })).toBeVisible();
  await page.getByRole('button', { name: '1 nuovo messaggio' }).click();
  await expect(anna.log.getByText('Ancora una cosa.')).toBeInViewport();
  await visitor.end();
  await anna.wrapUp();
});
