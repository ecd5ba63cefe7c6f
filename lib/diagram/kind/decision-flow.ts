import type { Diagram, DiagramKind, DiagramRow, Played } from '#lib/diagram/diagram';
import { escapeLabel, makeIds, shorten, stackLabels, writeAbout } from '#lib/diagram/mermaid';
import { type Decision, findParting, groupDecisions } from '#lib/diagram/parting';
import type { PolicyRun, Replay, VerdictWord } from '#lib/scenario/run';

interface End {
  readonly word: VerdictWord | 'not run';
  readonly label: string;
}

/** Where a policy ends: its verdict over all schedules where it was run, else only what this schedule shows. */
function findEnd(policy: string, runs: readonly PolicyRun[], replays: readonly Replay[]): End {
  const run = runs.find((candidate) => candidate.policy === policy);
  if (run !== undefined) {
    const names = run.properties
      .filter((property) => property.verdict === run.verdict)
      .map((property) => property.name);
    return { word: run.verdict, label: names.length === 0 ? run.verdict : `${run.verdict}: ${names.join(', ')}` };
  }
  const broken = replays.find((replay) => replay.policy === policy)?.frames.flatMap((frame) => frame.broken) ?? [];
  if (broken.length > 0) return { word: 'violated', label: `violated: ${[...new Set(broken)].join(', ')}` };
  return { word: 'not run', label: 'all schedules not run' };
}

function writeDecision(decision: Decision): readonly string[] {
  if (decision.problem !== null) return ['does not apply', shorten(decision.problem, 60)];
  const step = decision.frame?.step;
  if (step === undefined || step === null) return ['–'];
  const changes = step.changes.map((change) => `${change.what} ${change.before} → ${change.after}`);
  return [shorten(step.step, 60), ...changes.slice(0, 4), ...(changes.length > 4 ? ['…'] : [])];
}

function build({ title: scenario, others, runs }: Played): Diagram | undefined {
  const parting = findParting(others);
  const longest = Math.max(0, ...others.map((replay) => replay.frames.length)) - 1;
  if (longest < 1) return undefined;
  const at = parting ?? longest;
  const decisions = groupDecisions(others, at);
  const lead = others.find((replay) => replay.frames[at] !== undefined)?.frames[at]?.step;
  const title = `What each policy decides in ${scenario}`;
  const question =
    parting === undefined
      ? ['The policies never part', `${longest} steps alike`]
      : [`Step ${at}: first difference`, lead === undefined || lead === null ? '' : `${lead.actor}`].filter(Boolean);
  const id = makeIds('n');
  const ends = new Map<string, End>();
  const rows: DiagramRow[] = [];
  const edges: string[] = [];
  decisions.forEach((decision, index) => {
    const node = id(`decision ${index}`);
    const byEnd = new Map<string, string[]>();
    for (const policy of decision.policies) {
      const end = findEnd(policy, runs, others);
      ends.set(end.label, end);
      byEnd.set(end.label, [...(byEnd.get(end.label) ?? []), policy]);
    }
    edges.push(`  ${id('question')} -->|"${escapeLabel(decision.policies.join(', '))}"| ${node}`);
    for (const [label, policies] of byEnd) {
      const which = byEnd.size === 1 ? '' : `|"${escapeLabel(policies.join(', '))}"|`;
      edges.push(`  ${node} -->${which} ${id(`end ${label}`)}`);
      rows.push({
        cells: [policies.join(', '), writeDecision(decision).join('; '), label],
        bad: ends.get(label)?.word === 'violated' || ends.get(label)?.word === 'stuck',
      });
    }
  });
  const description =
    parting === undefined
      ? `All ${others.length} policies play the schedule alike.`
      : `At step ${at} the ${others.length} policies decide in ${decisions.length} ways; each way leads to a verdict.`;
  const lines = ['flowchart TD', writeAbout(title, description)];
  lines.push(`  ${id('scenario')}(["${escapeLabel(shorten(scenario, 60))}"])`);
  lines.push(`  ${id('question')}{{"${stackLabels(question)}"}}`);
  decisions.forEach((decision, index) => {
    lines.push(`  ${id(`decision ${index}`)}["${stackLabels(writeDecision(decision))}"]`);
  });
  for (const label of ends.keys()) lines.push(`  ${id(`end ${label}`)}(["${escapeLabel(shorten(label, 60))}"])`);
  lines.push(`  ${id('scenario')} --> ${id('question')}`, ...edges);
  for (const [label, end] of ends) lines.push(`  class ${id(`end ${label}`)} ${className(end.word)}`);
  lines.push('  classDef bad font-weight:600', '  classDef good font-weight:400', '  classDef open font-weight:400');
  return {
    kind: 'decision-flow',
    title,
    description,
    source: `${lines.join('\n')}\n`,
    head: ['Policies', parting === undefined ? 'Last step' : `Decision at step ${at}`, 'Verdict'],
    rows,
    note: null,
    steps: [],
  };
}

function className(word: End['word']): 'bad' | 'good' | 'open' {
  if (word === 'violated' || word === 'stuck') return 'bad';
  return word === 'holds' ? 'good' : 'open';
}

/** From the scenario over what each policy decides at the first step where they part, to the verdict of each. */
export const decisionFlow: DiagramKind = {
  kind: 'decision-flow',
  title: 'Decisions',
  meaning: 'What each policy decides at the first step where they part, and where that leads.',
  build: (played) => {
    const diagram = build(played);
    return diagram === undefined ? [] : [diagram];
  },
};
