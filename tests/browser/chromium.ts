import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from '@playwright/test';

/** Flags without which a headless Chromium run by root asks for a sandbox, a screen or the network. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];

function findChromium(): string | undefined {
  const named = process.env.MOOT_CHROMIUM;
  if (named !== undefined) return named;
  return [chromium.executablePath(), ...usual].find((path) => existsSync(path));
}

function attempt(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 10 * 60_000 });
    return true;
  } catch {
    return false;
  }
}

/**
 * Path of a Chromium: the one in `MOOT_CHROMIUM`, Playwright's own, or the system's; else installed with what the
 * machine has. Throws a plain sentence where all of that fails.
 */
export function getChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  console.error('The browser tests need Chromium; installing it.');
  attempt(process.execPath, [playwright, 'install', 'chromium']);
  if (findChromium() === undefined && process.getuid?.() === 0) {
    if (!attempt('apt-get', ['install', '-y', 'chromium'])) {
      attempt('apt-get', ['update']);
      attempt('apt-get', ['install', '-y', 'chromium']);
    }
  }
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    'The browser tests need Chromium: none was found, and neither "npx playwright install chromium" nor "apt-get install chromium" worked. Install one, or name it in MOOT_CHROMIUM.',
  );
}
