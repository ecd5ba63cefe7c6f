// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argumentKinds, diagramKinds } from '#lib/diagram/diagrams';
import { decisionFlow } from '#lib/diagram/kind/decision-flow';
import { pageStates } from '#lib/diagram/kind/page-states';
import { sequence } from '#lib/diagram/kind/sequence';
import { escapeLabel, escapeLine, makeIds } from '#lib/diagram/mermaid';
import { findState, listSubjects } from '#lib/diagram/subject';
import { findParting, groupDecisions } from '#lib/scenario/parting';
import { mapDrawing } from '../arbitrary/map-drawing';
import { decode, parseDiagram, readDiagram } from './mermaid-parse';
import { example, label, makeReplay, nasty, played } from './played';

/** What a label is read as: control characters and runs of white space count as one space. */
function flatten(text: string): string {
  return (
    text
      .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]+/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim() || '–'
  );
}

interface Vertex {
  readonly text: string;
}

async function readNode(text: string): Promise<string> {
  const db = await readDiagram(`flowchart TD\n  n0["${escapeLabel(text)}"]\n  n0 --> n1["b"]\n`);
  const vertices = db.getVertices?.() as Map<string, Vertex>;
  return decode(vertices.get('n0')?.text ?? '');
}

async function readMessage(text: string): Promise<string> {
  const db = await readDiagram(
    `sequenceDiagram\n  participant a0 as ${escapeLine(text)}\n  a0->>a0: ${escapeLine(text)}\n`,
  );
  const messages = db.getMessages?.() as { message: string }[];
  return decode(messages[0]?.message ?? '');
}

describe('labels', () => {
  test('any string is read back as itself in a node and in a message', async () => {
    await fc.assert(
      fc.asyncProperty(label, async (text) => {
        expect(await readNode(text)).toBe(flatten(text));
        expect(await readMessage(text)).toBe(flatten(text));
      }),
      { numRuns: 300 },
    );
  });

  test.each(nasty.map((text) => [text]))('%j is read back as itself', async (text) => {
    expect(await readNode(text)).toBe(flatten(text));
    expect(await readMessage(text)).toBe(flatten(text));
  });

  test('ids are unique and never the name itself', () => {
    fc.assert(
      fc.property(fc.array(label), (names) => {
        const id = makeIds('n');
        const ids = new Set(names.map(id));
        expect(ids.size).toBe(new Set(names).size);
        for (const one of ids) expect(one).toMatch(/^n\d+$/);
      }),
    );
  });
});

