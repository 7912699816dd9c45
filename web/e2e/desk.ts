/* A person at the desk, as a test sees one. */
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';

const PASSWORD = 'centralino-demo';
type Who = 'anna' | 'bruno' | 'diego' | 'carla' | 'admin';
const TAKES: Who[] = ['anna', 'bruno', 'diego'];
const open = new Set<Desk>();
/** An idle connection may be closed in the moment in which it is used again. */
const RETRY = { maxRetries: 3 };

interface Wishes {
  language?: 'it' | 'en';
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** As people have it: a reply can be taken back. The stories do not wait for it unless they say so. */
  undoSend?: boolean;
  /** Before the first page is opened. */
  prepare?: (page: Page) => Promise<void>;
}

/** A browser of one's own with the wished language and theme, and no content policy broken in it. */
export async function freshContext(browser: Browser, wishes: Wishes = {}): Promise<BrowserContext> {
  const { language = 'it', theme = 'light', width = 1440, height = 900 } = wishes;
  const kept = { language, sound: false, undoSend: wishes.undoSend ?? false };
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language === 'it' ? 'it-IT' : 'en-GB',
  });
  await context.addInitScript((preferences) => {
    const key = 'centralino.preferences';
    if (!localStorage.getItem(key)) localStorage.setItem(key, JSON.stringify(preferences));
  }, kept);
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) {
      throw new Error(`policy broken: ${message.text()}`);
    }
  });
  return context;
}

export class Desk {
  readonly page: Page;
  readonly who: Who;
  private constructor(page: Page, who: Who) {
    this.page = page;
    this.who = who;
    open.add(this);
  }

  static async signIn(browser: Browser, who: Who, wishes: Wishes = {}): Promise<Desk> {
    const context = await freshContext(browser, wishes);
    const page = await context.newPage();
    const desk = new Desk(page, who);
    await wishes.prepare?.(page);
    await page.goto('/desk/');
    await page.locator('input[name="email"]').fill(`${who}@demo.example`);
    await page.locator('input[name="password"]').fill(PASSWORD);
    await page.locator('form button[type="submit"]').click();
    await expect(page.getByRole('banner')).toBeVisible();
    await expect(page.locator('#content h1').first()).toBeVisible();
    return desk;
  }

  /** With the page's own session, as another tab would do it; whatever the page itself is doing. */
  private async call(method: string, path: string, data?: unknown): Promise<void> {
    const { request } = this.page;
    const me = await (await request.get('/api/v1/me', RETRY)).json();
    const headers: Record<string, string> = { 'X-CSRF-Token': me.csrf_token };
    if (method === 'POST') headers['Idempotency-Key'] = crypto.randomUUID();
    await request.fetch(`/api/v1${path}`, {
      method,
      headers,
      ...(data ? { data } : {}),
      ...RETRY,
    });
  }

  async become(state: 'available' | 'away' | 'offline'): Promise<void> {
    await this.call('PUT', '/me/presence', { state });
    const words = {
      available: /Disponibile|Available/,
      away: /Assente|Away/,
      offline: /Non in linea|Offline/,
    };
    await expect(
      this.page.getByRole('banner').getByRole('button', { name: words[state] }),
    ).toBeVisible();
  }

  /** Ends what is left from before, so that each story starts with empty hands. */
  async clear(): Promise<void> {
    await this.emptyHands();
    await expect(
      this.page.getByRole('heading', { name: /Nessuna conversazione|No conversations/ }),
    ).toBeVisible();
  }

  private async emptyHands(): Promise<void> {
    await this.call('PUT', '/me/presence', { state: 'offline' });
    const left = await this.snapshot();
    for (const each of left.offers) await this.call('POST', `/offers/${each}/decline`, {});
    for (const each of left.conversations) await this.call('POST', `/conversations/${each}/end`);
    const after = left.conversations.length > 0 ? await this.snapshot() : left;
    for (const each of after.wrapups) {
      await this.call('POST', `/wrapups/${each}/complete`, { outcome: after.outcome });
    }
  }

  private snapshot() {
    return this.page.evaluate(
      () =>
        new Promise<{
          offers: string[];
          conversations: string[];
          wrapups: string[];
          outcome: string;
        }>((resolve) => {
          const url = new URL('/api/v1/live', location.href);
          url.protocol = url.protocol.replace('http', 'ws');
          const socket = new WebSocket(url);
          socket.onmessage = ({ data }) => {
            const message = JSON.parse(data);
            if (message.type !== 'snapshot') return;
            socket.close();
            const ids = (list: { id: string }[]) => list.map((each) => each.id);
            resolve({
              offers: ids(message.offers),
              conversations: message.conversations
                .filter((each: { state: string }) => each.state !== 'ended')
                .map((each: { id: string }) => each.id),
              wrapups: ids(message.wrapups),
              outcome: message.outcomes[0].key,
            });
          };
        }),
    );
  }

  offer(name: string) {
    return this.page.getByRole('article', {
      name: new RegExp(`(Nuova richiesta|New request): ${name}`),
    });
  }

  /** Waits until this customer rings; whoever else was in line before is declined. */
  async ring(name: string): Promise<void> {
    const others = this.page
      .getByRole('article', { name: /Nuova richiesta|New request/ })
      .filter({ hasNotText: name });
    await expect(async () => {
      const decline = others.first().getByRole('button', { name: /^(Rifiuta|Decline)/ });
      if (await others.count()) await decline.click({ timeout: 2000 });
      await expect(this.offer(name)).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 45_000 });
  }

  async accept(name: string): Promise<void> {
    await this.ring(name);
    await this.page.keyboard.press('Alt+a');
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(this.field).toBeVisible();
  }

  get log() {
    return this.page.getByRole('log');
  }

  get field() {
    return this.page.getByRole('textbox', {
      name: /^(Risposta per|Reply to|Nota interna|Internal note)/,
    });
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Control+Enter');
    await expect(this.log.getByText(text)).toBeVisible();
  }

  async end(): Promise<void> {
    await this.page
      .getByRole('button', { name: /^(Termina|End)$/ })
      .first()
      .click();
    await this.page
      .getByRole('dialog')
      .getByRole('button', { name: /^(Termina|End)$/ })
      .click();
  }

  async wrapUp(): Promise<void> {
    await this.page.getByRole('radio').first().check();
    await this.page.getByRole('button', { name: /^(Completa|Complete)$/ }).click();
    await expect(this.page.getByRole('radio')).toHaveCount(0);
  }

  /** Leaves nothing behind that the next story could stumble upon: offers go to whoever is available. */
  async close(): Promise<void> {
    if (!open.delete(this)) return;
    await this.page.context().setOffline(false);
    if (TAKES.includes(this.who)) await this.emptyHands().catch(() => {});
    await this.call('DELETE', '/session').catch(() => {});
    await this.page.context().close();
  }

  static async closeAll(): Promise<void> {
    for (const each of [...open]) await each.close();
  }
}
