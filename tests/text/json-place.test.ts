import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printCsv, readCsv } from '#lib/text/csv';
import { findJsonPlace, printJsonPath } from '#lib/text/json-place';

describe('places in JSON', () => {
  const text = '{\n  "a": [1, {"b\\"c": "x]"}],\n  "d" : { "e": [] }\n}';

  it.each([
    [['a'], 2, 8],
    [['a', 1], 2, 12],
    [['a', 1, 'b"c'], 2, 21],
    [['d', 'e'], 3, 16],
    [['d', 'missing'], 3, 9],
    [[], 1, 1],
  ])('finds %j', (path, line, column) => {
    expect(findJsonPlace(text, path)).toEqual({ line, column });
  });

  it('finds every value of any JSON, however it is written', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (json, indent) => {
        const value: unknown = JSON.parse(json);
        const printed = JSON.stringify(value, null, indent);
        const paths: (string | number)[][] = [];
        const walk = (inner: unknown, path: (string | number)[]) => {
          paths.push(path);
          if (Array.isArray(inner)) for (const [index, item] of inner.entries()) walk(item, [...path, index]);
          else if (inner !== null && typeof inner === 'object')
            for (const [key, item] of Object.entries(inner)) walk(item, [...path, key]);
        };
        walk(value, []);
        for (const path of paths) {
          const { line, column } = findJsonPlace(printed, path);
          const lines = printed.split('\n');
          const rest = [lines[line - 1]?.slice(column - 1), ...lines.slice(line)].join('\n');
          const inner = path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], value);
          // What stands there begins as the value does; indentation inside it may differ.
          expect(rest.replace(/\s/g, '').startsWith(JSON.stringify(inner).replace(/\s/g, ''))).toBe(true);
        }
      }),
    );
  });

  it('prints paths as people write them', () => {
    expect(printJsonPath(['pins', 3, 'odd key'])).toBe('$.pins[3]["odd key"]');
  });
});

describe('CSV', () => {
  it('gives back the fields of any rows', () => {
    const rows = fc.array(
      fc.array(
        fc.string().map((field) => field.replace(/\r/g, '')),
        { minLength: 2, maxLength: 4 },
      ),
    );
    fc.assert(
      fc.property(rows, (given) => {
        expect(readCsv(printCsv(given)).map(({ fields }) => fields)).toEqual(given);
      }),
    );
  });

  it('knows on which line a row begins', () => {
    expect(readCsv('a,b\n"1\n2",3\n\nx,y\n').map(({ line }) => line)).toEqual([1, 2, 5]);
  });
});
