import { expect } from '@playwright/test';
import { Desk } from './desk.ts';
import { test } from './story.ts';
import { Visitor } from './visitor.ts';

const unique = (name: string): string => `${name} ${Date.now() % 100_000}`;

// S-050
test('from the first question to the figure on the wall', async ({ browser }) => {
  const name = unique('Cleo');
  const anna = await Desk.signIn(browser, 'anna');
  await anna.clear();
  const carla = await Desk.signIn(browser, 'carla');
  await carla.page.goto('/desk/floor');
  const answered = carla.page
    .getByRole('button', { name: /Risposti, Assistenza|Risposti,/ })
    .first();
  const before = Number(await answered.textContent());

  const visitor = await Visitor.arrive(browser);
  await visitor.begin(name, 'I freni fischiano quando piove.');
  await expect(visitor.window.getByText(/in coda|È il prossimo/)).toBeVisible();
  await expect(carla.page.getByRole('row', { name: new RegExp(name) })).toBeVisible();

  await anna.become('available');
  await anna.ring(name);
  await expect(anna.offer(name)).toContainText('I freni fischiano quando piove.');
  await expect(anna.page.getByRole('alert').filter({ hasText: name })).toHaveCount(1);
  await anna.accept(name);
  await expect(visitor.window.getByText(/Sta parlando con Anna/).first()).toBeVisible();

  await anna.say('Buongiorno, sono Anna. Da quanto tempo succede?');
  await expect(visitor.log.getByText('sono Anna. Da quanto')).toBeVisible();
  await visitor.field.pressSequentially('Da una');
  await expect(anna.page.getByText(/sta scrivendo/).first()).toBeVisible();
  await visitor.say('Da una settimana.');
  await expect(anna.log.getByText('Da una settimana.')).toBeVisible();
  await expect(visitor.log.getByText('Letto').first()).toBeVisible();
  await expect(anna.log.getByText('Letto').first()).toBeVisible();

  await visitor.page.locator('centralino-widget input[type="file"]').setInputFiles({
    name: 'freno.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('disco consumato'),
  });
  await expect(anna.log.getByRole('link', { name: /freno\.txt/ })).toBeVisible();
  await anna.page.locator('input[type="file"]').setInputFiles({
    name: 'preventivo.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('79 euro'),
  });
  await expect(visitor.log.getByRole('button', { name: /preventivo\.txt/ })).toBeVisible();
  const saved = visitor.page.waitForEvent('download');
  await visitor.log.getByRole('button', { name: /preventivo\.txt/ }).click();
  expect((await saved).suggestedFilename()).toBe('preventivo.txt');

  await anna.page.keyboard.press('Escape');
  await anna.page.keyboard.press('n');
  const note = anna.page.getByRole('textbox', { name: /Nota interna/ });
  await note.fill('Cliente gentile, pastiglie da cambiare.');
  await note.press('Control+Enter');
  await expect(anna.log.getByText('pastiglie da cambiare')).toBeVisible();
  await expect(visitor.log.getByText('pastiglie da cambiare')).toHaveCount(0);

  await anna.end();
  await expect(visitor.window.getByText('Chat terminata').first()).toBeVisible();
  await visitor.window.getByRole('radio', { name: '5 su 5' }).check({ force: true });
  await visitor.window.getByLabel(/Vuole aggiungere/).fill('Gentilissima.');
  await visitor.window.getByRole('button', { name: 'Invia il voto' }).click();
  await expect(visitor.window.getByText('Grazie del voto.')).toBeVisible();
  await expect(anna.page.getByText('5 su 5', { exact: true })).toBeVisible();
  await anna.wrapUp();

  await expect(answered).toHaveText(String(before + 1));
  await answered.click();
  await expect(
    carla.page.getByRole('dialog').getByRole('row', { name: new RegExp(name) }),
  ).toBeVisible();
  await carla.page.keyboard.press('Escape');
  await carla.page
    .getByRole('button', { name: /cinque formule/ })
    .first()
    .click();
  await expect(carla.page.getByRole('heading', { name: 'Le cinque formule' })).toBeVisible();
});

