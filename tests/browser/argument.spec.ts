import { expect, test } from '@playwright/test';
import { watch } from './watch.ts';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a claim says why it is defeated under one kernel and accepted under another', async ({ page }) => {
    const wrong = watch(page);
    await page.goto('/claims/count-excludes-missed-cow?under=5.16');
    const standing = page.locator('#standing');
    await expect(standing.getByRole('heading', { level: 2 })).toHaveText('Standing under 5.16');
    await expect(standing.locator('.verdict-line')).toContainText('defeated');
    const run = standing.locator('.why a[href*="policy=A5"]').first();
    await expect(run).toBeVisible();
    await standing.getByRole('link', { name: '6.18', exact: true }).click();
    await expect(page).toHaveURL(/under=6\.18#standing$/);
    await expect(standing.locator('.verdict-line')).toContainText('accepted');
    await expect(standing.locator('.unders a[aria-current]')).toHaveText('6.18');
    expect(wrong).toEqual([]);
  });

  test('a form asks for any kernel, and says what names none', async ({ page }) => {
    await page.goto('/claims/read-only-pin-is-a-snapshot');
    await page.getByLabel('Under another kernel or choice of policies').fill('5.13');
    await page.getByRole('button', { name: 'Say why' }).click();
    await expect(page.locator('#standing')).toContainText('5.13 is played as 5.12');
    await expect(page.locator('#standing .verdict-line')).toContainText('undecided');
    await page.getByRole('link', { name: 'find every position' }).click();
    await expect(page).toHaveURL(/under=5\.13&extensions=1/);
    await expect(page.locator('#positions .v', { hasText: 'accepted' }).first()).toBeVisible();
    await expect(page.locator('#positions .v', { hasText: 'defeated' }).first()).toBeVisible();
    await page.goto('/claims/read-only-pin-is-a-snapshot?under=banana');
    await expect(page.locator('#standing')).toContainText('No policy and no kernel is called banana');
  });

  test('what somebody expected stands beside what the run says', async ({ page }) => {
    await page.goto('/claims/dirty-always-is-unobservable');
    const row = page.locator('#expectations tbody tr').first();
    await expect(row).toContainText('Peter Xu');
    await expect(row).toContainText('refuted');
  });
});
