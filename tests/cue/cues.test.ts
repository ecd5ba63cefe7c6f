import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cueKinds } from '#lib/cue/cue';
import { cueReaders, findCues } from '#lib/cue/cues';
import { readOwnWords } from '#lib/cue/own-words';
import { findShared } from '../needs';
import { measureCues } from './debate';

/** Kind, words and attitude of each cue. */
const short = (text: string) =>
  findCues(text).map(({ kind, start, end, attitude }) => [kind, text.slice(start, end), attitude]);

describe('cues', () => {
  test.each([
    ['With one mapper this cannot happen at all.', 'claim', 'asserts', 'says “cannot happen at all”'],
    ['You were wrong about the order of the stores.', 'objection', 'rejects', 'says “You were wrong”'],
    ['I stand corrected, the lock is taken there.', 'concession', 'concedes', 'says “I stand corrected”'],
    ['Fair enough, let us drop it.', 'concession', 'concedes', 'says “Fair enough”'],
    ['Consider this sequence, with two readers:', 'counterexample', 'rejects', 'says “Consider this sequence”'],
    ["That's broken because nobody holds the lock.", 'objection', 'rejects', "says “That's broken”"],
    ['NAK. Not like this.', 'objection', 'rejects', 'says “NAK”'],
    ['Acked-by: Ann Ek <ann@example.org>', 'trailer', 'accepts', 'is a Acked-by of Ann Ek <ann@example.org>'],
    ['Nacked-by: Bo Li <bo@example.org>', 'trailer', 'rejects', 'is a Nacked-by of Bo Li <bo@example.org>'],
    ['Fixes: 0123456789ab ("count: once")', 'commit', null, 'says what it fixes: commit 0123456789ab, “count: once”'],
  ])('%s', (text, kind, attitude, reason) => {
    expect(findCues(`Hello,\n\n${text}\n`)).toContainEqual({
      kind,
      attitude,
      reason,
      start: 8,
      end: expect.any(Number),
    });
  });

  test('a commit within a sentence, with its subject over two lines', () =>
    expect(short('This came with commit fedcba987654 ("count: all\nmappers") last year.\n')).toContainEqual([
      'commit',
      'commit fedcba987654 ("count: all\nmappers")',
      null,
    ]));

  test('steps in their order, and a table of what several do', () => {
    const steps = '1) A maps the page\n2) B maps it too,\n   later\n3) A writes';
    expect(short(`As follows:\n\n${steps}\n\nSo there.\n`)).toEqual([['counterexample', steps, 'rejects']]);
    const table = 'CPU0                 CPU1\n\nread the count\n                     write the page';
    expect(short(`Look:\n\n${table}\n\nAnd so on.\n`)).toEqual([['counterexample', table, 'rejects']]);
    // Two are a list of two things, and a list that begins elsewhere is no sequence.
    expect(short('1) one\n2) two\n')).toEqual([]);
    expect(short('4) one\n5) two\n6) three\n')).toEqual([]);
  });

  test.each([
    'Can this ever happen?',
    'Please tell me whether it always was so?',
    'Thanks, Ann',
    'It fell from 123456789012 to 98765432109876.',
    'Signed-off-by: Ann Ek <ann@example.org>',
  ])('nothing to see: %s', (text) => expect(findCues(`${text}\n`)).toEqual([]));

  test('nothing of a quote, a diff, a signature or a list’s footer', () => {
    const text = [
      'On Fri, 1 Jan 2021, Ann Ek wrote:',
      '> This cannot happen. I stand corrected.',
      '> Acked-by: Ann Ek <ann@example.org>',
      '',
      'diff --git a/x b/x',
      '--- a/x',
      '+++ b/x',
      '@@ -1,1 +1,1 @@',
      '-NAK. This cannot ever happen here.',
      '+You were wrong.',
      '',
      '-- ',
      'Never trust a count that cannot be wrong.',
      '',
    ].join('\n');
    expect(findCues(text)).toEqual([]);
    const footer = `${'_'.repeat(47)}\nlist mailing list\nYou were wrong.\n`;
    expect(findCues(`Hello.\n${footer}`)).toEqual([]);
  });

  test('each kind has one reader', () =>
    expect(cueReaders.map(({ kind }) => kind).toSorted()).toEqual([...cueKinds].toSorted()));
});

