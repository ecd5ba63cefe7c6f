import { expect, test } from '@playwright/test';
import { expectSoundLayout, waitForKeys, watch } from './watch.ts';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('claims, scenarios and mail on one page, with the words marked', async ({ page }) => {
    await page.goto('/search?q=mapcount');
    await expect(page.getByRole('heading', { name: 'Claims' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Scenarios' })).toBeVisible();
    await expect(page.locator('.found mark').first()).toHaveText(/^mapcount$/i);
  });

  test('mail by its prefixes', async ({ page }) => {
    await page.goto('/search?q=f:bo@example.org+sleep');
    await expect(page.locator('.threads li')).toHaveCount(1);
    await expect(page.locator('.threads li mark')).toHaveText('sleep');
  });

  test('a Message-ID, an archive’s address and a commit lead to the thing', async ({ page }) => {
    await page.goto(`/search?q=${encodeURIComponent('<20250110.3-reply@example.org>')}`);
    await expect(page).toHaveURL('/m/20250110.3-reply@example.org/');
    await page.goto('/search?q=20250110.3-reply@example.org');
    await expect(page).toHaveURL('/m/20250110.3-reply@example.org/');
    await page.goto(
      `/search?q=${encodeURIComponent('https://lore.kernel.org/all/20250110.4%2Fodd%252Fid@example.org/')}`,
    );
    await expect(page).toHaveURL('/m/20250110.4%2Fodd%252Fid@example.org/');
    await page.goto('/search?q=09854ba94c6a');
    await expect(page).toHaveURL(/\/(patches#|p\/)/);
  });

  test('what is not here is said, and looked for as words', async ({ page }) => {
    await page.goto(`/search?q=${encodeURIComponent('<never-seen@example.org>')}`);
    await expect(page.locator('.found > .note').first()).toContainText('The mail never-seen@example.org is not here');
  });

  test('nothing asked, nothing found', async ({ page }) => {
    await page.goto('/search');
    await expect(page.getByText('a file that its diff touches')).toBeVisible();
    await expect(page.locator('.seek-help dt')).toContainText(
      ['s:', 'dfhh:', 'verdict:', 'has:'].map((name) => RegExp(name)),
    );
    await page.goto('/search?q=zzqqxx');
    await expect(page.getByText('Nothing is found.')).toBeVisible();
  });

  test('what is not understood is marked in the query, and nothing is searched', async ({ page }) => {
    expect((await page.goto(`/search?q=${encodeURIComponent('mark mapcount:1 f:bo')}`))?.status()).toBe(400);
    await expect(page.locator('.wrong pre mark')).toHaveText('mapcount:');
    await expect(page.locator('.wrong')).toContainText('put it in quotation marks: "mapcount:1"');
    await expect(page.getByRole('searchbox', { name: 'Words, a Message-ID or a commit' })).toHaveAttribute(
      'aria-invalid',
      'true',
    );
    await expect(page.locator('.threads')).toHaveCount(0);
    for (const odd of ['"', '(', '-', 'OR', '*', '"a', 'x AND (y', 'd:2021-02-30', 'a:']) {
      const answer = await page.goto(`/search?q=${encodeURIComponent(odd)}`);
      expect([odd, answer?.status()]).toEqual([odd, 400]);
      await expect(page.locator('.wrong p').last()).not.toBeEmpty();
    }
  });

  test('by how well it fits and back, and as other programs read it', async ({ page, request }) => {
    await page.goto('/search?q=mark');
    await page.getByRole('link', { name: 'best first' }).click();
    await expect(page).toHaveURL('/search?q=mark&sort=rank');
    await page.getByRole('link', { name: 'newest first' }).click();
    await expect(page).toHaveURL('/search?q=mark');
    for (const [name, type] of [
      ['JSON', 'application/json'],
      ['feed', 'application/atom+xml; charset=utf-8'],
      ['mbox', 'application/gzip'],
    ] as const) {
      const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
      const answer = await request.get(href ?? '');
      expect([answer.status(), answer.headers()['content-type']]).toEqual([200, type]);
    }
    await expect(page.locator('link[rel=alternate][type="application/atom+xml"]')).toHaveCount(1);
  });

  test('claims by verdict and policy', async ({ page }) => {
    await page.goto('/search?q=policy:A5+verdict:violated');
    await expect(page.getByRole('heading', { name: 'Claims' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Mail' })).toHaveCount(0);
  });
});

test('keys: search from anywhere, go through what was found', async ({ page }) => {
  const wrong = watch(page);
  await page.goto('/mail');
  await waitForKeys(page);
  await page.keyboard.press('/');
  await page.keyboard.type('mark');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/search?q=mark');
  await waitForKeys(page);
  await page.keyboard.press('j');
  await expect(page.locator('.threads li a').first()).toBeFocused();
  expect(wrong).toEqual([]);
});

test('no width and no theme breaks the layout', async ({ page }) => {
  for (const path of ['/search', '/search?q=mark', '/search?q=zzqqxx', '/search?q=mark+x:y'])
    await expectSoundLayout(page, path);
});
