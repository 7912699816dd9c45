/* Own sounds: uploaded, recorded, heard, renamed, chosen for a queue and in a flow, refused while needed, removed. */
import { expect, type Page } from '@playwright/test';
import { stereo } from '../../tests/system/own_sounds.mjs';
import { Desk } from './desk.ts';
import { noFaults } from './faults.ts';
import { withMicrophone } from './house.ts';
import { test } from './story.ts';

test.use(withMicrophone);
test.setTimeout(180_000);

const SIZES = [
  [1440, 'light'],
  [1024, 'dark'],
  [390, 'dark'],
] as const;

/** Without faults, wide and light as well as narrow and dark; photographed on demand. */
async function look(page: Page, what: string): Promise<void> {
  const size = page.viewportSize();
  const folder = process.env.CALL_SHOTS;
  for (const [width, colorScheme] of SIZES) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await noFaults(page, `${what} at ${width} px, ${colorScheme}`);
    if (folder) await page.screenshot({ path: `${folder}/sounds-${what}-${width}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (size) await page.setViewportSize(size);
}

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });
const press = (page: Page, name: string, button: RegExp) =>
  row(page, name).getByRole('button', { name: button }).click();
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'audio/wav', buffer });

async function upload(page: Page, name: string, kind: 'prompt' | 'music'): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Nuovo suono' }).click();
  await dialog.getByLabel('File audio').setInputFiles(file(`${name}.wav`, stereo(500, 44_100, 5)));
  await expect(dialog.getByLabel('Nome')).toHaveValue(name);
  await dialog.getByLabel('Tipo').selectOption(kind);
  await dialog.getByRole('button', { name: 'Crea' }).click();
  await expect(row(page, name)).toContainText('0:03');
}

async function remove(page: Page, name: string): Promise<void> {
  await press(page, name, /^Elimina/);
  await page.getByRole('dialog').getByRole('button', { name: 'Elimina' }).click();
  await expect(row(page, name)).toHaveCount(0);
}

test('a company brings its own voice and music, and a queue plays them', async ({ browser }) => {
  const { page } = await Desk.signIn(browser, 'admin');
  const dialog = page.getByRole('dialog');
  await page.goto('/desk/admin/sounds');
  await expect(page.getByRole('heading', { level: 1, name: 'Suoni' })).toBeVisible();
  await expect(page.getByText('Nessun suono')).toBeVisible();
  await look(page, 'none');

  await page.getByRole('button', { name: 'Nuovo suono' }).click();
  await dialog.getByRole('button', { name: 'Crea' }).click();
  await expect(dialog).toContainText('Scegliere un file');
  await look(page, 'dialog-asks');
  await dialog.getByRole('button', { name: 'Annulla' }).click();
  await upload(page, 'Fontana', 'music');

  await page.getByRole('button', { name: 'Nuovo suono' }).click();
  await dialog.getByRole('button', { name: 'Registra' }).click();
  // Chromium's fake microphone beeps once a second.
  await expect(dialog).toContainText('Registrazione in corso: 0:03');
  await look(page, 'dialog-taping');
  await dialog.getByRole('button', { name: 'Ferma' }).click();
  await expect(dialog.getByLabel('Ascolto di prova')).toBeVisible();
  await dialog.getByLabel('Nome').fill('Saluto');
  await look(page, 'dialog-taped');
  await dialog.getByRole('button', { name: 'Crea' }).click();
  await expect(row(page, 'Saluto')).toContainText('italiano');

  await press(page, 'Fontana', /^Ascolta/);
  await expect(row(page, 'Fontana').getByRole('button', { name: /^Ferma/ })).toBeVisible();
  await press(page, 'Fontana', /^Ferma/);
  await expect(row(page, 'Fontana').getByRole('button', { name: /^Ascolta/ })).toBeVisible();
  await press(page, 'Saluto', /^Modifica/);
  await dialog.getByLabel('Nome').fill('Benvenuto');
  await dialog.getByRole('button', { name: 'Salva' }).click();
  await expect(row(page, 'Benvenuto')).toContainText('Voce');

  const choose = async (music: string, spoken: boolean) => {
    await page.getByLabel('Musica d’attesa').selectOption({ label: music });
    await page.getByRole('checkbox', { name: /^Benvenuto/ }).setChecked(spoken);
    await page.getByRole('button', { name: 'Salva le modifiche' }).click();
    await expect(page.getByText('Tutto salvato')).toBeVisible();
  };
  await choose('Fontana', true);
  await look(page, 'full');
  for (const name of ['Fontana', 'Benvenuto']) {
    await press(page, name, /^Elimina/);
    await dialog.getByRole('button', { name: 'Elimina' }).click();
    await expect(dialog).toContainText('Serve ancora');
    await dialog.getByRole('button', { name: 'Annulla' }).click();
  }
  await choose('La musica del centralino', false);
  await remove(page, 'Fontana');
  await remove(page, 'Benvenuto');
});

test('a flow says a sound, which stays while it does; one that is gone is a problem', async ({
  browser,
}) => {
  const { page } = await Desk.signIn(browser, 'admin');
  const dialog = page.getByRole('dialog');
  await page.goto('/desk/admin/sounds');
  await upload(page, 'Officina', 'prompt');
  await page.goto('/desk/admin/flows');
  await page.getByRole('button', { name: 'Nuovo flusso' }).click();
  const name = `Voce propria ${Date.now() % 1_000_000}`;
  await dialog.getByRole('textbox', { name: 'Nome' }).fill(name);
  await dialog.getByRole('radio', { name: /Quasi vuoto/ }).check();
  await dialog.getByRole('button', { name: 'Nuovo flusso' }).click();
  await page.getByRole('button', { name: /^Vai: Manca il testo nella lingua "it"/ }).click();
  await page.getByRole('textbox', { name: 'Italiano' }).fill('Officina, buongiorno.');
  await page.getByRole('textbox', { name: 'Inglese' }).fill('Workshop, good morning.');
  await page.getByText('Registrazioni e interruzioni').click();
  await page.getByLabel('Registrazione: italiano').selectOption({ label: 'Officina' });
  // It is Italian: English callers hear the switchboard.
  await expect(page.getByLabel('Registrazione: inglese').locator('option')).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Nessun problema' })).toBeVisible();
  await look(page, 'prompt');

  // Not published yet: the sound may go, and the gate says where it is missed.
  await page.goto('/desk/admin/sounds');
  await remove(page, 'Officina');
  await upload(page, 'Officina', 'prompt');
  await page.goto('/desk/admin/flows');
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: /^Vai: Il suono .* non esiste/ }).click();
  const choice = page.getByLabel('Registrazione: italiano');
  await expect(choice).toBeFocused();
  await look(page, 'prompt-problem');
  await choice.selectOption({ label: 'Officina' });
  await expect(page.getByRole('heading', { name: 'Nessun problema' })).toBeVisible();
  await page.getByRole('button', { name: 'Pubblica' }).click();
  await dialog.getByRole('button', { name: 'Pubblica' }).click();
  await expect(page.getByText('Versione 1 in uso')).toBeVisible();

  await page.goto('/desk/admin/sounds');
  await press(page, 'Officina', /^Elimina/);
  await dialog.getByRole('button', { name: 'Elimina' }).click();
  await expect(dialog).toContainText('Serve ancora');
  await dialog.getByRole('button', { name: 'Annulla' }).click();
  await page.goto('/desk/admin/flows');
  await press(page, name, /^Elimina/);
  await dialog.getByRole('button', { name: 'Elimina' }).click();
  await expect(row(page, name)).toHaveCount(0);
  await page.goto('/desk/admin/sounds');
  await remove(page, 'Officina');
});

test('what cannot be used is refused in words, in English too', async ({ browser }) => {
  const { page } = await Desk.signIn(browser, 'admin', { language: 'en', width: 390 });
  const dialog = page.getByRole('dialog');
  await page.goto('/desk/admin/sounds');
  await page.getByRole('button', { name: 'New sound' }).click();
  await dialog.getByLabel('Name').fill('Nothing');
  const refused = async (sent: ReturnType<typeof file>, words: string) => {
    await dialog.getByLabel('Audio file').setInputFiles(sent);
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(dialog.getByRole('alert')).toContainText(words);
  };
  await refused(file('words.mp3', Buffer.from('these are words')), 'cannot read this file');
  await refused(file('silence.wav', stereo(500, 8_000, 2)), 'There is nothing to hear');
  await refused(file('odd.wav', Buffer.from('RIFF0000WAVEodd')), 'This sound cannot be used');
  await look(page, 'refused-english');
});
