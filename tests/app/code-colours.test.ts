import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../app/tokens.css'), 'utf8');

/** The light and the dark value of a token; the light one as older browsers get it must be the same. */
function valuesOf(token: string): readonly [string, string] {
  const [, light = '', dark = ''] = new RegExp(`--${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css) ?? [];
  expect(css).toContain(`--${token}: ${light};`);
  return [light, dark];
}

/** Relative luminance, WCAG 2.1. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['paper', 'sunk', 'add-bg', 'add-strong', 'del-bg', 'del-strong', 'cursor'];

test.each(['code-comment', 'code-text', 'code-type', 'code-line', 'ink'])(
  '%s can be read on every ground of a row, light and dark',
  (token) => {
    for (const [theme, colour] of valuesOf(token).entries()) {
      for (const ground of grounds) {
        const found = contrast(colour, valuesOf(ground)[theme] ?? '');
        expect(found, `${colour} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  },
);
