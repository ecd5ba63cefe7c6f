import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { printText, printYaml } from '#lib/markdown/yaml-text';

describe('printText', () => {
  it.each([
    ['a reader keeps what it saw', 'a reader keeps what it saw'],
    ["the parent's page", "the parent's page"],
    ['5.9', "'5.9'"],
    ['5.9-5.10', '5.9-5.10'],
    ['true', "'true'"],
    ['null', "'null'"],
    ['~', "'~'"],
    ['a: b', "'a: b'"],
    ["it's: so", "'it''s: so'"],
    ['a #b', "'a #b'"],
    ['a#b', 'a#b'],
    ['- a', "'- a'"],
    ['@a', "'@a'"],
    ['', "''"],
    [' a', "' a'"],
    ['2021-12-18', '2021-12-18'],
    ['CAHk-=wh@mail.example.com', 'CAHk-=wh@mail.example.com'],
    ['0x10', "'0x10'"],
    ['1e3', "'1e3'"],
    ['a\nb', '"a\\nb"'],
    ['[a]', "'[a]'"],
    ['"a"', `'"a"'`],
    ['„gut“', '„gut“'],
  ])('prints %j as %s', (text, printed) => {
    expect(printText(text)).toBe(printed);
  });
});

describe('printYaml', () => {
  it('leaves out what has no value', () => {
    expect(printYaml({ a: 'x', b: undefined, c: [], d: {}, e: [{ f: 1, g: [] }] })).toBe('a: x\ne:\n  - f: 1\n');
  });

  it('is read back as what was printed', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom('---', '...', 'a: b', '? x', '!t', '&a', '*a'),
    );
    const leaf = fc.oneof(text, fc.integer(), fc.boolean());
    const key = fc.stringMatching(/^[a-z]{1,8}$/).filter((name) => !['true', 'false', 'null'].includes(name));
    const flat = fc.dictionary(key, leaf, { minKeys: 1, noNullPrototype: true });
    const front = fc.dictionary(
      key,
      fc.oneof(leaf, flat, fc.array(leaf, { minLength: 1 }), fc.array(flat, { minLength: 1 })),
      { minKeys: 1, noNullPrototype: true },
    );
    fc.assert(
      fc.property(front, (value) => {
        expect(parse(printYaml(value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });
});
