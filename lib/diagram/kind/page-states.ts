import type { Diagram, DiagramKind, DiagramRow } from '#lib/diagram/diagram';
import { escapeLabel, makeIds, shorten, stackLabels, writeAbout } from '#lib/diagram/mermaid';
import { findState, listSubjects, type SubjectState } from '#lib/diagram/subject';
import type { Replay } from '#lib/scenario/run';

interface Move {
  readonly number: number;
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

function writeState(state: SubjectState | undefined): readonly string[] {
  if (state === undefined) return ['does not exist'];
  const own = state.own.map(({ name, value }) => `${name} ${value}`).join(' · ');
  return state.links.length === 0 ? [own] : [own, state.links.join(' · ')];
}

function build(replay: Replay, subject: string, scenario: string): Diagram | undefined {
  const states = new Map<string, readonly string[]>();
  const moves: Move[] = [];
  const rows: DiagramRow[] = [];
  let here: string | undefined;
  let broken: readonly string[] = [];
  replay.frames.forEach((frame, number) => {
    const lines = writeState(findState(frame, subject));
    const key = lines.join('\n');
    const by = frame.step === null ? 'start' : `${frame.step.actor}: ${frame.step.step}`;
    if (frame.broken.length > 0) broken = frame.broken;
    if (key !== here) {
      states.set(key, lines);
      if (here !== undefined) moves.push({ number, from: here, to: key, label: by });
      rows.push({ cells: [String(number), by, ...pad(lines)], bad: frame.broken.length > 0 });
      here = key;
    }
    if (frame.broken.length > 0) {
      const key = `broken\n${frame.broken.join(', ')}`;
      moves.push({ number, from: here, to: key, label: by });
      states.set(key, ['breaks', frame.broken.join(', ')]);
      if (rows.at(-1)?.cells[0] !== String(number)) {
        rows.push({ cells: [String(number), by, `breaks ${frame.broken.join(', ')}`, '–'], bad: true });
      }
    }
  });
  if (moves.length === 0) return undefined;
  const id = makeIds('s');
  const title = `States of ${subject} in ${scenario} under ${replay.policy}`;
  const visited = [...states.keys()].filter((key) => !key.startsWith('broken\n')).length;
  const end = broken.length === 0 ? 'No property is broken.' : `The last arrow breaks ${broken.join(', ')}.`;
  const description = `${visited} states of ${subject}; each arrow carries the number of its step in the trace. ${end}`;
  const lines = ['stateDiagram-v2', writeAbout(title, description)];
  for (const [key, text] of states) lines.push(`  state "${stackLabels(text)}" as ${id(key)}`);
  const start = states.keys().next().value;
  if (start !== undefined) lines.push(`  [*] --> ${id(start)}`);
  for (const move of moves) {
    lines.push(`  ${id(move.from)} --> ${id(move.to)} : ${escapeLabel(`${move.number} ${shorten(move.label, 48)}`)}`);
  }
  for (const key of states.keys()) if (key.startsWith('broken\n')) lines.push(`  class ${id(key)} bad`);
  lines.push('  classDef bad font-weight:600');
  return {
    kind: 'page-states',
    title,
    description,
    source: `${lines.join('\n')}\n`,
    head: ['After step', 'By', 'State', 'Reached through'],
    rows,
    note: null,
    steps: moves.map((move) => move.number),
  };
}

function pad(lines: readonly string[]): readonly string[] {
  return [lines[0] ?? '–', lines[1] ?? '–'];
}

/** The distinct states that each page goes through while the schedule is played. */
export const pageStates: DiagramKind = {
  kind: 'page-states',
  title: 'States',
  meaning: 'The states that the schedule takes it through.',
  build: ({ replay, title }) => listSubjects(replay).flatMap((subject) => build(replay, subject, title) ?? []),
};
