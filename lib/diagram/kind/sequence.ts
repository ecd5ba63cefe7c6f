import type { Diagram, DiagramKind, DiagramRow } from '#lib/diagram/diagram';
import { escapeLine, makeIds, shorten, writeAbout } from '#lib/diagram/mermaid';
import { listMovers, listSubjects, mentions } from '#lib/diagram/subject';
import type { Replay, TraceStep } from '#lib/scenario/run';

/** More messages than this cannot be read at a glance; the last ones are the ones that break something. */
const most = 15;

interface Message {
  readonly number: number;
  readonly step: TraceStep;
  readonly broken: readonly string[];
  /** The subject that the step touches; null for a step that touches none. */
  readonly subject: string | null;
  /** True when the step only takes something out: the arrow points to the actor then. */
  readonly takes: boolean;
}

function findMessages(replay: Replay, subjects: readonly string[]): readonly Message[] {
  const messages: Message[] = [];
  replay.frames.forEach((frame, index) => {
    const step = frame.step;
    if (step === null) return;
    const changed = subjects.find((name) => step.changes.some((change) => change.what.startsWith(`${name}.`)));
    const linked = subjects.find((name) =>
      step.changes.some((change) => mentions(change.after, name) || mentions(change.before, name)),
    );
    const named = subjects.find((name) => mentions(step.step, name));
    const takes = changed === undefined && linked === undefined && named !== undefined && step.changes.length > 0;
    messages.push({
      number: index,
      step,
      broken: frame.broken,
      subject: changed ?? linked ?? named ?? null,
      takes,
    });
  });
  return messages;
}

function describeChanges(step: TraceStep): string {
  return step.changes.map((change) => `${change.what} ${change.before} → ${change.after}`).join(', ');
}

function build(replay: Replay, scenario: string): Diagram {
  const subjects = listSubjects(replay);
  const all = findMessages(replay, subjects);
  const shown = all.slice(-most);
  const movers = listMovers(replay).filter((actor) => shown.some((message) => message.step.actor === actor));
  const touched = subjects.filter((name) => shown.some((message) => message.subject === name));
  const id = makeIds('a');
  const first = shown[0]?.number ?? 1;
  const broken = [...new Set(all.flatMap((message) => message.broken))];
  const title = `Sequence of ${scenario} under ${replay.policy}`;
  const end = broken.length === 0 ? 'No property is broken.' : `It ends by breaking ${broken.join(', ')}.`;
  const description = `${all.length} steps of ${movers.join(', ') || 'nobody'}. ${end}`;
  const lines = ['sequenceDiagram', writeAbout(title, description), `  autonumber ${first}`];
  // What is touched stands in the middle, so that fewer arrows cross a lifeline.
  const half = Math.ceil(movers.length / 2);
  const lanes = [
    ...movers.slice(0, half).map((name) => ({ name, key: `actor ${name}` })),
    ...touched.map((name) => ({ name, key: `subject ${name}` })),
    ...movers.slice(half).map((name) => ({ name, key: `actor ${name}` })),
  ];
  for (const { name, key } of lanes) lines.push(`  participant ${id(key)} as ${escapeLine(name)}`);
  for (const message of shown) {
    const actor = id(`actor ${message.step.actor}`);
    const subject = message.subject === null ? actor : id(`subject ${message.subject}`);
    const arrow = message.takes ? `${subject}->>${actor}` : `${actor}->>${subject}`;
    const line = `${arrow}: ${escapeLine(shorten(message.step.step, 64))}`;
    if (message.broken.length === 0) lines.push(`  ${line}`);
    else {
      // The colour is a stand-in: the page gives every rect of a sequence the tint of a violation in its own theme.
      lines.push('  rect rgb(251, 230, 223)', `    ${line}`);
      lines.push(`    Note over ${actor}: breaks ${message.broken.map(escapeLine).join('<br/>')}`, '  end');
    }
  }
  const rows: readonly DiagramRow[] = shown.map((message) => ({
    cells: [
      String(message.number),
      message.step.actor,
      message.step.step,
      message.subject ?? '–',
      [describeChanges(message.step), ...message.broken.map((name) => `breaks ${name}`)].filter(Boolean).join('; ') ||
        '–',
    ],
    bad: message.broken.length > 0,
  }));
  return {
    kind: 'sequence',
    title,
    description,
    source: `${lines.join('\n')}\n`,
    head: ['#', 'Actor', 'Step', 'Touches', 'Changed'],
    rows,
    note: all.length > most ? `The last ${most} of ${all.length} steps are drawn; the trace has them all.` : null,
    marks: replay.frames.map((_, step) => (step < first ? '' : `m${step - first}`)),
  };
}

/** A lifeline for each actor that moves and for each page that is touched; numbers equal those of the trace. */
export const sequence: DiagramKind = {
  kind: 'sequence',
  title: 'Sequence',
  meaning: 'One lifeline for each actor that moves and one for each thing it touches.',
  build: ({ replay, title }) => (replay.frames.length < 2 ? [] : [build(replay, title)]),
};
