/* A flow in the widget: choices as buttons, words, a secret that is hidden, a person at any moment; and what the
 * desk knows of it. */
import { expect } from '@playwright/test';
import { Desk } from './desk.ts';
import { noFaults } from './faults.ts';
import { test } from './story.ts';
import { Visitor } from './visitor.ts';

const PAGE = '/demo?widget=demo-parcel';

test('a parcel is tracked by buttons and words, then a person takes over knowing all of it', async ({
  browser,
}) => {
  const anna = await Desk.signIn(browser, 'anna');
  await anna.clear();
  const name = `Cleo ${Date.now() % 100_000}`;
  const visitor = await Visitor.arrive(browser, {}, PAGE);
  await visitor.begin(name, 'Dov’è il mio pacco?');
  await expect(visitor.log.getByText(/assistente automatico/)).toBeVisible();
  await expect(visitor.log.getByText('Che cosa le serve?')).toBeVisible();
  await noFaults(visitor.page, 'chat with the flow');

  await visitor.window.getByRole('button', { name: 'Seguire un pacco' }).click();
  await expect(visitor.log.getByText('otto cifre')).toBeVisible();
  await expect(visitor.window.getByRole('button', { name: 'Essere richiamato' })).toHaveCount(0);
  // What is said comes back in the answer: say() would find it twice.
  await visitor.field.fill('12345678');
  await visitor.field.press('Enter');
  await expect(visitor.log.getByText('in viaggio')).toBeVisible();
  await visitor.page.reload();
  await visitor.open();
  await expect(visitor.window.getByRole('button', { name: 'Un altro pacco' })).toBeVisible();
  await visitor.window.getByRole('button', { name: 'Parla con una persona' }).click();
  await expect(visitor.window.getByText(/in coda|È il prossimo/)).toBeVisible();

  await anna.become('available');
  await anna.accept(name);
  await expect(anna.log.getByText('in viaggio')).toBeVisible();
  const known = anna.page.getByLabel('Che cosa si sa già');
  await expect(known).toContainText('parcel');
  await expect(visitor.window.getByText(/Sta parlando con Anna/).first()).toBeVisible();
  await expect(visitor.window.getByRole('button', { name: 'Un altro pacco' })).toHaveCount(0);
});

test('in English, a number nobody knows, and the other language by a word', async ({ browser }) => {
  const visitor = await Visitor.arrive(browser, { language: 'en' }, PAGE);
  await visitor.begin(`Dino ${Date.now() % 100_000}`, 'Hello');
  await expect(visitor.log.getByText('What do you need?')).toBeVisible();
  await visitor.say('delivery');
  await expect(visitor.log.getByText('eight digits')).toBeVisible();
  await visitor.say('99999999');
  await expect(visitor.log.getByText('We cannot find this number.')).toBeVisible();
  await visitor.say('italiano');
  await expect(visitor.log.getByText('Indichi le otto cifre')).toBeVisible();
});
