import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { needs } from '../needs.ts';
import { expectSoundLayout, waitForKeys, watch } from './watch.ts';

const v1 = '/p/20250203.1-sheet@example.org/';
const v2 = '/p/20250210.1-sheet-v2@example.org/';
const file = 'pages/sheet.c';

/** Twenty remarks on v1: the line, what it is, and where it belongs in v2; null where that shows no such line. */
const remarks = [
  { at: '12', kind: 'note', now: '18' },
  { at: '13', kind: 'question', now: '19' },
  { at: '15', kind: 'objection', now: null },
  { at: '17', kind: 'objection', now: '21' },
  { at: '18', kind: 'note', now: '24' },
  { at: '19', kind: 'question', now: '25' },
  { at: '20', kind: 'note', now: '26' },
  { at: '21', kind: 'objection', now: null },
  { at: '22', kind: 'note', now: '29' },
  { at: '29', kind: 'note', now: '36' },
  { at: '30', kind: 'objection', now: '37' },
  { at: '38', kind: 'note', now: '45' },
  { at: '39', kind: 'question', now: '46' },
  { at: '45', kind: 'question', now: null },
  { at: '46', kind: 'note', now: null },
  { at: '48', kind: 'note', now: '54' },
  { at: '51', kind: 'note', now: '57' },
  { at: '52-54', kind: 'question', now: '58' },
  { at: '54', kind: 'note', now: '60' },
  { at: '56', kind: 'note', now: '62' },
] as const;

const words = (at: string) => `Remark on line ${at} of the first version.`;
const note = (page: Page, text: string): Locator => page.locator('.ann[id]:not(#removed *)', { hasText: text });

