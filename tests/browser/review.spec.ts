import { expect, test } from '@playwright/test';
import { watch } from './watch.ts';

const patch = '/p/20250110.2-patch@example.org/';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('an annotation becomes a mail: chosen, read over, taken along as a mailbox', async ({ page }) => {
      const wrong = watch(page);
      const words = `Who marks the last byte? ${javaScriptEnabled}`;
      await page.goto(patch);
      await page.locator('[id="pages/fill.c:13"]').click();
      await page.getByLabel('Text, in Markdown').fill(words);
      await page.getByRole('button', { name: 'Save annotation' }).click();
      await expect(page).toHaveURL(/#note-a-[0-9a-f]{12}$/);
      const slug = /note-(a-[0-9a-f]+)/.exec(page.url())?.[1] ?? '';

      await page.goto(patch);
      await page.getByRole('link', { name: 'Review as mail' }).click();
      for (const box of await page.locator('input[name=note]').all()) {
        if ((await box.getAttribute('value')) !== slug) await box.uncheck();
      }
      await page.getByRole('checkbox', { name: 'Reviewed-by' }).check();
      await page.getByRole('button', { name: 'Preview' }).click();
      await expect(page).toHaveURL(/chosen=1/);
      await expect(page.getByRole('heading', { name: '1 mail' })).toBeVisible();
      const mail = page.getByRole('region', { name: 'Text of the mail Re: [PATCH' });
      await expect(mail).toContainText(`copy_bytes_marked`);
      await expect(mail).toContainText(`\n\n${words}\n\nReviewed-by: Test Reader <reader@example.org>`);
      await expect(page.getByRole('button', { name: 'Copy text' })).toHaveCount(javaScriptEnabled ? 1 : 0);

      const link = page.getByRole('link', { name: 'Download mailbox' });
      const text = await (await page.request.get((await link.getAttribute('href')) ?? '')).text();
      expect(text).toMatch(/^From mboxrd@z .*\nFrom: Test Reader <reader@example\.org>\n/);
      expect(text).toContain('In-Reply-To: <20250110.2-patch@example.org>');
      expect(text).toContain(words);

      await page.goto(patch);
      await page.locator('.anns .ann[id]', { hasText: words }).getByRole('link', { name: 'Edit' }).click();
      await page.getByRole('button', { name: 'Delete' }).click();
      await expect(page).toHaveURL(/\/p\/[^?]*$/);
      expect(wrong).toEqual([]);
    });
  });
}

test('a review of what is no patch leads to the mail that is missing; an empty one has no mailbox', async ({
  page,
  request,
}) => {
  await page.goto('/p/nobody@example.org/review');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('not');
  expect((await request.get('/p/nobody@example.org/review.mbox')).status()).toBe(404);
  expect((await request.get(`${patch}review.mbox?chosen=1`)).status()).toBe(409);
});
