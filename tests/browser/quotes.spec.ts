import { expect, type Page, test } from '@playwright/test';
import { expectSoundLayout, waitForKeys } from './watch.ts';

const first = '/m/20250203.1-ledger@example.org/';
const second = '/m/20250203.2-ledger@example.org/';
const form = '/quote?mail=20250203.1-ledger%40example.org';

/** Selects words of a mail as a reader does with the mouse. */
async function select(page: Page, words: string): Promise<void> {
  await page.evaluate((wanted) => {
    for (const piece of document.querySelectorAll('.tx')) {
      const node = piece.firstChild;
      const at = node?.nodeValue?.indexOf(wanted) ?? -1;
      if (node === null || at < 0) continue;
      document.getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
      return;
    }
    throw new Error(`no piece has ${wanted}`);
  }, words);
}

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Make something of the selected words' });

test('a selection becomes a claim in the margin, and another one a stance on it', async ({ page }) => {
  await page.goto(first);
  await waitForKeys(page);
  await select(page, 'cannot be closed\nby either of them alone');
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press('q');
  await expect(bar(page).getByRole('link', { name: 'Make a claim' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.said-words mark')).toHaveText('cannot be closed\nby either of them alone');
  // What is missing is said, and what was typed stays.
  await page
    .getByLabel('Statement, in your own words')
    .fill('An account that several hold cannot be closed by either of them alone.');
  await page.getByLabel('What is said there').fill('Cannot be closed by either of them alone, she says.');
  await page.getByRole('button', { name: 'Make the claim' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'why' })).toBeVisible();
  await expect(page.getByLabel('Statement, in your own words')).toHaveValue(/several hold/);
  await page.getByLabel('Statement, in your own words').fill('Several holders close an account together or not at all');
  await page.getByLabel('What is said there').fill('One clerk does not suffice.');
  await page.getByLabel('Why it is of that kind').fill('A run would show it.');
  // No answer: nothing is lost, and it is said.
  await page.route('**/quote?**', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await page.getByRole('button', { name: 'Make the claim' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'did not answer' })).toBeVisible();
  await expect(page.getByLabel('Why it is of that kind')).toHaveValue('A run would show it.');
  await page.unroute('**/quote?**');
  await page.getByRole('button', { name: 'Make the claim' }).click();
  await expect(page).toHaveURL(new RegExp(`${first}$`));
  await expect(page.locator('.body mark', { hasText: 'cannot be closed' })).toHaveText(
    'cannot be closed\nby either of them alone',
  );
  await expect(page.locator('.body')).toContainText('Dora Quill asserts');
  await expect(page.locator('.body')).toContainText('Several holders close an account together');

  await page.goto(second);
  await waitForKeys(page);
  await select(page, 'it counts visitors too');
  await bar(page).getByRole('link', { name: 'Take a stance' }).click();
  await expect(page.getByRole('radio', { name: /Several holders/ })).toBeVisible();
  await page.getByLabel('Words of the claim').fill('holders close account');
  await page.getByRole('button', { name: 'Find claims' }).click();
  await page.getByRole('radio', { name: /Several holders/ }).check();
  await page.getByLabel('does what').selectOption('rejects');
  await page.getByLabel('What is said there').fill('The number has guests in it.');
  await page.getByRole('button', { name: 'Take the stance' }).click();
  await expect(page).toHaveURL(new RegExp(`${second}$`));
  await expect(page.locator('.body mark')).toHaveText('it counts visitors too');
  await expect(page.locator('.body')).toContainText('Emil Rask rejects');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a sentence is chosen from the mail and annotated', async ({ page }) => {
    await page.goto(first);
    await page.getByRole('link', { name: 'Quote', exact: true }).click();
    await page.getByRole('link', { name: 'The tally says how many there are.' }).click();
    await page.getByRole('link', { name: 'An annotation' }).click();
    await page.getByLabel('Text, in Markdown').fill('Does it say so at night?');
    await page.getByRole('button', { name: 'Save the annotation' }).click();
    await expect(page).toHaveURL(new RegExp(`${first}$`));
    await expect(page.locator('.body')).toContainText('Note of Test Reader: Does it say so at night?');
    await expect(page.locator('.body mark').filter({ hasText: 'The tally says' })).toBeVisible();
  });
});

