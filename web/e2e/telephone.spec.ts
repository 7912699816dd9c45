/* The telephone in the administration, and on the live page: trunks, numbers, telephones, against a real server. */
import { expect, type Page } from '@playwright/test';
import { Desk } from './desk.ts';
import { noFaults } from './faults.ts';
import { test, withMicrophone } from './house.ts';

test.use(withMicrophone);
test.setTimeout(240_000);

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.CALL_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

test('a trunk is made, says why it does not work, is tried again, put first and deleted', async ({
  browser,
}) => {
  const { page } = await Desk.signIn(browser, 'admin');
  await page.goto('/desk/admin/trunks');
  await expect(page.getByRole('heading', { level: 1, name: 'Linee esterne' })).toBeVisible();
  await expect(page.getByText('All’operatore si chiedono')).toBeVisible();
  await noFaults(page, 'no trunks');
  await shot(page, 'trunks-empty');

  const make = async (name: string, fill: () => Promise<void>) => {
    await page.getByRole('button', { name: 'Nuova linea' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Nome', exact: true }).fill(name);
    await dialog.getByRole('textbox', { name: 'Server SIP' }).fill('127.0.0.1');
    await fill();
    return dialog;
  };
  // By registration without a user name: the server says so at the field.
  const first = await make('Telco', async () => {});
  await first.getByRole('button', { name: 'Crea' }).click();
  const user = first.getByRole('textbox', { name: 'Nome utente' });
  await expect(user).toBeFocused();
  await expect(user).toHaveAccessibleDescription(/serve per registrarsi/);
  await noFaults(page, 'refused at the field');
  await shot(page, 'trunks-new');
  await user.fill('4401');
  await first.getByRole('textbox', { name: 'Password' }).fill('segreta-123');
  await first.getByLabel('Trasporto').selectOption('tcp');
  await first.getByRole('button', { name: 'Crea' }).click();
  await expect(first).toHaveCount(0);

  const now = page.getByRole('region', { name: 'La linea adesso' });
  await expect(now).toContainText(/Non funziona/);
  await expect(now.locator('code')).not.toBeEmpty();
  await now.getByRole('button', { name: 'Prova adesso' }).click();
  await expect(now).toContainText('Non funziona');
  // The password went in and does not come back.
  await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue('');
  await page.getByRole('textbox', { name: 'Che cosa si può chiamare' }).fill('39');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.getByText(/C’è 1 campo/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Che cosa si può chiamare' }).fill('+39\n+44 20');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.getByText('Tutto salvato')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Che cosa si può chiamare' })).toHaveValue(
    '+39\n+4420',
  );

  // What calls may cost: a prefix that may be called and has no price is refused at the prices.
  await page.getByRole('textbox', { name: 'Minuti in 24 ore' }).fill('600');
  await page.getByRole('checkbox', { name: /Sorvegliare anche la spesa/ }).check();
  await page.getByRole('textbox', { name: 'Spesa massima in 24 ore' }).fill('12,50');
  await page.getByRole('button', { name: 'Aggiungi a: Prezzi al minuto' }).click();
  await page.getByRole('textbox', { name: 'Prefisso' }).fill('+39');
  await page.getByRole('textbox', { name: 'Al minuto' }).fill('0,0135');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.getByText('non ha un prezzo per +4420')).toBeVisible();
  await noFaults(page, 'a price is missing');
  await page.getByRole('button', { name: 'Aggiungi a: Prezzi al minuto' }).click();
  await page.getByRole('textbox', { name: 'Prefisso' }).last().fill('+44');
  await page.getByRole('textbox', { name: 'Al minuto' }).last().fill('0,2');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.getByText('Tutto salvato')).toBeVisible();
  await expect(now).toContainText('0 minuti nelle ultime 24 ore, su 600 consentiti');
  await expect(now).toContainText(/0,00\s€ nelle ultime 24 ore, su 12,50\s€ consentiti/);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Al minuto' }).first()).toHaveValue('0,0135');
  // Nothing may be spent: the trunk says that it is held back; there is nothing to start again.
  await page.getByRole('textbox', { name: 'Minuti in 24 ore' }).fill('0');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(now).toContainText('Minuti esauriti');
  await expect(now.getByRole('button', { name: 'Riparti da zero' })).toHaveCount(0);

  const second = await make('Riserva', async () => {
    await page
      .getByRole('dialog')
      .getByRole('checkbox', { name: /Si registra/ })
      .uncheck();
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: 'Reti da cui arrivano' })
      .fill('192.0.2.0/24');
  });
  await second.getByRole('button', { name: 'Crea' }).click();
  await expect(now).toContainText('Si prova come 2ª di 2');
  await now.getByRole('button', { name: 'Prima' }).click();
  await expect(now).toContainText('Si prova come 1ª di 2');
  await noFaults(page, 'a trunk');
  await shot(page, 'trunks-full');

  const carla = await Desk.signIn(browser, 'carla', { theme: 'dark', language: 'en' });
  await carla.page.goto('/desk/floor');
  const panel = carla.page.getByRole('region', { name: 'Trunks' });
  await expect(panel.getByRole('listitem').filter({ hasText: 'Telco' })).toContainText(
    'Does not work',
  );
  await noFaults(carla.page, 'trunks on the live page');
  await shot(carla.page, 'floor-trunks');

  const narrow = await Desk.signIn(browser, 'admin', {
    theme: 'dark',
    language: 'en',
    width: 390,
    height: 844,
  });
  await narrow.page.goto('/desk/admin/trunks');
  await expect(narrow.page.getByRole('region', { name: 'The trunk now' })).toBeVisible();
  await noFaults(narrow.page, 'a trunk, narrow and dark');
  await shot(narrow.page, 'trunks-narrow');

  // Switched off in one window, it is so on the live page of another, without asking.
  await page.getByLabel('Linea', { exact: true }).selectOption({ label: 'Telco' });
  for (const name of ['Telco', 'Riserva']) {
    await page.getByLabel('Linea', { exact: true }).selectOption({ label: name });
    await page.getByRole('button', { name: 'Elimina', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Elimina' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await expect(page.getByRole('heading', { name: 'Nessuna linea' })).toBeVisible();
});

/** Answers with the status of a change to opening hours that are called "negozio". */
async function shopHours(page: Page, method: 'PUT' | 'DELETE'): Promise<number> {
  const { csrf_token } = await (await page.request.get('/api/v1/me')).json();
  const answer = await page.request.fetch('/api/v1/calendars/negozio', {
    method,
    headers: { 'X-CSRF-Token': csrf_token },
    ...(method === 'PUT' && { data: { name: 'Negozio', weekly: [], special_days: [] } }),
  });
  return answer.status();
}

test('a number gets a flow by its name, a language, hours and what is recorded', async ({
  browser,
}) => {
  const { page } = await Desk.signIn(browser, 'admin', { width: 1024, height: 800 });
  expect(await shopHours(page, 'PUT')).toBe(200);
  await page.goto('/desk/admin/numbers');
  await page.getByRole('button', { name: 'Nuovo numero' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Numero', exact: true }).fill('ciao');
  await dialog.getByRole('textbox', { name: 'Nome' }).fill('Ricambi');
  await dialog.getByRole('button', { name: 'Crea' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Numero', exact: true })).toBeFocused();
  await noFaults(page, 'a number that is none');
  await dialog.getByRole('textbox', { name: 'Numero', exact: true }).fill('+39 02 555 7788');
  await dialog.getByRole('combobox', { name: 'Flusso' }).selectOption({ index: 1 });
  await dialog.getByRole('button', { name: 'Crea' }).click();
  await expect(dialog).toHaveCount(0);
  const chosen = page.getByRole('combobox', { name: 'Numero' });
  await expect(chosen.locator('option:checked')).toHaveText('+39025557788 · Ricambi');
  await page.getByRole('combobox', { name: 'Si registra' }).selectOption('always');
  await page.getByRole('checkbox', { name: /Gli operatori riascoltano/ }).uncheck();
  const hours = page.getByRole('combobox', { name: 'Orari di apertura' });
  await expect(hours.locator('option:checked')).toHaveText('Quelli della coda');
  await hours.selectOption('Negozio');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.getByText('Tutto salvato')).toBeVisible();
  await page.reload();
  await chosen.selectOption({ label: '+39025557788 · Ricambi' });
  await expect(page.getByRole('combobox', { name: 'Si registra' })).toHaveValue('always');
  await expect(hours).toHaveValue('negozio');
  expect(await shopHours(page, 'DELETE')).toBe(409);
  await expect(page.getByRole('checkbox', { name: /Gli operatori riascoltano/ })).not.toBeChecked();
  await noFaults(page, 'a number');
  await shot(page, 'numbers');
  await page.getByRole('button', { name: 'Elimina', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Elimina' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await shopHours(page, 'DELETE')).toBe(204);
});

test('a telephone gets a password that is seen once', async ({ browser }) => {
  const { page } = await Desk.signIn(browser, 'admin', { language: 'en', theme: 'dark' });
  await page.goto('/desk/admin/devices');
  await expect(page.getByRole('heading', { name: 'No telephones' })).toBeVisible();
  await noFaults(page, 'no telephones');
  await shot(page, 'devices-empty');
  await page.getByRole('button', { name: 'New telephone' }).click();
  await page
    .getByRole('dialog')
    .getByRole('combobox', { name: 'Agent' })
    .selectOption('Diego Conti');
  await page.getByRole('dialog').getByRole('textbox', { name: 'User name' }).fill('diego.desk');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  const access = page.getByRole('dialog', { name: 'For the telephone' });
  await expect(access.getByRole('textbox', { name: 'Password' })).toHaveValue(/^[a-z2-9]{20}$/);
  await noFaults(page, 'its password');
  await shot(page, 'devices-password');
  await access.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByRole('row', { name: /diego\.desk/ })).toContainText('Not connected');
  await shot(page, 'devices');
  await page.getByRole('button', { name: 'Delete: diego.desk' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'No telephones' })).toBeVisible();
});
