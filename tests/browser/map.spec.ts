import { expect, test } from '@playwright/test';
import { expectSoundLayout, watch } from './watch.ts';

const around = '/map?claim=missed-cow-outranks';

for (const path of [around, '/map?all', '/timeline', '/timeline?at=2021-12-18', '/timeline?person=nobody&kind=claim']) {
  test(`${path} is sound in every width and theme`, async ({ page }) => {
    const wrong = watch(page);
    await expectSoundLayout(page, path);
    expect(wrong).toEqual([]);
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a map is walked by its links, folded, judged under another kernel, and said as an outline', async ({
    page,
  }) => {
    await page.goto('/map?depth=2');
    const focus = page.locator('svg a.here');
    await expect(focus).toHaveCount(1);
    const claims = await page.locator('svg a.n:not(.rest)').count();
    const next = page.locator('svg a.n:not(.here, .rest)').first();
    const name = await next.getAttribute('data-claim');
    const href = await next.getAttribute('href');
    await page.goto(href ?? '');
    await expect(focus).toHaveAttribute('data-claim', name ?? '');
    await expect(focus).toHaveAttribute('href', `/claims/${name}`);
    await page.goto('/map?depth=2');
    const fold = page.locator('.outl .fold-link').first();
    await fold.click();
    await expect(page).toHaveURL(/fold=/);
    expect(await page.locator('svg a.n:not(.rest)').count()).toBeLessThan(claims);
    await expect(page.locator('.outl .fold-link', { hasText: /^Show \d+ more$/ })).toHaveCount(1);
    await page.getByLabel('Labels under').selectOption('5.7');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/fold=[^&]+&under=5\.7/);
    await expect(page.locator('figcaption')).toContainText('labelled under 5.7');
  });

  test('the outline has every claim and word of the map', async ({ page }) => {
    await page.goto(around);
    const drawn = await page.locator('svg a.n:not(.rest)').evaluateAll((boxes) => boxes.length);
    const titles = await page
      .locator('.outl a[href^="/map?claim="]:not(.fold-link), .outl .here a')
      .evaluateAll((links) => {
        return new Set(links.map((link) => link.textContent)).size;
      });
    expect(titles).toBe(drawn);
    const words = await page.locator('svg text.w').count();
    expect(await page.locator('.outl .rel').count()).toBeGreaterThan(0);
    expect(words).toBeGreaterThanOrEqual(await page.locator('.outl .rel').count());
  });

  test('as known on a day the map has fewer claims, and leads back to today', async ({ page }) => {
    await page.goto('/map?all');
    const now = await page.locator('svg a.n').count();
    await page.getByLabel('as known on').fill('2020-12-31');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/\/map\?all=?&.*at=2020-12-31/);
    await expect(page.locator('.banner')).toContainText('As known on 31 December 2020');
    await expect(page.locator('#map-under')).toContainText('5.10, the newest kernel');
    expect(await page.locator('svg a.n').count()).toBeLessThan(now);
    await page.getByRole('link', { name: 'Show what is known today' }).click();
    await expect(page.locator('.banner')).toHaveCount(0);
    expect(await page.locator('svg a.n').count()).toBe(now);
  });

  test('what there is no map of says why', async ({ page }) => {
    await page.goto('/map?claim=nothing');
    await expect(page.locator('main')).toContainText('There is no claim nothing');
    await page.goto('/map?claim=missed-cow-outranks&at=2020-09-01');
    await expect(page.locator('main')).toContainText('Nobody had spoken of this claim by 1 September 2020');
    await page.goto('/map?under=banana');
    await expect(page.locator('main')).toContainText('No policy, combination or kernel is called banana');
  });

  test('a day of the timeline shows what was known on it, and what turned since', async ({ page }) => {
    await page.goto('/timeline');
    await expect(page.locator('.strip svg a').first()).toBeVisible();
    await page.locator('.month .day a', { hasText: '18 Dec 2021' }).click();
    await expect(page).toHaveURL(/at=2021-12-18/);
    await expect(page.locator('.banner')).toContainText('As known on 18 December 2021');
    await expect(page.locator('.then')).toContainText('under 5.15, the newest of the day');
    const turned = page.locator('.turned tbody tr');
    expect(await turned.count()).toBeGreaterThan(0);
    await expect(turned.first()).toContainText(/(accepted|defeated|undecided) → (accepted|defeated|undecided)/);
    await expect(page.locator('.month h3').last()).toHaveText('December 2021');
    await page.getByLabel('Person', { exact: true }).selectOption('linus-torvalds');
    await page.getByLabel('Kind', { exact: true }).selectOption('stance');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/kind=stance&person=linus-torvalds&topic=&at=2021-12-18/);
    for (const text of await page.locator('.month .what').allTextContents()) expect(text).toContain('Linus Torvalds');
    await page.getByRole('link', { name: 'Show what is known today' }).click();
    await expect(page.locator('.then')).toHaveCount(0);
  });

  test('an empty timeline says which filter is to blame', async ({ page }) => {
    await page.goto('/timeline?kind=release&person=linus-torvalds');
    await expect(page.locator('.empty')).toContainText('leave out');
    await page.locator('.empty a').click();
    await expect(page.locator('.month').first()).toBeVisible();
  });
});

