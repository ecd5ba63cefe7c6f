import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitListFooter } from '#lib/mail/list-footer';
import { quoteDepth, splitBlocks } from '#lib/mail/quote';

const short = (text: string) =>
  splitBlocks(text).map((block) => [block.kind, block.kind === 'quote' ? block.depth : 0, block.text]);

describe('blocks of a mail', () => {
  test('attribution, quotes of two depths, text, signature', () => {
    expect(
      short(
        'On Fri, 17 Dec 2021 at 12:30,\nAnn Ek <ann@example.org> wrote:\n> > first\n> second\n>\n\nAnswer.\n\n-- \nBo\n',
      ),
    ).toEqual([
      ['attribution', 0, 'On Fri, 17 Dec 2021 at 12:30,\nAnn Ek <ann@example.org> wrote:'],
      ['quote', 2, 'first'],
      ['quote', 1, 'second\n'],
      ['text', 0, 'Answer.'],
      ['signature', 0, 'Bo'],
    ]);
  });

  test('an unquoted diff by its counts, prose after it', () => {
    const diff = '--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n one\n-two\n+TWO';
    expect(short(`How about\n\n${diff}\nor not?\n`)).toEqual([
      ['text', 0, 'How about'],
      ['diff', 0, diff],
      ['text', 0, 'or not?'],
    ]);
    expect(short('--- a rule\nis no diff\n')[0]?.[0]).toBe('text');
  });

  test('marks', () =>
    expect(['> a', '>> a', '> > a', '>| a', ' > a', '| a', 'a > b'].map(quoteDepth)).toEqual([1, 2, 2, 2, 1, 0, 0]));

  test('no word of any text is lost', () => {
    const line = fc.constantFrom(
      'alpha',
      '> beta',
      '>> gamma',
      'On x wrote:',
      '',
      '-- ',
      '--- a/x',
      '+++ b/x',
      '@@ -1 +1 @@',
      '-d',
      '+e',
      'diff --git a/b b/b',
    );
    const letters = (text: string) => text.replace(/[^a-z+@-]/g, '');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 15 }), (lines) => {
        const text = lines.join('\n');
        const joined = splitBlocks(text)
          .map((block) => (block.kind === 'signature' ? `-- ${block.text}` : block.text))
          .join('\n');
        expect(letters(joined)).toBe(letters(text));
      }),
    );
  });
});

test('list footers', () => {
  expect(splitListFooter(`x\n\n${'_'.repeat(47)}\nlist mailing list\nlist@example.org\n`)).toMatchObject({
    text: 'x\n\n',
  });
  expect(
    splitListFooter('x\n--\nTo unsubscribe from this list: send the line "unsubscribe l" in\nthe body\n').text,
  ).toBe('x\n');
  expect(splitListFooter('x\n-- \nBo\n')).toEqual({ text: 'x\n-- \nBo\n', footer: '' });
});
