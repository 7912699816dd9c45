/* A visitor calls from the site and an agent answers in the desk: two browsers with fake microphones, real sound. */
import { expect, type Page } from '@playwright/test';
import { cleanUp, startServer, temporaryFolder } from '../../tests/system/server.mjs';
import { Cable } from './cable.ts';
import { Desk } from './desk.ts';
import { noFaults } from './faults.ts';
import { withMicrophone } from './house.ts';
import { hearsMore, hearsPackets, speaksPackets, watched } from './sound.ts';
import { test as story } from './story.ts';
import { Visitor } from './visitor.ts';

const test = story.extend<object, { house: string }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures are used.
    async ({}, use) => {
      const server = await startServer({
        data: temporaryFolder('web-call'),
        more: ['--sip', '127.0.0.1:0', '--rtp', '36400-36799'],
      });
      await use(server.url ?? '');
      await server.stop();
      await cleanUp();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ house }, use) => use(house),
});
test.use(withMicrophone);

/** The widget's window of a call, on the demo page. */
class Caller {
  readonly visitor: Visitor;
  readonly cable: Cable;
  private constructor(visitor: Visitor, cable: Cable) {
    this.visitor = visitor;
    this.cable = cable;
  }

  static async arrive(
    browser: Parameters<typeof Visitor.arrive>[0],
    wishes: Parameters<typeof Visitor.arrive>[1] = {},
    widget = 'demo',
  ): Promise<Caller> {
    const visitor = await Visitor.arrive(browser, wishes, 'about:blank');
    const cable = await Cable.lay(visitor.page);
    await watched(visitor.page);
    await wishes.prepare?.(visitor.page);
    await visitor.page.goto(`/demo?widget=${widget}`);
    return new Caller(visitor, cable);
  }

  get page(): Page {
    return this.visitor.page;
  }
  get panel() {
    return this.page.getByRole('dialog', { name: /Chiamata dal sito|Call from the site/ });
  }
  button(name: string | RegExp) {
    return this.panel.getByRole('button', { name });
  }

  async ask(): Promise<void> {
    await this.visitor.open();
    await this.visitor.window.getByRole('button', { name: /^(Chiama|Call)$/ }).click();
    await expect(this.panel).toBeVisible();
  }
  async call(name: string): Promise<void> {
    await this.ask();
    await this.panel.getByLabel(/^(Nome|Name)$/).fill(name);
    await this.button(/Chiama ora|Call now/).click();
  }
}

async function photograph(page: Page, name: string): Promise<void> {
  if (process.env.CALL_SHOTS)
    await page.screenshot({ path: `${process.env.CALL_SHOTS}/${name}.png` });
}

const ready = (desk: Desk) =>
  expect(desk.page.getByRole('button', { name: 'Telefono: pronto' })).toBeVisible();

test('a visitor calls: waits in line, is heard both ways, reloads, loses the network, hangs up', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const anna = await Desk.signIn(browser, 'anna', { prepare: watched });
  await ready(anna);
  await anna.clear();
  const first = await Caller.arrive(browser);
  await first.call('Prima');
  await expect(first.panel).toContainText('È il prossimo');
  const caller = await Caller.arrive(browser);
  const name = `Cleo ${Date.now() % 100_000}`;
  await caller.call(name);
  await expect(caller.panel).toContainText('È il numero 2 in attesa.');
  await hearsMore(caller.page, 'the caller hears the queue');
  await noFaults(caller.page, 'waiting');
  await photograph(caller.page, 'waiting');
  await first.button('Riaggancia').click();
  await expect(first.panel).toContainText('Chiamata terminata');
  await expect(caller.panel).toContainText('È il prossimo');
  await caller.page.reload();
  await expect(caller.panel).toContainText('È il prossimo');

  await anna.become('available');
  await anna.accept(name);
  const bar = anna.page.getByRole('region', { name: `Chiamata con ${name}` });
  await expect(bar).toBeVisible();
  await expect(anna.page.getByRole('region', { name: 'La chiamata' })).toContainText('/demo');
  await expect(caller.panel).toContainText('In linea con Anna');
  await expect(caller.panel).toContainText('La chiamata è registrata');
  await hearsMore(anna.page, 'the agent hears the visitor');
  await hearsMore(caller.page, 'the visitor hears the agent');
  await photograph(caller.page, 'talking');
  await photograph(anna.page, 'agent');

  await caller.button('Disattiva il microfono').click();
  await expect(caller.panel).toContainText('non la sentono');
  await caller.button('Riattiva il microfono').click();
  await anna.page.keyboard.press('Alt+h');
  await expect(caller.panel).toContainText('l’ha messa in attesa');
  await anna.page.keyboard.press('Alt+h');
  await expect(caller.panel).toContainText('In linea con Anna');

  await caller.page.reload();
  await expect(caller.panel).toContainText('In linea con Anna');
  await hearsMore(anna.page, 'after a reload the agent hears the visitor again');
  await hearsMore(caller.page, 'and the visitor the agent');

  // First the page's requests and its socket are cut, then what is spoken, too.
  await caller.page.context().setOffline(true);
  await hearsPackets(anna.page, 500, 'ten seconds without its socket the page is still heard');
  await caller.cable.pull(true);
  await expect(caller.panel).toContainText('ci stiamo ricollegando');
  const passed = caller.cable.passed;
  await speaksPackets(anna.page, 500, 'the agent talks to nobody for ten seconds');
  expect(caller.cable.passed, 'nothing came through').toBe(passed);
  await caller.cable.plugIn();
  await expect(caller.panel).toContainText('In linea con Anna');
  await hearsMore(caller.page, 'the network is back');
  await hearsMore(anna.page, 'for both');

  await caller.button('Riaggancia').click();
  await expect(caller.panel).toContainText('Chiamata terminata');
  await expect(bar).toHaveCount(0);
  await photograph(caller.page, 'over');
  await caller.button('Chiudi').last().click();
  await expect(caller.page.getByRole('button', { name: 'Apri la chat' })).toBeFocused();
});

