import { defineConfig } from '@playwright/test';
import { flags, getChromium } from './tests/browser/chromium.ts';
import { port } from './tests/browser/server.ts';

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  // One application with one database serves all of them, on a machine that may have two cores.
  workers: 1,
  timeout: 60_000,
  reporter: [['line']],
  globalSetup: './tests/browser/server.ts',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: { executablePath: getChromium(), args: flags },
    trace: 'retain-on-failure',
  },
});
