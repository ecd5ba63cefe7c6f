import { beforeEach, describe, expect, it } from 'vitest';
import { loadContent } from '#lib/content/load';
import type { Moot } from '#lib/db/open';
import { type CheckedWords, checkWords, findSelected } from '#lib/db/quote-check';
import {
  findPersonOf,
  type SaidStance,
  type StatedClaim,
  saveClaimOfWords,
  saveStanceOfWords,
} from '#lib/db/quote-records';
import { saveQuotedAnnotation } from '#lib/db/quote-save';
import { listQuotes } from '#lib/db/quotes';
import { getRecordText, listRevisions } from '#lib/db/record-text';
import { saveRecord } from '#lib/db/save-record';
import { noWords } from '#lib/patch/carry/anchor-words';
import { copyContent, makeMoot } from '../content/temp';
import { importTexts, mail } from './archive-moot';

const author = 'Cy Dee <cy@example.org>';
const signed = { author, note: null };
const opened = globalThis as typeof globalThis & { mootOpened?: Promise<Moot> };
const body = `Hello,

first the easy part. A reader that holds the page
keeps what it saw. That cannot happen with a count.

> a line that
> somebody else wrote

Again: no. No, again: no.
`;
let moot: Moot;

beforeEach(async () => {
  moot = await makeMoot();
  opened.mootOpened = Promise.resolve(moot);
  expect((await loadContent(moot, copyContent())).state).toBe('loaded');
  await importTexts(moot, [mail('said', body)]);
});

const textOf = body;

/** Checks words of the mail by where they first stand. */
async function check(exact: string, from = textOf): Promise<CheckedWords | string> {
  const start = from.indexOf(exact);
  return checkWords({ messageId: 'said@example.org', form: 0, start, end: start + exact.length, exact });
}

async function point(exact: string): Promise<CheckedWords> {
  const checked = await check(exact);
  if (typeof checked === 'string') throw new Error(checked);
  return checked;
}

const words = 'A reader that holds the page\nkeeps what it saw.';
const claim: StatedClaim = {
  slug: 'reader-keeps',
  title: 'What a holder read once stays readable to it',
  kind: 'factual',
  why: 'A run shows it.',
  topic: 'reuse',
  noScenario: 'Nobody wrote one yet.',
  body: 'In our words.',
};
const said: SaidStance = {
  speaker: { kind: 'known', slug: 'ann-ek' },
  attitude: 'asserts',
  note: 'Says it of readers.',
  date: '2021-01-01',
};
const places = async () => (await listQuotes(moot)).filter(({ anchor }) => anchor.messageId === 'said@example.org');

describe('checking words', () => {
  it('gives the anchor of words that stand there', async () => {
    const checked = await point(words);
    expect(checked).toMatchObject({
      anchor: { messageId: 'said@example.org', paragraph: 2 },
      kept: {
        form: 0,
        exact: words,
        prefix: 'Hello,\n\nfirst the easy part. ',
        suffix: ' That cannot happen with a count',
      },
      writer: { address: 'ann@example.org' },
      date: '2021-01-01',
      isQuoted: false,
    });
    expect((await point('somebody else')).isQuoted).toBe(true);
    expect(await findPersonOf(checked.writer)).toEqual({ slug: 'ann-ek', name: 'Ann Ek' });
  });

  it('refuses words that do not, or that an anchor could not tell apart', async () => {
    expect(await check('A reader who', textOf.replace('that holds', 'who holds'))).toMatch(/do not stand/);
    expect(await check('gain: no')).toMatch(/more than once/);
    expect(await checkWords({ messageId: 'none@example.org', form: 0, start: 0, end: 1, exact: 'H' })).toMatch(
      /not held/,
    );
    expect(await checkWords({ messageId: 'said@example.org', form: 0, start: -3, end: 0, exact: '' })).toMatch(
      /No words/,
    );
  });

  it('finds a selection whose white space is the page’s', () =>
    expect(findSelected(textOf, { exact: 'the page keeps what', prefix: 'that  holds ', suffix: '' })).toEqual({
      start: textOf.indexOf('the page\nkeeps'),
      end: textOf.indexOf('the page\nkeeps') + 19,
    }));
});

