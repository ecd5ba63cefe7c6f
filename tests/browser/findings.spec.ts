import { expect, test } from '@playwright/test';

test('an objection or a finding that is not there is a 404 with a way on', async ({ page }) => {
  for (const path of ['/objections/nothing', '/findings/nothing']) {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
  }
});

test('the objection to a patch that became a CVE is found from the patch, with who was right', async ({ page }) => {
  await page.goto('/patches');
  await page
    .locator('#always-dirty')
    .getByRole('link', { name: /objections/ })
    .click();
  await expect(page).toHaveURL(/\/objections\?change=always-dirty$/);
  await expect(page.locator('.count')).toContainText(/^\d+ of \d+ objections/);
  await page
    .getByRole('link', { name: 'Code elsewhere may conclude from a dirty entry that writing is allowed' })
    .click();
  const chain = page.locator('#chain');
  await expect(chain.locator('tr', { hasText: 'objects' }).first()).toContainText('violated under C3');
  await expect(chain.locator('tr', { hasText: 'objects' }).first()).toContainText('The run shows what was objected to');
  await expect(chain.locator('tr', { hasText: 'addressed' }).first()).toContainText('holds under A7f');
});

test('an answer that a run refutes does not settle an objection', async ({ page }) => {
  await page.goto('/objections/direct-read-is-lost-without-a-fork');
  const answers = page.locator('#chain tr', { hasText: 'addressed' });
  await expect(answers.first()).toContainText('Said to be addressed; its scenario still fails under A5');
  await expect(answers.nth(1)).toContainText('Borne out');
  await expect(page.locator('.stand')).toContainText('addressed');
});

test('filters stand in the address, and an empty list says why', async ({ page }) => {
  await page.goto('/objections');
  await page.getByLabel('State').selectOption('standing');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/state=standing/);
  await expect(page.getByLabel('State')).toHaveValue('standing');
  await expect(page.locator('.list > li')).not.toHaveCount(0);
  await page.goto('/objections?state=withdrawn&person=linus-torvalds');
  await expect(page.locator('.empty')).toContainText('No objection passes');
  await page.goBack();
  await expect(page.getByLabel('State')).toHaveValue('standing');
});

test('one run is judged by what each side asked for', async ({ page }) => {
  await page.goto('/claims/read-only-pin-is-a-snapshot#same-run');
  const trial = page.locator('.trial').first();
  await expect(trial.locator('.sides tbody tr').first()).toContainText('holds');
  await expect(trial.locator('.sides tbody tr').nth(1)).toContainText('violated');
  const ends = trial.locator('.parting tfoot tr');
  await expect(ends.filter({ hasText: 'pin = 0 or pin = mm' })).toContainText('holds');
  await expect(ends.filter({ hasText: 'wrong-cow' })).toContainText('violated');
  await trial.getByRole('link', { name: 'Replay it' }).click();
  await expect(page).toHaveURL(/\/scenarios\/pin-after-child-exit-in-order\?policy=A3&schedule=/);
});

test('a finding is found by its words, and leads to the counterexample that it rests on', async ({ page }) => {
  await page.goto('/search?q=forced+GUP+CVE-2022-2590');
  await page.getByRole('link', { name: 'A cleanup of September 2021 became CVE-2022-2590' }).click();
  await expect(page).toHaveURL('/findings/a-cleanup-became-a-cve');
  await page.getByRole('link', { name: 'the counterexample', exact: true }).click();
  await expect(page).toHaveURL(/\/claims\/[a-z-]+#written-by-force$/);
  await expect(page.locator('#written-by-force')).toBeVisible();
});
