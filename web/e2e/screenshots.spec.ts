/* Photographs every screen: SHOTS=/some/folder npm run screens -w @centralino/e2e. Not a test of anything. */
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { Desk, freshContext } from './desk.ts';
import { LANGUAGES, THEMES, WIDTHS } from './sizes.ts';
import { test } from './story.ts';
import { Visitor } from './visitor.ts';

const folder = process.env.SHOTS ?? '';

for (const width of WIDTHS) {
  for (const theme of THEMES) {
    for (const language of LANGUAGES) {
      test(`${width} ${theme} ${language}`, async ({ browser }) => {
        test.setTimeout(300_000);
        const height = width === 390 ? 844 : 900;
        const wishes = { width, height, theme, language };
        const shot = async (page: Page, name: string) => {
          const path = join(folder, `${name}-${width}-${theme}-${language}.png`);
          await page.screenshot({ path, animations: 'disabled' });
        };
        const name = language === 'it' ? 'Marta Bellini' : 'Martha Bell';
        const context = await freshContext(browser, wishes);
        const door = await context.newPage();
        await door.goto('/desk/signin');
        await expect(door.getByRole('heading', { level: 1 })).toBeVisible();
        await shot(door, 'sign-in');
        await door.locator('form button[type="submit"]').click();
        await shot(door, 'sign-in-faults');
        await door.goto('/api/docs');
        await expect(door.getByRole('article').first()).toBeVisible();
        await shot(door, 'api');
        await context.close();

        const anna = await Desk.signIn(browser, 'anna', wishes);
        await anna.clear();
        await shot(anna.page, 'inbox-empty');
        for (const [name, open] of [
          ['preferences', () => anna.page.getByRole('button', { name: /^Pref/ }).click()],
          ['presence', () => anna.page.keyboard.press('Alt+p')],
          ['shortcuts', () => anna.page.keyboard.press('?')],
        ] as const) {
          await open();
          await expect(anna.page.locator('[role="menu"], [role="dialog"]')).toBeVisible();
          await shot(anna.page, name);
          await anna.page.keyboard.press('Escape');
        }
        await anna.page.keyboard.press('Control+k');
        await expect(anna.page.getByRole('combobox')).toBeFocused();
        await shot(anna.page, 'palette');
        await anna.page.keyboard.press('Escape');
        await anna.become('available');

        const visitor = await Visitor.arrive(browser, wishes);
        await shot(visitor.page, 'demo');
        await visitor.open();
        await expect(visitor.window.getByLabel(/^(Nome|Name)$/)).toBeVisible();
        await shot(visitor.page, 'widget-form');
        await visitor.window.getByLabel(/^(Nome|Name)$/).fill(name);
        await visitor.window
          .getByLabel(/^E-mail/)
          .fill(`${name.split(' ')[0]?.toLowerCase()}@demo.example`);
        await visitor.window
          .getByLabel(/^(Come possiamo|How can we)/)
          .fill(
            language === 'it'
              ? 'I freni della mia Bora 3 fischiano quando piove. È pericoloso?'
              : 'The brakes of my Bora 3 squeal in the rain. Is it dangerous?',
          );
        await visitor.window.getByRole('button', { name: /Inizia|Start/ }).click();
        await expect(visitor.log.getByText('Bora 3')).toBeVisible();
        await shot(visitor.page, 'widget-waiting');
        await anna.ring(name);
        await shot(anna.page, 'offer');
        await anna.accept(name);
        await anna.say(
          language === 'it'
            ? 'Buongiorno Marta, di solito no: sono le pastiglie bagnate. Il fischio resta anche all’asciutto?'
            : 'Hello Martha, usually not: the pads are wet. Does it squeal when dry too?',
        );
        await visitor.say(
          language === 'it'
            ? 'Sì, anche all’asciutto, da una settimana.'
            : 'Yes, when dry too, for a week now.',
        );
        await visitor.page.locator('centralino-widget input[type="file"]').setInputFiles({
          name: 'freno.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from('x'.repeat(48_000)),
        });
        await expect(anna.log.getByRole('link', { name: /freno/ })).toBeVisible();
        await shot(anna.page, 'conversation');
        await shot(visitor.page, 'widget-chat');
        await anna.page.keyboard.press('Alt+t');
        await expect(anna.page.getByRole('dialog')).toBeVisible();
        await shot(anna.page, 'transfer');
        await anna.page.keyboard.press('Escape');
        await anna.page.keyboard.press('Escape');
        await anna.page.keyboard.press('n');
        await anna.page.keyboard.type(language === 'it' ? 'Freni da cambiare.' : 'New brakes.');
        await shot(anna.page, 'note');
        await anna.page.keyboard.press('Control+Enter');
        for (const side of [anna, visitor]) await side.page.context().setOffline(true);
        await expect(
          anna.page.getByRole('region', { name: /^Connessio|^Connection/ }),
        ).toBeVisible();
        await shot(anna.page, 'lost-line');
        await shot(visitor.page, 'widget-lost-line');
        for (const side of [anna, visitor]) await side.page.context().setOffline(false);
        await expect(anna.page.getByRole('region', { name: /^Connessio|^Connection/ })).toHaveCount(
          0,
        );

        const carla = await Desk.signIn(browser, 'carla', wishes);
        const second = await Visitor.arrive(browser, wishes);
        await second.begin(
          'Piero Longhi',
          language === 'it' ? 'Quanto costa il tagliando?' : 'How much is a service?',
        );
        await carla.page.goto('/desk/floor');
        await expect(carla.page.getByRole('row', { name: /Piero Longhi/ }).first()).toBeVisible();
        await shot(carla.page, 'floor');
        await carla.page
          .getByRole('button', { name: /cinque formule|five formulas/ })
          .first()
          .click();
        await expect(
          carla.page.getByRole('heading', { name: /cinque formule|five formulas/ }),
        ).toBeVisible();
        await shot(carla.page, 'formulas');
        await carla.page.keyboard.press('Escape');
        await carla.page
          .getByRole('button', { name: /Vedere i contatti|See the contacts/ })
          .first()
          .click();
        await expect(carla.page.getByRole('dialog').getByRole('status').last()).not.toBeEmpty();
        await shot(carla.page, 'contacts');
        await carla.page.goto('/desk/nowhere');
        await expect(carla.page.getByRole('heading', { level: 1 })).toBeVisible();
        await shot(carla.page, 'not-found');
        await carla.page.goto('/desk/reports');
        await expect(carla.page.getByRole('table')).toBeVisible();
        await shot(carla.page, 'reports');
        await second.end();

        await anna.end();
        await expect(anna.page.getByRole('radio').first()).toBeVisible();
        await shot(anna.page, 'wrap-up');
        await expect(visitor.window.getByRole('radio').first()).toBeAttached();
        await shot(visitor.page, 'widget-rating');
        await visitor.window.getByRole('radio').last().check({ force: true });
        await visitor.window.getByRole('button', { name: /Invia il voto|Send the rating/ }).click();
        await expect(visitor.window.getByText(/Grazie del voto|Thank you/)).toBeVisible();
        await shot(visitor.page, 'widget-thanks');
        await anna.wrapUp();
        for (const each of [visitor, second, carla]) await each.close();
        await anna.page.goto('/desk/inbox');
        await anna.clear();
        await anna.close();
      });
    }
  }
}
