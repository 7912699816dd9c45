import { type Browser, expect } from '@playwright/test';
import { Desk, freshContext } from './desk.ts';
import { noFaults } from './faults.ts';
import { test } from './story.ts';
import { Visitor } from './visitor.ts';

async function desk(browser: Browser, theme: 'light' | 'dark', width: number): Promise<void> {
  const name = `Axa ${Date.now() % 100_000}`;
  const anna = await Desk.signIn(browser, 'anna', { theme, width });
  const { page } = anna;
  await anna.clear();
  await noFaults(page, 'empty inbox, offline');
  await page.getByRole('button', { name: 'Preferenze' }).click();
  await noFaults(page, 'preferences');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+p');
  await noFaults(page, 'presence menu');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await noFaults(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await noFaults(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await anna.become('available');
  const visitor = await Visitor.arrive(browser, { theme, width });
  await noFaults(visitor.page, 'demo page');
  await visitor.open();
  await expect(visitor.window.getByLabel('Nome')).toBeVisible();
  await noFaults(visitor.page, 'pre-chat form');
  await visitor.window.getByRole('button', { name: 'Inizia la chat' }).click();
  await noFaults(visitor.page, 'pre-chat form with faults');
  await visitor.window.getByLabel('Nome').fill(name);
  await visitor.window.getByLabel(/^Come possiamo/).fill('La luce non si accende.');
  await visitor.window.getByRole('button', { name: 'Inizia la chat' }).click();
  await anna.ring(name);
  await noFaults(page, 'offer');
  await anna.accept(name);
  await anna.say('Buongiorno, controlli il fusibile sotto la sella.');
  await visitor.say('Quale fusibile?');
  await expect(anna.log.getByText('Quale fusibile?')).toBeVisible();
  await noFaults(page, 'conversation');
  await noFaults(visitor.page, 'chat');
  await page.keyboard.press('Alt+t');
  await expect(page.getByRole('dialog')).toBeVisible();
  await noFaults(page, 'transfer');
  await page.keyboard.press('Escape');
  await visitor.end();
  await expect(page.getByRole('radio').first()).toBeVisible();
  await noFaults(page, 'wrap-up');
  await noFaults(visitor.page, 'rating');
  await anna.wrapUp();
}

async function figures(browser: Browser, theme: 'light' | 'dark', width: number): Promise<void> {
  const { page } = await Desk.signIn(browser, 'carla', { theme, width });
  await page.goto('/desk/floor');
  await expect(page.getByRole('heading', { level: 1, name: 'Sala' })).toBeVisible();
  await noFaults(page, 'floor');
  await page
    .getByRole('button', { name: /cinque formule/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Le cinque formule' })).toBeVisible();
  await noFaults(page, 'formulas');
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /Vedere i contatti/ })
    .first()
    .click();
  await expect(page.getByRole('dialog').getByRole('status').last()).not.toBeEmpty();
  await noFaults(page, 'contacts');
  await page.goto('/desk/reports');
  await expect(page.getByRole('heading', { level: 1, name: 'Rapporti' })).toBeVisible();
  await noFaults(page, 'reports');
  await page.goto('/desk/nowhere');
  await noFaults(page, 'not found');
}

async function administration(
  browser: Browser,
  theme: 'light' | 'dark',
  width: number,
): Promise<void> {
  const { page } = await Desk.signIn(browser, 'admin', { theme, width });
  await page.goto('/desk/admin/queues');
  await page.getByRole('textbox', { name: 'Tempo per accettare' }).fill('0');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.getByText('C’è 1 campo da correggere.')).toBeVisible();
  await noFaults(page, 'queue with faults');
  await page.getByRole('button', { name: 'Annulla le modifiche' }).click();
  await page.goto('/desk/admin/keys');
  await expect(page.getByRole('heading', { level: 1, name: 'Chiavi API' })).toBeVisible();
  await noFaults(page, 'keys');
  await page.getByRole('button', { name: 'Nuova chiave' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Nuova chiave' }).click();
  await noFaults(page, 'new key with faults');
  // Every other area, and the dialog that begins something in it.
  for (const [area, button] of [
    ['users', 'Invita una persona'],
    ['agents', 'Nuovo operatore'],
    ['skills', 'Nuova competenza'],
    ['flows', 'Nuovo flusso'],
    ['hours', 'Nuovo orario'],
    ['widgets', 'Nuova chat'],
    ['webhooks', 'Nuovo webhook'],
  ] as const) {
    await page.goto(`/desk/admin/${area}`);
    await expect(page.locator('[data-region="area"] h1')).toBeVisible();
    await expect(page.getByRole('button', { name: button })).toBeEnabled();
    await noFaults(page, area);
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await noFaults(page, `${area}: ${button}`);
  }
}

async function flows(browser: Browser, theme: 'light' | 'dark', width: number): Promise<void> {
  const { page } = await Desk.signIn(browser, 'admin', { theme, width });
  const pane = async (name: string) => {
    const button = page
      .getByRole('navigation', { name: 'Parti dell’editor' })
      .getByRole('button', { name });
    if (await button.isVisible()) await button.click();
  };
  await page.goto('/desk/admin/flows');
  await page.getByRole('button', { name: 'Nuovo flusso' }).click();
  const made = page.getByRole('dialog');
  await made.getByRole('textbox', { name: 'Nome' }).fill(`Axe ${Date.now() % 100_000}`);
  await made.getByRole('button', { name: 'Nuovo flusso' }).click();
  await expect(page.getByRole('tree')).toBeVisible();
  await page.getByRole('button', { name: 'Pubblica' }).click();
  await made.getByRole('button', { name: 'Pubblica' }).click();
  await expect(page.getByText('Versione 1 in uso')).toBeVisible();
  await noFaults(page, 'outline');
  await page.getByRole('treeitem', { name: /^menu/ }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Menu' })).toBeVisible();
  await noFaults(page, 'menu');
  await pane('Controllo');
  await page.getByRole('tab', { name: 'Prova' }).click();
  await page.getByRole('button', { name: 'Prova come chiamata' }).click();
  await page.getByRole('button', { name: 'Tasto 1' }).click();
  await expect(page.getByText(/In coda: /)).toBeVisible();
  await noFaults(page, 'trial');
  await page.getByRole('tab', { name: 'Versioni' }).click();
  await page.getByRole('button', { name: 'Confronta con la bozza' }).first().click();
  await expect(page.getByText('Non c’è nessuna differenza.')).toBeVisible();
  await noFaults(page, 'versions');
  await page.getByRole('button', { name: 'Mostra come JSON' }).click();
  await noFaults(page, 'JSON');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Pubblica' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Nota' })).toBeVisible();
  await noFaults(page, 'publish');
  await page.keyboard.press('Escape');
  await pane('Schema');
  await page.getByRole('button', { name: 'Impostazioni del flusso' }).click();
  await expect(page.getByRole('checkbox', { name: 'Italiano' })).toBeVisible();
  await noFaults(page, 'settings');
  await pane('Schema');
  await page.getByRole('button', { name: 'Nuovo nodo' }).click();
  await noFaults(page, 'new node');
}

// Each theme and each width of both, without running all four: the colours do not depend on the width.
for (const [theme, deskWidth, figuresWidth] of [
  ['light', 1440, 390],
  ['dark', 390, 1440],
] as const) {
  test(`axe finds nothing at the desk and in the widget: ${theme}, ${deskWidth} px`, async ({
    browser,
  }) => {
    test.setTimeout(120_000);
    await desk(browser, theme, deskWidth);
  });
  test(`axe finds nothing on the figures: ${theme}, ${figuresWidth} px`, async ({ browser }) => {
    await figures(browser, theme, figuresWidth);
  });
  test(`axe finds nothing in the administration: ${theme}, ${figuresWidth} px`, async ({
    browser,
  }) => {
    await administration(browser, theme, figuresWidth);
  });
  test(`axe finds nothing in the editor of flows: ${theme}, ${deskWidth} px`, async ({
    browser,
  }) => {
    await flows(browser, theme, deskWidth);
  });
  test(`axe finds nothing on signing in and on the API page: ${theme}`, async ({ browser }) => {
    const context = await freshContext(browser, { theme });
    const page = await context.newPage();
    await page.goto('/desk/signin');
    await expect(page.getByRole('heading', { level: 1, name: 'Accesso' })).toBeVisible();
    await noFaults(page, 'sign-in');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await noFaults(page, 'sign-in with faults');
    await page.goto('/api/docs');
    await expect(page.getByRole('article').first()).toBeVisible();
    // The longest page of all; what a theme changes shows in its first article as well.
    await noFaults(page, 'API page', theme === 'dark' ? '#content article' : undefined);
    await context.close();
  });
}
