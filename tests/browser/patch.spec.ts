import { expect, type Page, test } from '@playwright/test';
import { expectSoundLayout, waitForKeys, watch } from './watch.ts';

const patch = '/p/20250110.2-patch@example.org/';
const path = 'pages/fill.c';

const line = (page: Page, anchor: string) => page.locator(`[id="${path}:${anchor}"]`);
const note = (page: Page, words: string) => page.locator('.anns .ann[id]', { hasText: words });

async function write(page: Page, anchor: string, words: string) {
  await line(page, anchor).click();
  await expect(page).toHaveURL(/annotate=/);
  await page.getByLabel('Text, in Markdown').fill(words);
}

async function remove(page: Page, words: string) {
  await expect(page.locator('#annotate')).toHaveCount(0);
  await note(page, words).getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/p\/[^?]*$/);
  await expect(note(page, words)).toHaveCount(0);
}

test('a patch: description, trailers, files, diff with numbers and signs', async ({ page }) => {
  const wrong = watch(page);
  await page.goto(patch);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('pages: mark where the bytes are written');
  const about = page.getByRole('complementary', { name: 'About this patch' });
  await expect(about.getByRole('row', { name: /Reviewed-by/ })).toContainText('Bo Park');
  await expect(about.getByRole('row', { name: /pages\/fill\.c/ })).toContainText('22');
  await expect(about.getByRole('row', { name: 'Part' })).toContainText('1 of 2, 1 held');
  await expect(page.locator('.diff tr.del .x').first()).toHaveText('-\tcopy_bytes(sheet, bytes);');
  await expect(page.locator('.diff tr.add mark').first()).toHaveText('copy_bytes_marked');
  await expect(line(page, 'a13')).toHaveText('13');
  await expect(line(page, '13')).toHaveText('13');
  await expect(line(page, 'a17')).toHaveText('17');
  expect(wrong).toEqual([]);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('a line is annotated: preview, save, claim, edit, delete', async ({ page }) => {
      const words = `Does it sleep? ${javaScriptEnabled}`;
      await page.goto(patch);
      await write(page, '13', `**Marked** \`here\`. ${words} <img src=x onerror=alert(1)>`);
      await page.locator('select[name=kind]').selectOption('question');
      await page.getByText('Claims, scenarios, rule').click();
      const claim = page.getByLabel('Claim that it bears on');
      await claim.fill((await page.locator('#all-claims option').first().getAttribute('value')) ?? '');
      await page.getByRole('button', { name: 'Preview' }).click();
      const preview = page.locator('.annotate .ann');
      await expect(preview.locator('strong')).toHaveText('Marked');
      await expect(preview.locator('img')).toHaveCount(0);
      await expect(page.locator('select[name=kind]')).toHaveValue('question');
      await page.getByRole('button', { name: 'Save annotation' }).click();
      await expect(page).toHaveURL(/#note-a-[0-9a-f]{12}$/);
      const saved = note(page, words);
      await expect(saved).toContainText('Question');
      await expect(saved).toContainText('Test Reader');
      await expect(saved.locator('strong')).toHaveText('Marked');
      await expect(saved.getByText('Claim')).toBeVisible();
      await expect(page.locator('.diff tr.has', { hasText: 'copy_bytes_marked' })).toHaveCount(1);

      await saved.getByRole('link', { name: 'Edit' }).click();
      await expect(page.getByLabel('Text, in Markdown')).toHaveValue(/\*\*Marked\*\*/);
      await page.getByLabel('Text, in Markdown').fill(`Changed. ${words}`);
      await page.getByRole('button', { name: 'Save annotation' }).click();
      await expect(note(page, words)).toContainText('revision 2');
      await remove(page, words);
    });

    test('of two who edit, the second sees both texts', async ({ page, context }) => {
      const words = `Two of us ${javaScriptEnabled}`;
      await page.goto(patch);
      await write(page, 'a14', words);
      await page.getByRole('button', { name: 'Save annotation' }).click();
      await note(page, words).getByRole('link', { name: 'Edit' }).click();
      await expect(page.getByLabel('Text, in Markdown')).toHaveValue(words);
      const second = await context.newPage();
      await second.goto(page.url());
      await page.getByLabel('Text, in Markdown').fill(`${words}: the first`);
      await page.getByRole('button', { name: 'Save annotation' }).click();
      await expect(note(page, words)).toContainText('the first');
      await second.getByLabel('Text, in Markdown').fill(`${words}: the second`);
      await second.getByRole('button', { name: 'Save annotation' }).click();
      await expect(second.locator('.theirs')).toHaveText(`${words}: the first`);
      await expect(second.getByLabel('Text, in Markdown')).toHaveValue(`${words}: the second`);
      await second.getByRole('button', { name: 'Save annotation' }).click();
      await expect(note(second, words)).toContainText('the second');
      await remove(second, words);
    });

    test('what cannot be saved says why, and keeps the text', async ({ page }) => {
      await page.goto(`${patch}?annotate=${path}:999`);
      await expect(page.getByText(`${path}:999`)).toBeVisible();
      await expect(page.getByLabel('Text, in Markdown')).toHaveCount(0);
    });
  });
}

test('keys: change, annotate, Enter; none while typing', async ({ page }) => {
  await page.goto(patch);
  await waitForKeys(page);
  await page.keyboard.press('n');
  await expect(line(page, 'a13')).toBeFocused();
  await page.keyboard.press('c');
  await expect(page).toHaveURL(/annotate=pages%2Ffill\.c%3Aa13/);
  await expect(page.getByLabel('Text, in Markdown')).toBeFocused();
  await page.keyboard.type('c n t');
  await expect(page.getByLabel('Text, in Markdown')).toHaveValue('c n t');
});

test('a mail without a patch, and a patch that is not here, lead on', async ({ page }) => {
  expect((await page.goto('/p/20250110.3-reply@example.org/'))?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This mail carries no patch');
  expect((await page.goto('/p/20250110.never-seen@example.org/'))?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This patch is not imported');
});

test('the cover letter and the parts lead to each other', async ({ page }) => {
  await page.goto('/p/20250110.1-cover@example.org/');
  await waitForKeys(page);
  await page.keyboard.press(']');
  await expect(page).toHaveURL(patch);
});

test('no width and no theme breaks the layout', async ({ page }) => {
  for (const address of [patch, `${patch}?annotate=${path}:13`, '/p/20250110.1-cover@example.org/']) {
    await expectSoundLayout(page, address);
  }
});
