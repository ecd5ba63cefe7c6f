import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureText } from '#lib/diagram/text-width';
import { cutText, wrapText } from '#lib/diagram/wrap-text';

const type = { size: 12.5, weight: 400 } as const;
const text = fc.string({ unit: 'grapheme', maxLength: 80 });

test('lines hold every letter in order, and none is wider than it may be', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 40, max: 300 }), (words, width) => {
      const lines = wrapText(words, width, type);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.join('').replace(/\s/gu, '')).toBe(words.replace(/\s/gu, ''));
      for (const line of lines) {
        // A letter of many parts can be wider than the line.
        if ([...line].length > 1) expect(measureText(line, type.size, type.weight)).toBeLessThanOrEqual(width);
      }
    }),
  );
});

test('what is cut fits and says so', () => {
  expect(cutText('Andrea Arcangeli', 200, type)).toBe('Andrea Arcangeli');
  expect(cutText('Andrea Arcangeli', 60, type)).toMatch(/^Andrea.*…$/);
  expect(measureText(cutText('Andrea Arcangeli', 60, type), type.size)).toBeLessThanOrEqual(60);
});

test('widths are those of the face: figures are equal, bold is wider, an accent takes no room', () => {
  expect(measureText('0123456789', 10)).toBe(60);
  expect(measureText('copy-on-write', 12, 600)).toBeGreaterThan(measureText('copy-on-write', 12, 400));
  expect(measureText('é', 10)).toBe(measureText('e', 10));
});
