import { expect, test } from '@playwright/test';
import { Desk } from './desk.ts';
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
  await visitor.close();
  for (const each of [anna, bruno]) {
    await each.clear();
    await each.close();
  }
});

test('an offer that rings out turns its agent away, with the way back beside it', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const name = unique('Ugo');
  const anna = await Desk.signIn(browser, 'anna');
  await anna.clear();
  await anna.become('available');
  const visitor = await Visitor.arrive(browser);
  await visitor.begin(name, 'Siete aperti domani?');
  await anna.ring(name);
  const missed = anna.page.getByRole('region', { name: 'Richiesta non risposta in tempo' });
  // As long as the queue lets an offer ring; the demo's rings less than a minute.
  await expect(missed).toBeVisible({ timeout: 90_000 });
  await expect(missed).toContainText(name);
  await missed.getByRole('button', { name: 'Torna disponibile' }).click();
  await expect(missed).toHaveCount(0);
  await anna.accept(name);
  await visitor.end();
  await anna.wrapUp();
  await visitor.close();
  await anna.clear();
  await anna.close();
});