describe('every kind', () => {
  const types = {
    sequence: 'sequence',
    'page-states': 'stateDiagram',
    'decision-flow': 'flowchart-v2',
    'argument-map': 'flowchart-v2',
  } as const;

  test.each(diagramKinds.map((kind) => [kind.kind, kind] as const))(
    '%s parses whatever is played',
    async (name, kind) => {
      await fc.assert(
        fc.asyncProperty(played, async (value) => {
          for (const diagram of kind.build(value)) {
            expect(await parseDiagram(diagram.source)).toBe(types[name]);
            expect(diagram.source).toContain('accTitle: ');
            expect(diagram.source).toContain('accDescr: ');
            expect(diagram.rows.length).toBeGreaterThan(0);
            for (const row of diagram.rows) expect(row.cells).toHaveLength(diagram.head.length);
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each(diagramKinds.map((kind) => [kind.kind, kind] as const))('%s draws the example', (_, kind) => {
    expect(
      kind.build(example).map(({ source, rows, note, marks }) => ({ source, rows, note, marks })),
    ).toMatchSnapshot();
  });

  test.each(diagramKinds.map((kind) => [kind.kind, kind] as const))('%s draws nothing of nothing', (_, kind) => {
    const replay = { policy: 'A1', schedule: '', frames: [], problem: 'no such policy' };
    expect(kind.build({ title: 'x', replay, others: [replay], runs: [] })).toEqual([]);
  });
});

describe('every kind of an argument', () => {
  test.each(argumentKinds.map((kind) => [kind.kind, kind] as const))(
    '%s parses whatever is claimed',
    async (_, kind) => {
      await fc.assert(
        fc.asyncProperty(mapDrawing(12), async (drawing) => {
          const [diagram, ...others] = kind.build(drawing);
          expect(others).toEqual([]);
          const nodes = [...drawing.nodes, ...drawing.rest.nodes];
          expect(diagram === undefined).toBe(nodes.length === 0);
          if (diagram === undefined) return;
          expect(await parseDiagram(diagram.source)).toBe('flowchart-v2');
          const db = await readDiagram(diagram.source);
          const texts = [...((db.getVertices?.() ?? new Map()) as Map<string, Vertex>).values()].map(({ text }) =>
            decode(text),
          );
          expect(texts.filter((text) => text.trim() !== '')).toHaveLength(nodes.length);
          const own = drawing.edges.filter(({ from, to }) => from !== to);
          expect(diagram.rows).toHaveLength(own.length);
          for (const row of diagram.rows) expect(row.cells).toHaveLength(diagram.head.length);
        }),
        { numRuns: 40 },
      );
    },
  );
});

describe('sequence', () => {
  test('numbers equal those of the trace, and only the breaking step has a rect', () => {
    const [diagram] = sequence.build(example);
    expect(diagram?.marks).toEqual(['', 'm0', 'm1', 'm2', 'm3']);
    expect(diagram?.source).toContain('autonumber 1');
    expect(diagram?.source.match(/ rect /g)).toHaveLength(1);
    expect(diagram?.source.slice(diagram.source.indexOf(' rect '))).toContain('read F0 through pin');
  });

  test('draws the last fifteen steps and says so', async () => {
    const short = makeReplay('A1', false);
    const middle = short.frames[1];
    if (middle === undefined) throw new Error('the example lost its steps');
    const frames = [...short.frames.slice(0, 1), ...Array.from({ length: 20 }, () => middle), ...short.frames.slice(2)];
    const [diagram] = sequence.build({ ...example, replay: { ...short, frames } });
    expect(diagram?.rows).toHaveLength(15);
    expect(diagram?.marks.slice(7)).toEqual(['', '', ...Array.from({ length: 15 }, (_, index) => `m${index}`)]);
    expect(diagram?.rows[0]?.cells[0]).toBe('9');
    expect(diagram?.source).toContain('autonumber 9');
    expect(diagram?.note).toContain('last 15 of 23');
    expect(await parseDiagram(diagram?.source ?? '')).toBe('sequence');
  });
});

describe('page states', () => {
  test('one diagram for each thing that changes, edges numbered as the trace', () => {
    const [first, ...others] = pageStates.build(example);
    expect(others).toEqual([]);
    expect(first?.marks).toEqual(['s0', 's1', 's2', 's3', 's4']);
    expect(first?.source.match(/--> s\d+ : (\d+) /g)?.map((edge) => edge.slice(9, -1))).toEqual(['1', '2', '3', '4']);
    expect(first?.rows.at(-1)?.bad).toBe(true);
    expect(
      pageStates.build({ ...example, replay: makeReplay('A3', true) }).map((diagram) => diagram.rows.length),
    ).toEqual([3, 2]);
  });

  test('a state that is met again is the same node', () => {
    const replay = makeReplay('A1', false);
    const back = [0, 1, 0, 1].flatMap((index) => replay.frames[index] ?? []);
    const frames = back.map((frame, index) =>
      index === 0 ? frame : { ...frame, step: replay.frames[1]?.step ?? null },
    );
    const [diagram] = pageStates.build({ ...example, replay: { ...replay, frames } });
    expect(diagram?.source.match(/^ {2}state /gm)).toHaveLength(2);
    expect(diagram?.marks).toEqual(['s0', 's1', 's0', 's1']);
  });

  test('a place that points at it belongs to its state, another thing does not', () => {
    const replay = makeReplay('A3', true);
    expect(listSubjects(replay)).toEqual(['F0', 'F1']);
    const frame = replay.frames[2];
    expect(frame && findState(frame, 'F1')).toEqual({
      own: [
        { name: 'data', value: '"old"' },
        { name: 'count', value: '1' },
      ],
      links: ['P:v rw'],
    });
    expect(frame && findState(frame, 'F0')?.links).toEqual([]);
  });
});

describe('decisions', () => {
  test('policies that decide alike share a node; the verdict is the run’s, not the schedule’s', () => {
    expect(findParting(example.others)).toBe(2);
    expect(groupDecisions(example.others, 2).map((group) => group.replays.map((replay) => replay.policy))).toEqual([
      ['A1', 'P4'],
      ['A3', 'A4'],
    ]);
    const [diagram] = decisionFlow.build(example);
    expect(diagram?.rows.map((row) => [row.cells[0], row.cells[2]])).toEqual([
      ['A1, P4', 'violated: missed-cow'],
      ['A3', 'holds'],
      ['A4', 'unknown'],
    ]);
  });

  test('a branch whose policies end differently is followed to where they part', async () => {
    // A3 copies; before that A9 took no reference, and holds as well.
    const early = makeReplay('A9', true);
    const frames = early.frames.map((frame, index) =>
      index === 1 && frame.step !== null ? { ...frame, step: { ...frame.step, step: 'refuse', changes: [] } } : frame,
    );
    const others = [...example.others, { ...early, frames }];
    const [diagram] = decisionFlow.build({ ...example, others });
    expect(diagram?.description).toContain('steps 1, 2');
    expect(diagram?.rows.map((row) => row.cells[0])).toEqual(['A1, P4', 'A3', 'A4', 'A9']);
    expect(await parseDiagram(diagram?.source ?? '')).toBe('flowchart-v2');
  });

  test('a policy that another schedule breaks is named', () => {
    const runs = example.runs.map((run) => ({ ...run, verdict: 'violated' as const }));
    expect(decisionFlow.build({ ...example, runs })[0]?.note).toBe('Another schedule than this one breaks A3, A4.');
    expect(decisionFlow.build(example)[0]?.note).toBeNull();
  });

  test('a policy under which the schedule stops applying parts there', () => {
    const whole = makeReplay('A1', false);
    const cut = {
      ...makeReplay('A3', false),
      frames: whole.frames.slice(0, 3),
      problem: 'this schedule no longer applies at step 3',
    };
    expect(findParting([whole, cut])).toBe(3);
    expect(groupDecisions([whole, cut], 3).map((group) => group.problem)).toEqual([null, cut.problem]);
  });

  test('an attribute that only one policy keeps is no difference', () => {
    const plain = makeReplay('A1', false);
    const frames = plain.frames.map((frame, index) => ({
      ...frame,
      cells: [...frame.cells, { name: 'F0.exclusive', value: index === 0 ? 'yes' : 'no' }],
      step:
        frame.step === null || index !== 1
          ? frame.step
          : {
              ...frame.step,
              changes: [...frame.step.changes, { what: 'F0.exclusive', before: 'yes', after: 'no' }],
            },
    }));
    const flagged = { ...plain, policy: 'A7', frames };
    expect(findParting([plain, flagged])).toBeUndefined();
    expect(findParting([flagged, { ...makeReplay('A3', true), policy: 'A3' }])).toBe(2);
    expect(findParting([flagged, { ...flagged, policy: 'A8', frames: flagged.frames.slice(0, 3) }])).toBe(3);
  });

  test('two wordings of the same effect are no difference, two wordings without an effect are', () => {
    const one = makeReplay('A1', false);
    const reword = (at: number, drop: boolean) => ({
      ...one,
      policy: 'A2',
      frames: one.frames.map((frame, index) =>
        index === at && frame.step !== null
          ? { ...frame, step: { ...frame.step, step: 'said otherwise', changes: drop ? [] : frame.step.changes } }
          : frame,
      ),
    });
    expect(findParting([one, reword(2, false)])).toBeUndefined();
    expect(findParting([reword(2, true), { ...reword(2, true), frames: reword(2, true).frames }])).toBeUndefined();
    const silent = {
      ...reword(2, true),
      frames: reword(2, true).frames.map((frame, index) =>
        index === 2 && frame.step !== null ? { ...frame, step: { ...frame.step, step: 'other words' } } : frame,
      ),
    };
    expect(findParting([reword(2, true), silent])).toBe(2);
  });

  test('policies that never part say so', () => {
    const replays = [makeReplay('A1', false), makeReplay('P4', false)];
    expect(findParting(replays)).toBeUndefined();
    expect(decisionFlow.build({ ...example, others: replays })[0]?.description).toContain('No policy parts');
  });
});
