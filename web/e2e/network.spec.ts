import { expect } from '@playwright/test';
import { Desk } from './desk.ts';
import { test } from './story.ts';
import { Visitor } from './visitor.ts';

const unique = (name: string): string => `${name} ${Date.now() % 100_000}`;

test('a lost line on either side loses no word and doubles none', async ({ browser }) => {
  const name = unique('Leo');
  const anna = await Desk.signIn(browser, 'anna');
  await anna.clear();
  await anna.become('available');
  const visitor = await Visitor.arrive(browser);
  await visitor.begin(name, 'La ruota davanti balla.');
  await anna.accept(name);

  await visitor.page.context().setOffline(true);
  await expect(visitor.window.getByText(/Connessione persa/)).toBeVisible();
  await visitor.say('Scritto senza rete');
  await expect(visitor.log.getByText(/Non inviato/)).toBeVisible();
  await visitor.page.context().setOffline(false);
  await expect(anna.log.getByText('Scritto senza rete')).toHaveCount(1);
  await expect(visitor.window.getByText(/Connessione persa/)).toHaveCount(0);
  await expect(visitor.log.getByText('Scritto senza rete')).toHaveCount(1);

  await anna.page.context().setOffline(true);
  await expect(anna.page.getByRole('region', { name: 'Connessione persa.' })).toBeVisible();
  await anna.say('Anche io senza rete');
  await expect(anna.log.getByText(/non è partito/)).toBeVisible();
  await visitor.say('Mi sente?');
  await anna.page.context().setOffline(false);
  await expect(anna.page.getByRole('region', { name: 'Connessione persa.' })).toHaveCount(0);
  await expect(anna.log.getByText('Mi sente?')).toHaveCount(1);
  await expect(visitor.log.getByText('Anche io senza rete')).toHaveCount(1);
  await expect(anna.log.getByText('Anche io senza rete')).toHaveCount(1);

  await visitor.end();
  await anna.wrapUp();
});

test('signing in says clearly what is wrong', async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/desk/signin');
  await page.getByRole('button', { name: 'Accedi' }).click();
  await expect(page.getByText('Scrivere l’indirizzo e-mail.')).toBeVisible();
  await page.getByRole('button', { name: /^Compila con Anna/ }).click();
  await page.getByLabel('Password', { exact: true }).fill('sbagliata');
  await page.getByRole('button', { name: 'Accedi' }).click();
  await expect(page.getByRole('alert')).toContainText('E-mail o password non corrette');
  await page.route('**/api/v1/session', (route) => route.abort());
  await page.getByRole('button', { name: 'Accedi' }).click();
  await expect(page.getByRole('alert')).toContainText('Il server non risponde');
  await context.close();
});
