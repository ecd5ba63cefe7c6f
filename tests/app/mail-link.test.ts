import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMessageId, mailPath, trimBrackets } from '../../app/_components/mail-link.ts';

test('every Message-ID survives its address: as one part of the path, as Next hands it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
      fc.pre(trimBrackets(id) === id);
      const path = mailPath(id, 'T/');
      const parts = path.split('/');
      expect(parts.length).toBe(5);
      expect(findMessageId(parts[2] ?? '')).toBe(id);
    }),
  );
});

test.each([
  ['X+K7JMrTEC9SpVIB@google.com', '/m/X+K7JMrTEC9SpVIB@google.com/'],
  ['a%2Fb@x', '/m/a%252Fb@x/'],
  ['A/b@x', '/m/A%2Fb@x/'],
  ['a?b#c@x', '/m/a%3Fb%23c@x/'],
])('%s has the address %s', (id, path) => {
  expect(mailPath(id, '')).toBe(path);
});

test('broken escapes name no mail', () => {
  expect(findMessageId('a%zz@x')).toBeUndefined();
});

test('pasted brackets are taken off, those inside stay', () => {
  expect(trimBrackets(' <a@x> ')).toBe('a@x');
  expect(trimBrackets('<a@x> <b@x>')).toBe('<a@x> <b@x>');
});
