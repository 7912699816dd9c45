/* An administrator makes a flow, is told what is wrong, hears it, publishes it, and takes it back. */
import { expect, type Page } from '@playwright/test';
import { Desk } from './desk.ts';
import { test } from './story.ts';

async function begin(page: Page, name: string, template: RegExp): Promise<void> {
  await page.goto('/desk/admin/flows');
  await page.getByRole('button', { name: 'Nuovo flusso' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Nome' }).fill(name);
  await dialog.getByRole('radio', { name: template }).check();
  await dialog.getByRole('button', { name: 'Nuovo flusso' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

const saved = (page: Page) => expect(page.getByText('Tutto salvato')).toBeVisible();
const unique = (name: string) => `${name} ${Date.now() % 1_000_000}`;

test('from nothing to a published flow, with every problem solved where it is', async ({
  browser,
}) => {
  const { page } = await Desk.signIn(browser, 'admin');
  await begin(page, unique('Officina'), /Quasi vuoto/);

  // Two texts are missing: the panel leads to the field, the gate opens when they are there.
  await expect(page.getByText('Mai pubblicato')).toBeVisible();
  await page.getByRole('button', { name: /^Vai: Manca il testo nella lingua "it"/ }).click();
  const italian = page.getByRole('textbox', { name: 'Italiano' });
  await expect(italian).toBeFocused();
  await page.getByRole('button', { name: 'Pubblica' }).click();
  await expect(page.getByRole('dialog')).toContainText('Ci sono ancora 2 problemi');
  await page.getByRole('dialog').getByRole('button', { name: 'Vedi i problemi' }).click();
  await italian.fill('Officina, buongiorno.');
  await page.getByRole('textbox', { name: 'Inglese' }).fill('Workshop, good morning.');
  await expect(page.getByRole('heading', { name: 'Nessun problema' })).toBeVisible();
  await saved(page);

  // A menu between greeting and person, made from the field that leads to it.
  await page.getByRole('combobox', { name: 'Poi' }).selectOption({ label: '+ Nuovo nodo…' });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /^Menu/ }).check();
  await dialog.getByRole('button', { name: 'Crea il nodo' }).click();
  await expect(page.getByRole('combobox', { name: 'Poi' })).toHaveValue('menu');
  await page.getByRole('button', { name: 'Apri menu' }).click();
  const said = page.getByRole('group', { name: 'Che cosa si dice' });
  await said.getByRole('textbox', { name: 'Italiano' }).fill('Che cosa serve?');
  await said.getByRole('textbox', { name: 'Inglese' }).fill('What do you need?');
  const choice = page.getByRole('group', { name: 'Che cosa si sceglie' });
  await choice.getByRole('textbox', { name: 'Italiano' }).fill('un preventivo');
  await choice.getByRole('textbox', { name: 'Inglese' }).fill('a quote');
  await page.getByRole('combobox', { name: 'Poi' }).selectOption('message');
  await expect(page.getByRole('treeitem', { name: /Tasto 1 · un preventivo/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nessun problema' })).toBeVisible();

  // As a call: the draft of this moment answers.
  await page.getByRole('tab', { name: 'Prova' }).click();
  await page.getByRole('button', { name: 'Prova come chiamata' }).click();
  const log = page.getByRole('log', { name: 'Che cosa si sente' });
  await expect(log).toContainText('Per un preventivo, premere 1');
  await page.getByRole('button', { name: 'Tasto 1' }).click();
  await expect(log).toContainText('Lasciare un messaggio');
  await page.getByRole('button', { name: 'Messaggio di 20 secondi' }).click();
  await expect(log).toContainText('Messaggio consegnato a');
  await expect(page.getByText('La conversazione è finita.')).toBeVisible();
  await page.getByRole('button', { name: 'Prova come chat' }).click();
  await page.getByRole('textbox', { name: 'Che cosa scrive…' }).fill('voglio un operatore');
  await page.keyboard.press('Enter');
  await expect(log).toContainText('In coda');
  await page.getByRole('button', { name: 'Qualcuno risponde' }).click();
  await expect(log).toContainText('Risponde un operatore');

  await page.getByRole('button', { name: 'Pubblica' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Nota' }).fill('La prima');
  await page.getByRole('dialog').getByRole('button', { name: 'Pubblica' }).click();
  await expect(page.getByText('Versione 1 in uso')).toBeVisible();

  // A second version, what changed in it, and the way back to the first.
  await page.getByRole('treeitem', { name: /^welcome/ }).click();
  await page.getByRole('textbox', { name: 'Italiano' }).fill('Officina, buonasera.');
  await expect(page.getByText('Bozza diversa')).toBeVisible();
  await page.getByRole('button', { name: 'Pubblica' }).click();
  await expect(page.getByRole('dialog')).toContainText('welcome: Che cosa si dice');
  await page.getByRole('dialog').getByRole('button', { name: 'Pubblica' }).click();
  await expect(page.getByText('Versione 2 in uso')).toBeVisible();
  await page.getByRole('tab', { name: 'Versioni' }).click();
  await page.getByRole('button', { name: 'Torna a questa' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Torna a questa' }).click();
  await expect(page.getByText('Versione 3 in uso')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Italiano' })).toHaveValue(
    'Officina, buongiorno.',
  );
});

test('by keyboard alone: walking the outline, opening, renaming, undoing', async ({ browser }) => {
  const { page } = await Desk.signIn(browser, 'admin');
  await begin(page, unique('Tastiera'), /Accoglienza/);
  await page.getByRole('treeitem', { name: /^welcome/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('treeitem', { name: /person/ }).first()).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'Menu' })).toBeFocused();
  const name = page.getByRole('textbox', { name: 'Nome del nodo' });
  await name.fill('front_desk');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('treeitem', { name: /^front_desk/ })).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(page.getByRole('treeitem', { name: /^front_desk/ })).toBeVisible();
  await page.getByRole('treeitem', { name: /^front_desk/ }).click();
  await page.getByRole('button', { name: 'Togli il nodo' }).click();
  await expect(page.getByRole('treeitem', { name: /^front_desk/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Annulla l’ultima modifica' }).click();
  await expect(page.getByRole('treeitem', { name: /^front_desk/ })).toBeVisible();
});

test('two authors: the second is told, and nothing written is lost', async ({ browser }) => {
  const first = (await Desk.signIn(browser, 'admin')).page;
  await begin(first, unique('Insieme'), /Accoglienza/);
  const second = (await Desk.signIn(browser, 'admin')).page;
  await second.goto(first.url());
  const greeting = (page: Page) => page.getByRole('textbox', { name: 'Italiano' });
  await greeting(first).fill('Del primo.');
  await saved(first);
  await greeting(second).fill('Del secondo.');
  await expect(second.getByText('Nel frattempo qualcun altro')).toBeVisible();
  await expect(greeting(second)).toHaveValue('Del secondo.');
  await second.getByRole('button', { name: 'Salvare la mia sopra la loro' }).click();
  await saved(second);
  await greeting(first).fill('Di nuovo del primo.');
  await first.getByRole('button', { name: 'Caricare la versione degli altri' }).click();
  await expect(greeting(first)).toHaveValue('Del secondo.');
});

test('as JSON: what is pasted is judged before it is taken', async ({ browser }) => {
  const { page } = await Desk.signIn(browser, 'admin');
  await begin(page, unique('Testo'), /Accoglienza/);
  await page.getByRole('button', { name: 'Mostra come JSON' }).click();
  const dialog = page.getByRole('dialog');
  const text = dialog.getByRole('textbox');
  const before = await text.inputValue();
  await text.fill('{');
  await dialog.getByRole('button', { name: 'Usa questo' }).click();
  await expect(dialog).toContainText('Non è JSON valido');
  await text.fill(before.replace('"closed": "message"', '"shut": "message"'));
  await dialog.getByRole('button', { name: 'Usa questo' }).click();
  await expect(dialog).toContainText('nodes.person.shut');
  await text.fill(before.replace('Come possiamo aiutare?', 'Eccoci.'));
  await dialog.getByRole('button', { name: 'Usa questo' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('treeitem', { name: /Eccoci/ })).toBeVisible();
});
