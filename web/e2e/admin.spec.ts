/* What an administrator sets, and that it holds. */
import { expect } from '@playwright/test';
import { Desk } from './desk.ts';
import { test } from './story.ts';

test('a queue is changed, wrong values stay at their fields, and others may not come in', async ({
  browser,
}) => {
  const ada = await Desk.signIn(browser, 'admin');
  const { page } = ada;
  await page.getByRole('link', { name: 'Gestione' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Code' })).toBeVisible();
  const ring = page.getByRole('textbox', { name: 'Tempo per accettare' });
  const save = page.getByRole('button', { name: 'Salva le modifiche' });
  const before = await ring.inputValue();
  await expect(save).toBeDisabled();

  await ring.fill('0');
  await save.click();
  await expect(ring).toBeFocused();
  await expect(ring).toHaveAccessibleDescription(/Un numero intero da 1/);
  await page.getByRole('button', { name: 'Annulla le modifiche' }).click();
  await expect(ring).toHaveValue(before);

  // The choice decides which fields there are.
  await expect(page.getByRole('textbox', { name: 'Operatori insieme' })).toHaveCount(0);
  await page.getByLabel('Chi viene scelto').selectOption('ring_several');
  await expect(page.getByRole('textbox', { name: 'Operatori insieme' })).toBeVisible();
  await page.getByRole('button', { name: 'Annulla le modifiche' }).click();

  const other = before === '30' ? '31' : '30';
  await ring.fill(other);
  await expect(page.getByText('Modifiche non salvate')).toBeVisible();
  await save.click();
  await expect(page.getByText('Tutto salvato')).toBeVisible();
  await page.reload();
  await expect(ring).toHaveValue(other);
  await ring.fill(before);
  await save.click();
  await expect(page.getByText('Tutto salvato')).toBeVisible();

  const carla = await Desk.signIn(browser, 'carla');
  await expect(carla.page.getByRole('link', { name: 'Gestione' })).toHaveCount(0);
  await carla.page.goto('/desk/admin/queues');
  await expect(
    carla.page.getByRole('heading', { name: 'Pagina per amministratori' }),
  ).toBeVisible();
});

test('a field that the server refuses says so where it is', async ({ browser }) => {
  const { page } = await Desk.signIn(browser, 'admin');
  await page.goto('/desk/admin/queues');
  // As the server says it of a value that only the server can judge.
  await page.route('**/api/v1/queues/*', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        status: 422,
        code: 'invalid_field',
        title: 'Valore non valido',
        fields: [{ field: 'queues[0].wrap_up.seconds', message: 'Troppo per questa coda.' }],
      }),
    }),
  );
  const wrapUp = page.getByRole('textbox', { name: 'Tempo per la chiusura' });
  await wrapUp.fill('86000');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.getByText('C’è 1 campo da correggere.')).toBeVisible();
  await expect(wrapUp).toBeFocused();
  await expect(wrapUp).toHaveAccessibleDescription(/Troppo per questa coda/);
});

test('a key is made, seen once, works, and is revoked', async ({ browser }) => {
  const { page } = await Desk.signIn(browser, 'admin');
  const name = `Magazzino ${Date.now() % 100_000}`;
  await page.goto('/desk/admin/keys');
  await page.getByRole('button', { name: 'Nuova chiave' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Nuova chiave' }).click();
  await expect(dialog.getByText('Scrivere qualcosa.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Nome' }).fill(name);
  await dialog.getByRole('button', { name: 'Nuova chiave' }).click();
  const token = await dialog.getByRole('textbox', { name: 'La chiave' }).inputValue();
  await dialog.getByRole('button', { name: 'L’ho copiata' }).click();

  const headers = { Authorization: `Bearer ${token}` };
  const program = await browser.newContext({ extraHTTPHeaders: headers });
  const ask = async () =>
    (await program.request.get(new URL('/api/v1/queues', page.url()).href)).status();
  expect(await ask()).toBe(200);

  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row).toContainText('Attiva');
  await expect(row).not.toContainText(token);
  await row.getByRole('button', { name: /Revoca/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Annulla' }).click();
  await expect(row).toContainText('Attiva');
  await row.getByRole('button', { name: /Revoca/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoca' }).click();
  await expect(row).toContainText('Revocata il');
  expect(await ask()).toBe(401);
  await program.close();
});
