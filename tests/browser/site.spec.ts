import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type Page, test } from '@playwright/test';

/** The copy that all tests read: made once from the data of the application under test. */
let folder = '';

test.beforeAll(() => {
  test.setTimeout(300_000);
  folder = join(mkdtempSync(join(tmpdir(), 'moot-site-test-')), 'site');
  const env = { ...process.env, MOOT_DATA: process.env.MOOT_TEST_DATA };
  execFileSync(process.execPath, [join('lib', 'cli', 'moot.js'), 'export', 'site', '--out', folder], {
    env,
    stdio: 'pipe',
  });
});

test.afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

const addressOf = (file: string) => pathToFileURL(join(folder, file)).href;

/** What goes wrong on a page, and what it asks of a network. */
function watch(page: Page): string[] {
  const wrong: string[] = [];
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('request', (request) => /^https?:/.test(request.url()) && wrong.push(`asks for ${request.url()}`));
  return wrong;
}

test('every link and file of the copy is there, and none begins at a root', () => {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(200);
  const broken: string[] = [];
  const isThere = new Map<string, boolean>();
  for (const name of pages) {
    const html = readFileSync(join(folder, name), 'utf8').replace(/<script>[\s\S]*?<\/script>/g, '');
    for (const [, href = ''] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      if (/^(?:https?:|mailto:|data:|#)/.test(href)) continue;
      const path = decodeURI(href.split(/[?#]/)[0] ?? '');
      const target = path === '' ? join(folder, name) : resolve(folder, dirname(name), path);
      if (!isThere.has(target)) isThere.set(target, existsSync(target) && statSync(target).isFile());
      if (href.startsWith('/') || isThere.get(target) === false) broken.push(`${name}: ${href}`);
    }
    if (/<(?:form|button)\b/.test(html)) broken.push(`${name} has a form`);
  }
  expect(broken).toEqual([]);
});

test('no word of a mail is in the copy, and citations lead to the archive', () => {
  const claim = readFileSync(join(folder, 'claims/unmap-ends-access.html'), 'utf8');
  expect(claim).toContain('https://lore.kernel.org/r/');
  const own = readFileSync(join('tests', 'browser', 'fixtures', 'debate.mbox'), 'utf8');
  const sentences = own.split('\n').filter((line) => /^[A-Z].{50,}$/.test(line) && !/^[\w-]+:/.test(line));
  expect(sentences.length).toBeGreaterThan(3);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.html')) continue;
    const html = readFileSync(join(folder, name), 'utf8');
    expect(
      sentences.filter((line) => html.includes(line)),
      name,
    ).toEqual([]);
  }
});

for (const how of ['a worker', 'no worker'] as const) {
  test(`a scenario runs from a disk, with ${how}`, async ({ page }) => {
    const wrong = watch(page);
    if (how === 'no worker') await page.addInitScript(() => Reflect.deleteProperty(window, 'Worker'));
    await page.goto(addressOf('scenarios/vmsplice-unmap.html'));
    await page.getByRole('button', { name: /^Run all/ }).click();
    await expect(page.getByText(/policies on \d+ kinds? of page searched/)).toBeVisible();
    expect(page.workers()).toHaveLength(how === 'a worker' ? 1 : 0);
    await page.getByRole('link', { name: /^A5 / }).first().click();
    await expect(page.getByText(/^Holds under A5|^Violated under A5/).first()).toBeVisible();
    await page.getByRole('link', { name: 'what the model leaves out' }).click();
    await expect(page.locator('h1')).toContainText('model');
    expect(wrong).toEqual([]);
  });
}

test('an address with a view opens that view', async ({ page }) => {
  await page.goto(`${addressOf('scenarios/vmsplice-unmap.html')}?policy=A5`);
  await expect(page.getByText(/under A5/).first()).toBeVisible();
});

test('the copy is searched on the page', async ({ page }) => {
  const wrong = watch(page);
  await page.goto(addressOf('search.html'));
  await page.getByRole('searchbox').fill('vmsplice unmap');
  await page.locator('#site-hits a').first().click();
  await expect(page.locator('h1')).toBeVisible();
  expect(wrong).toEqual([]);
});

test('pages read without scripts, from one to the next', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(addressOf('index.html'));
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Claims' }).click();
  await page.locator('main a[href^="claims/"]').first().click();
  await expect(page.locator('h1')).toBeVisible();
  await page.goto(addressOf('scenarios/vmsplice-unmap.html'));
  await expect(page.locator('main')).toContainText('violated');
  await context.close();
});
