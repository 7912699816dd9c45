/* The widget on pages that were not made for it, and for people without a mouse or a large screen. */
import { expect } from '@playwright/test';
import { test } from './story.ts';
import { Visitor } from './visitor.ts';

const HOSTILE = `
  * { all: unset !important; }
  body > * { display: none !important; transform: rotate(7deg) scale(3) !important; }
  html { font-size: 3px !important; direction: rtl !important; }
  button, input, textarea, div, section { font: 70px serif !important; opacity: 0.1 !important; float: left !important; }
  [role="dialog"] { visibility: hidden !important; }`;

test('the widget looks the same on a page whose styles are against it', async ({ browser }) => {
  const visitor = await Visitor.arrive(browser);
  const { page } = visitor;
  await page.evaluate((css) => {
    document.documentElement.dir = 'rtl';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, HOSTILE);
  const launcher = page.getByRole('button', { name: 'Apri la chat' });
  const box = await launcher.boundingBox();
  expect(box).toMatchObject({ width: 56, height: 56, x: 1440 - 20 - 56, y: 900 - 20 - 56 });
  await visitor.open();
  const name = visitor.window.getByLabel('Nome');
  await expect(name).toBeVisible();
  const style = await name.evaluate((element) => {
    const { direction, fontSize, opacity, float } = getComputedStyle(element);
    return { direction, fontSize, opacity, float };
  });
  expect(style).toEqual({ direction: 'ltr', fontSize: '15px', opacity: '1', float: 'none' });
});

test('at 200 % zoom, with the keyboard alone and without motion', async ({ browser }) => {
  // What 1280 × 800 pixels are at 200 %.
  const visitor = await Visitor.arrive(browser, { width: 640, height: 400 });
  const { page } = visitor;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const launcher = page.getByRole('button', { name: 'Apri la chat' });
  await launcher.focus();
  await page.keyboard.press('Enter');
  await expect(visitor.window.getByLabel('Nome')).toBeFocused();
  await page.keyboard.type(`Zoe ${Date.now() % 100_000}`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Si legge anche così?');
  await page.keyboard.press('Tab');
  const begin = visitor.window.getByRole('button', { name: 'Inizia la chat' });
  await expect(begin).toBeFocused();
  await expect(begin).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await expect(visitor.log.getByText('Si legge anche così?')).toBeVisible();
  await visitor.field.focus();
  await expect(visitor.field).toBeInViewport({ ratio: 1 });
  await page.keyboard.type('Sì.');
  await page.keyboard.press('Enter');
  await expect(visitor.log.getByText('Sì.')).toBeInViewport();
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
  await page.keyboard.press('Escape');
  await expect(visitor.window).toHaveCount(0);
  await expect(launcher).toBeFocused();
});
