import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { expectSoundLayout, waitForKeys, watch } from './watch.ts';

const reply = '/m/20250110.3-reply@example.org/';
const odd = '/m/20250110.4%2Fodd%252Fid@example.org/';
const ghost = '/m/20250110.never-seen@example.org/';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a mail is read: who, when, lists, folded quotes, coloured diffs, its thread and its answers', async ({
    page,
  }) => {
    await page.goto(reply);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('pages: mark where the bytes are written');
    await expect(page.locator('.hdr')).toContainText('Bo Park');
    await expect(page.locator('.hdr')).toContainText('Fri, 10 January 2025, 10:30 +0100');
    await expect(page.locator('.hdr')).toContainText('memory.lists.example.org');
    const quoted = page.locator('details.fold', { hasText: 'Quoted patch' });
    await expect(quoted).toContainText('Ann Ek, 10 January 2025, 1 line added, 1 removed');
    await quoted.locator('summary').click({ position: { x: 5, y: 5 } });
    await expect(quoted.locator('.df.add')).toContainText('release_marked(sheet);');
    await expect(quoted.getByRole('link', { name: 'Open the patch' })).toHaveAttribute(
      'href',
      '/p/20250110.2-patch@example.org/',
    );
    const tree = page.getByRole('navigation', { name: 'Thread' });
    await expect(tree.locator('li')).toHaveCount(3);
    await expect(tree.locator('[aria-current]')).toContainText('Bo Park');
  });

  test('a mail is never taken for a page', async ({ page, request }) => {
    await page.goto(reply);
    await expect(page.getByText('<script>alert("mail")</script>')).toBeVisible();
    const raw = await request.get(`${reply}raw`);
    expect(raw.headers()).toMatchObject({ 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' });
    expect(raw.headers()['content-security-policy']).toContain("default-src 'self'");
    expect((await raw.body()).toString('latin1')).toMatch(
      /^Message-ID: <20250110\.3-reply@example\.org>\n[\s\S]*\nBo\n$/,
    );
  });

  test('a mailbox of the mail and of the thread', async ({ request }) => {
    const mbox = (await (await request.get(`${reply}mbox`)).body()).toString();
    expect(mbox).toMatch(/^From /);
    const thread = await request.get(`${reply}t.mbox.gz`);
    expect(thread.headers()['content-disposition']).toMatch(/^attachment; filename="[\w.@-]+\.t\.mbox\.gz"$/);
    expect(
      gunzipSync(await thread.body())
        .toString()
        .match(/^From /gm),
    ).toHaveLength(3);
  });

  test('an id with a slash, an escape and capitals has one address', async ({ page, request }) => {
    await page.goto(odd);
    await expect(page.getByText('This one answers a mail that the archive does not hold.')).toBeVisible();
    await page.goto('/m/20250110.4/odd%252Fid@example.org/');
    await expect(page).toHaveURL(odd);
    expect((await request.get(`${odd}raw`)).status()).toBe(200);
    expect((await request.get('/m/20250110.4%2FODD%252Fid@example.org/')).status()).toBe(404);
  });

  test('a missing mail is a 404 that says who refers to it', async ({ page }) => {
    const answer = await page.goto(ghost);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This mail is not imported');
    await expect(page.getByText('1 mail that is held refers to it:')).toBeVisible();
    await page.getByRole('link', { name: 'Re: pages: an older question' }).click();
    await expect(page).toHaveURL(odd);
    expect((await page.goto('/m/nobody@example.org/T/'))?.status()).toBe(404);
    await expect(page.getByText('No mail that is held refers to it.')).toBeVisible();
  });

  test('the thread on one page', async ({ page }) => {
    await page.goto(`${reply}T/`);
    await expect(page.locator('.flat > article')).toHaveCount(3);
    await page.getByRole('link', { name: 'Parent' }).last().click();
    await expect(page).toHaveURL(/#m[0-9a-f]{40}$/);
    await expect(page.locator('article:target')).toContainText('Ann Ek');
    await page.goto(`${reply}T/#20250110.2-patch@example.org`);
    await expect(page.locator('article:has(:target)')).toContainText('Ann Ek');
    await page.goto(`${reply}t/`);
    await expect(page.locator('.flat > article.in2')).toContainText('Bo Park');
  });

  test('threads, newest first, by list', async ({ page }) => {
    await page.goto('/mail?list=memory.lists.example.org');
    await expect(page).toHaveURL('/mail/memory.lists.example.org/');
    await expect(page.locator('.threads li')).toHaveCount(2);
    await page.goto('/mail/no.such.list/');
    await expect(page.getByText('No mail of this list is imported.')).toBeVisible();
  });
});

test('keys: next mail, whole thread, fold', async ({ page }) => {
  const wrong = watch(page);
  await page.goto('/m/20250110.2-patch@example.org/');
  await waitForKeys(page);
  await page.keyboard.press('n');
  await expect(page).toHaveURL(reply);
  await waitForKeys(page);
  await expect(page.locator('details.fold').first()).not.toHaveAttribute('open');
  await page.keyboard.press('z');
  await expect(page.locator('details.fold').first()).toHaveAttribute('open');
  await page.keyboard.press('p');
  await expect(page).toHaveURL('/m/20250110.2-patch@example.org/');
  await waitForKeys(page);
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/T\/#u$/);
  expect(wrong).toEqual([]);
});

test('no width and no theme breaks the layout', async ({ page }) => {
  for (const path of [reply, odd, ghost, `${reply}T/`, '/mail', '/patches']) await expectSoundLayout(page, path);
});
