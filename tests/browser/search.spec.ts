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

  test('nothing asked, nothing found, something not understood', async ({ page }) => {
    await page.goto('/search');
    await expect(page.getByText('a file that its diff changes')).toBeVisible();
    await page.goto('/search?q=zzqqxx');
    await expect(page.getByText('Nothing has all these words.')).toBeVisible();
    await page.goto('/search?q=d:yesterdayish+mark');
    await expect(page.locator('.found > .note').first()).not.toBeEmpty();
    for (const odd of ['"', '(', '-', 'OR', '*', '"a', 'x AND (y', "';--", 'NEAR(a b)']) {
      expect((await page.goto(`/search?q=${encodeURIComponent(odd)}`))?.status()).toBe(200);
    }
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
  for (const path of ['/search', '/search?q=mark', '/search?q=zzqqxx']) await expectSoundLayout(page, path);
});
