import { expect } from '@playwright/test';
import { Desk } from './desk.ts';
import { test } from './story.ts';
import { Visitor } from './visitor.ts';

const unique = (name: string): string => `${name} ${Date.now() % 100_000}`;

test('a declined offer goes to the other agent', async ({ browser }) => {
  const name = unique('Tea');
  const anna = await Desk.signIn(browser, 'anna');
  const bruno = await Desk.signIn(browser, 'bruno');
  await anna.clear();
  await bruno.clear();
  await anna.become('available');
  const visitor = await Visitor.arrive(browser);
  await visitor.begin(name, 'Il motore fa un rumore.');
  await anna.ring(name);
  await bruno.become('available');
  await anna.page.keyboard.press('Alt+d');
  await expect(anna.offer(name)).toHaveCount(0);
  await bruno.accept(name);
  await visitor.end();
  await bruno.wrapUp();
});

test('an offer that rings out turns its agent away, with the way back beside it', async ({
  browser,
}) => {
  const name = unique('Ugo');
  const anna = await Desk.signIn(browser, 'anna');
  await anna.clear();
  await anna.become('available');
  const visitor = await Visitor.arrive(browser);
  await visitor.begin(name, 'Siete aperti domani?');
  await anna.ring(name);
  const missed = anna.page.getByRole('region', { name: 'Richiesta non risposta in tempo' });
  // As long as the queue lets an offer ring: in the demo half a minute.
  await expect(missed).toBeVisible({ timeout: 60_000 });
  await expect(missed).toContainText(name);
  const state = anna.page.getByRole('banner').getByRole('button', { name: /^Stato/ });
  await expect(state).toContainText('Offerta non risposta');
  await missed.getByRole('button', { name: 'Torna disponibile' }).click();
  await expect(missed).toHaveCount(0);
  await expect(state).toContainText('Disponibile');
});
