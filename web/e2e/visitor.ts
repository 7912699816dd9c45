/* A customer on the demo page, as a test sees one. The widget's shadow root is open, so locators reach in. */
import { type Browser, expect, type Page } from '@playwright/test';
import { freshContext } from './desk.ts';

const open = new Set<Visitor>();

export class Visitor {
  readonly page: Page;
  private constructor(page: Page) {
    this.page = page;
    open.add(this);
  }

  static async arrive(
    browser: Browser,
    wishes: Parameters<typeof freshContext>[1] = {},
    address = '/demo',
  ): Promise<Visitor> {
    const context = await freshContext(browser, wishes);
    if (wishes.language === 'en') {
      // The demo page is Italian; a site in English says so in its own tag. Answering in the page's stead
      // would do too, but such a page may open no WebSocket to this machine.
      await context.addInitScript(() => {
        new MutationObserver((_, observer) => {
          if (!document.documentElement) return;
          document.documentElement.lang = 'en';
          observer.disconnect();
        }).observe(document, { childList: true });
      });
    }
    const page = await context.newPage();
    const visitor = new Visitor(page);
    await page.goto(address);
    return visitor;
  }

  get window() {
    return this.page.locator('centralino-widget').getByRole('dialog');
  }

  get log() {
    return this.window.getByRole('log');
  }

  get field() {
    return this.window.getByRole('textbox', { name: /Scriva un messaggio|Write a message/ });
  }

  async open(): Promise<void> {
    if (await this.window.isVisible()) return;
    await this.page.getByRole('button', { name: /Apri la chat|Open the chat/ }).click();
    await expect(this.window).toBeVisible();
  }

  async begin(name: string, text: string): Promise<void> {
    await this.open();
    await this.window.getByLabel(/^(Nome|Name)$/).fill(name);
    await this.window.getByLabel(/^(Come possiamo aiutarla|How can we help)/).fill(text);
    await this.window.getByRole('button', { name: /Inizia la chat|Start the chat/ }).click();
    await expect(this.log.getByText(text)).toBeVisible();
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
    await expect(this.log.getByText(text)).toBeVisible();
  }

  async end(): Promise<void> {
    await this.window.getByRole('button', { name: /^(Termina la chat|End the chat)$/ }).click();
    await this.window.getByRole('button', { name: /^(Sì, termina|Yes, end it)$/ }).click();
  }

  /** Leaves the line too: whoever stays in it is offered to the agents of the next story. */
  async close(): Promise<void> {
    if (!open.delete(this)) return;
    const kept = await this.page
      .evaluate(() => Object.entries(localStorage).find(([key]) => key.includes('.widget.'))?.[1])
      .catch(() => undefined);
    const token: string | undefined = kept && JSON.parse(kept).token;
    if (token) {
      const headers = { Authorization: `Bearer ${token}`, 'Idempotency-Key': crypto.randomUUID() };
      await this.page.request
        .post('/api/v1/visitor/end', { headers, maxRetries: 3 })
        .catch(() => {});
    }
    await this.page.context().close();
  }

  static async closeAll(): Promise<void> {
    for (const each of [...open]) await each.close();
  }
}
