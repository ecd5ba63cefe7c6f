import { expect, type Page, test } from '@playwright/test';

const scenario = '/scenarios/vmsplice-unmap';

/** Says that the page loaded nothing from elsewhere and broke no rule of its content security policy. */
function watch(page: Page): string[] {
  const wrong: string[] = [];
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') wrong.push(`asked ${request.url()}`);
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  return wrong;
}

const runner = (page: Page) => page.locator('.runner[data-live]');
const current = (page: Page) => runner(page).locator('.trace.stack tr[aria-current=step] td').first();

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the recorded run can be read and stepped', async ({ page }) => {
    await page.goto(scenario);
    await expect(page.getByText(/Violated under A1: missed COW/)).toBeVisible();
    await expect(page.getByText(/27 states, 33 schedules\. Complete/)).toBeVisible();
    await expect(page.locator('.trace.stack tr.bad')).toContainText('breaks missed COW');
    await expect(page.locator('.dgt')).not.toHaveCount(0);
    await page.getByRole('link', { name: 'Step forward' }).click();
    await expect(page).toHaveURL(/step=6/);
    await expect(current(page)).toHaveText('6');
    await page.getByRole('link', { name: /^A3 / }).click();
    await expect(page).toHaveURL(/policy=A3&schedule=PPCCPPC/);
    await expect(page.getByText(/Holds under A3/)).toBeVisible();
  });

  test('an address that no longer applies says where', async ({ page }) => {
    await page.goto(`${scenario}?policy=A1&schedule=PPXC&step=3`);
    await expect(page.locator('.notice')).toContainText(/step 3/i);
    await page.goto(`${scenario}?policy=Z9`);
    await expect(page.locator('.notice')).toContainText('There is no policy or kernel “Z9” here');
  });
});

test('runs every schedule under every policy in a worker', async ({ page }) => {
  const wrong = watch(page);
  await page.goto(scenario);
  await runner(page).getByRole('button', { name: 'Run all schedules' }).click();
  await expect(runner(page).getByText(/\d+ policies on 3 kinds of page searched in [\d.]+ s/)).toBeVisible({
    timeout: 20_000,
  });
  await expect(runner(page).locator('.pols tbody tr', { hasText: 'A1 ' })).toContainText('violated');
  await expect(runner(page).locator('.pols tbody tr', { hasText: 'A3 ' })).toContainText('holds');
  expect(wrong).toEqual([]);
});

test('a kind of page and a kernel are chosen in the page, played at once, and stand in the address', async ({
  page,
}) => {
  const wrong = watch(page);
  await page.goto(`${scenario}?policy=A5`);
  await expect(runner(page).locator('.verdict')).toContainText('Holds under A5');
  await runner(page).locator('.pols tbody tr', { hasText: 'A5 ' }).locator('td.kind a').nth(1).click();
  await expect(runner(page).locator('.verdict')).toContainText('Violated under A5 on THP: missed COW');
  await expect(page).toHaveURL(/policy=A5&kind=thp&schedule=/);
  await runner(page).getByRole('textbox', { name: 'Other' }).fill('5.13');
  await runner(page).getByRole('textbox', { name: 'Other' }).press('Enter');
  await expect(runner(page).locator('.verdict')).toContainText('Violated under 5.12 on THP');
  await expect(runner(page).locator('.verdict')).toContainText('5.13 is played as 5.12');
  await expect(page).toHaveURL(/policy=5\.12&kind=thp&schedule=/);
  await page.reload();
  await expect(runner(page).locator('.verdict')).toContainText('Violated under 5.12 on THP');
  await expect(runner(page).locator('.pols tbody tr', { hasText: '5.12 ' }).locator('td.kind')).toHaveText([
    'holds',
    'violated',
    'violated',
  ]);
  await runner(page).getByRole('combobox', { name: 'Kernel' }).selectOption('6.18');
  await runner(page).locator('.kernels form').first().getByRole('button', { name: 'Play' }).click();
  await expect(runner(page).locator('.verdict')).toContainText('Holds under 6.18 on THP');
  expect(wrong).toEqual([]);
});

