import { expect, type Page, test } from '@playwright/test';
import { expectSoundLayout, waitForKeys, watch } from './watch.ts';

const first = '/p/20240304.1-sheets@example.org/';
const second = '/p/20240304.2-sheets@example.org/';
const series = `${first}series`;

const at = (page: Page, id: string) => page.locator(`[id="${id}"]`);

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('files say what becomes of them: renamed, mode, binary, new; names as they are', async ({ page }) => {
      const wrong = watch(page);
      await page.goto(first);
      await expect(at(page, 'sheets/new name.c')).toContainText('Renamed from sheets/old name.c, 84 % alike');
      await expect(at(page, 'sheets/check.sh')).toContainText('becomes 100755 (executable)');
      await expect(at(page, 'sheets/mark.png')).toContainText('its bytes are not in the mail');
      await expect(at(page, 'sheets/grösse.c')).toContainText('New file');
      await expect(at(page, 'sheets/grösse.c').locator('.eof')).toContainText('No newline at end of file');
      expect(wrong).toEqual([]);
    });

    test('words of a line that changed are marked, line against line', async ({ page }) => {
      await page.goto(first);
      const marks = at(page, 'sheets/new name.c').locator('tr.add mark');
      await expect(marks).toHaveText(['1', 'new_rule']);
    });

    test('side by side: the two lines stand beside each other, and both have addresses', async ({ page }) => {
      await page.goto(`${first}#diff`);
      await page.getByRole('link', { name: 'Side by side' }).click();
      await expect(page).toHaveURL(/view=split/);
      const row = page.locator('.split tr', { has: at(page, 'sheets/new name.c:15') });
      await expect(row.locator('.x')).toHaveText([/old_rule/, /new_rule/]);
      await expect(row.locator('[id="sheets/new name.c:a20"]')).toHaveText('20');
    });

    test('white space: a line that differs by nothing else stays, and says so', async ({ page }) => {
      await page.goto(`${second}#diff`);
      const row = page.locator('tr', { has: at(page, 'sheets/table.c:21') });
      await expect(row).toHaveClass('add');
      await page.getByRole('link', { name: 'ignore its amount' }).click();
      await expect(row).toHaveClass('ws');
      await expect(row).toContainText('white space');
      await expect(row.locator('.g')).toHaveText(['21', '21']);
      await page.getByRole('link', { name: 'draw it' }).click();
      await expect(row.locator('.tab')).toHaveCount(1);
    });

    test('a whole series on one page: every line has an address, moved lines lead over patches', async ({ page }) => {
      const wrong = watch(page);
      await page.goto(series);
      await expect(page.getByRole('heading', { level: 2 })).toHaveText([
        'All patches',
        '1 sheets: name them anew',
        '2 sheets: weigh them in the table',
      ]);
      const moved = page
        .locator('tr', { has: at(page, '2/sheets/table.c:28') })
        .getByRole('link', { name: /moved from/ });
      await expect(moved).toHaveText('4 lines moved from sheets/new name.c:a13 in 1');
      await moved.click();
      await expect(page).toHaveURL(/#1\/sheets\/new%20name\.c:a13$/);
      await expect(at(page, '1/sheets/new name.c:a13')).toBeInViewport();
      const bytes = await page.content();
      expect(bytes.split('id="2/sheets/table.c:28"').length - 1).toBe(1);
      // The frame comes whole: its end stands below the diffs.
      await expect(page.locator('footer')).toBeAttached();
      expect(wrong).toEqual([]);
    });

    test('the address of a line shows it, marked, below the head of its file', async ({ page }) => {
      await page.goto(`${series}#1/sheets/new%20name.c:a20`);
      const line = at(page, '1/sheets/new name.c:a20');
      await expect(line).toBeInViewport();
      const colours = await line.evaluate((link) => {
        const of = (cell: Element | null | undefined) => (cell == null ? '' : getComputedStyle(cell).backgroundColor);
        return [
          of(link.closest('tr')?.querySelector('.x')),
          of(document.querySelector('tr.del:not(:has(:target)) .x')),
        ];
      });
      expect(colours[0]).not.toBe(colours[1]);
      const covered = await line.evaluate((link) => {
        const { left, top, height } = link.getBoundingClientRect();
        return !link.contains(document.elementFromPoint(left + 4, top + height / 2));
      });
      expect(covered).toBe(false);
    });
  });
}

test('source has colours once they are made, and each kind a look of its own', async ({ page }) => {
  await expect(async () => {
    await page.goto(first);
    await expect(page.locator('.diff .tk').first()).toHaveText('static', { timeout: 1000 });
  }).toPass();
  // The hunk begins inside of a comment.
  await expect(page.locator('tr', { has: at(page, 'sheets/new name.c:10') }).locator('.tc')).toHaveCount(1);
});

test('keys in a series: patch, change, copy the address of the line', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(series);
  await waitForKeys(page);
  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await expect(page.locator('[data-patch]', { hasText: 'weigh them in the table' })).toBeFocused();
  await page.keyboard.press('[');
  await expect(page.locator('[data-patch]', { hasText: 'name them anew' })).toBeFocused();
  await page.keyboard.press('n');
  await expect(page.locator('.diff a:focus')).toHaveCount(1);
  await page.keyboard.press('y');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/series#\d\/sheets\/.*:a?\d+$/);
});

test('the number of a line leads to where it is annotated', async ({ page }) => {
  await page.goto(series);
  await at(page, '2/sheets/table.c:23').click();
  await expect(page).toHaveURL(/20240304\.2-sheets.*annotate=sheets%2Ftable\.c%3A23/);
  await expect(page.locator('tr.cur')).toContainText('mark(4)');
});

test('a series that is not here', async ({ page }) => {
  expect((await page.goto('/p/20240304.none@example.org/series'))?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This patch is not imported');
});

test('no width and no theme breaks the layout', async ({ page }) => {
  for (const address of [`${first}?view=split&space=all,show`, series, `${series}?view=split`]) {
    await expectSoundLayout(page, address);
  }
});
