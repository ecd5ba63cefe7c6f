import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findScenarioBlock } from '#lib/scenario/block';
import { type Counterexample, printCounterexample, readCounterexamples } from '#lib/scenario/counterexample-block';
import { findSimulatorOf } from '#lib/simulators';

const folder = join(import.meta.dirname, '..', '..', 'content', 'scenarios');
const texts = readdirSync(folder).map((name) => findScenarioBlock(readFileSync(join(folder, name), 'utf8'))!.text);

const example = (text: string, schedule = 'ABBA'): Counterexample => ({
  scenario: 'two-writers',
  title:
    'Two writers, one of whom the other never sees, on a page that – as everybody thought – nobody else could reach',
  policy: 'A1',
  kind: 'base',
  property: 'never missed-copy, however long its name is',
  schedule,
  link: `https://moot.example.org/scenarios/two-writers?policy=A1&schedule=${schedule}&and=${'x'.repeat(80)}`,
  steps: [
    {
      actor: 'P',
      step: 'write v = NEW',
      line: 3,
      changes: [{ what: 'F0.count', before: '1', after: '2' }],
      why: 'no',
      points: [],
    },
    { actor: 'Child', step: 'read v', line: 4, changes: [], why: null, points: [] },
  ],
  verdicts: Array.from({ length: 20 }, (_, i) => ({
    policy: `A${i}`,
    verdict: i % 2 === 0 ? 'violated' : 'not applicable',
  })),
  text,
});

const name = ({ scenario, policy, kind, property, schedule, link, text }: Counterexample) => {
  return { scenario, policy, kind, property, schedule, link, text, problem: null };
};

/** What mailers do to a text: quote it, take spaces at line ends away, break lines. */
const quote = (mark: string) => (text: string) =>
  text
    .split('\n')
    .map((line) => `${mark}${line}`)
    .join('\n');
const trim = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
const breakAt = (columns: number, mark: string) => (text: string) =>
  text
    .split('\n')
    .flatMap((line) => {
      const rows: string[] = [];
      let rest = line;
      while (rest.length > columns) {
        const at = rest.lastIndexOf(' ', columns);
        if (at < 20) break;
        rows.push(rest.slice(0, at));
        rest = mark + rest.slice(at + 1);
      }
      return [...rows, rest];
    })
    .join('\n');

describe('a block reads back into what it was printed from', () => {
  test('for every scenario of content/', () => {
    expect(texts.length).toBeGreaterThan(50);
    for (const text of texts) {
      const lines = printCounterexample(example(text));
      expect(lines.filter((line) => /[^\x20-\x7e]/.test(line))).toEqual([]);
      expect(lines.filter((line) => line.length > 72 && !line.startsWith('link: '))).toEqual([]);
      expect(readCounterexamples(`Hi,\n\n${lines.join('\n')}\n\nBo\n`)).toEqual([name(example(text))]);
    }
  });

  test('for any text', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.replace(/[\r\n\u2028\u2029]/g, ' ')),
      fc.constantFrom(
        '',
        ' ',
        '\t',
        '| x',
        '|+ y',
        '> z',
        '\\u{41}',
        '\\',
        'text 01234567:',
        'scenario: x',
        'x '.repeat(70),
        '=== end',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.string({ unit: fc.constantFrom('A', 'B', 'c'), maxLength: 200 }),
        (lines, schedule) => {
          const one = example(`${lines.join('\n')}\n`, schedule);
          const printed = printCounterexample(one);
          expect(readCounterexamples(printed.join('\n'))).toEqual([name(one)]);
          expect(readCounterexamples(trim(quote('> > ')(printed.join('\n'))))).toEqual([name(one)]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('quoted, trimmed and broken by mailers, it still is the same scenario', () => {
    const roads: Record<string, (text: string) => string> = {
      quoted: quote('> '),
      'quoted thrice without spaces': quote('>>>'),
      'quoted thrice and trimmed': (text) => trim(quote('> > > ')(text)),
      'quoted and broken at 60, the rest quoted': (text) => trim(breakAt(60, '> ')(quote('> ')(text))),
      'broken at 50, the rest bare': breakAt(50, ''),
      'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
    };
    for (const [road, travel] of Object.entries(roads)) {
      for (const text of texts) {
        const [read, ...more] = readCounterexamples(
          travel(`Look:\n\n${printCounterexample(example(text)).join('\n')}\n`),
        );
        const { link, text: _, ...rest } = name(example(text));
        expect({ road, ...read }).toMatchObject({ road, ...rest });
        expect(more).toEqual([]);
        const simulator = findSimulatorOf(text)!;
        const print = (which: string) => simulator.print(simulator.parse(which).scenario!);
        expect(print(read!.text)).toBe(print(text));
        if (road !== 'broken at 50, the rest bare') expect(read!.link).toBe(link);
      }
    }
  });

  test('one whose words were changed says so; half of one is none', () => {
    const lines = printCounterexample(example(texts[0]!));
    const changed = lines.map((line) => (line.startsWith('| P: ') ? '| P: exit' : line)).join('\n');
    expect(readCounterexamples(changed)[0]?.problem).toContain('changed on the way');
    expect(readCounterexamples(lines.slice(0, -1).join('\n'))).toEqual([]);
    expect(readCounterexamples('no block')).toEqual([]);
  });
});
