import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { waitForKeys, watch } from './watch.ts';

const debate = join(process.env.MOOT_SHARED ?? join('..', 'shared'), 'data', 'mail', 'cow-debate.mbox');
const patch = '20210915181456.10739-2-peterx@redhat.com';

test('a stranger finds a claim, runs its counterexample and sees why', async ({ page }) => {
  const wrong = watch(page);
  await page.goto('/');
  await waitForKeys(page);
  await page.keyboard.press('/');
  await page.keyboard.type('mapcount is the wrong thing to test');
  await page.keyboard.press('Enter');
  await page
    .getByRole('link', { name: /mapcount is the wrong thing to test/i })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('mapcount is the wrong thing to test');
  await expect(page.locator('main')).toContainText('Linus Torvalds');
  await expect(page.locator('main')).toContainText('18 Dec 2021');

  await page.goto('/claims/unmap-ends-access');
  await page.getByRole('button', { name: 'Run all schedules' }).first().click();
  const runner = page.locator('.runner[data-live]').first();
  await expect(runner.locator('.pols tbody tr', { hasText: 'A1 ' })).toContainText('violated', { timeout: 20_000 });
  await expect(runner.locator('.pols tbody tr', { hasText: 'A3 ' })).toContainText('holds');

  await page.goto('/scenarios/vmsplice-unmap?policy=A1');
  const decisions = page.locator('figure', { hasText: 'What each policy decides' }).first();
  await decisions.scrollIntoViewIfNeeded();
  await expect(decisions.locator('svg').first()).toBeVisible({ timeout: 30_000 });
  await expect(decisions).toContainText('reuse');
  await expect(decisions).toContainText('copy');
  expect(wrong).toEqual([]);
});

test('and annotates the dirty-bit line of the patch of 15 September 2021', async ({ page }) => {
  test.skip(!existsSync(debate), "needs the debate's mail beside the checkout");
  const wrong = watch(page);
  await page.goto(`/p/${patch}/`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Unconditionally set pte dirty');
  const line = page.locator('tr', { hasText: 'pte_mkdirty(_dst_pte);' }).first();
  await line.getByRole('link').last().click();
  const remark = `The entry is dirty now in a mapping that nobody may write. ${Date.now()}`;
  await page.getByRole('textbox').last().fill(remark);
  await page.getByRole('button', { name: /^Save/ }).click();
  await expect(page.getByText(remark)).toBeVisible();
  await page.reload();
  await expect(page.getByText(remark)).toBeVisible();
  expect(wrong).toEqual([]);
});