test('a reload on either side loses nothing', async ({ browser }) => {
  const name = unique('Ivo');
  const anna = await Desk.signIn(browser, 'anna');
  await anna.clear();
  await anna.become('available');
  const visitor = await Visitor.arrive(browser);
  await visitor.begin(name, 'La batteria dura poco.');
  await anna.accept(name);
  await anna.say('Quanti anni ha la bici?');
  await anna.field.fill('Una bozza non spedita');

  await anna.page.reload();
  await expect(anna.log.getByText('Quanti anni ha la bici?')).toBeVisible();
  await expect(anna.field).toHaveValue('Una bozza non spedita');
  await anna.field.fill('');

  await visitor.page.reload();
  await visitor.open();
  await expect(visitor.log.getByText('Quanti anni ha la bici?')).toBeVisible();
  await visitor.say('Tre anni.');
  await expect(anna.log.getByText('Tre anni.')).toHaveCount(1);

  await visitor.end();
  await anna.wrapUp();
});

test('a conversation moves to another queue and another person', async ({ browser }) => {
  const name = unique('Nina');
  const anna = await Desk.signIn(browser, 'anna');
  const bruno = await Desk.signIn(browser, 'bruno');
  const diego = await Desk.signIn(browser, 'diego');
  for (const each of [anna, bruno, diego]) await each.clear();
  await anna.become('available');
  const visitor = await Visitor.arrive(browser);
  await visitor.begin(name, 'Vorrei una Bora 3.');
  await anna.accept(name);
  await anna.say('La passo a chi vende.');

  await anna.page.keyboard.press('Alt+t');
  const dialog = anna.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Trasferisci' }).click();
  await expect(dialog.getByText('Scrivere due righe per chi riceve.')).toBeVisible();
  await dialog.getByLabel('Che cosa deve sapere chi riceve').fill('Vuole una Bora 3, taglia M.');
  await anna.become('away');
  await dialog.getByRole('button', { name: 'Trasferisci' }).click();
  await expect(dialog).toHaveCount(0);
  // What was done so far is wrapped up by who did it; then it is gone from this desk.
  await anna.page.getByRole('link', { name: new RegExp(name) }).click();
  await anna.wrapUp();
  await expect(anna.page.getByRole('link', { name: new RegExp(name) })).toHaveCount(0);

  await bruno.become('available');
  await diego.become('available');
  const next = await Promise.race([
    bruno.ring(name).then(() => bruno),
    diego.ring(name).then(() => diego),
  ]);
  await next.accept(name);
  await expect(next.log.getByText('Vuole una Bora 3, taglia M.')).toBeVisible();
  await expect(next.log.getByText('La passo a chi vende.')).toBeVisible();
  await next.say('Eccomi, la taglia M arriva venerdì.');
  await expect(visitor.log.getByText('arriva venerdì')).toBeVisible();
  await expect(visitor.log.getByText('taglia M.', { exact: false })).toHaveCount(0);

  // To a colleague by name.
  const [other, called] = next === bruno ? [diego, /Diego/] : [bruno, /Bruno/];
  await next.page.keyboard.press('Alt+t');
  const handing = next.page.getByRole('dialog');
  await handing.getByRole('radio', { name: 'Una persona' }).check();
  await handing.getByLabel('Che cosa deve sapere chi riceve').fill('Misure già prese.');
  await handing.getByRole('button', { name: 'Trasferisci' }).click();
  await expect(handing.getByText('Scegliere una persona.')).toBeVisible();
  await handing.getByRole('radio', { name: called }).check();
  await next.become('away');
  await handing.getByRole('button', { name: 'Trasferisci' }).click();
  await expect(handing).toHaveCount(0);
  await other.accept(name);
  await expect(other.log.getByText('Misure già prese.')).toBeVisible();
  await next.page.getByRole('link', { name: new RegExp(name) }).click();
  await next.wrapUp();

  await visitor.end();
  await other.wrapUp();
});
