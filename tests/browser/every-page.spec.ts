import { expect, test } from '@playwright/test';
import { expectSoundLayout, watch } from './watch.ts';

/** One address of every screen. */
const screens = [
  '/',
  '/findings',
  '/findings/a-cleanup-became-a-cve',
  '/findings/incompatible-claims',
  '/findings/refuted-expectations',
  '/findings/unargued-failures',
  '/findings/untested-claims',
  '/disagreements',
  '/disagreements?type=normative&person=linus-torvalds',
  '/objections',
  '/objections?state=withdrawn&person=linus-torvalds',
  '/objections/direct-read-is-lost-without-a-fork',
  '/claims/read-only-pin-is-a-snapshot',
  '/claims',
  '/claims/unmap-ends-access',
  '/claims/mapcount-must-come-back?under=5.16&extensions=1',
  '/claims/page-table-serialises-delivery?under=A1',
  '/scenarios',
  '/scenarios/vmsplice-unmap',
  '/scenarios/vmsplice-unmap?policy=A1&schedule=PPCCPPC&step=5',
  '/scenarios/vmsplice-unmap-in-order?flips=1&policy=A5',
  '/policies',
  '/policies/A1',
  '/policies/A5',
  '/kernels',
  '/kernels/5.13',
  '/observations',
  '/observations?model=differs',
  '/observations/vmsplice/fork.child-pins.child-munmaps.parent-writes?policy=5.10.218&kind=thp',
  '/observations/trial/h1?policy=5.10.218',
  '/observations/ask?order=fork;mremaps&pin=vmsplice&kernel=6.12',
  '/scenarios/vmsplice-unmap?policy=5.13&kind=hugetlb',
  '/playground',
  '/findings/synthesis',
  '/people',
  '/people/linus-torvalds',
  '/glossary',
  '/guide',
  '/guide/scenario-language',
  '/guide/argument',
  '/guide/own-policy',
  '/decisions',
  '/keys',
  '/export',
  '/mail',
  '/m/20250110.3-reply@example.org/',
  '/m/20250110.1-cover@example.org/T/',
  '/patches',
  '/p/20250110.2-patch@example.org/',
  '/p/20240304.1-sheets@example.org/?view=split',
  '/p/20240304.1-sheets@example.org/series',
  '/p/20250205.0-cover@example.org/rangediff',
  '/p/20250205.0-cover@example.org/rangediff?from=20250203.0-cover@example.org&view=lines',
  '/p/20250110.2-patch@example.org/review?chosen=1&trailer=Reviewed-by',
  '/search?q=mapcount',
  '/search?q=',
  '/edit/claim/unmap-ends-access',
];

for (const path of screens) {
  test(`${path} is sound in every width and theme, and breaks no rule of its policy`, async ({ page }) => {
    const wrong = watch(page);
    expect((await page.goto(path))?.status()).toBe(200);
    await expectSoundLayout(page, path);
    expect(wrong).toEqual([]);
  });
}

test('what is not there is a 404 with a way on', async ({ page }) => {
  for (const path of [
    '/claims/nothing',
    '/scenarios/nothing',
    '/observations/vmsplice/nothing',
    '/observations/trial/nothing',
    '/kernels/banana',
    '/m/nothing@example.org/',
    '/nowhere',
  ]) {
    const response = await page.goto(path);
    expect({ path, status: response?.status() }).toEqual({ path, status: 404 });
    // For a mail that nothing refers to, the way on is the command that imports it.
    await expect(page.locator('main a, main code').first()).toBeVisible();
  }
});

test('every answer forbids what is not ours', async ({ request }) => {
  for (const path of screens) {
    const policy = (await request.get(path)).headers()['content-security-policy'] ?? '';
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    expect(scripts).toMatch(/'nonce-|'sha256-/);
    expect(scripts).not.toContain('unsafe');
    expect(policy).toMatch(/default-src 'self'/);
    expect(policy).toMatch(/worker-src 'self'/);
    expect(policy).toMatch(/connect-src 'self'/);
  }
});

test('a write from elsewhere and a strange host are refused', async ({ request, baseURL }) => {
  const post = (headers: Record<string, string>) =>
    request.post('/edit/claim/unmap-ends-access', { headers, form: { text: 'x' }, maxRedirects: 0 });
  expect((await post({ origin: 'https://evil.example' })).status()).toBe(403);
  expect((await request.get('/', { headers: { host: 'evil.example' } })).status()).toBeGreaterThanOrEqual(400);
  expect((await request.get('/', { headers: { origin: baseURL ?? '' } })).status()).toBe(200);
});
