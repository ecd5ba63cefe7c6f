import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { vocabulary } from '#lib/mm/vocabulary';
import { findScenarioBlock } from '#lib/scenario/block';
import { parseScenario } from '#lib/scenario/parse';
import { printScenario } from '#lib/scenario/print';

const places = (text: string) =>
  mm.parse(text).issues.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('what is wrong is said with its place, and all of it', () => {
  it('reports every line that cannot be read', () => {
    expect(places('mm x\nP: map v = \nP: raed v\nP: read v >\nfoo\nnever\n')).toEqual([
      '2:11 the line ends, expected a value',
      expect.stringMatching(/^3:4 found `raed`, expected `map`, /),
      '4:11 found `>`, expected the end of the line',
      expect.stringMatching(/^5:1 found `foo`, expected `ACTOR: step`/),
      '6:6 the line ends, expected a register, a value or a measure',
    ]);
  });

  it.each([
    ['', '1:1 the scenario has no head, expected `mm NAME`'],
    ['nn x\nP: map v\n', '1:1 found `nn`, expected `mm`'],
    ['mm x\n', '1:1 the scenario has no step'],
    ['mm x\nP: map v = A\nP: read w\n', '3:1 no variable or handle is called `w`, expected `v`'],
    ['mm x\nP: map v = A\nP: release h\n', '3:1 no handle is called `h`, expected none is defined'],
    ['mm x\nP: map v = A\nnever r = A\n', '3:1 no register is called `r`, expected none is defined'],
    ['mm x\nP: map v = A\nP: read v -> r\nnever r = B\n', '4:1 no value is called `B`, expected `0`, `fault`, `A`'],
    [
      'mm x\nP: map v = A\nP: read v -> r\nnever r < A\n',
      '4:1 no comparison of values is called `<`, expected `=`, `!=`',
    ],
    ['mm x\nP: map v = A\nP: read v.2\n', '3:11 found `2`, expected a half, `0` or `1`'],
    ['mm x\nP: map v = A\nP: swapout P:v\n', '3:1 a process cannot `swapout`, expected kernel'],
    ['mm x\nkernel K\nP: map v = A\nK: swapout v\n', '4:12 found `v`, expected a place such as `P:v`'],
    [
      'mm x\nP: map v = A\nP: get read v -> h\nP: pin read v -> h\n',
      '4:1 `h` is already defined in line 3, expected a new name',
    ],
    ['mm x\nP: map v = A\nfinally missed-cow\n', '3:1 a built-in property stands alone after `never`'],
    [
      'mm x\nP: map v = A\nnever missed-cow\nexpect A1: fine\n',
      '4:12 found `fine`, expected `holds`, `violated`, `reached`, `unreached`, `vacuous`, `stuck`, `unknown`',
    ],
    [
      'mm x\npages base, thp\nkernel K\nP: map v = A\nK: migrate P:v\n',
      '5:1 `migrate` is not played on thp, expected `pages base`',
    ],
    ['mm x\nP: map v = A after q\n', '2:1 no label or actor is called `q`, expected `P`'],
    [
      'mm x\ncheck page_count(P:v) = 1\nP: map v = A\n',
      '2:7 found `page_count`, expected a line of an actor before `check`',
    ],
  ])('%j', (text, issue) => {
    expect(places(text)).toContain(issue);
    expect(mm.parse(text).scenario).toBeUndefined();
  });

  it('warns of a scenario without a property, and gives it all the same', () => {
    const { scenario, issues } = mm.parse('mm x\nP: map v = A\n');
    expect(scenario).toBeDefined();
    expect(issues).toMatchObject([{ severity: 'warning', code: 'no-property' }]);
  });

  it('never throws, whatever the bytes', () => {
    const words = fc.constantFrom(
      'mm',
      'P',
      ':',
      'map',
      'v',
      '=',
      'expect',
      'never',
      'A1',
      '..',
      '(',
      ')',
      '->',
      '.',
      '#',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.oneof(words, fc.constant('\n'), fc.string()), { maxLength: 30 })
        .map((parts) => `mm x\n${parts.join(' ')}`),
    );
    fc.assert(
      fc.property(text, (random) => {
        for (const { line, column } of mm.parse(random).issues) expect(Math.min(line, column)).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

const full = `# What it is about
mm everything  # said beside

# Who runs
process P on cpu 0
process C, P.two on cpu 1
kernel K
device D

P: map v = OLD as mapped
P: map hole
P: fork C
check page_count(P:v) = 2 and mapcount(P:v) = 2  # both

# All at once
concurrently
P: pin write longterm v -> buf after mapped, C
C: read v.1 -> half as done-reading
C: exit
K: swapout P:v after done-reading
D: write buf.0 = DMA
# a lone remark
K: drain cpu 0
P.two: get read v -> ref
P.two: release ref

then
P: read v -> last

never missed-cow
never not (last = OLD and half != 0) and done(K)
always page_count(buf) >= 1024 or present(buf) = 0
finally last = OLD or last = DMA/OLD
reach swapped(P:v) = 1

expect A1, A3..A5: violated missed-cow; last = OLD | DMA/OLD; copies 0..1; fork-copies 0
expect others: holds; states 12; schedules 3

# the end
`;

describe('printing', () => {
  it('a canonical text comes back byte for byte, comments and all', () => {
    const { scenario, issues } = parseScenario(full, vocabulary);
    expect(issues).toEqual([]);
    if (scenario === undefined) throw new Error('does not parse');
    expect(printScenario(scenario, vocabulary)).toBe(full);
  });

  it('any layout of a text prints as the same canonical text, and that is canonical', () => {
    const lines = full.split('\n').filter((line) => line !== '');
    const gap = fc.constantFrom('\n', '\n\n', ' \n', '\r\n', '\n\t\n');
    fc.assert(
      fc.property(fc.array(gap, { minLength: lines.length, maxLength: lines.length }), fc.nat(3), (gaps, spaces) => {
        const loose = lines.map((line, index) => {
          const [code = '', comment] = line.split('#');
          const wide =
            code.replace(/ (?=[a-zA-Z=])/g, ' '.repeat(spaces + 1)) + (comment === undefined ? '' : `#${comment}`);
          return `${' '.repeat(spaces)}${wide}${gaps[index]}`;
        });
        const { scenario } = mm.parse(loose.join(''));
        if (scenario === undefined) throw new Error('does not parse');
        expect(mm.print(scenario)).toBe(full);
        expect(mm.parse(full).scenario).toEqual(mm.parse(mm.print(scenario)).scenario);
      }),
    );
  });

  it('parse and print are inverse on random scenarios', () => {
    fc.assert(
      fc.property(randomText, (text) => {
        const { scenario } = mm.parse(text);
        if (scenario === undefined) throw new Error(places(text).join('; '));
        const printed = mm.print(scenario);
        const again = mm.parse(printed).scenario;
        if (again === undefined) throw new Error('what was printed does not parse');
        expect(mm.print(again)).toBe(printed);
        expect(withoutLines(again)).toEqual(withoutLines(scenario));
        expect(mm.parse(mm.print(again)).scenario).toEqual(again);
      }),
      { numRuns: 200 },
    );
  });
});

/** Places differ between layouts; nothing else may. */
function withoutLines(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === 'line' ? undefined : inner)));
}

const values: Readonly<Record<string, string>> = {
  VAR: 'v',
  PLACE: 'P:v',
  TARGET: 'P:v',
  OBJECT: 'v',
  FILE: 'F',
  VALUE: 'NEW',
  PROCESS: 'P',
  NUMBER: '0',
};

/** A text that uses random forms, with random conditions behind it. */
const randomText: fc.Arbitrary<string> = fc
  .record({
    forms: fc.array(
      fc.constantFrom(...vocabulary.forms.filter((form) => form.verb !== 'fork' && form.verb !== 'kill')),
      { maxLength: 12 },
    ),
    condition: fc.letrec((tie) => ({
      one: fc.constantFrom('last = OLD', 'page_count(P:v) >= 2', 'done(P)', 'last != NEW'),
      not: tie('any').map((inner) => `not (${inner})`),
      both: fc
        .tuple(tie('any'), fc.constantFrom('and', 'or'), tie('any'))
        .map(([a, word, b]) => `(${a}) ${word} (${b})`),
      any: fc.oneof({ maxDepth: 3 }, tie('one'), tie('not'), tie('both')),
    })).any,
    comments: fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 12 }), { maxLength: 4 }),
  })
  .map(({ forms, condition, comments }) => {
    const lines = forms.map((form, index) => {
      const optional = form.syntax.replace(/[[\]]/g, '');
      const filled = optional
        .replace(/-> HANDLE/, `-> h${index}`)
        .replace(/-> REG/, `-> r${index}`)
        .replace(/HANDLE/, 'first')
        .replace(/[A-Z]{3,}/g, (slot) => values[slot] ?? slot);
      const actor = form.by.includes('process') ? 'P' : 'K';
      return `${actor}: ${filled}${comments[index] === undefined ? '' : ` # ${comments[index]}`}`;
    });
    const usesKernel = lines.some((line) => line.startsWith('K:'));
    return [
      'mm random',
      ...(usesKernel ? ['kernel K'] : []),
      'P: map v = OLD',
      'P: map shared w of F',
      'P: get read v -> first',
      'P: write v = NEW',
      ...lines,
      'P: read v -> last',
      `never ${condition}`,
    ].join('\n');
  });

describe('the scenario block of a Markdown file', () => {
  it('is found with the lines before it', () => {
    const markdown = '---\nid: x\n---\n\n```js\nscenario\n```\n\n```scenario\nmm x\nP: map v\n```\n\nMore.\n';
    expect(findScenarioBlock(markdown)).toEqual({ text: 'mm x\nP: map v\n', lineOffset: 9 });
  });

  it('may be fenced with tildes, be longer fenced, or never be closed', () => {
    expect(findScenarioBlock('~~~~ scenario\na\n~~~\n~~~~\nb')?.text).toBe('a\n~~~\n');
    expect(findScenarioBlock('```scenario\na\nb')?.text).toBe('a\nb\n');
    expect(findScenarioBlock('``` mermaid\na\n```')).toBeUndefined();
  });
});
