import fc from 'fast-check';
import type { Played } from '#lib/diagram/diagram';
import type { Frame, PolicyRun, Replay, TraceStep, VerdictWord } from '#lib/scenario/run';

/** Strings that have hurt diagrams before, besides any string at all. */
export const nasty = [
  'end',
  'style',
  'classDef a',
  'style x:#y;',
  'subgraph',
  'click',
  'note',
  '%%',
  '%%{init: {}}%%',
  '---',
  '-->',
  'o--o',
  'x',
  'wrap: a',
  'nowrap:b',
  '1. list',
  '- list',
  '# head',
  '`code`',
  '**bold**',
  '_it_',
  '$$x$$',
  '<b>x</b>',
  '<script>',
  'a<br>b',
  '&quot;',
  '#quot;',
  '#35;',
  ';',
  ':',
  '"',
  '""',
  "'",
  '|',
  '[',
  ']',
  '(',
  ')',
  '{',
  '}',
  '{{',
  '\\',
  '\\n',
  '\n',
  '\u2028',
  '\u0000',
  '\ud800',
  '\ufb02°°34¶ß',
  '[*]',
  'state',
  'as',
  'participant',
  'a@{ shape: x }',
  '~',
  '^',
  'fa:fa-x',
  'accTitle: x',
  '',
  '   ',
  '→',
  'autonumber',
  'rect',
  'alt',
  'P:v "old"',
  'toString',
  '__proto__',
  'constructor',
] as const;

export const label = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 24 }),
  fc.string({ unit: 'grapheme', maxLength: 24 }),
  fc.constantFrom(...nasty),
  fc.array(fc.constantFrom(...nasty), { maxLength: 4 }).map((parts) => parts.join(' ')),
);

const words: readonly VerdictWord[] = ['holds', 'violated', 'unknown', 'vacuous', 'stuck', 'not applicable'];

const step: fc.Arbitrary<TraceStep> = fc.record({
  actor: label,
  step: label,
  line: fc.nat(40),
  changes: fc.array(fc.record({ what: fc.oneof(label, fc.constant('F0.count')), before: label, after: label }), {
    maxLength: 3,
  }),
  why: fc.option(label),
  points: fc.array(label, { maxLength: 2 }),
});

const cell = fc.record({
  name: fc.oneof(label, fc.constantFrom('F0.count', 'F0.data', 'F1.count', 'P:v')),
  value: label,
});

const frame = (head: fc.Arbitrary<TraceStep | null>): fc.Arbitrary<Frame> =>
  fc.record({
    step: head,
    cells: fc.array(cell, { maxLength: 5 }),
    broken: fc.array(label, { maxLength: 2 }),
    choices: fc.array(fc.record({ code: label, actor: label, label, line: fc.nat(9), disabled: fc.option(label) }), {
      maxLength: 2,
    }),
  });

const replay = (policy: fc.Arbitrary<string>): fc.Arbitrary<Replay> =>
  fc.record({
    policy,
    schedule: label,
    frames: fc
      .tuple(frame(fc.constant(null)), fc.array(frame(step), { maxLength: 20 }))
      .map(([first, rest]) => [first, ...rest]),
    problem: fc.option(label),
  });

const run = (policy: string, verdict: VerdictWord, name: string): PolicyRun => ({
  policy,
  kind: 'base',
  kernel: null,
  verdict,
  complete: true,
  bound: null,
  states: 10,
  transitions: 20,
  schedules: '3',
  stuck: null,
  properties: [{ name, verdict, schedule: null, trace: [], vacuous: false }],
  outcomes: [],
});

/** Anything that could ever be drawn. */
export const played: fc.Arbitrary<Played> = fc.record({
  title: label,
  replay: replay(label),
  others: fc.array(replay(label), { maxLength: 5 }),
  runs: fc.array(
    fc.tuple(label, fc.constantFrom(...words), label).map((args) => run(...args)),
    { maxLength: 5 },
  ),
});

/** A page that is read through a handle after its mapper let go, under a policy that reuses and one that copies. */
export function makeReplay(policy: string, copies: boolean): Replay {
  const steps: TraceStep[] = [
    {
      actor: 'C.pin',
      step: 'take a reference on F0',
      line: 5,
      changes: [{ what: 'F0.count', before: '2', after: '3' }],
      why: null,
      points: [],
    },
    {
      actor: 'P',
      step: copies ? 'write fault: copy' : 'write fault: reuse',
      line: 9,
      why: 'asked',
      points: ['write fault'],
      changes: copies
        ? [
            { what: 'P:v', before: 'F0 ro', after: 'F1 rw' },
            { what: 'F0.count', before: '3', after: '2' },
          ]
        : [{ what: 'P:v', before: 'F0 ro', after: 'F0 rw' }],
    },
    {
      actor: 'P',
      step: 'store "new"',
      line: 9,
      why: null,
      points: [],
      changes: [{ what: copies ? 'F1.data' : 'F0.data', before: '"old"', after: '"new"' }],
    },
    {
      actor: 'C.pin',
      step: 'read F0 through pin',
      line: 6,
      why: null,
      points: [],
      changes: [{ what: 'r1', before: '–', after: copies ? '"old"' : '"new"' }],
    },
  ];
  const cells = [
    [
      ['F0.data', '"old"'],
      ['F0.count', '2'],
      ['P:v', 'F0 ro'],
      ['r1', '–'],
    ],
    [
      ['F0.data', '"old"'],
      ['F0.count', '3'],
      ['P:v', 'F0 ro'],
      ['r1', '–'],
    ],
    copies
      ? [
          ['F0.data', '"old"'],
          ['F0.count', '2'],
          ['F1.data', '"old"'],
          ['F1.count', '1'],
          ['P:v', 'F1 rw'],
          ['r1', '–'],
        ]
      : [
          ['F0.data', '"old"'],
          ['F0.count', '3'],
          ['P:v', 'F0 rw'],
          ['r1', '–'],
        ],
    copies
      ? [
          ['F0.data', '"old"'],
          ['F0.count', '2'],
          ['F1.data', '"new"'],
          ['F1.count', '1'],
          ['P:v', 'F1 rw'],
          ['r1', '–'],
        ]
      : [
          ['F0.data', '"new"'],
          ['F0.count', '3'],
          ['P:v', 'F0 rw'],
          ['r1', '–'],
        ],
    copies
      ? [
          ['F0.data', '"old"'],
          ['F0.count', '2'],
          ['F1.data', '"new"'],
          ['F1.count', '1'],
          ['P:v', 'F1 rw'],
          ['r1', '"old"'],
        ]
      : [
          ['F0.data', '"new"'],
          ['F0.count', '3'],
          ['P:v', 'F0 rw'],
          ['r1', '"new"'],
        ],
  ];
  return {
    policy,
    schedule: 'CPPC',
    problem: null,
    frames: cells.map((row, index) => ({
      step: index === 0 ? null : (steps[index - 1] ?? null),
      cells: row.map(([name, value]) => ({ name: name ?? '', value: value ?? '' })),
      broken: index === 4 && !copies ? ['missed-cow'] : [],
      choices: [],
    })),
  };
}

export const example: Played = {
  title: 'A reader keeps its page',
  replay: makeReplay('A1', false),
  others: [makeReplay('A1', false), makeReplay('A3', true), makeReplay('A4', true), makeReplay('P4', false)],
  runs: [run('A1', 'violated', 'missed-cow'), run('A3', 'holds', 'missed-cow'), run('A4', 'unknown', 'missed-cow')],
};
