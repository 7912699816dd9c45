/* A company's own words. The lists are kept here, so that the story changes nobody's reasons for being away. */
import { expect, type Page } from '@playwright/test';
import { Desk } from './desk.ts';
import { test } from './story.ts';

interface Word {
  key: string;
  label: { it: string; en: string };
  solved?: boolean;
}

/** Holds one list as the server does: read and replaced as a whole. */
async function hold(page: Page, name: string, words: Word[]): Promise<() => Word[]> {
  let items = words;
  await page.route(`**/api/v1/${name}`, async (route) => {
    if (route.request().method() === 'PUT') items = route.request().postDataJSON().items;
    await route.fulfill({ json: { items } });
  });
  return () => items;
}

test('words are added, ordered and taken out, and keep the keys they have', async ({ browser }) => {
  const { page } = await Desk.signIn(browser, 'admin');
  await hold(page, 'outcomes', [{ key: 'done', label: { it: 'Fatto', en: 'Done' }, solved: true }]);
  const reasons = await hold(page, 'presence-reasons', [
    { key: 'lunch', label: { it: 'Pranzo', en: 'Lunch' } },
    { key: 'pause', label: { it: 'Pausa', en: 'Break' } },
  ]);
  await page.goto('/desk/admin/words');
  const form = page.getByRole('form', { name: 'Motivi di assenza' });
  const save = form.getByRole('button', { name: 'Salva le modifiche' });
  await form.getByRole('button', { name: 'Aggiungi una voce' }).click();
  const fresh = form.getByRole('listitem').last();
  await expect(fresh.getByLabel('In italiano')).toBeFocused();
  await page.keyboard.type('Già in palestra');
  await save.click();
  await expect(fresh.getByText('Servono tutte e due le lingue.')).toBeVisible();
  await fresh.getByLabel('In inglese').fill('At the gym');
  await form.getByRole('button', { name: 'Sposta su: Già in palestra' }).click();
  await form.getByRole('button', { name: 'Togli: Pranzo' }).click();
  await form.getByRole('listitem').last().getByLabel('In italiano').fill('Sosta');
  await save.click();
  await expect(form.getByText('Tutto salvato')).toBeVisible();
  expect(reasons()).toEqual([
    { key: 'gia_in_palestra', label: { it: 'Già in palestra', en: 'At the gym' } },
    { key: 'pause', label: { it: 'Sosta', en: 'Break' } },
  ]);
});
