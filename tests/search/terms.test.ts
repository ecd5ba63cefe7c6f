import '../seed.ts';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locateTerms } from '#lib/search/locate-terms';
import { cutTerms, foldText } from '#lib/search/terms';

describe('terms', () => {
  test.each<[string, string[]]>([
    ['The page IS reused.', ['the', 'page', 'is', 'reused']],
    ['ptrace_may_access()', ['ptrace_may_access']],
    ['page_count() == 1', ['page_count', '1']],
    ['mm/memory.c', ['mm', 'memory', 'c']],
    ['v5.10.3', ['v5', '10', '3']],
    ['0xDEADbeef', ['0xdeadbeef']],
    ['struct page *', ['struct', 'page']],
    ['a->b', ['a', 'b']],
    ['ann@example.org', ['ann', 'example', 'org']],
    ['<20201118.1-2@host>', ['20201118', '1', '2', 'host']],
    ['Jérôme Grüßer', ['jerome', 'grußer']],
    ['Je\u0301ro\u0302me', ['jerome']],
    ['İstanbul', ['istanbul']],
    ['ΟΔΟΣ ὁδός', ['οδοσ', 'οδοσ']],
    ['Ёлка', ['елка']],
    ['ﬁle x² ½', ['file', 'x2', '1', '2']],
    ['“quoted” — dash…', ['quoted', 'dash']],
    ['内存管理', ['内', '存', '管', '理']],
    ['mm的page', ['mm', '的', 'page']],
    ['カーネル', ['カ', 'ー', 'ネ', 'ル']],
    ['한국어', ['한', '국', '어']],
    ['\u1112\u1161\u11ab', ['한']],
    ['emoji👍🏽here', ['emoji', 'here']],
    ['a\0b', ['a', 'b']],
    ['a\ud800b', ['a', 'b']],
    ['e\u0301', ['e']],
    ['(\u0301a)', ['a']],
    ['', []],
    ['—', []],
  ])('%j', (text, expected) => expect(cutTerms(text)).toEqual(expected));

  test('of more than 64 characters the first 64 count', () => {
    const long = 'k'.repeat(200);
    for (const before of ['', 'x ', `${'y '.repeat(31)}`, `${'z'.repeat(63)} `]) {
      expect(cutTerms(`${before}${long} end`).slice(-2)).toEqual(['k'.repeat(64), 'end']);
    }
    expect(cutTerms(`${'é'.repeat(70)}`)).toEqual(['e'.repeat(64)]);
    expect(cutTerms('𐐨'.repeat(65))).toEqual(['𐐨'.repeat(64)]);
    expect(cutTerms('𐐨'.repeat(64))).toEqual(['𐐨'.repeat(64)]);
  });

  test('plain text comes back as it is', () => {
    const text = 'On Fri, Linus wrote:\n> page_count(page) != 1\n';
    expect(foldText(text)).toBe(text);
  });
});

/** Text of all kinds, with what has gone wrong in tokenisers before. */
const pieces = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  fc.constantFrom(
    'page_count()',
    'mm/memory.c',
    '内存',
    'が',
    'ﾊﾟ',
    '한국',
    '\u0301',
    '\u0338',
    '👩‍👩‍👧',
    '\0',
    '\ud83d',
    '_',
    'ς',
  ),
  fc.integer({ min: 60, max: 140 }).map((length) => 'k'.repeat(length)),
  fc.integer({ min: 30, max: 70 }).map((length) => '𝔘é'.repeat(length)),
);
const texts = fc.array(pieces, { maxLength: 8 }).map((all) => all.join(''));

test('the same terms that FTS5 finds in the folded text', () => {
  const database = new Database(':memory:');
  database.exec(`CREATE VIRTUAL TABLE ft USING fts5(text, content='', contentless_delete=1, tokenize="ascii tokenchars '_'");
    CREATE VIRTUAL TABLE words USING fts5vocab(ft, 'instance')`);
  const insert = database.prepare('INSERT OR REPLACE INTO ft (rowid, text) VALUES (1, ?)');
  const read = database.prepare<[], string>('SELECT term FROM words ORDER BY offset').pluck();
  const check = (text: string) => {
    insert.run(foldText(text));
    const [found, expected] = [read.all().join(' '), cutTerms(text).join(' ')];
    if (found !== expected) expect({ text, found }).toEqual({ text, found: expected });
  };
  fc.assert(fc.property(texts, check), { numRuns: 400 });
  // Every character that is no rare Chinese one, by itself and between letters.
  for (let plane = 0; plane < 0x21000; plane += 0x400) {
    check(Array.from({ length: 0x400 }, (_, i) => `a${String.fromCodePoint(plane + i)}b`).join(' '));
  }
});

test('folding folded text changes nothing', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const terms = cutTerms(text);
      expect(cutTerms(terms.join(' '))).toEqual(terms);
      expect(cutTerms(foldText(text))).toEqual(terms);
    }),
    { numRuns: 400 },
  );
  for (let code = 0; code < 0x21000; code++) {
    const terms = cutTerms(String.fromCodePoint(code)).join(' ');
    const again = cutTerms(terms).join(' ');
    if (again !== terms) expect({ code, terms: again }).toEqual({ code, terms });
  }
});

test('terms are found where they stand', () => {
  expect(locateTerms('Der Große mm/x')).toEqual([
    { term: 'der', start: 0, end: 3 },
    { term: 'große', start: 4, end: 9 },
    { term: 'mm', start: 10, end: 12 },
    { term: 'x', start: 13, end: 14 },
  ]);
  expect(locateTerms('内存e\u0301 한국')).toEqual([
    { term: '内', start: 0, end: 1 },
    { term: '存', start: 1, end: 2 },
    { term: 'e', start: 2, end: 4 },
    { term: '한', start: 5, end: 6 },
    { term: '국', start: 6, end: 7 },
  ]);
  fc.assert(
    fc.property(texts, (text) => {
      const placed = locateTerms(text);
      expect(placed.map(({ term }) => term)).toEqual(cutTerms(text));
      const isInOrder = placed.every(
        ({ start, end }, i) => start < end && end <= text.length && start >= (placed[i - 1]?.start ?? 0),
      );
      expect(isInOrder).toBe(true);
    }),
    { numRuns: 400 },
  );
  for (let plane = 0; plane < 0x21000; plane += 0x400) {
    const text = Array.from({ length: 0x400 }, (_, i) => `a${String.fromCodePoint(plane + i)}b`).join(' ');
    const found = locateTerms(text)
      .map(({ term }) => term)
      .join(' ');
    const expected = cutTerms(text).join(' ');
    if (found !== expected) expect({ plane, found }).toEqual({ plane, found: expected });
  }
});
