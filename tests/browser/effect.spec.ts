import { expect, test } from '@playwright/test';
import { expectSoundLayout, watch } from './watch.ts';

const first = '/p/effect-v1@example.org/';
const second = '/p/effect-v2@example.org/';

test('a patch of which nobody said anything says so in a line; what it does is said in a form, and shown', async ({
  page,
}) => {
  const wrong = watch(page);
  await page.goto(first);
  const effect = page.locator('#effect');
  await expect(effect).toContainText('Nobody said which policy this patch makes');
  await page.getByText('Say what this patch does').click();
  await page.getByLabel('What it does, in our words').fill('Made by the first version');
  await page.getByLabel('Policy that it makes').selectOption('A4');
  await page.getByLabel('What it starts from').fill('A2');
  await page.getByRole('button', { name: 'Say it' }).click();
  // Both sides are compared over every scenario: on a busy machine that takes a while.
  await expect(page.getByRole('heading', { name: 'What this patch does' })).toBeVisible({ timeout: 30_000 });
  await expect(effect).toContainText('From A2 to A4');
  const claims = effect.locator('.claim-turns').first();
  await expect(claims.getByText('Step', { exact: false }).first()).toBeVisible();
  // The first step where the two part, in the runner.
  await claims.locator('tbody th .line a').first().click();
  await expect(page).toHaveURL(/\/scenarios\/.*policy=A2.*step=\d+.*with=A4/);
  expect(wrong).toEqual([]);
});

test('the next version: what changed in meaning, and a trace that leads to its rule', async ({ page }) => {
  await page.goto(second);
  await page.getByText('Say what this patch does').click();
  await page.getByLabel('What it does, in our words').fill('Made by the second version');
  await page.getByLabel('Policy that it makes').selectOption('A5');
  await page.getByLabel('Next version of').selectOption({ label: 'Made by the first version' });
  await page.getByRole('button', { name: 'Say it' }).click();
  await expect(page.locator('#effect .meaning')).toContainText('Made by the second version makes A5', {
    timeout: 30_000,
  });
  await expectSoundLayout(page, second);

  await page.goto('/scenarios/vmsplice-unmap?policy=A1');
  await page.locator('.trace .decided a', { hasText: 'write fault' }).first().click();
  await expect(page).toHaveURL(/\/policies\/A1#point-write-fault$/);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a declaration that names nothing is refused with what was typed', async ({ page }) => {
    await page.goto(second);
    await page.locator('#declare summary').first().click();
    await page.getByLabel('What it does, in our words').fill('Starts from nowhere');
    await page.getByLabel('Policy that it makes').selectOption('A4');
    await page.getByLabel('What it starts from').fill('Z9');
    await page.getByRole('button', { name: 'Say it' }).click();
    await expect(page.locator('.declare .msg-err')).toContainText('Z9');
    await expect(page.getByLabel('What it does, in our words')).toHaveValue('Starts from nowhere');
  });
});
