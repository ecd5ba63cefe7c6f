import { expect, test } from '@playwright/test';
import { watch } from './watch.ts';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('what kernels did can be read, narrowed, and followed to the same under the model', async ({ page }) => {
    await page.goto('/observations');
    await expect(page.locator('.counts')).toContainText(/\d[\d,]* agree with the model/);
    await expect(page.locator('.counts')).toContainText('0 differ');
    await page.getByLabel('Kernel', { exact: true }).selectOption('5.10.218');
    await page.getByLabel('Page', { exact: true }).selectOption('thp');
    await page.getByLabel('Words').fill('child munmaps');
    await page.getByLabel('Pin', { exact: true }).first().selectOption('vmsplice');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page).toHaveURL(/kernel=5\.10\.218&kind=thp/);
    const cells = page.locator('.mx.seen tbody td');
    await expect(cells.first()).toContainText('new, reused');
    await cells.first().getByRole('link').click();
    await expect(page).toHaveURL(
      /\/observations\/vmsplice\/fork\.child-pins\.child-munmaps\.parent-writes\?policy=5\.10\.218&kind=thp/,
    );
    await expect(page.locator('.verdict')).toContainText('Violated under 5.10.218 on THP: missed COW');
    await expect(page.locator('#seen tbody tr', { hasText: '7.2.12' }).first()).toContainText('agrees');
  });

  test('any order is asked by a form; one that has no words here says which', async ({ page }) => {
    await page.goto('/observations#ask');
    await page.getByLabel('Order').fill('fork; child exits; pin; write');
    await page.getByLabel('Kernel or policy').fill('5.17.2');
    await page.locator('#ask').getByRole('button', { name: 'Play' }).click();
    await expect(page.locator('.verdict')).toContainText('5.16');
    await expect(page.locator('h1')).toHaveText('fork; child exits; parent pins; parent writes');
    await page.goto('/observations/ask?order=fork;child+mremaps&pin=vmsplice&kernel=6.12');
    await expect(page.locator('.box.err')).toContainText('unknown word “mremaps”');
  });

  test('a release leads to what it is made of', async ({ page }) => {
    await page.goto('/kernels');
    await page.getByLabel('Release').fill('6.6.30');
    await page.getByRole('button', { name: 'Look up' }).click();
    await expect(page.locator('h1')).toHaveText('Linux 6.6.30');
    await expect(page.locator('main')).toContainText('6.6.30 is played as 6.2, the last change of a rule before it.');
    await page.goto('/kernels/banana');
    await expect(page.locator('h1')).toHaveText('No such kernel');
  });
});

test('an observation plays on in the page', async ({ page }) => {
  const wrong = watch(page);
  await page.goto('/observations/vmsplice/fork.child-pins.child-munmaps.parent-writes?policy=5.10.218');
  const runner = page.locator('.runner[data-live]');
  await expect(runner).toBeVisible();
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/\/observations\/vmsplice\/.*step=0/);
  await runner.getByRole('button', { name: 'Run all schedules' }).click();
  await expect(runner.getByText(/kinds of page searched/)).toBeVisible({ timeout: 20_000 });
  expect(wrong).toEqual([]);
});
