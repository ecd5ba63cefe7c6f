import { describe, expect, test } from 'vitest';
import { anchorQuote, findQuote } from '#lib/text/anchor';
import { foldWhiteSpace, splitParagraphs } from '#lib/text/paragraph';

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