test('arrows follow lines, o opens what has the focus, u leads back', async ({ page }) => {
  const wrong = watch(page);
  await page.goto(around);
  await page.locator('.map-tools').waitFor();
  const focus = page.locator('svg a.here');
  await focus.focus();
  const active = () => page.evaluate(() => document.activeElement?.getAttribute('data-claim') ?? null);
  const linked = ((await focus.getAttribute('data-links')) ?? '').split(' ');
  await page.keyboard.press('ArrowLeft');
  const left = await active();
  expect(linked).toContain(left);
  await page.keyboard.press('ArrowDown');
  expect(await active()).not.toBe(left);
  await page.locator(`svg a[data-claim="${left}"]`).focus();
  await page.keyboard.press('o');
  await expect(page).toHaveURL(new RegExp(`/map\\?claim=${left}`));
  await page.locator('.map-tools').waitFor();
  await page.keyboard.press('u');
  await expect(page).toHaveURL(/\/map$/);
  expect(wrong).toEqual([]);
});

test('a map is made larger and smaller by keys, buttons and the wheel, and dragged', async ({ page }) => {
  await page.goto(around);
  await page.locator('.map-tools').waitFor();
  const width = () => page.locator('svg.graph').evaluate((svg) => Number(svg.getAttribute('width')));
  const full = await width();
  await page.keyboard.press('+');
  expect(await width()).toBeGreaterThan(full);
  await page.keyboard.press('0');
  expect(await width()).toBe(full);
  await page.getByRole('button', { name: 'Smaller' }).click();
  expect(await width()).toBeLessThan(full);
  await page.getByRole('button', { name: 'Full size' }).click();
  const view = page.locator('.map-view');
  const middle = await view.evaluate((element) => {
    const { left, top, width: wide, height } = element.getBoundingClientRect();
    return { x: left + wide / 2, y: top + height / 2 };
  });
  await page.mouse.move(middle.x, middle.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, 200);
  await page.keyboard.up('Control');
  await expect.poll(width).toBeLessThan(full);
  await page.keyboard.press('0');
  // A place of the map without a box, where the mouse takes hold of the ground.
  const ground = await view.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    for (let y = top + 10; y < Math.min(bottom, window.innerHeight) - 20; y += 10) {
      for (let x = left + 10; x < right - 120; x += 10) {
        const hit = document.elementFromPoint(x, y);
        if (hit !== null && element.contains(hit) && hit.closest('a') === null) return { x, y };
      }
    }
    throw new Error('the map is full of boxes');
  });
  await page.mouse.move(ground.x, ground.y);
  const start = await view.evaluate((element) => element.scrollLeft);
  await page.mouse.down();
  await page.mouse.move(ground.x + 100, ground.y);
  await page.mouse.up();
  expect(await view.evaluate((element) => element.scrollLeft)).toBe(Math.max(0, start - 100));
});

test('no letter of a map leaves its box', async ({ page }) => {
  await page.goto('/map?all');
  await page.locator('.map-tools').waitFor();
  await page.evaluate(() => document.fonts.ready);
  const wide = await page.locator('svg a.n').evaluateAll((boxes) =>
    boxes.flatMap((box) => {
      const frame = box.querySelector('rect')?.getBoundingClientRect();
      return [...box.querySelectorAll('text')].flatMap((text) => {
        const { left, right, bottom } = text.getBoundingClientRect();
        const fits = frame !== undefined && left > frame.left && right < frame.right && bottom < frame.bottom;
        return fits ? [] : [text.textContent];
      });
    }),
  );
  expect(wide).toEqual([]);
});

test('a map leaves as SVG and as mermaid', async ({ page, request }) => {
  await page.goto(around);
  const svg = await request.get((await page.getByRole('link', { name: 'SVG' }).getAttribute('href')) ?? '');
  expect(svg.headers()['content-type']).toContain('image/svg+xml');
  expect(await svg.text()).toMatch(/^<svg xmlns/);
  const mermaid = await request.get((await page.getByRole('link', { name: 'Mermaid' }).getAttribute('href')) ?? '');
  expect(await mermaid.text()).toMatch(/^flowchart LR\n/);
  expect((await request.get('/map/export/banana')).status()).toBe(404);
});
