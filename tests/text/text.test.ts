import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchorQuote, findQuote } from '#lib/text/anchor';
import { findParagraphs, foldWhiteSpace, paragraphAt, splitParagraphs } from '#lib/text/paragraph';
import { findSentences } from '#lib/text/sentence';

describe('a quote found again', () => {
  const text = 'The page is shared. The page is\nwritten. Nobody sees it.';
  const start = text.lastIndexOf('The page');
  const quote = anchorQuote(text, start, start + 23);

  test('where it was', () =>
    expect(findQuote(text, quote, { start, end: start + 23 })).toEqual({ state: 'exact', start, end: start + 23 }));
  test('elsewhere, with its white space broken anew', () => {
    const moved = `New first line.\n${text.replace('\n', ' ')}`;
    const found = findQuote(moved, quote, { start, end: start + 23 });
    expect(found.state).toBe('moved');
    expect(found.state === 'orphaned' ? '' : moved.slice(found.start, found.end)).toBe(quote.exact.replace('\n', ' '));
  });
  test('of two equal ones the one with its surroundings', () => {
    const twice = 'one same two. three same four.';
    const at = twice.lastIndexOf('same');
    expect(findQuote(twice, anchorQuote(twice, at, at + 4))).toMatchObject({ start: at });
  });
  test('changed words are gone', () =>
    expect(findQuote(text.replaceAll('is', 'was'), quote)).toEqual({ state: 'orphaned' }));
});

test('paragraphs, quote marks alone being empty', () => {
  expect(splitParagraphs('\n\none\ntwo\n\n> three\n>\n> four\n \nfive\n')).toEqual([
    'one\ntwo',
    '> three',
    '> four',
    'five',
  ]);
  expect(foldWhiteSpace(' a\n\t b  c ')).toBe('a b c');
});

describe('places of paragraphs and sentences', () => {
  const line = fc.constantFrom(
    'One. Two',
    'e.g. three!',
    '',
    ' ',
    '>',
    '> quoted?',
    '1. first',
    'v5.8 is old.',
    '- item',
  );
  const texts = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

  test('paragraphs in order hold every word once', () =>
    fc.assert(
      fc.property(texts, (text) => {
        const found = findParagraphs(text);
        let at = 0;
        for (const [index, { start, end }] of found.entries()) {
          expect(text.slice(at, start).replace(/[\s>]/g, '')).toBe('');
          expect(text.slice(start, end).trim()).not.toBe('');
          expect(paragraphAt(found, start)).toBe(index + 1);
          expect(paragraphAt(found, end - 1)).toBe(index + 1);
          at = end;
        }
        expect(text.slice(at).replace(/[\s>]/g, '')).toBe('');
      }),
    ));

  test('sentences in order hold every character that is not blank', () =>
    fc.assert(
      fc.property(texts, fc.nat(50), fc.nat(200), (text, from, length) => {
        const start = Math.min(from, text.length);
        const to = Math.min(start + length, text.length);
        let at = start;
        for (const sentence of findSentences(text, start, to)) {
          expect(text.slice(at, sentence.start).trim()).toBe('');
          expect(text.slice(sentence.start, sentence.end)).toBe(text.slice(sentence.start, sentence.end).trim());
          at = sentence.end;
        }
        expect(text.slice(at, to).trim()).toBe('');
      }),
    ));

  test.each([
    ['It holds in v5.8. It breaks later!', ['It holds in v5.8.', 'It breaks later!']],
    ['We, e.g. the swap path, fail. "Why?" he asks.', ['We, e.g. the swap path, fail.', '"Why?"', 'he asks.']],
    ['Look:\n\n1. do this\n2. do that\n', ['Look:', '1. do this', '2. do that']],
    ['Wait... so it is broken', ['Wait... so it is broken']],
    ['broken over\ntwo lines. Next', ['broken over\ntwo lines.', 'Next']],
  ])('%j', (text, sentences) =>
    expect(findSentences(text).map(({ start, end }) => text.slice(start, end))).toEqual(sentences),
  );
});
