import type { Diagram, DiagramKind, DiagramRow, Played } from '#lib/diagram/diagram';
import { escapeLabel, makeIds, shorten, stackLabels, writeAbout, writeRanges } from '#lib/diagram/mermaid';
import { type Decision, findParting, groupDecisions } from '#lib/scenario/parting';
import type { PolicyRun, Replay, VerdictWord } from '#lib/scenario/run';

interface End {
  readonly word: VerdictWord | 'not run';
  readonly lines: readonly string[];
}

/** Where a policy ends: its verdict over all schedules where it was run, else only what this schedule shows. */
function findEnd(replay: Replay, runs: readonly PolicyRun[]): End {
  const run = runs.find((candidate) => candidate.policy === replay.policy);
  if (run !== undefined) {
    const names = run.properties.filter((property) => property.verdict === 'violated').map((property) => property.name);
    return { word: run.verdict, lines: run.verdict === 'violated' ? ['violated', ...names] : [run.verdict] };
  }
  const broken = new Set(replay.frames.flatMap((frame) => frame.broken));
  if (broken.size > 0) return { word: 'violated', lines: ['violated', ...broken] };
  return { word: 'not run', lines: ['not run'] };
}

function writeEnd({ lines: [word = '–', ...names] }: End): string {
  return names.length === 0 ? word : `${word}: ${names.join(', ')}`;
}

function writeDecision(decision: Decision): readonly string[] {
  if (decision.problem !== null) return ['does not apply', decision.problem];
  const step = decision.frame?.step;
  if (step === undefined || step === null) return ['–'];
  // The same effect under several names is one decision: all names are given.
  const names = new Set(decision.steps.map((other) => other.step));
  return [[...names].join(' / '), ...step.changes.map((change) => `${change.what} ${change.before} → ${change.after}`)];
}

/** Most changes in a box; the table has all. */
const mostChanges = 4;

/** Draws one parting after the other, until all policies of a branch end alike or never part again. */
class Drawing {
  readonly nodes: string[] = [];
  readonly edges: string[] = [];
  readonly rows: DiagramRow[] = [];
  /** Steps at which policies part, in the order drawn. */
  readonly partings = new Set<number>();
  private readonly ends = new Map<string, End>();
  private readonly id = makeIds('n');
  private readonly all: readonly string[];
  private readonly runs: readonly PolicyRun[];
  private count = 0;

  constructor(all: readonly string[], runs: readonly PolicyRun[]) {
    this.all = all;
    this.runs = runs;
  }

  draw(scenario: string, replays: readonly Replay[]): void {
    this.nodes.push(`  ${this.id('scenario')}(["${escapeLabel(shorten(scenario, 60))}"])`);
    this.branch('scenario', '', replays, []);
    for (const [key, end] of this.ends) {
      this.nodes.push(`  ${this.id(key)}(["${stackLabels(end.lines.map((line) => shorten(line, 44)))}"])`);
      this.edges.push(`  class ${this.id(key)} ${classOf(end.word)}`);
    }
  }

  /** `label` stands on the edge into the branch, `path` says in words how it was reached. */
  private branch(from: string, label: string, replays: readonly Replay[], path: readonly string[]): void {
    const parting = this.endsOf(replays).size === 1 && path.length > 0 ? undefined : findParting(replays);
    if (parting === undefined) {
      this.finish(from, label, replays, path);
      return;
    }
    this.partings.add(parting);
    const actor = replays.find((replay) => replay.frames[parting] !== undefined)?.frames[parting]?.step?.actor;
    const question = this.node(`{{"${escapeLabel(`Step ${parting}, ${actor ?? 'nobody'}`)}"}}`);
    this.edge(from, question, label);
    for (const decision of groupDecisions(replays, parting)) {
      const [first = '–', ...changes] = writeDecision(decision).map((line) => shorten(line, 64));
      const lines = [first, ...changes.slice(0, mostChanges), ...(changes.length > mostChanges ? ['…'] : [])];
      const box = this.node(`["${stackLabels(lines)}"]`);
      this.edge(question, box, this.listPolicies(decision.replays));
      this.branch(box, '', decision.replays, [...path, `step ${parting}: ${writeDecision(decision).join('; ')}`]);
    }
  }