test('sound that breaks off in the middle comes back by itself', async ({ browser }) => {
  const anna = await Desk.signIn(browser, 'anna', { prepare: watched });
  await ready(anna);
  await anna.clear();
  await anna.become('available');
  const caller = await Caller.arrive(browser);
  const name = `Rita ${Date.now() % 100_000}`;
  await caller.call(name);
  await anna.accept(name);
  await expect(caller.panel).toContainText('In linea con Anna');
  // As when a laptop sleeps: the connection is gone without a word.
  await caller.page.evaluate(() => {
    for (const peer of (window as unknown as { peers: RTCPeerConnection[] }).peers) peer.close();
  });
  await expect(caller.panel).toContainText('ci stiamo ricollegando');
  await photograph(caller.page, 'reconnecting');
  await expect(caller.panel).toContainText('In linea con Anna');
  await hearsMore(anna.page, 'the agent hears the visitor again');
  await caller.button('Riaggancia').click();
});

test('a menu is answered on the keypad, by mouse and by typing', async ({ browser, house }) => {
  const admin = await Desk.signIn(browser, 'admin');
  await admin.page.goto('/desk/admin/widgets');
  await admin.page.getByRole('combobox', { name: 'Chi chiama arriva a' }).selectOption({
    label: 'Numero 100, Officine Aurora',
  });
  await admin.page.getByRole('button', { name: 'Salva' }).click();
  await expect(admin.page.getByText('Tutto salvato')).toBeVisible();
  const widgets = await (await admin.page.request.get(`${house}/api/v1/widget-settings`)).json();
  const changed = widgets.items.find((each: { look: { call_to?: unknown } }) => each.look.call_to);
  const caller = await Caller.arrive(browser, { width: 390, height: 800 }, changed.key);
  await caller.call('Dora');
  await expect(caller.panel).toContainText('scelga con la tastiera');
  await caller.button('Tastiera').click();
  await expect(caller.button('Tasto 1')).toBeFocused();
  await noFaults(caller.page, 'keypad');
  await photograph(caller.page, 'keypad-390');
  await caller.page.keyboard.type('1');
  const known = async () => {
    const found = await admin.page.request.get('/api/v1/conversations?limit=1');
    const [conversation] = (await found.json()).items;
    const record = await admin.page.request.get(`/api/v1/conversations/${conversation.id}/call`);
    return JSON.stringify((await record.json()).known);
  };
  // The language was chosen by typing; what it is about by mouse. The agent's screen would know.
  await hearsMore(caller.page, 'the second question');
  await caller.button('Tasto 1').click();
  await expect.poll(known).toContain('support');
  await caller.button('Riaggancia').click();
});

for (const [language, theme, width] of [
  ['it', 'dark', 1440],
  ['en', 'light', 390],
  ['en', 'dark', 1024],
] as const)
  test(`who has no microphone is told what to do: ${language}, ${theme}, ${width} px`, async ({
    browser,
  }) => {
    const caller = await Caller.arrive(browser, {
      language,
      theme,
      width,
      height: 800,
      prepare: async (page) => {
        await page.addInitScript(() => {
          navigator.mediaDevices.getUserMedia = () =>
            Promise.reject(new DOMException('no', 'NotAllowedError'));
        });
      },
    });
    await caller.ask();
    await noFaults(caller.page, 'form');
    await photograph(caller.page, `form-${language}-${theme}-${width}`);
    await caller.page.keyboard.press('Enter');
    await expect(caller.panel.getByRole('alert')).toContainText(/bloccato|blocked/);
    await noFaults(caller.page, 'blocked');
    await photograph(caller.page, `blocked-${language}-${theme}-${width}`);
    await caller.button(/Chiudi|Close/).click();
    await expect(caller.visitor.window).toBeVisible();
  });

test('a page without TLS is told why it cannot call', async ({ browser }) => {
  const caller = await Caller.arrive(browser, {
    prepare: async (page) => {
      await page.addInitScript(() => {
        Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
      });
    },
  });
  await caller.call('Ugo');
  await expect(caller.panel.getByRole('alert')).toContainText('https');
});
