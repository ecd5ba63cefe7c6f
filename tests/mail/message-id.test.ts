import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  escapeMessageId,
  makeUpMessageId,
  readMessageId,
  readReferences,
  unescapeMessageId,
} from '#lib/mail/message-id';

test('an odd id survives an address, case kept', () => {
  const id = 'Odd.Case+%2F/slash@A.Example';
  expect(readMessageId(` <${id}>`)).toBe(id);
  expect(escapeMessageId(id)).toBe('Odd.Case+%252F%2Fslash@A.Example');
  expect(unescapeMessageId(escapeMessageId(id))).toBe(id);
});

test('any id survives as one segment of a URL', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const id = readMessageId(`<${text}>`);
      fc.pre(id !== undefined && !/[<>]/.test(id));
      const segment = escapeMessageId(id);
      expect(segment).not.toMatch(/[/?#]/);
      const url = new URL(`http://localhost/m/${segment}/raw`);
      expect(unescapeMessageId(url.pathname.split('/')[2] ?? '')).toBe(id);
    }),
  );
});

test('NUL, which no database keeps in text, becomes the same character in an id and in what refers to it', () => {
  expect(readMessageId('<a\0b@x>')).toBe('a\ufffdb@x');
  expect(readReferences(['<a\0b@x>'], new Set())).toEqual(['a\ufffdb@x']);
});

test('what is no id', () => {
  for (const header of ['', '<>', '< >', '<.>', '<..>']) expect(readMessageId(header)).toBeUndefined();
  expect(readMessageId(undefined)).toBeUndefined();
  expect(unescapeMessageId('%')).toBeUndefined();
});

test('a made-up id can be no real host', () =>
  expect(makeUpMessageId('ab'.repeat(32))).toMatch(/^no-id\.[0-9a-f]{40}@moot\.invalid$/));
