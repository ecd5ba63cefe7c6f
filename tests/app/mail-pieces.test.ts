import { describe, expect, test } from 'vitest';
import { cutMail, cutParagraphs, paragraphPlaces, type Quotable } from '../../app/_components/mail-pieces.ts';
import { splitBlocks } from '../../lib/mail/quote.ts';

const ann: Quotable = {
  messageId: 'a@x',
  author: { name: 'Ann Ek', address: 'ann@x' },
  dateIso: '2021-09-15T18:14:53Z',
};
const bo: Quotable = { messageId: 'b@x', author: { name: 'Bo Asp', address: 'bo@x' }, dateIso: '2021-09-14T00:00:00Z' };

const cut = (text: string, above: readonly Quotable[] = [ann, bo]) => cutMail(splitBlocks(text), above);

describe('quotes', () => {
  test('the attribution says who is quoted, however far above that mail stands', () => {
    const [quote] = cut('On Tue, 14 Sep 2021, Bo Asp wrote:\n\n> one\n> two\n\nNo.\n');
    expect(quote).toMatchObject({ kind: 'quote', lines: 2, diff: null, source: { kind: 'mail', mail: bo } });
  });

  test('without an attribution the parent is quoted', () => {
    expect(cut('> one\n\nNo.\n')[0]).toMatchObject({ source: { kind: 'mail', mail: ann } });
  });

  test('an attribution that names nobody above is shown in its own words', () => {
    const [quote] = cut('On 17.12.21 18:02, Cy Dahl wrote:\n> one\n');
    expect(quote).toMatchObject({ source: { kind: 'words', text: '17.12.21 18:02, Cy Dahl' } });
  });

  test('with neither, the source is unknown', () => {
    expect(cut('> one\n', [])[0]).toMatchObject({ source: { kind: 'unknown' } });
  });

  test('quotes in quotes belong to the same fold and are fainter', () => {
    const pieces = cut('> > older\n> newer\nNo.\n');
    expect(pieces.map(({ kind }) => kind)).toEqual(['quote', 'text']);
    expect(pieces[0]).toMatchObject({
      lines: 2,
      runs: [
        { look: 'q2', text: '> > older' },
        { look: 'q1', text: '> newer' },
      ],
    });
  });

  test('nothing of a mail is lost', () => {
    const text = 'Hello.\n\nOn Tue, Ann Ek wrote:\n> a\n> > b\n>\n> c\n\nYes.\n\n> d\n\nBye.\n';
    const words = cut(text).flatMap((piece) => ('runs' in piece ? piece.runs.map((run) => run.text) : [piece.text]));
    const letters = (string: string) => string.replace(/[\s>]/g, '');
    expect(letters(words.join(''))).toBe(letters(text));
  });
});

describe('quoted diffs', () => {
  const reply =
    '> diff --git a/f.c b/f.c\n> --- a/f.c\n> +++ b/f.c\n> @@ -1,2 +1,2 @@\n>  same\n> -old\n> +new\n\nWhy?\n\n> +more\n> -- \n> 2.31\n';

  test('are coloured, counted, and go on after a remark', () => {
    const pieces = cut(reply);
    expect(pieces[0]).toMatchObject({ diff: { files: 1, added: 1, removed: 1 } });
    expect(pieces[0]).toHaveProperty('runs', expect.arrayContaining([{ look: 'del', text: '> -old' }]));
    expect(pieces[2]).toMatchObject({ diff: { files: 0, added: 1, removed: 0 } });
  });

  test('the signature ends one: its two hyphens remove nothing', () => {
    const last = cut(reply)[2];
    expect(last?.kind === 'quote' ? last.runs.map(({ look }) => look) : []).toEqual(['add', 'q1']);
  });

  test('are known without their head by their signs', () => {
    expect(cut('> -\told();\n> +\tnow();\n\nWhy?\n')[0]).toMatchObject({ diff: { added: 1, removed: 1 } });
  });

  test('a list with hyphens is not a diff', () => {
    expect(cut('> - one\n> - two\n')[0]).toMatchObject({ diff: null });
  });
});

test('a paragraph is found in the prose, also where it hangs on a quote', () => {
  const text = 'First.\n\n> quoted\nSecond,\ngoing on.\n\nThird.\n';
  const pieces = cutParagraphs(cut(text));
  const places = paragraphPlaces(text, pieces);
  expect(pieces.map((piece) => ('text' in piece ? piece.text : piece.kind))).toEqual([
    'First.',
    'quote',
    'Second,\ngoing on.',
    'Third.',
  ]);
  expect([places.get(1), places.get(2), places.get(3)]).toEqual([0, 2, 3]);
});
