import type { Diagram, DiagramKind, DiagramRow } from '#lib/diagram/diagram';
import { escapeLabel, makeIds, shorten, stackLabels, writeAbout } from '#lib/diagram/mermaid';
import { findState, listSubjects, type SubjectState } from '#lib/diagram/subject';
import type { Replay } from '#lib/scenario/run';

/** Letters on one line of a box. */
const width = 26;

/** A node is known by its text: a state that is met again is the same node. */
interface Node {
  readonly lines: readonly string[];
  readonly isBroken: boolean;
}

interface Move {
  readonly number: number;
  /** Key of a node; null for the start, before the thing exists. */
  readonly from: string | null;
  readonly to: string;
  readonly label: string;
}

function wrap(parts: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length + 3 <= width) lines[lines.length - 1] = `${last} · ${part}`;
    else lines.push(shorten(part, width + 6));
  }
  return lines;
}

function partsOf(state: SubjectState): readonly string[] {
  return state.own.map(({ name, value }) => `${name} ${value}`);
}

/** Walks the replay once: the nodes in the order in which they are met, the moves between them, and the table. */
function walk(replay: Replay, subject: string) {
  const nodes = new Map<string, Node>();
  const moves: Move[] = [];
  const rows: DiagramRow[] = [];
  const marks: (string | null)[] = [];
  let here: string | null = null;
  replay.frames.forEach((frame, number) => {
    const state = findState(frame, subject);
    const by = frame.step === null ? 'start' : `${frame.step.actor}: ${frame.step.step}`;
    const broken = frame.broken.join(', ');
    const key = state === undefined ? 'gone' : JSON.stringify(state);
    let isTold = false;
    if (key !== (here ?? 'gone')) {
      nodes.set(key, {
        lines: state === undefined ? ['gone'] : [...wrap(partsOf(state)), ...wrap(state.links)],
        isBroken: false,
      });
      moves.push({ number, from: here, to: key, label: by });
      const own = state === undefined ? 'gone' : partsOf(state).join(' · ');
      const links = state?.links.join(' · ') || '–';
      rows.push({
        cells: [String(number), by, broken === '' ? own : `${own}; breaks ${broken}`, links],
        bad: broken !== '',
      });
      here = key;
      isTold = true;
    }
    if (broken !== '') {
      const end = `breaks ${broken}`;
      nodes.set(end, { lines: ['breaks', ...frame.broken.map((name) => shorten(name, width))], isBroken: true });
      moves.push({ number, from: here, to: end, label: by });
      if (!isTold) rows.push({ cells: [String(number), by, end, '–'], bad: true });
    }
    marks.push(broken === '' ? here : `breaks ${broken}`);
  });
  return { nodes, moves, rows, marks };
}

function build(replay: Replay, subject: string, scenario: string): Diagram | undefined {
  const { nodes, moves, rows, marks } = walk(replay, subject);
  // The first move leads into the first state; a diagram of that alone says nothing.
  if (moves.length < 2) return undefined;
  const id = makeIds('s');
  const title = `States of ${subject} in ${scenario} under ${replay.policy}`;
  const broken = [...new Set(replay.frames.flatMap((frame) => frame.broken))];
  const visited = [...nodes.values()].filter((node) => !node.isBroken).length;
  const end = broken.length === 0 ? 'No property is broken.' : `An arrow breaks ${broken.join(', ')}.`;
  const description = `${visited} states of ${subject}; each arrow carries the number of its step in the trace. ${end}`;
  const lines = ['stateDiagram-v2', writeAbout(title, description)];
  for (const [key, node] of nodes) lines.push(`  state "${stackLabels(node.lines)}" as ${id(key)}`);
  for (const move of moves) {
    const label = move.number === 0 ? '' : ` : ${escapeLabel(`${move.number} ${shorten(move.label, 44)}`)}`;
    lines.push(`  ${move.from === null ? '[*]' : id(move.from)} --> ${id(move.to)}${label}`);
  }
  for (const [key, node] of nodes) if (node.isBroken) lines.push(`  class ${id(key)} bad`);
  lines.push('  classDef bad font-weight:600');
  return {
    kind: 'page-states',
    title,
    description,
    source: `${lines.join('\n')}\n`,
    head: ['After step', 'By', 'State', 'Reached through'],
    rows,
    note: null,
    marks: marks.map((key) => (key === null ? '' : id(key))),
  };
}

/** The distinct states that each page goes through while the schedule is played. */
export const pageStates: DiagramKind = {
  kind: 'page-states',
  title: 'States',
  meaning: 'The states that the schedule takes it through.',
  build: ({ replay, title }) => listSubjects(replay).flatMap((subject) => build(replay, subject, title) ?? []),
};