test('words that stand nowhere are listed, and said in the margin', async ({ page }) => {
  await page.goto('/edit/claim');
  await page.locator('textarea[name=text]').fill(`---
id: an-orphan-of-the-ledger
title: A tally that nobody reads is never wrong
kind: factual
why: A run decides it.
topic: missed-cow
order: 91
noScenario: Nobody wrote one yet.
stances:
  - person: linus-torvalds
    attitude: asserts
    message: 20250203.2-ledger@example.org
    date: 2025-02-03
    paragraph: 3
    hash: ${'ab'.repeat(32)}
    note: Said for the sake of a test.
---

In our words.
`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(/an-orphan-of-the-ledger/);
  await page.goto('/quotes');
  const orphan = page.locator('#orphaned li', { hasText: 'A tally that nobody reads' });
  await expect(orphan).toContainText('Taken from paragraph 3; the mail says something else now');
  await expect(orphan.getByRole('link', { name: 'Edit the claim' })).toBeVisible();
  await page.goto(second);
  await expect(page.locator('.body')).toContainText('stood in paragraph 3 and are not there any more');
});

test('a suggestion leads to its form; one that is dismissed is listed with who, and shown again on demand', async ({
  page,
}) => {
  await page.goto(`/suggestions?thread=20250203.1-ledger%40example.org`);
  const wrong = page.locator('li[data-item]', { hasText: 'You were wrong about the tally' });
  await expect(wrong).toContainText('Looks like an objection: says “You were wrong”');
  await wrong.getByRole('link', { name: 'Take a stance' }).click();
  await expect(page.locator('.said-words mark')).toContainText('You were wrong about the tally');
  await expect(page.getByLabel('does what')).toHaveValue('rejects');
  await page.goBack();
  const fair = page.locator('li[data-item]', { hasText: 'Fair enough for the first half.' });
  await fair.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText('1 suggestion dismissed')).toBeVisible();
  await expect(fair).toBeHidden();
  await page.getByText('1 suggestion dismissed').click();
  await expect(fair).toContainText('Dismissed by Test Reader');
  await fair.getByRole('button', { name: 'Show it again' }).click();
  await expect(page.getByText('1 suggestion dismissed')).toBeHidden();
  await expect(fair).toBeVisible();
});

test('a thread says what is new since the last visit, shows that alone, and forgets', async ({ page }) => {
  await page.goto(`${first}T/`);
  const since = page.locator('[data-since]');
  await expect(since).toContainText('First visit from this browser');
  // As if the visit was two days ago, before the second mail came.
  await page.evaluate(() => {
    const numbers = [...document.querySelectorAll<HTMLElement>('article[data-message]')].map((mail) =>
      Number(mail.dataset.message),
    );
    const key = Object.keys(localStorage).find((name) => name.startsWith('moot-seen-')) ?? '';
    localStorage.setItem(key, JSON.stringify({ newest: Math.min(...numbers), at: Date.now() - 2 * 86_400_000 }));
  });
  await page.reload();
  await expect(since).toContainText('1 of 2 mails new since your visit of');
  await expect(page.locator('article[data-new]')).toContainText('Emil Rask');
  await page.getByRole('button', { name: 'Only these' }).click();
  await expect(page.locator('article[data-message]:visible')).toHaveCount(1);
  await page.keyboard.press('w');
  await expect(page.locator('article[data-message]:visible')).toHaveCount(2);
  // The same visit: what was new still is.
  await page.reload();
  await expect(since).toContainText('1 of 2 mails new');
  await page.getByRole('button', { name: 'Forget my visits' }).click();
  await expect(page.locator('article[data-new]')).toHaveCount(0);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('moot-seen-')))).toEqual(
    [],
  );
});

test('a browser that keeps nothing shows the thread all the same', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    }),
  );
  await page.goto(`${first}T/`);
  await expect(page.locator('[data-since]')).toContainText('This browser keeps nothing');
  await expect(page.locator('article[data-message]')).toHaveCount(2);
});

for (const path of [
  form,
  `${form}&paragraph=2`,
  `${form}&paragraph=2&as=stance`,
  '/quotes',
  '/suggestions?mail=20250203.2-ledger%40example.org',
]) {
  test(`a sound layout in every width and theme: ${path}`, async ({ page }) => expectSoundLayout(page, path));
}
