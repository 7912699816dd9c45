/* The caller starts a demo server and says where it is: CENTRALINO_URL=http://127.0.0.1:8080 npm run e2e. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  // Photographs are taken on demand: SHOTS=/some/folder.
  testIgnore: process.env.SHOTS ? [] : ['**/*screenshots.spec.ts'],
  // One story after the other: they share the demo's three agents.
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.CENTRALINO_URL ?? 'http://127.0.0.1:8080',
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    // Without its film, which costs a slow machine more than the story itself.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