test('is stepped by keyboard, and the address reopens exactly the view', async ({ page }) => {
  await page.goto(`${scenario}?policy=A1&schedule=PPCCPPC&step=0`);
  await expect(runner(page)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(current(page)).toHaveText('1');
  await page.keyboard.press('End');
  await expect(current(page)).toHaveText('7');
  await page.keyboard.press('3');
  await expect(page.getByText(/Holds under A3/)).toBeVisible();
  await page.keyboard.press('1');
  await runner(page).getByRole('link', { name: 'Compare with A3' }).click();
  await page.keyboard.press('Home');
  await page.keyboard.press('d');
  await expect(page).toHaveURL(/policy=A1&schedule=PPCCPPC&step=5&with=A3/);
  await expect(runner(page).locator('.splitlab')).toContainText('First difference');
  const seen = await runner(page).locator('.now').innerText();
  await page.reload();
  await expect(current(page)).toHaveText('5');
  expect(await runner(page).locator('.now').innerText()).toBe(seen);
});

test('no key works while somebody types, or after they were switched off', async ({ page, context }) => {
  await page.goto(`${scenario}?policy=A1&schedule=PPCCPPC&step=2`);
  await page.getByRole('searchbox', { name: 'Search' }).first().focus();
  await page.keyboard.press('End');
  await expect(current(page)).toHaveText('2');
  await context.addCookies([{ name: 'keys', value: 'off', url: new URL(page.url()).origin }]);
  await page.reload();
  await page.locator('h1').click();
  await page.keyboard.press('End');
  await expect(current(page)).toHaveText('2');
});

test('another choice makes another schedule', async ({ page }) => {
  await page.goto(`${scenario}?policy=A1&schedule=PPCCPPC&step=2`);
  await runner(page).locator('.choices a', { hasText: 'write fault' }).click();
  await expect(page).toHaveURL(/schedule=PPP&step=3/);
  await expect(runner(page).locator('.verdict')).toContainText('The schedule on show, 3 steps under A1');
});

test('an edited text runs, is marked as not recorded, and stands in the link', async ({ page }) => {
  await page.goto(scenario);
  await runner(page).getByRole('button', { name: 'Edit the text' }).click();
  const field = runner(page).getByRole('textbox', { name: 'Scenario text' });
  const text = await field.inputValue();
  await field.fill(text.replace('C: munmap v', 'C: mumap v'));
  await expect(runner(page).locator('.diagl li').first()).toContainText(/9:\d+/);
  await expect(runner(page).getByRole('button', { name: 'Run all schedules' })).toBeDisabled();
  await field.fill(text.replace('C: munmap v\n', ''));
  await expect(runner(page).getByText('This text is not recorded')).toBeVisible();
  await runner(page).getByRole('button', { name: 'Run all schedules' }).click();
  await expect(runner(page).getByText(/policies on 3 kinds of page searched/)).toBeVisible({ timeout: 20_000 });
  await expect(runner(page).locator('.pols tbody tr', { hasText: 'A1 ' })).toContainText('holds');
  await expect(page).toHaveURL(/#text=/);
  await page.reload();
  await expect(runner(page).getByText('This text is not recorded')).toBeVisible();
  await expect(runner(page).locator('.code').first()).not.toContainText('munmap');
});

test('draws its diagrams when they come into view, in the colours of the theme', async ({ page }) => {
  const wrong = watch(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${scenario}?policy=A1&schedule=PPCCPPC&step=5&with=A3`);
  await expect(page.locator('.dgc svg')).toHaveCount(0);
  await page.locator('.dgf').first().scrollIntoViewIfNeeded();
  const drawing = page.locator('.dgc svg').first();
  await expect(drawing).toBeVisible({ timeout: 30_000 });
  await expect(drawing.locator('title').first()).toContainText('Sequence of');
  await expect(drawing.locator('.messageText')).toHaveCount(7);
  await expect(drawing.locator('rect.rect')).toHaveCount(1);
  await expect(drawing.locator('rect.cur-band')).toHaveCount(1);
  const light = await drawing
    .locator('.actor-top')
    .first()
    .evaluate((box) => getComputedStyle(box).fill);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect
    .poll(() =>
      page
        .locator('.dgc svg .actor-top')
        .first()
        .evaluate((box) => getComputedStyle(box).fill),
    )
    .not.toBe(light);
  expect(wrong).toEqual([]);
});

test('a claim loads the simulator only when somebody wants it', async ({ page }) => {
  const wrong = watch(page);
  await page.goto('/claims/unmap-ends-access');
  const embed = page.locator('.runner-embed').first();
  await expect(embed.locator('.trace.stack tr.bad')).not.toHaveCount(0);
  expect(page.workers()).toHaveLength(0);
  await embed.getByRole('button', { name: 'Run all schedules' }).click();
  await expect(embed.getByText(/policies on 3 kinds of page searched/)).toBeVisible({ timeout: 20_000 });
  expect(page.workers()).toHaveLength(1);
  await expect(embed.getByRole('link', { name: 'Open in the runner' })).toHaveAttribute('href', /policy=.+&schedule=/);
  await expect(page).toHaveURL(/\/claims\/unmap-ends-access$/);
  expect(wrong).toEqual([]);
});

test('a frame shows the scenario alone', async ({ page }) => {
  await page.goto('/embed/scenarios/vmsplice-unmap?policy=A1');
  await expect(page.locator('header.top')).toBeHidden();
  await expect(page.getByText(/Violated under A1/)).toBeVisible();
});

for (const width of [1440, 1024, 390]) {
  test(`nothing scrolls sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${scenario}?policy=A1&schedule=PPCCPPC&step=5&with=A3`);
    await expect(runner(page)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
}

test('a change that turns the verdict is found, and its text opens in the playground', async ({ page }) => {
  await page.goto('/scenarios/vmsplice-unmap-in-order?policy=A5#flips');
  const flips = page.locator('#flips');
  await flips.getByRole('button', { name: 'Search changes' }).click();
  await expect(page).toHaveURL(/flips=1&policy=A5&kind=base/);
  const thp = flips.getByRole('row', { name: /the page is a THP/ });
  await expect(thp).toContainText('violated');
  await thp.getByRole('link', { name: 'Play it' }).click();
  await expect(page.getByRole('textbox', { name: 'Scenario text' })).toHaveValue(
    /^mm vmsplice-unmap-in-order\n\npages thp\n/,
    {
      timeout: 20_000,
    },
  );
});