function importMail(name: string): void {
  const env = { ...process.env, MOOT_DATA: process.env.MOOT_TEST_DATA };
  const mail = join('tests', 'browser', 'fixtures', name);
  execFileSync(process.execPath, [join('lib', 'cli', 'moot.js'), 'import', mail], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Opens a note that is folded because many stand at its neighbours. */
async function unfold(target: Locator): Promise<void> {
  if (await target.evaluate((element) => element.tagName === 'DETAILS' && !element.hasAttribute('open'))) {
    await target.locator('> summary').click();
  }
}

async function annotate(page: Page, at: string, kind: string, text: string): Promise<void> {
  await page.goto(`${v1}?annotate=${encodeURIComponent(`${file}:${at}`)}&kind=${kind}#annotate`);
  await page.getByLabel('Text, in Markdown').fill(text);
  await page.getByRole('button', { name: 'Save annotation' }).click();
  await expect(page).toHaveURL(/#note-a-[0-9a-f]{12}$/);
}

async function withoutScripts(browser: Browser): Promise<Page> {
  const { baseURL = '' } = test.info().project.use;
  return (await browser.newContext({ javaScriptEnabled: false, baseURL })).newPage();
}

test.describe
  .serial('a reviewer with twenty annotations on v1 receives v2 by mail', () => {
    test('and had written them without scripts', async ({ browser }) => {
      test.setTimeout(240_000);
      importMail('sheet-v1.mbox');
      importMail('sheet-reply.mbox');
      const page = await withoutScripts(browser);
      for (const { at, kind } of remarks) await annotate(page, at, kind, words(at));
      await page.goto(v1);
      for (const { at } of remarks) await expect(note(page, words(at))).toHaveCount(1);
      await expect(page.getByRole('link', { name: '21 annotations' })).toBeVisible();
      await page.context().close();
    });

    test('sees each where it belongs', async ({ page }) => {
      const wrong = watch(page);
      importMail('sheet-v2.mbox');
      await page.goto(v2);
      for (const { at, now } of remarks) {
        const own = note(page, words(at));
        await expect(own, at).toHaveCount(1);
        await unfold(own);
        await expect(own, at).toContainText(`v1, line ${at.split('-')[0]}`);
        const number = own.locator('.k a').first();
        if (now === null) {
          // Not on a line that says something else: either gone, or beside the old text.
          const isGone = (await own.locator('xpath=ancestor::*[@id="orphans"]').count()) > 0;
          if (!isGone) await expect(own.locator('.line-diff .del'), at).not.toHaveCount(0);
        } else {
          await expect(number, at).toHaveAttribute('href', `#${file}:${now}`);
        }
      }
      expect(wrong).toEqual([]);
    });

    test('marks one as addressed with the keyboard alone', async ({ page }) => {
      await page.goto(v2);
      await waitForKeys(page);
      const own = note(page, words('17'));
      for (let pressed = 0; pressed < 30; pressed += 1) {
        await page.keyboard.press('.');
        if (await own.evaluate((element) => element.contains(document.activeElement))) break;
      }
      expect(await own.evaluate((element) => element.contains(document.activeElement))).toBe(true);
      if (await own.evaluate((element) => element.tagName === 'DETAILS')) await page.keyboard.press('z');
      for (let pressed = 0; pressed < 12; pressed += 1) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate(() => document.activeElement?.textContent)) === 'What became of it') break;
      }
      await page.keyboard.press('Enter');
      await expect(page.locator('#settle select[name=kind]')).toBeFocused();
      await expect(page.locator('#settle select[name=kind]')).toHaveValue('addressed');
      await expect(page.locator('#settle select[name=version] option:checked')).toHaveText('v2');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.type('<20250210.1-sheet-v2@example.org>');
      await page.keyboard.press('Tab');
      await page.keyboard.type('The lock is taken first');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/#note-/);
      await expect(own).toContainText('addressed in v2');
      await expect(own).toContainText('The lock is taken first');
      await expect(own).toContainText('Test Reader');
    });

    test('marks another without scripts, and opens it again', async ({ browser }) => {
      const page = await withoutScripts(browser);
      await page.goto(v2);
      const own = note(page, words('30'));
      await unfold(own);
      await own.getByRole('link', { name: 'What became of it' }).click();
      await page.locator('#settle input[name=mail]').fill('no mail at all');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.locator('.msg-err')).toContainText('A Message-ID has a part after the @');
      await page.locator('#settle input[name=mail]').fill('20250210.1-sheet-v2@example.org');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(own).toContainText('addressed in v2');
      await unfold(own);
      await own.getByRole('link', { name: 'What became of it' }).click();
      await page.locator('#settle select[name=kind]').selectOption('reopened');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(own).toContainText('reopened');
      await page.context().close();
    });

    test('says by hand where one belongs, and takes that back', async ({ browser }) => {
      const page = await withoutScripts(browser);
      await page.goto(v2);
      const own = note(page, words('21'));
      await unfold(own);
      await own.getByRole('link', { name: 'Correct the place' }).click();
      await page.locator(`[id="${file}:27"]`).click();
      await expect(page.getByText('Does the objection of Test Reader belong on line 27')).toBeVisible();
      await page.getByRole('button', { name: 'Put it on line 27' }).click();
      await unfold(own);
      await expect(own).toContainText('Put here by hand, says Test Reader');
      await expect(own.locator('.line-diff .del').first()).toContainText('wake');
      await own.getByRole('link', { name: 'Correct the place' }).click();
      await page.getByRole('button', { name: 'Undo the correction' }).click();
      await unfold(own);
      await expect(own).not.toContainText('Put here by hand');
      await own.getByRole('link', { name: 'Correct the place' }).click();
      await page.getByRole('button', { name: 'Gone from this version' }).click();
      await expect(page.locator('#orphans')).toContainText(words('21'));
      await page.context().close();
    });

    test('and finds all of them in one list', async ({ page }) => {
      await page.goto(`${v2}annotations`);
      await expect(page.locator('.annotation-list tbody tr')).toHaveCount(21);
      await page.getByLabel('State').selectOption('open');
      await page.getByRole('button', { name: 'Show' }).click();
      await expect(page.locator('.annotation-list tbody tr')).toHaveCount(3);
      await expect(page.locator('.annotation-list')).toContainText('reopened');
      await page.getByLabel('State').selectOption('settled');
      await page.getByRole('button', { name: 'Show' }).click();
      await expect(page.locator('.annotation-list tbody tr')).toHaveCount(1);
    });

    test('on pages that hold in every width and theme', async ({ page }) => {
      for (const address of [v1, v2, `${v2}annotations`, `${v2}?place=none`]) await expectSoundLayout(page, address);
    });
  });