  private finish(from: string, label: string, replays: readonly Replay[], path: readonly string[]): void {
    const groups = this.endsOf(replays);
    for (const [key, { end, members }] of groups) {
      this.ends.set(key, end);
      this.edge(from, key, groups.size > 1 || path.length === 0 ? this.listPolicies(members) : label);
      const way = path.length === 0 ? 'plays the schedule as the others do' : path.join(' | ');
      const bad = end.word === 'violated' || end.word === 'stuck';
      this.rows.push({ cells: [this.listPolicies(members), way, writeEnd(end)], bad });
    }
  }

  private endsOf(replays: readonly Replay[]): Map<string, { end: End; members: Replay[] }> {
    const groups = new Map<string, { end: End; members: Replay[] }>();
    for (const replay of replays) {
      const end = findEnd(replay, this.runs);
      const key = `end ${JSON.stringify(end)}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { end, members: [replay] });
      else group.members.push(replay);
    }
    return groups;
  }

  private listPolicies(replays: readonly Replay[]): string {
    return writeRanges(
      replays.map((replay) => replay.policy),
      this.all,
    );
  }

  private node(shape: string): string {
    const key = `node ${this.count++}`;
    this.nodes.push(`  ${this.id(key)}${shape}`);
    return key;
  }

  private edge(from: string, to: string, label: string): void {
    const text = label === '' ? '' : `|"${escapeLabel(label)}"|`;
    this.edges.push(`  ${this.id(from)} -->${text} ${this.id(to)}`);
  }
}

function classOf(word: End['word']): 'bad' | 'good' | 'open' {
  if (word === 'violated' || word === 'stuck') return 'bad';
  return word === 'holds' ? 'good' : 'open';
}

/** Policies whose verdict another schedule shows: on this one they break nothing. Null where there are none. */
function writeElsewhere(others: readonly Replay[], runs: readonly PolicyRun[]): string | null {
  const elsewhere = others.filter(
    (replay) => findEnd(replay, runs).word === 'violated' && replay.frames.every((frame) => frame.broken.length === 0),
  );
  if (elsewhere.length === 0) return null;
  const ids = writeRanges(
    elsewhere.map((replay) => replay.policy),
    others.map((replay) => replay.policy),
  );
  return `Another schedule than this one breaks ${ids}.`;
}

function build({ title: scenario, others, runs }: Played): Diagram | undefined {
  if (!others.some((replay) => replay.frames.length > 1)) return undefined;
  const drawing = new Drawing(
    others.map((replay) => replay.policy),
    runs,
  );
  drawing.draw(scenario, others);
  const partings = [...drawing.partings].sort((left, right) => left - right);
  const where = `${partings.length === 1 ? 'step' : 'steps'} ${partings.join(', ')}`;
  const lead = partings.length === 0 ? 'No policy parts from the others' : `The policies part at ${where}`;
  const title = `What each policy decides in ${scenario}`;
  const description = `${lead}; each way leads to a verdict.`;
  const classes = ['bad', 'good', 'open'].map((name) => `  classDef ${name} font-weight:600`);
  const lines = ['flowchart TD', writeAbout(title, description), ...drawing.nodes, ...drawing.edges, ...classes];
  return {
    kind: 'decision-flow',
    title,
    description,
    source: `${lines.join('\n')}\n`,
    head: ['Policies', 'Decision', 'Verdict over all schedules'],
    rows: drawing.rows,
    note: writeElsewhere(others, runs),
    marks: [],
  };
}

/** From the scenario over what each policy decides where they part, to the verdict of each. */
export const decisionFlow: DiagramKind = {
  kind: 'decision-flow',
  title: 'Decisions',
  meaning: 'What each policy decides where they part, and the verdict that this leads to.',
  build: (played) => {
    const diagram = build(played);
    return diagram === undefined ? [] : [diagram];
  },
};
