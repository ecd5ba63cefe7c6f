import { expect, type Page, test } from '@playwright/test';
import { watch } from './watch.ts';

const editor = (page: Page) => page.getByRole('textbox', { name: 'Scenario text' });
const runner = (page: Page) => page.locator('.runner[data-live]');
const judge = (page: Page) => page.locator('.judge');

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the playground says that it needs them, and shows the text that was chosen', async ({ page }) => {
    await page.goto('/playground');
    await expect(page.getByText('The playground needs scripts')).toBeVisible();
    await page.getByLabel('Begin with the policy').selectOption('always-copy');
    await page.getByLabel('in the scenario').selectOption('vmsplice-unmap');
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await expect(page).toHaveURL(/starter=always-copy&from=vmsplice-unmap/);
    await expect(editor(page)).toHaveValue(/^mm vmsplice-unmap\n\npolicy mine like A4\n {2}at write fault: copy\n/);
  });
});

test('plays a policy of one’s own beside the others, and the address reopens text and view', async ({ page }) => {
  const wrong = watch(page);
  await page.goto('/playground');
  await editor(page).fill(
    [
      'mm leak',
      'policy lax like A4',
      'at write fault: reuse when mapcount = 1',
      'P: map v = OLD',
      'P: fork C',
      'C: get read v -> pipe',
      'C: munmap v',
      'P: write v = NEW',
      'C: read pipe -> seen',
      'never missed-cow',
    ].join('\n'),
  );
  await page.keyboard.press('Control+Enter');
  await expect(runner(page).getByText(/policies on 3 kinds of page searched/)).toBeVisible({ timeout: 20_000 });
  await expect(runner(page).locator('.pols tbody tr').first()).toContainText(/lax like A4.*violated/);
  await expect(runner(page).getByText('Violated under lax: missed COW')).toBeVisible();
  await expect(runner(page).locator('.trace.stack')).toContainText('write fault: mapcount 1, reuse F0');
  await page.getByRole('button', { name: 'Format' }).click();
  await expect(editor(page)).toHaveValue(/^mm leak\n\npolicy lax like A4\n {2}at write fault: reuse/);
  await expect(page).toHaveURL(/policy=lax&schedule=PPCCPPC.*#text=/);
  const text = await editor(page).inputValue();
  const trace = await runner(page).locator('.trace.stack').innerText();
  await page.reload();
  await expect(editor(page)).toHaveValue(text);
  await expect(runner(page).locator('.trace.stack')).toBeVisible();
  expect(await runner(page).locator('.trace.stack').innerText()).toBe(trace);
  expect(wrong).toEqual([]);
});

test('says what is wrong with a rule at its place, and goes there by keyboard', async ({ page }) => {
  await page.goto('/playground');
  await editor(page).fill(
    'mm x\npolicy mine like A4\nat write fault: reuse when mapcnt = 1\nP: map v = A\nnever missed-cow\n',
  );
  const issue = page.getByRole('button', { name: /^3:28/ });
  await expect(issue).toBeVisible();
  await expect(page.locator('.diagl')).toContainText('nothing to look at is called `mapcnt` at write fault');
  await expect(page.getByRole('button', { name: 'Run all schedules' })).toBeDisabled();
  await issue.focus();
  await page.keyboard.press('Enter');
  await expect(editor(page)).toBeFocused();
  await page.keyboard.type('x');
  await expect(editor(page)).toHaveValue(/when xmapcnt = 1/);
});

test('judges every scenario under it, stops when asked, and leads to what differs', async ({ page }) => {
  const wrong = watch(page);
  await page.goto('/playground?starter=always-copy');
  await judge(page).getByRole('button', { name: 'Judge every scenario' }).click();
  await judge(page).getByRole('button', { name: 'Stop' }).click();
  await expect(judge(page).getByText('Stopped. What was not judged has no row.')).toBeVisible();
  await judge(page).getByRole('button', { name: 'Judge every scenario' }).focus();
  await page.keyboard.press('Enter');
  await expect(judge(page).getByText(/^Judged in/)).toBeVisible({ timeout: 60_000 });
  await expect(judge(page).getByText(/\d+ verdicts, \d+ differ: /)).toBeVisible();
  const row = judge(page).locator('.judged tbody tr', { hasText: 'no longer breaks' }).first();
  const title = await row.getByRole('link').first().innerText();
  await row.getByRole('link', { name: `Play ${title} here` }).click();
  await expect(page).toHaveURL(/\/playground\?policy=mine&kind=\w+.*#text=/);
  await expect(editor(page)).toHaveValue(/policy mine like A4\n {2}at write fault: copy\n/);
  await expect(page.getByText('There is no policy')).toHaveCount(0);
  await editor(page).fill('mm x\nP: map v = A\nnever missed-cow\n');
  await expect(judge(page).getByText('The text brings no policy.')).toBeVisible();
  expect(wrong).toEqual([]);
});

test('a rule that a search found opens here, ready to be judged', async ({ page }) => {
  await page.goto('/findings/synthesis');
  const first = page.locator('#all tbody tr').first();
  await first.getByText('As a policy').click();
  const text = await first.locator('pre').innerText();
  expect(text).toMatch(/^policy found-1 like A5\n/);
  await first.getByRole('link', { name: 'Play it in the playground' }).click();
  await expect(editor(page)).toHaveValue(/^mm playground\n\npolicy found-1 like A5\n/, { timeout: 20_000 });
  await expect(editor(page)).toHaveValue(
    new RegExp(
      text
        .split('\n')[1]
        ?.trim()
        .replace(/[+().]/g, '.') ?? '-',
    ),
  );
});
