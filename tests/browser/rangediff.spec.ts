import { expect, test } from '@playwright/test';
import { waitForKeys, watch } from './watch.ts';

const newer = '/p/20250205.0-cover@example.org/';
const range = '/p/20250205.0-cover@example.org/rangediff';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('from a patch to what its revision changed, pair by pair', async ({ page }) => {
      const wrong = watch(page);
      await page.goto(newer);
      await page.getByRole('link', { name: 'What changed since v1' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        'shelf: lock shelves: what changed from v1 to v2',
      );
      await expect(
        page.getByText('3 patches became 3 patches: 1 changed, 1 unchanged, 1 new, 1 dropped.'),
      ).toBeVisible();
      const table = page.getByRole('table', { name: 'Patches that differ' });
      await expect(table.getByRole('row', { name: /refuse a book/ })).toContainText('! changed message, lines');
      await expect(table.getByRole('row', { name: /say what a lock means/ })).toContainText('< dropped');
      await expect(table.getByRole('row', { name: /when a book is put/ })).toContainText('> new');
      const same = page.locator('.range-sum details');
      await expect(same.getByText('shelf: sort by place when a book is taken')).toBeHidden();
      await same.locator('summary').click();
      await expect(same.getByText('shelf: sort by place when a book is taken')).toBeVisible();

      const removed = page.locator('#patch-2 tr.o-del.i-add');
      await expect(removed.locator('.outer')).toHaveText('-');
      await expect(removed.locator('.inner')).toHaveText('+');
      await expect(removed.locator('.x')).toHaveText('\tif (shelf->isLocked)');
      expect(wrong).toEqual([]);
    });

    test('other versions and the other view are links', async ({ page }) => {
      await page.goto(`${range}?from=20250203.2-patch@example.org`);
      await page.getByRole('link', { name: 'Resulting lines', exact: true }).click();
      await expect(page).toHaveURL(/view=lines/);
      const put = page.locator('[id="lines-shelf/put.c"]');
      await expect(put.locator('tr.del .x').first()).toHaveText('-\tif (shelf->isLocked)');
      await expect(put.locator('tr.add .x').first()).toHaveText('+\tif (is_locked(shelf))');
      await expect(page.locator('[id="lines-shelf/README.md"]')).toContainText('Only v1 brings this file.');
      await page
        .getByRole('navigation', { name: 'Versions compared' })
        .getByRole('link', { name: 'v2' })
        .first()
        .click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        'shelf: lock shelves: what changed from v2 to v2',
      );
      await expect(page.getByText('the files are the same after both versions')).toBeVisible();
    });
  });
}

test('keys go from patch to patch and from change to change; a line has an address', async ({ page }) => {
  await page.goto(range);
  await waitForKeys(page);
  await page.keyboard.press('n');
  await expect(page.locator('#patch-2 tr[data-change] a:focus')).toHaveCount(1);
  const line = await page.locator('#patch-2 tr[data-change] a:focus').getAttribute('id');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`#${line}$`));
  await page.keyboard.press('j');
  await expect(page.locator('[data-item] a:focus, a[data-item]:focus')).toHaveCount(1);
});

test('what cannot be compared says why', async ({ page }) => {
  expect((await page.goto('/p/20250110.2-patch@example.org/rangediff'))?.status()).toBe(200);
  await expect(page.getByText('No other version of this series is held.')).toBeVisible();
  await page.goto(`${range}?from=nobody@example.org`);
  await expect(page.getByText('No version of a series with the mail')).toBeVisible();
  expect((await page.goto('/p/nobody@example.org/rangediff'))?.status()).toBe(404);
});
