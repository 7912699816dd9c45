/* A company is set up from the desk alone: people, queues, a chat on the site, other programs that listen. */
import { expect, type Locator, type Page } from '@playwright/test';
import { Desk, freshContext } from './desk.ts';
import { test } from './story.ts';
import { Visitor } from './visitor.ts';

const fresh = (word: string) => `${word} ${Date.now() % 1_000_000}`;
const PASSWORD = 'la-scelgo-da-me';

/** Opens an area, presses its own button and gives the dialog that opens. */
async function begin(page: Page, area: string, button: string): Promise<Locator> {
  await page.goto(`/desk/admin/${area}`);
  await page.getByRole('button', { name: button }).click();
  return page.getByRole('dialog');
}

test('somebody is invited, accepts in another browser, and answers a customer through a new chat', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const { page } = await Desk.signIn(browser, 'admin');
  const [name, queue, widget] = [fresh('Elsa'), fresh('Cantina'), fresh('Negozio')];
  const email = `${name.toLowerCase().replace(' ', '')}@nuovi.example`;

  let dialog = await begin(page, 'users', 'Invita una persona');
  await dialog.getByLabel('Nome e cognome').fill(name);
  await dialog.getByLabel('E-mail').fill('nessuno');
  await dialog.getByRole('button', { name: 'Crea l’invito' }).click();
  await expect(dialog.getByLabel('E-mail')).toBeFocused();
  await dialog.getByLabel('E-mail').fill('anna@demo.example');
  await dialog.getByRole('button', { name: 'Crea l’invito' }).click();
  await expect(dialog.getByText('Questo indirizzo è già di una persona')).toBeVisible();
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByRole('button', { name: 'Crea l’invito' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Collegamento' }).inputValue();
  await dialog.getByRole('button', { name: 'L’ho copiato' }).click();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row).toContainText('Invitato');

  const guest = await freshContext(browser);
  const elsa = await guest.newPage();
  await elsa.goto(link);
  await expect(elsa.getByText(email)).toBeVisible();
  await elsa.locator('input[name="password"]').fill('corta');
  await elsa.getByRole('button', { name: 'Continua' }).click();
  await expect(elsa.getByText('Scrivere almeno 10 caratteri.')).toBeVisible();
  await elsa.locator('input[name="password"]').fill(PASSWORD);
  await elsa.getByRole('button', { name: 'Continua' }).click();
  await expect(elsa.getByRole('heading', { name: 'Nessuna conversazione' })).toBeVisible();

  dialog = await begin(page, 'queues', 'Nuova coda');
  await dialog.getByLabel('Nome').fill(queue);
  await dialog.getByRole('button', { name: 'Crea' }).click();
  await expect(page.getByRole('combobox', { name: 'Coda', exact: true })).toHaveValue(/queue_/);
  await expect(page.getByRole('textbox', { name: 'Nome', exact: true })).toHaveValue(queue);

  dialog = await begin(page, 'agents', 'Nuovo operatore');
  await dialog.getByLabel('Chi', { exact: true }).selectOption({ label: `${name} (${email})` });
  await dialog.getByRole('checkbox', { name: queue }).check();
  await dialog.getByRole('button', { name: 'Aggiungi', exact: true }).last().click();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(queue);

  dialog = await begin(page, 'widgets', 'Nuova chat');
  await dialog.getByLabel('Nome').fill(widget);
  await dialog.getByLabel('Coda').selectOption({ label: queue });
  await dialog.getByRole('button', { name: 'Crea' }).click();
  const line = page.getByRole('textbox', { name: 'Riga da incollare' });
  await expect(line).not.toHaveValue(/data-widget="demo"/);
  await page.getByRole('checkbox', { name: /Parole proprie/ }).check();
  for (const [label, text] of [
    ['Titolo in italiano', 'La cantina'],
    ['Titolo in inglese', 'The cellar'],
    ['Saluto in italiano', 'Salute a tutti'],
    ['Saluto in inglese', 'Cheers'],
  ] as const) {
    await page.getByLabel(label).fill(text);
  }
  await page.getByLabel('Colore', { exact: true }).fill('#7a1f3d');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.getByText('Tutto salvato')).toBeVisible();

  await elsa.reload();
  await elsa
    .getByRole('banner')
    .getByRole('button', { name: /Non in linea/ })
    .click();
  await elsa.getByRole('menuitem', { name: 'Disponibile' }).click();
  const address = await page
    .getByRole('link', { name: 'Provarla nella pagina dimostrativa' })
    .getAttribute('href');
  const visitor = await Visitor.arrive(browser, {}, address ?? '');
  await visitor.open();
  await expect(visitor.window.getByText('Salute a tutti')).toBeVisible();
  await expect(visitor.window.getByRole('heading', { name: 'La cantina' })).toBeVisible();
  await expect(visitor.page.getByRole('button', { name: 'Chiudi la chat' }).last()).toHaveCSS(
    'background-color',
    'rgb(122, 31, 61)',
  );
  await visitor.begin('Ugo Rossi', 'Avete un rosso leggero?');
  const offer = elsa.getByRole('article', { name: /Nuova richiesta: Ugo Rossi/ });
  await expect(offer).toContainText(queue);
  await elsa.keyboard.press('Alt+a');
  await elsa.getByRole('textbox', { name: /^Risposta per/ }).fill('Certo, una Schiava.');
  await elsa.keyboard.press('Control+Enter');
  await expect(visitor.log.getByText('Certo, una Schiava.')).toBeVisible();

  // While she talks she stays an agent, and the queue is needed.
  await page.goto('/desk/admin/agents');
  await page.getByRole('button', { name: `Togli: ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Togli' }).click();
  await expect(page.getByText('Ha ancora conversazioni')).toBeVisible();
  await page.keyboard.press('Escape');

  await visitor.end();
  await elsa.getByRole('radio').first().check();
  await elsa.getByRole('button', { name: 'Completa' }).click();
  await expect(elsa.getByRole('radio')).toHaveCount(0);
  await page.getByRole('button', { name: `Togli: ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Togli' }).click();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toHaveCount(0);

  await retire(page, queue, 'La coda serve ancora');
  await page.goto('/desk/admin/widgets');
  await page.getByRole('combobox', { name: 'Chat' }).selectOption({ label: widget });
  await page.getByRole('button', { name: 'Elimina' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Elimina' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await retire(page, queue);

  await page.goto('/desk/admin/users');
  await row.getByRole('button', { name: /Modifica/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('checkbox', { name: /Può accedere/ })
    .uncheck();
  await page.getByRole('dialog').getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(row).toContainText('Disattivato');
  await expect(elsa.getByRole('heading', { name: 'Accesso' })).toBeVisible();
  await guest.close();
});

/** Takes a queue away, or sees why it stays. */
async function retire(page: Page, queue: string, refusal?: string): Promise<void> {
  await page.goto('/desk/admin/queues');
  await page.getByRole('combobox', { name: 'Coda', exact: true }).selectOption({ label: queue });
  await page.getByRole('button', { name: 'Ritira la coda' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Ritira la coda' }).click();
  if (refusal) await expect(dialog.getByText(refusal)).toBeVisible();
  else await expect(dialog).toHaveCount(0);
}

test('the last administrator stays one', async ({ browser }) => {
  const { page } = await Desk.signIn(browser, 'admin');
  await page.goto('/desk/admin/users');
  await page.getByRole('button', { name: /^Modifica: Ada/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Ruolo').selectOption('agent');
  await dialog.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(dialog.getByText('È l’unica persona che può gestire')).toBeVisible();
});

test('a skill is made, asked for by a queue, kept while it is needed, and removed', async ({
  browser,
}) => {
  const { page } = await Desk.signIn(browser, 'admin');
  const skill = fresh('Freni');
  const remove = async () => {
    await page.goto('/desk/admin/skills');
    await page.getByRole('button', { name: `Elimina: ${skill}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Elimina' }).click();
  };
  const dialog = await begin(page, 'skills', 'Nuova competenza');
  await dialog.getByLabel('Nome').fill(skill);
  await dialog.getByRole('button', { name: 'Crea' }).click();
  await expect(page.getByRole('rowheader', { name: skill })).toBeVisible();

  await page.goto('/desk/admin/queues');
  const asked = page.getByRole('group', { name: 'Competenze richieste' });
  await expect(asked).toBeVisible();
  const before = await asked.getByRole('listitem').count();
  await asked.getByRole('button', { name: /^Aggiungi a/ }).click();
  await asked.getByLabel('Competenza').last().selectOption({ label: skill });
  await asked.getByLabel('Livello minimo').last().fill('11');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(asked.getByText('Un numero intero da 1 a 10.')).toBeVisible();
  await asked.getByLabel('Livello minimo').last().fill('2');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.getByText('Tutto salvato')).toBeVisible();
  await remove();
  await expect(page.getByText('Serve ancora: una coda la richiede')).toBeVisible();

  await page.goto('/desk/admin/queues');
  await expect(asked.getByRole('listitem')).toHaveCount(before + 1);
  await asked
    .getByRole('button', { name: /^Togli la riga/ })
    .last()
    .click();
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.getByText('Tutto salvato')).toBeVisible();
  await remove();
  await expect(page.getByRole('rowheader', { name: skill })).toHaveCount(0);
});

test('opening hours are written, and what is missing is said', async ({ browser }) => {
  const { page } = await Desk.signIn(browser, 'admin');
  const name = fresh('Estate');
  const dialog = await begin(page, 'hours', 'Nuovo orario');
  await dialog.getByLabel('Nome').fill(name);
  await dialog.getByRole('button', { name: 'Crea' }).click();
  const week = page.getByRole('group', { name: 'Ogni settimana' });
  await expect(week.getByRole('listitem')).toHaveCount(5);
  await week.getByRole('button', { name: /^Aggiungi a/ }).click();
  await week.getByLabel('Alle').last().fill('');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(week.getByLabel('Alle').last()).toBeFocused();
  await expect(week.getByText('Scrivere qualcosa.')).toBeVisible();
  await week.getByLabel('Giorno').last().selectOption({ label: 'Sabato' });
  await week.getByLabel('Alle').last().fill('13:00');
  const special = page.getByRole('group', { name: 'Giorni diversi dal solito' });
  await special.getByRole('button', { name: /^Aggiungi a/ }).click();
  await special.getByLabel('Data').fill('2026-12-25');
  await special.getByLabel('Nome').fill('Natale');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.getByText('Tutto salvato')).toBeVisible();
  await page.reload();
  await page.getByRole('combobox', { name: 'Orario', exact: true }).selectOption({ label: name });
  await expect(week.getByLabel('Alle').last()).toHaveValue('13:00');
  await expect(special.getByLabel('Nome')).toHaveValue('Natale');
  await page.getByRole('button', { name: 'Elimina' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Elimina' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a webhook is made, tried, seen to fail, paused and removed', async ({ browser }) => {
  const { page } = await Desk.signIn(browser, 'admin');
  const name = fresh('Magazzino');
  const dialog = await begin(page, 'webhooks', 'Nuovo webhook');
  await dialog.getByLabel('Nome').fill(name);
  await dialog.getByLabel('Indirizzo').fill('ftp://magazzino.example');
  await dialog.getByRole('checkbox', { name: 'Si apre una pratica' }).check();
  await dialog.getByRole('button', { name: 'Crea' }).click();
  await expect(dialog.getByText('Serve un indirizzo https://')).toBeVisible();
  // Nobody listens there, and nobody may: it is not of the Internet.
  await dialog.getByLabel('Indirizzo').fill('https://127.0.0.1:9/hook');
  await dialog.getByRole('button', { name: 'Crea' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Il segreto' })).toHaveValue(/^whsec_/);
  await dialog.getByRole('button', { name: 'L’ho copiato' }).click();

  await page.getByRole('button', { name: 'Manda una prova' }).click();
  const row = page.getByRole('row', { name: /Prova/ });
  await expect(row).toContainText('Prossimo tentativo');
  await expect(row.getByRole('code')).not.toBeEmpty();
  await page.getByRole('button', { name: 'Metti in pausa' }).click();
  await expect(page.getByText('In pausa', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Manda una prova' })).toBeDisabled();
  await page.getByRole('button', { name: 'Riattiva' }).click();
  await expect(page.getByRole('button', { name: 'Manda una prova' })).toBeEnabled();
  await page.getByRole('button', { name: 'Elimina' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Elimina' }).click();
  await expect(page.getByText('Nessun webhook')).toBeVisible();
});

test('one’s own name, language and password', async ({ browser }) => {
  const carla = await Desk.signIn(browser, 'carla');
  const { page } = carla;
  const open = async (name: string) => {
    await page.keyboard.press('Alt+p');
    await page.getByRole('menuitem', { name }).click();
  };
  await open('Il mio account');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nome e cognome').fill('Carla Neri Bo');
  await dialog.getByLabel('Lingua').selectOption('en');
  await dialog.getByRole('button', { name: 'Salva' }).click();
  await expect(dialog.getByText('Changes saved.')).toBeVisible();
  await dialog.getByLabel('Full name').fill('Carla Neri');
  await dialog.getByLabel('Language').selectOption('it');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Modifiche salvate.')).toBeVisible();
  await dialog.getByLabel('Password attuale').fill('sbagliata');
  await dialog.getByLabel('Password nuova').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Cambia password' }).click();
  await expect(dialog.getByText('Non è la password attuale.')).toBeVisible();
  for (const [old, next] of [
    ['centralino-demo', PASSWORD],
    [PASSWORD, 'centralino-demo'],
  ] as const) {
    await dialog.getByLabel('Password attuale').fill(old);
    await dialog.getByLabel('Password nuova').fill(next);
    await dialog.getByRole('button', { name: 'Cambia password' }).click();
    await expect(dialog.getByText('Password cambiata.')).toBeVisible();
  }
});
