import { expect, type Page, test } from '@playwright/test';
import { watch } from './watch.ts';

const text = (page: Page) => page.locator('textarea[name=text]');
const save = (page: Page) => page.getByRole('button', { name: /^Save/ }).first();

/** Replaces a line of the text by another. */
async function change(page: Page, from: RegExp, to: string): Promise<void> {
  const before = await text(page).inputValue();
  expect(before).toMatch(from);
  await text(page).fill(before.replace(from, to));
}

function claim(id: string): string {
  return `---
id: ${id}
title: A page that nobody else knows is nobody else's
kind: factual
why: A run decides it.
topic: missed-cow
order: 90
noScenario: Nobody wrote one yet.
stances:
  - person: linus-torvalds
    attitude: asserts
    message: CAHk-=wg95CiyT45ZOxtnWQ7cdKmejXcOydEyJcTTNnp5-nd+xg@mail.gmail.com
    date: 2021-12-18
    note: Said for the sake of a test.
hindsight: None.
---

Why it may be so. <script>alert(1)</script> [a](javascript:alert(2))
`;
}

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });
    const id = `made-in-the-page-${scripts ? 'a' : 'b'}`;

    test('a claim is made, related, edited, and each save is a revision', async ({ page }) => {
      const wrong = watch(page);
      await page.goto('/edit/claim');
      await text(page).fill(claim(id));
      await save(page).click();
      await expect(page).toHaveURL(new RegExp(`/claims/${id}`));
      await expect(page.getByRole('heading', { level: 1 })).toContainText('nobody else knows');
      await expect(page.locator('main script')).toHaveCount(0);
      await expect(page.locator('main a[href^="javascript"]')).toHaveCount(0);

      await page.goto(`/edit/claim/${id}`);
      await page.locator('[name=relation-kind]').selectOption('rebuts');
      await page.locator('[name=relation-claim]').selectOption('mapped-once-may-be-reused');
      await page.locator('[name=relation-date]').fill('2021-12-18');
      await page.locator('[name=relation-note]').fill('It says the opposite.');
      await page.locator('button[value=add-relation]').click();
      await expect(text(page)).toHaveValue(/kind: rebuts/);
      await save(page).click();
      await expect(page).toHaveURL(new RegExp(`/claims/${id}`));
      await expect(page.locator('main')).toContainText('It says the opposite.');
      await expect(page.locator('main')).toContainText('Test Reader');
      expect(wrong).toEqual([]);
    });

    test('a text that does not read is refused with its line, and kept', async ({ page }) => {
      await page.goto('/edit/claim/mapcount-is-the-wrong-test');
      await change(page, /^kind: .*$/m, 'kind: opinion');
      await save(page).click();
      await expect(page.locator('main')).toContainText(/line \d+|:\d+:/i);
      await expect(text(page)).toHaveValue(/kind: opinion/);
    });

    test('of two who edit, the second sees both texts and loses none', async ({ page, context }) => {
      const slug = scripts ? 'missed-cow-outranks' : 'unnecessary-cow-is-rare';
      const other = await context.newPage();
      await page.goto(`/edit/claim/${slug}`);
      await other.goto(`/edit/claim/${slug}`);
      await change(page, /^hindsight: .*$/m, 'hindsight: The first of two.');
      await change(other, /^hindsight: .*$/m, 'hindsight: The second of two.');
      await save(page).click();
      await expect(page).toHaveURL(new RegExp(`/claims/${slug}`));
      await save(other).click();
      await expect(text(other)).toHaveValue(/The second of two/);
      await expect(other.locator('main')).toContainText('The first of two');
    });

    test('a scenario is made and judged when it is run', async ({ page }) => {
      const scenario = `page-alone-${scripts ? 'a' : 'b'}`;
      await page.goto('/edit/scenario');
      await text(page).fill(`---
id: ${scenario}
title: A process stores twice
question: Does a store of one's own stay?
simulator: mm
sources:
  - commit: 09854ba94c6a
---

Nobody else is there.

\`\`\`scenario
mm ${scenario}

P: map v = OLD

concurrently
P: write v = NEW
P: read v -> seen

never seen = OLD
\`\`\`
`);
      await save(page).click();
      await expect(page).toHaveURL(new RegExp(`/scenarios/${scenario}`));
      await expect(page.getByRole('heading', { level: 1 })).toContainText('A process stores twice');
    });
  });
}
