import { expect, type Page } from '@playwright/test';

/** Notes what a page must not do: ask another host, break its content security policy, throw, or warn of an error. */
export function watch(page: Page): string[] {
  const wrong: string[] = [];
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') wrong.push(`asked ${request.url()}`);
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  return wrong;
}

/** The keys of every page work: before its scripts are there, a key that is pressed is lost. */
export async function waitForKeys(page: Page): Promise<void> {
  await page.locator('html[data-keys]').waitFor();
}

/** The page does not scroll sideways, and has one h1, in each width and theme. */
export async function expectSoundLayout(page: Page, path: string): Promise<void> {
  for (const width of [1440, 1024, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      const found = await page.evaluate(() => ({
        over: document.documentElement.scrollWidth - window.innerWidth,
        heads: document.querySelectorAll('h1').length,
        mains: [...document.querySelectorAll('main .btn.main')].length,
      }));
      expect({
        path,
        width,
        colorScheme,
        ...found,
        over: Math.max(found.over, 0),
        mains: Math.min(found.mains, 1),
      }).toEqual({ path, width, colorScheme, over: 0, heads: 1, mains: found.mains });
    }
  }
}
