import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { defaultBounds, runPolicy } from '#lib/simulators';

const places = (text: string) =>
  mm.parse(text).issues.map(({ line, column, message }) => `${line}:${column} ${message}`);

/** Letters that split lines or words, or look as if they did, beside the language's own words. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('\0', '\t', '\r', '\n', '\r\n', '\u2028', '\ufeff', '\u00a0', '😀', '\ud800', '#', ' ', ' '),
  fc.constantFrom('mm', 'x', 'P', ':', '.', 'map', 'v', '=', 'read', 'write', '->', 'never', 'not', '(', ')', 'check'),
  fc.constantFrom(
    'expect',
    'A1',
    '..',
    'all',
    ';',
    'kernel',
    'on',
    'cpu',
    '9',
    'then',
    'after',
    'since',
    'as',
    'a/b',
    '__proto__',
  ),
);

describe('a hostile text', () => {
  it('is answered with places inside it, a bounded number of them, and what was expected', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), fc.boolean(), (pieces, hasHead) => {
        const text = `${hasHead ? 'mm x\nP: map v = A\n' : ''}${pieces.join('')}`;
        const { scenario, issues } = mm.parse(text);
        const lines = text.split(/\r\n|\n|\r/);
        expect(issues.length).toBeLessThanOrEqual(101);
        for (const { line, column, message, severity } of issues) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
          if (severity === 'error') expect(message).toMatch(/expected|has no step|stands alone/);
        }
        if (scenario === undefined) return;
        const printed = mm.print(scenario);
        const again = mm.parse(printed).scenario;
        expect(again === undefined ? undefined : mm.print(again)).toBe(printed);
      }),
      { numRuns: 1000 },
    );
  });

  it('may be long: a hundred issues are shown and the rest is counted', () => {
    const { issues } = mm.parse(`mm x\n${'?? !!\n'.repeat(100_000)}`);
    expect(issues).toHaveLength(101);
    expect(issues[100]?.message).toBe('99900 more are not shown, expected a text with fewer mistakes');
  });

  it('may have a word or an offer of any length: a message stays short', () => {
    const long = 'v'.repeat(1_000_000);
    const many = Array.from({ length: 300 }, (_, index) => `P: map w${index}\n`).join('');
    for (const text of [`mm x\nP: ${long} v\n`, `mm x\nP: map v\nP: read ${long}\n`, `mm x\n${many}P: read v\n`])
      for (const issue of mm.parse(text).issues) expect(issue.message.length).toBeLessThan(500);
    expect(places(`mm x\n${many}P: read v\n`)[1]).toMatch(
      /^302:1 no variable or handle is called `v`, .* and 280 others$/,
    );
  });

  it.each(['('.repeat(100_000), 'not '.repeat(100_000)])('may nest as deep as it likes: %#', (deep) => {
    expect(places(`mm x\nP: map v = A\nP: read v -> r\nnever ${deep}r = A`)[0]).toMatch(
      /^4:\d+ found `(\(|not)`, expected at most 50 brackets and `not` inside one another$/,
    );
  });
});

describe('a name that would silently mean nothing, or two things', () => {
  it.each([
    ['K: clear_refs Q', '4:1 no process is called `Q`, expected `P`'],
    ['K: clear_refs K', '4:1 no process is called `K`, expected `P`'],
    ['K: swapout K:v', '4:1 no process is called `K`, expected `P`'],
    ['K: speculate Q:v -> s', '4:1 no process is called `Q`, expected `P`'],
    ['K: swapout P:v\nnever page_count(Q:v) = 1', '5:1 no process is called `Q`, expected `P`'],
    [
      'K: swapout P:v\nP: read v -> r\nnever page_count(P:v) = r',
      '6:1 no number is called `r`, expected none is defined',
    ],
    ['K: swapout P:v\nP: fork P', '5:1 a process cannot fork itself, expected the name of a new process'],
    ['K: swapout P:v\nP: fork K', '5:1 no process is called `K`, expected `P`'],
    ['K: swapout P:v\nprocess Q on cpu 1', '5:1 no actor is called `Q`, expected `P`, `K`'],
    ['K: swapout P:v\ndevice K', '5:1 `K` is already declared in line 2, expected it once'],
    ['K: swapout P:v\nP: get read v -> v', '3:1 `v` is a variable and a handle, expected two names'],
    ['K: swapout P:v\nP: read v -> A', '3:1 `A` is a register and a value, expected two names'],
    ['K: swapout P:v as P', '4:1 `P` is a label and an actor, expected two names'],
    ['K: swapout P:v\nP: write v = fault', '5:1 `fault` is what a register shows, expected a value that can be stored'],
    ['K: swapout P:v\nP: write v = a/b', '5:14 found `a/b`, expected a value without a slash'],
  ])('%j', (lines, issue) => {
    const text = `mm x\nkernel K\nP: map v = A\n${lines}\n`;
    expect(places(text)).toContain(issue);
    expect(mm.parse(text).scenario).toBeUndefined();
  });
});

const judge = (text: string, policy = 'A5') => {
  const { scenario, issues } = mm.parse(`mm x\n${text}`);
  if (scenario === undefined) throw new Error(issues.map((issue) => issue.message).join('; '));
  return runPolicy(mm, scenario, policy, defaultBounds);
};

describe('conditions', () => {
  it('registers are equal when they show the same, whichever half they read', () => {
    const text = 'P: map v = A\nP: read v.0 -> a\nP: read v.1 -> b\nP: read v -> c\nP: write v.1 = B\nP: read v -> d\n';
    const words = judge(`${text}finally a = b\nfinally a = c\nfinally c != d\nfinally d = A/B\n`).properties;
    expect(words.map((one) => one.verdict)).toEqual(['holds', 'holds', 'holds', 'holds']);
  });

  it('two halves are never equal to a page whose halves are not told apart', () => {
    const text = 'P: map v = A\nP: write v = B\nP: read v -> r\nreach r = B/A\nreach r = B\n';
    expect(judge(text).properties.map((one) => one.verdict)).toEqual(['unreached', 'reached']);
  });

  it('a line that waits for a later line of its own actor is stuck', () => {
    expect(judge('P: map v = A after late\nP: read v as late\nnever missed-cow\n').verdict).toBe('stuck');
    expect(judge('P: map v = A as early\nP: read v after early\nnever missed-cow\n').verdict).toBe('vacuous');
  });
});
