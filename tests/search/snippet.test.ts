import '../seed.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locateTerms } from '#lib/search/locate-terms';
import { findPlainText } from '#lib/search/plain-text';
import { cutSnippet, findWhose, markSought, type SnippetSegment, type Sought } from '#lib/search/snippet';
import { cutTerms } from '#lib/search/terms';

const seek = (...phrases: string[]): Sought[] =>
  phrases.map((phrase) => ({ terms: cutTerms(phrase), isBeginning: phrase.endsWith('*') }));
const show = (segments: readonly SnippetSegment[]) =>
  segments.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('');

describe('words are marked', () => {
  test.each<[string, string[], string]>([
    ['The PAGE is shared', ['page'], 'The [PAGE] is shared'],
    ['the page is shared', ['is shared', 'page'], 'the [page] [is shared]'],
    ['Große Jérôme', ['jerome'], 'Große [Jérôme]'],
    ['内存管理', ['存管'], '内[存管]理'],
    ['page_count() of pages', ['page*'], '[page_count]() of [pages]'],
    ['call mm/memory.c:12', ['mm/memory.c'], 'call [mm/memory.c]:12'],
    ['page page_x', ['page'], '[page] page_x'],
    ['a  b\n c', ['b'], 'a [b] c'],
    ['e\u0301t\u00e9', ['ete'], '[e\u0301t\u00e9]'],
    ['nothing here', ['page'], 'nothing here'],
    ['', ['page'], ''],
    ['a b c', ['a b', 'b c'], '[a b] c'],
  ])('%j %j', (text, phrases, expected) => expect(show(markSought(text, seek(...phrases)))).toBe(expected));
});

describe('a snippet', () => {
  const lorem = 'lorem ipsum dolor '.repeat(30);

  test('is the piece with most of the words', () => {
    const segments = cutSnippet(`page ${lorem}the page is shared ${lorem}`, seek('page', 'shared'));
    expect(show(segments)).toMatch(/^… .*the \[page\] is \[shared\] lorem .* …$/);
  });

  test('is the beginning of a text without the words', () => {
    expect(show(cutSnippet('Hello\nall', seek('page')))).toBe('Hello all');
    expect(show(cutSnippet('Hello', []))).toBe('Hello');
  });

  test('prefers what the author wrote', () => {
    const own = cutSnippet(`> page of others\n${lorem}\nmy page\n`, seek('page'));
    expect(show(own)).toContain('my [page]');
    expect(show(cutSnippet(`> page of others\n${lorem}`, seek('page')))).toContain('> [page] of others');
  });

  test('has nothing but text of the mail, and every mark is a word looked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('page', '> fork', '\n', 'é', '内存', ' ', 'x'.repeat(90)), { maxLength: 30 }),
        fc.uniqueArray(fc.constantFrom('page', 'fork', 'e', '内', 'pa*'), { maxLength: 3 }),
        (parts, phrases) => {
          const text = parts.join(' ');
          const segments = cutSnippet(text, seek(...phrases));
          const shown = show(segments).replaceAll(/^… | …$|[[\]]/g, '');
          expect(text.replace(/\s+/g, ' ')).toContain(shown.trim());
          const words = segments.filter(({ isHit }) => isHit).map(({ text: hit }) => cutTerms(hit).join(' '));
          for (const word of words) expect(phrases.some((one) => word.startsWith(cutTerms(one).join(' ')))).toBe(true);
        },
      ),
    );
  });
});

test('plain text has the terms of the text, in their places', () => {
  expect(findPlainText('naïve “café”… 😀 µ²')).toBeUndefined();
  expect(findPlainText('naïve “café”… 😀 x²')).toBe('naive  cafe      x2');
  const sign = fc.constantFrom('a', 'É', 'ß', 'ж', '…', ' ', 'ﬁ', '\u0301', '字', '😀', '_', '²', 'İ', 'ａ', '\u00a0');
  fc.assert(
    fc.property(fc.array(fc.oneof(sign, fc.string({ unit: 'grapheme' }))), (signs) => {
      const text = signs.join('');
      const plain = findPlainText(text);
      if (plain === undefined) return;
      expect(plain.length).toBe(text.length);
      expect(locateTerms(plain)).toEqual(locateTerms(text));
    }),
    { numRuns: 2000 },
  );
});

test('a text is searched in the same way whether or not it is plain', () => {
  const word = fc.constantFrom('page', 'Page_table', 'pte', 'a', 'x1', '_', '->', ' ', '\n', '-', '> ', 'pagefault');
  const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));
  const sought = fc.record({
    terms: fc.array(fc.constantFrom('page', 'page_table', 'pte', 'a', 'x1'), { minLength: 1, maxLength: 3 }),
    isBeginning: fc.boolean(),
  });
  fc.assert(
    fc.property(text, fc.array(sought, { maxLength: 3 }), (plain, words) => {
      const marked = (whole: string) => markSought(whole, words).filter(({ isHit }) => isHit);
      // A letter that is not Latin has the whole text cut into terms.
      expect(marked(`${plain} ж`)).toEqual(marked(plain));
      expect(findWhose(`${plain} ж`, words)).toBe(findWhose(plain, words));
    }),
    { numRuns: 1000 },
  );
});