const piece = fc.constantFrom(
  'This cannot happen. ',
  'You were wrong. ',
  'Fair enough, ',
  'consider a page ',
  '\n',
  '\n\n',
  '> quoted, never.\n',
  '1. map\n2. write\n3. read\n',
  'CPU0    CPU1\n',
  'Acked-by: Ann Ek <ann@example.org>\n',
  'commit 0123456789ab ("x',
  '")',
  '-- \n',
  'diff --git a/x b/x\n@@ -1 +1 @@\n-a\n+b\n',
  '?',
  '…\u0000\ud800 ',
);
const texts = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
);

test('any text: every cue lies in what the author wrote, with a reason, in order; those alone in their words do not overlap', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { stretches } = readOwnWords(text);
      let last = 0;
      let alone = 0;
      for (const { kind, start, end, reason } of findCues(text)) {
        expect(stretches.some((stretch) => stretch.start <= start && end <= stretch.end)).toBe(true);
        expect(end).toBeGreaterThan(start);
        expect(reason).not.toBe('');
        expect(start).toBeGreaterThanOrEqual(last);
        last = start;
        if (kind === 'trailer' || kind === 'commit') continue;
        expect(start).toBeGreaterThanOrEqual(alone);
        alone = end;
      }
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['prose', 'This cannot happen, because you were wrong. '],
  ['one word', 'never'],
  ['blanks', ' '],
  ['empty lines', '\n'],
  ['heads of tables', 'CPU0    CPU1\n'],
  ['numbers', '1. '],
  ['steps', '1. a\n2. b\n3. c\n'],
  ['hashes', '0123456789ab ("'],
  ['trailers', 'Acked-by: Ann\n'],
  ['questions', 'what if '],
  ['quotes', '> a\nb\n'],
])(
  'a long mail of %s is read',
  (name, text) => {
    expect(
      findCues(text.repeat(Math.ceil((name === 'prose' ? 10_000_000 : 2_000_000) / text.length))).length,
    ).toBeGreaterThanOrEqual(0);
  },
  120_000,
);

const mbox = findShared('data/mail/cow-debate.mbox');

test.skipIf(mbox === undefined)('over the debate’s own mail, against the anchors of content/', async () => {
  const { mails, worths, chance } = await measureCues(mbox ?? '');
  const percent = (part: number, of: number) => (of === 0 ? '–' : `${Math.round((100 * part) / of)} %`);
  console.info(
    [
      `${mails} mails; ${percent(chance, 1)} of the authors' paragraphs have a stance anchored in them`,
      ...worths.map(
        ({ kind, cues, inKind, inAny, paragraphs, seen, seenByAny }) =>
          `${kind}: ${cues} cues, ${percent(inKind, cues)} in a paragraph of such a stance, ${percent(inAny, cues)} of any; ` +
          `of ${paragraphs} such paragraphs ${percent(seen, paragraphs)} seen by the kind, ${percent(seenByAny, paragraphs)} by any`,
      ),
    ].join('\n'),
  );
  const claim = worths.find(({ kind }) => kind === 'claim');
  expect((claim?.seen ?? 0) / (claim?.paragraphs ?? 1)).toBeGreaterThan(0.5);
  // What points at paragraphs by lot would be right as often as there are such paragraphs.
  for (const { kind, cues, inAny } of worths) {
    if (['claim', 'objection', 'concession'].includes(kind)) expect(inAny / cues).toBeGreaterThan(chance * 1.5);
  }
});
