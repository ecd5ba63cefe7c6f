import { expect, test } from '@playwright/test';
import { expectSoundLayout, watch } from './watch.ts';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the matrix is narrowed by a form, its address is the view, and back leads back', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Who ended unconvinced, and why' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Still open today' })).toBeVisible();
    const count = page.locator('.matrix-part .count b');
    const total = Number(/^(\d+) claims$/.exec(await count.innerText())?.[1]);
    expect(total).toBeGreaterThan(40);
    await page.getByLabel('Person').selectOption({ label: 'Hugh Dickins' });
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/\/\?person=hugh-dickins&.*#matrix$/);
    const shown = Number(/^(\d+) of /.exec(await count.innerText())?.[1]);
    await expect(count).toHaveText(`${shown} of ${total} claims`);
    expect(shown).toBeGreaterThan(0);
    // What is counted is there: judged by a scenario, or listed as judged by none.
    const slugs = await page.locator('.matrix-part :is(.mx, .untested) [href^="/claims/"]').evaluateAll((links) => {
      return [...new Set(links.map((link) => link.getAttribute('href')))].length;
    });
    expect(slugs).toBe(shown);
    await page.goBack();
    await expect(count).toHaveText(`${total} claims`);
  });

  test('an empty matrix says which filter leaves nothing, and leads out', async ({ page }) => {
    await page.goto('/?person=hugh-dickins&property=wrong-cow-pin');
    await expect(page.locator('.matrix-part .count')).toHaveText(/^0 of \d+ claims$/);
    const way = page.getByRole('link', { name: /^leave out/ });
    const promised = Number(/(\d+) claims? do/.exec(await page.locator('.empty').innerText())?.[1]);
    await way.click();
    await expect(page.locator('.matrix-part .count b')).toHaveText(new RegExp(`^${promised} of`));
  });

  test('a date shows the base as it was known then', async ({ page }) => {
    await page.goto('/?at=2020-12-31');
    await expect(page.locator('.banner')).toContainText('As known on 31 December 2020');
    const heads = page.locator('.mx').first().locator('thead .id');
    await expect(heads.filter({ hasText: /^A4$/ })).toHaveCount(1);
    await expect(heads.filter({ hasText: /^A7$/ })).toHaveCount(0);
    await page.getByRole('link', { name: 'Show what is known today' }).click();
    await expect(heads.filter({ hasText: /^A7$/ })).toHaveCount(1);
    await page.goto('/?at=2019-01-01');
    await expect(page.locator('.matrix-part .count')).toHaveText(/^0 of \d+ claims$/);
    await page.goto('/?at=yesterday');
    await expect(page.locator('.matrix-part')).toContainText('“yesterday” is no date');
  });

  test('claims are listed by what becomes of them under a kernel', async ({ page }) => {
    await page.goto('/claims');
    await page.getByLabel('Under').selectOption({ label: 'kernel 5.12' });
    await page.getByLabel('Standing').selectOption('defeated');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/under=5\.12&label=defeated/);
    const rows = page.locator('.list > li');
    await expect(page.locator('.count b')).toHaveText(new RegExp(`^${await rows.count()} of \\d+ claims$`));
    await expect(rows.first()).toContainText('defeated under 5.12');
    await page.goto('/claims?under=banana');
    await expect(page.locator('main')).toContainText('no policy or kernel “banana”');
  });

  test('anybody finds out who conceded what, and what became of what a person said on a day', async ({ page }) => {
    await page.goto('/people');
    await expect(page.locator('#concessions')).toContainText('Linus Torvalds withdraws');
    await page.goto('/people/linus-torvalds');
    await page.getByRole('link', { name: '18 December 2021' }).click();
    await expect(page).toHaveURL(/on=2021-12-18/);
    await expect(page.locator('#stances')).toContainText('Hindsight:');
    await expect(page.locator('#stances .count')).toContainText(/\d+ of \d+ stances, taken on 18 December 2021/);
  });

  test('two policies are compared down to the step at which they part', async ({ page }) => {
    await page.goto('/policies');
    await page.getByLabel('Compare').selectOption('A5');
    await page.getByLabel('with', { exact: true }).selectOption('A7');
    await page.getByRole('button', { name: 'What changed' }).click();
    await expect(page).toHaveURL(/\/policies\/A5\.\.A7$/);
    await expect(page.locator('#rules')).toContainText('take the page as it is, whoever shares it');
    const row = page.locator('.pair-flips tr', { hasText: 'pin-after-child-exit-in-order' }).first();
    await expect(row).toContainText('violated');
    await expect(row).toContainText('holds');
    await expect(row).toContainText(/Step \d+, P/);
    await row.getByRole('link').first().click();
    await expect(page).toHaveURL(/policy=A5&schedule=.*&step=\d+&with=A7/);
    await expect(page.locator('.compare .split')).toContainText('First difference');
    await page.goto('/policies/5.10..5.19');
    await expect(page.locator('main')).toContainText('5.10 is played as 5.9');
    const answer = await page.goto('/policies/A5..nonsense');
    expect(answer?.status()).toBe(404);
  });
});

test('a term is explained to the keyboard, and leads to its entry', async ({ page }) => {
  const wrong = watch(page);
  await page.goto('/guide/arriving-late');
  const term = page.locator('a.term', { hasText: 'write fault' });
  await expect(term).toHaveCount(1);
  const bubble = () => term.evaluate((link) => getComputedStyle(link, '::after').display);
  expect(await bubble()).toBe('none');
  await term.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  expect(await bubble()).toBe('block');
  await expect(term).toHaveAttribute('aria-description', /\w+ \w+ \w+/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/glossary\/write-fault$/);
  await expect(page.locator('article a.term', { hasText: /^write fault$/i })).toHaveCount(0);
  expect(wrong).toEqual([]);
});

test('bubbles make no page wider, whichever term has the focus', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto('/guide/arriving-late');
  for (const term of await page.locator('a.term').all()) {
    await term.hover();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
});

test('the views fit every width', async ({ page }) => {
  for (const path of [
    '/?kind=hugetlb&at=2021-12-18',
    '/claims?sort=failing',
    '/policies/A5..A7',
    '/people/peter-xu?on=2021-09-28',
  ]) {
    await expectSoundLayout(page, path);
  }
});