describe('saving', () => {
  it('makes a claim with the anchor in its text and the words beside it; sent twice it is one', async () => {
    const checked = await point(words);
    expect(await saveClaimOfWords(claim, said, checked, signed)).toEqual({
      state: 'saved',
      slug: 'reader-keeps',
      version: 1,
    });
    expect(await saveClaimOfWords(claim, said, checked, signed)).toMatchObject({ state: 'saved', version: 1 });
    const { text } = (await getRecordText('claim', 'reader-keeps')) ?? { text: '' };
    expect(text).toContain(`    paragraph: 2\n    hash: ${checked.anchor.hash}\n`);
    expect(text).not.toContain('holds the page');
    expect(await places()).toMatchObject([
      { of: { kind: 'claim', slug: 'reader-keeps', stance: 0 }, place: { state: 'exact', paragraph: 2 }, words },
    ]);
    expect(await moot.prisma.quote.count()).toBe(1);
  });

  it('adds a stance to a claim that somebody else gave a stance meanwhile, and keeps both', async () => {
    const checked = await point(words);
    await saveClaimOfWords(claim, said, checked, signed);
    const [one, two] = await Promise.all([
      saveStanceOfWords({ slug: claim.slug, seen: 1 }, { ...said, note: 'One.' }, await point('cannot happen'), signed),
      saveStanceOfWords(
        { slug: claim.slug, seen: 1 },
        { ...said, note: 'Two.' },
        await point('first the easy part.'),
        signed,
      ),
    ]);
    expect([one.state, two.state]).toEqual(['saved', 'saved']);
    expect((await places()).map(({ place, words: held }) => [place.state, held]).sort()).toEqual(
      [
        ['exact', words],
        ['exact', 'cannot happen'],
        ['exact', 'first the easy part.'],
      ].sort(),
    );
    expect(await listRevisions('claim', claim.slug)).toHaveLength(3);
    // The same once more is no new stance.
    expect(
      await saveStanceOfWords(
        { slug: claim.slug, seen: 1 },
        { ...said, note: 'One.' },
        await point('cannot happen'),
        signed,
      ),
    ).toMatchObject({ state: 'saved', version: 3 });
  });

  it('is a conflict where the statement was changed since it was read', async () => {
    await saveClaimOfWords(claim, said, await point(words), signed);
    const { text, version } = (await getRecordText('claim', claim.slug)) ?? { text: '', version: 0 };
    const turned = text.replace('stays readable', 'is lost');
    await saveRecord({ kind: 'claim', slug: claim.slug, text: turned, version, author, note: null });
    expect(await saveStanceOfWords({ slug: claim.slug, seen: 1 }, said, await point('cannot happen'), signed)).toEqual({
      state: 'conflict',
      current: { text: turned, version: 2 },
    });
    expect(await moot.prisma.quote.count()).toBe(1);
  });

  it('makes the person of a mail’s writer in the same save, or nothing of it', async () => {
    const writer = { name: 'Di Zed', address: 'di@example.org' };
    const speaker = { kind: 'new', slug: 'di-zed', writer } as const;
    const checked = await point(words);
    expect((await saveClaimOfWords({ ...claim, topic: '' }, { ...said, speaker }, checked, signed)).state).toBe(
      'refused',
    );
    expect(await getRecordText('person', 'di-zed')).toBeUndefined();
    expect(await moot.prisma.quote.count()).toBe(0);
    expect((await saveClaimOfWords(claim, { ...said, speaker }, checked, signed)).state).toBe('saved');
    expect(await findPersonOf(writer)).toEqual({ slug: 'di-zed', name: 'Di Zed' });
  });

  it('annotates words of a mail', async () => {
    const checked = await point('cannot happen');
    const { messageId: message, paragraph, hash } = checked.anchor;
    const front = {
      ...({ message, on: 'message', paragraph, hash, kind: 'question' } as const),
      ...{ claims: [], scenarios: [], answers: [], carried: [] },
    };
    const request = { slug: 'a-1', front, words: noWords, body: 'Why not?', author, version: 0 };
    expect((await saveQuotedAnnotation(request, checked)).state).toBe('saved');
    expect((await saveQuotedAnnotation(request, checked)).state).toBe('saved');
    expect(await places()).toMatchObject([
      {
        of: { kind: 'annotation', title: 'question on words of paragraph 2' },
        place: { state: 'exact' },
        words: 'cannot happen',
      },
    ]);
  });
});

describe('words that are not where they were', () => {
  beforeEach(async () => {
    await saveClaimOfWords(claim, said, await point(words), signed);
  });

  it('say so where a paragraph stands before them now', async () => {
    await moot.prisma.quote.updateMany({ data: { start: 3, end: 3 + words.length } });
    expect(await places()).toMatchObject([{ place: { state: 'moved', from: 2, paragraph: 2 }, words }]);
  });

  it('are orphans with their words where the text differs, and where the mail is gone', async () => {
    await moot.prisma.quote.updateMany({ data: { exact: 'Words that were there' } });
    expect(await places()).toMatchObject([
      { place: { state: 'orphaned', why: 'text differs', words: 'Words that were there' } },
    ]);
    await moot.prisma.message.deleteMany();
    expect(await places()).toMatchObject([
      { place: { state: 'orphaned', why: 'mail gone' }, words: 'Words that were there' },
    ]);
  });

  it('are orphans where another mail under the same Message-ID has them', async () => {
    await moot.prisma.quote.updateMany({ data: { exact: 'unlike the first' } });
    await importTexts(moot, [mail('said', 'A mail unlike the first.\n')]);
    expect(await places()).toMatchObject([{ place: { state: 'orphaned', why: 'another form' } }]);
  });

  it('are found by their hash alone, as content/ has them, also within a sentence', async () => {
    await saveStanceOfWords({ slug: claim.slug, seen: 1 }, said, await point('the easy'), signed);
    await moot.prisma.quote.deleteMany();
    expect(await places()).toMatchObject([
      { place: { state: 'exact', paragraph: 2 }, words },
      { place: { state: 'exact', paragraph: 2 }, words: 'the easy' },
    ]);
    await moot.prisma.stance.updateMany({ where: { hash: { not: null } }, data: { paragraph: 3 } });
    expect((await places()).map(({ place }) => place)).toMatchObject([
      { state: 'moved', from: 3, paragraph: 2 },
      { state: 'orphaned', why: 'text differs', words: null },
    ]);
    await moot.prisma.message.deleteMany();
    expect((await places()).map(({ place }) => place)).toEqual([{ state: 'absent' }, { state: 'absent' }]);
  });
});