test.describe('on a patch of its own', () => {
  test('a range is chosen with Shift, and what was typed stays', async ({ page }) => {
    importMail('sheet-v1.mbox');
    await page.goto(`${v1}?annotate=${encodeURIComponent(`${file}:29`)}#annotate`);
    await waitForKeys(page);
    await page.getByLabel('Text, in Markdown').fill('These lines belong together.');
    await page.locator(`[id="${file}:31"]`).click({ modifiers: ['Shift'] });
    await expect(page.getByLabel('Last line')).toHaveValue('31');
    await page.getByRole('button', { name: 'Save annotation' }).click();
    const own = note(page, 'These lines belong together.');
    await expect(own.locator('.k a').first()).toHaveText('29–31');
    await expect(page.locator('.diff tr.has', { has: page.locator(`[id="${file}:31"]`) })).toHaveCount(1);
  });

  test('a range that leaves its hunk is refused with a sentence, and the text stays', async ({ page }) => {
    await page.goto(`${v1}?annotate=${encodeURIComponent(`${file}:29`)}#annotate`);
    await page.getByLabel('Text, in Markdown').fill('Too far.');
    await page.getByLabel('Last line').fill('900');
    await page.getByRole('button', { name: 'Save annotation' }).click();
    await expect(page.locator('.msg-err')).toContainText('do not stand in one hunk');
    await expect(page.getByLabel('Text, in Markdown')).toHaveValue('Too far.');
  });

  test('the patch, the series and a file are annotated, and answered by key', async ({ page }) => {
    await page.goto(v1);
    await page.getByRole('link', { name: 'Annotate the series' }).click();
    await page.getByLabel('Text, in Markdown').fill('The whole of it is sound.');
    await page.getByRole('button', { name: 'Save annotation' }).click();
    const whole = page.locator('#remarks .ann', { hasText: 'The whole of it is sound.' });
    await expect(whole).toBeVisible();
    await page.goto(`${v1}?annotate=${encodeURIComponent(`file:${file}`)}#annotate`);
    await page.getByLabel('Text, in Markdown').fill('This file grows too long.');
    await page.getByRole('button', { name: 'Save annotation' }).click();
    const own = note(page, 'This file grows too long.');
    await unfold(own);
    await expect(own.locator('.k a').first()).toHaveText('file');
    await waitForKeys(page);
    await own.locator('.k a').first().focus();
    await page.keyboard.press('r');
    await expect(page.getByLabel('Text, in Markdown')).toBeFocused();
    await page.keyboard.type('It will be parted.');
    await page.getByRole('button', { name: 'Save answer' }).click();
    await expect(own.locator('.replies li')).toHaveText(/It will be parted\./);
    await unfold(own);
    await own.getByRole('link', { name: 'Edit' }).first().click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect(page.locator('.msg-err')).toContainText('Take the answers away first');
  });

  test('a remark that came by mail is answered, and stays the mail’s', async ({ page }) => {
    importMail('sheet-reply.mbox');
    await page.goto(v1);
    const own = note(page, 'The clock may be slow here');
    await unfold(own);
    await expect(own).toContainText('Bo Park');
    await expect(own.locator('.k a[href*="20250204.1-sheet-reply"]')).toHaveCount(1);
    await own.getByRole('link', { name: 'Reply' }).first().click();
    await page.getByLabel('Text, in Markdown').fill('It is a counter.');
    await page.getByRole('button', { name: 'Save answer' }).click();
    await expect(own.locator('.replies li')).toContainText('It is a counter.');
    await unfold(own);
    await expect(note(page, 'The clock may be slow here')).toHaveCount(1);
    await expect(own).toContainText('4 Feb 2025');
    await own.getByRole('link', { name: 'Tie or sort' }).first().click();
    await expect(page.getByLabel('Text, as it was mailed')).not.toBeEditable();
    await page.locator('select[name=kind]').selectOption('objection');
    await page.getByRole('button', { name: 'Save annotation' }).click();
    await expect(own.locator('.k').first()).toContainText('Objection');
    await expect(own).toContainText('Bo Park');
  });

  test('claims, scenarios and the rule are chosen from lists, and what is none is refused', async ({ page }) => {
    await page.goto(`${v1}?annotate=${encodeURIComponent(`${file}:39`)}&kind=objection#annotate`);
    await page.getByLabel('Text, in Markdown').fill('Nobody wakes who waits for the first mark.');
    await page.getByText('Claims, scenarios, rule').click();
    await page.getByLabel('Claim that it bears on').fill('no claim of that name');
    await page.getByRole('button', { name: 'Save annotation' }).click();
    await expect(page.locator('.msg-err')).toContainText('There is no claim');
    const value = async (list: string, index: number) =>
      (await page.locator(`#${list} option`).nth(index).getAttribute('value')) ?? '';
    await page.getByLabel('Claim that it bears on').fill(await value('all-claims', 0));
    await page.getByRole('button', { name: 'More claims and scenarios' }).click();
    await expect(page.getByLabel('Claim 3')).toBeVisible();
    await expect(page.getByLabel('Text, in Markdown')).toHaveValue(/Nobody wakes/);
    await page.getByLabel('Claim 2').fill(await value('all-claims', 1));
    const scenario = await value('all-tests', 0);
    await page.getByLabel('Scenario that shows it').fill(scenario);
    await page.locator('#annotate select[name=policy]').selectOption({ index: 1 });
    await page.getByLabel('Decision point').fill(await value('all-points', 0));
    await page.getByRole('button', { name: 'Save annotation' }).click();
    const own = note(page, 'Nobody wakes who waits');
    await unfold(own);
    await expect(own.locator('.tied > li')).toHaveCount(4);
    const claim = own.locator('.tied a[href^="/claims/"]').first();
    await page.goto((await claim.getAttribute('href')) ?? '');
    await page
      .locator('.annotated')
      .getByRole('link', { name: `${file}:39` })
      .click();
    await expect(page).toHaveURL(/#note-a-/);
    await expect(own.locator('.tied')).toBeVisible();
    await page.goto(`/scenarios/${scenario.split(':')[0]}`);
    await expect(page.locator('.annotated')).toContainText('Nobody wakes who waits');
  });

  test('a suggestion is shown as a difference, and is a patch that git applies', async ({ page, request }) => {
    await page.goto(`${v1}?annotate=${encodeURIComponent(`${file}:15-16`)}#annotate`);
    await waitForKeys(page);
    await page.locator('select[name=kind]').selectOption('suggestion');
    await expect(page.getByLabel('Text, in Markdown')).toHaveValue(/```suggestion\n\tif \(sheet->mark == kind\)/);
    await page.getByRole('button', { name: 'Save annotation' }).click();
    await expect(page.locator('.msg-err')).toContainText('same as the lines');
    await page
      .getByLabel('Text, in Markdown')
      .fill('Never back:\n\n```suggestion\n\tif (sheet->mark >= kind)\n\t\treturn;\n```');
    await page.getByRole('button', { name: 'Save annotation' }).click();
    const own = note(page, 'Never back:');
    await unfold(own);
    await expect(own.locator('.line-diff .add mark')).toHaveText('>');
    const text = await (await request.get(`${v1}suggestions.patch`)).text();
    expect(text).toContain('# Suggested-by: Test Reader <reader@example.org>');
    expect(text).toContain('+\tif (sheet->mark >= kind)');
    if (!needs('git', spawnSync('git', ['--version']).status === 0)) return;
    const folder = mkdtempSync(join(tmpdir(), 'moot-suggestions-'));
    try {
      const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
      git('init', '-q');
      mkdirSync(join(folder, 'pages'));
      copyFileSync(join('tests', 'browser', 'fixtures', 'sheet.c'), join(folder, file));
      writeFileSync(join(folder, 'v1.eml'), await (await request.get('/m/20250203.1-sheet@example.org/raw')).body());
      writeFileSync(join(folder, 'suggestions.patch'), text);
      git('apply', 'v1.eml');
      git('apply', 'suggestions.patch');
      const lines = readFileSync(join(folder, file), 'utf8').split('\n');
      expect(lines.slice(13, 16)).toEqual(['{', '\tif (sheet->mark >= kind)', '\t\treturn;']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('a suggestion on the old side, and a text that is too long, are refused with a sentence', async ({ page }) => {
    await page.goto(`${v1}?annotate=${encodeURIComponent(`${file}:a23`)}&kind=suggestion#annotate`);
    await page.getByLabel('Text, in Markdown').fill('```suggestion\nx();\n```');
    await page.getByRole('button', { name: 'Save annotation' }).click();
    await expect(page.locator('.msg-err')).toContainText('only what the patch leaves there');
    await page.getByLabel('Text, in Markdown').fill('long '.repeat(20_000));
    await page.getByRole('button', { name: 'Save annotation' }).click();
    await expect(page.locator('.msg-err')).toContainText('98 kB, and an annotation holds 64 kB');
  });

  test('a form that is sent twice makes one annotation; one taken away meanwhile comes back with what was written', async ({
    browser,
  }) => {
    const page = await withoutScripts(browser);
    const address = `${v1}?annotate=${encodeURIComponent(`${file}:48`)}#annotate`;
    await page.goto(address);
    await page.getByLabel('Text, in Markdown').fill('Sent twice <script>alert(1)</script>.');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Save annotation' }).click();
    await expect(page).toHaveURL(/#note-/);
    const first = await sent;
    const again = await page.request.fetch(first.url(), {
      method: 'POST',
      headers: await first.allHeaders(),
      data: first.postDataBuffer() ?? '',
      maxRedirects: 0,
    });
    expect(again.status()).toBe(303);
    await page.reload();
    const own = note(page, 'Sent twice');
    await expect(own).toHaveCount(1);
    await expect(own.locator('.text script')).toHaveCount(0);
    await unfold(own);
    await own.getByRole('link', { name: 'Edit' }).click();
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.getByRole('button', { name: 'Delete' }).click();
    await expect(note(second, 'Sent twice')).toHaveCount(0);
    await page.getByLabel('Text, in Markdown').fill('Sent twice, and again.');
    await page.getByRole('button', { name: 'Save annotation' }).click();
    await expect(note(page, 'Sent twice, and again.')).toHaveCount(1);
    await page.context().close();
  });
});
