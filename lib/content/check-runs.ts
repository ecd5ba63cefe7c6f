import type { Issue } from '#lib/argument/issue';
import { fileOf, isKind, type RecordOf } from '#lib/argument/records';
import { makeVerdictMatrix, type VerdictMatrix } from '#lib/argument/verdict-matrix';
import { checkArgument } from '#lib/content/check-argument';
import type { FiledRecord } from '#lib/content/check-files';
import { checkObjection, checkPredicates } from '#lib/content/check-measures';
import { findStrangeKind, findStrangeProperty, type Judged } from '#lib/content/judged';
import type { KeptAnswers } from '#lib/content/kept-answers';
import { playedForm, playScenario } from '#lib/content/played';
import { checkChangeText } from '#lib/db/change-text';
import { checkScenarioText } from '#lib/db/scenario-text';
import type { CheckedRecord } from '#lib/markdown/check-record';
import { printPath } from '#lib/markdown/record-file';
import { findScenarioBlock } from '#lib/scenario/block';
import { findSimulator, findSimulatorOf, simulators } from '#lib/simulators';

/** What exploring content/ found. */
export interface CheckedRuns {
  readonly issues: readonly Issue[];
  /** Runs that were compared: one is a scenario under one policy on one kind of page. */
  readonly runs: number;
  /** Those of them that were explored now; the others were known. */
  readonly explored: number;
}

/**
 * Explores every scenario under every policy, unless the same engine has explored the same text before, and compares with
 * what its text expects; replays every counterexample; looks up every property that a claim names.
 */
export async function checkRuns(
  filed: readonly FiledRecord[],
  kept: KeptAnswers,
  onProgress: (done: number, label: string) => void,
): Promise<CheckedRuns> {
  const issues: Issue[] = filed.flatMap(({ checked }) => [
    ...checkScenarioText(checked),
    ...checkChangeText(checked),
    ...checkEmbedded(checked),
  ]);
  const judged = new Map<string, Judged>();
  let runs = 0;
  let explored = 0;
  for (const { checked } of filed) {
    if (!isKind(checked.record, 'scenario')) continue;
    const { slug, body, front } = checked.record;
    const simulator = findSimulator(front.simulator);
    const block = findScenarioBlock(body);
    const { scenario } = simulator?.parse(block?.text ?? '') ?? {};
    if (simulator === undefined || scenario === undefined || block === undefined) continue;
    const played = await kept.get(['scenario', simulator.engine, block.text], playedForm, () =>
      playScenario(simulator, scenario, slug, (label) => {
        onProgress(explored, label);
        explored += 1;
      }),
    );
    runs += played.runs.length;
    judged.set(slug, { simulator, scenario, played });
    const file = fileOf('scenario', slug);
    for (const { line: within, message } of played.differences) {
      const line = checked.bodyLine - 1 + block.lineOffset + within;
      issues.push({ severity: 'error', code: 'other-verdict', message, file, line, column: 1, field: null });
    }
  }
  for (const { checked } of filed) {
    const { record, placeOf } = checked;
    if (isKind(record, 'claim')) {
      issues.push(...checkProperties(record, placeOf, judged), ...checkPredicates(record, placeOf, judged));
    }
    if (isKind(record, 'objection')) issues.push(...checkObjection(record, placeOf, judged));
    if (isKind(record, 'counterexample')) issues.push(...checkCounterexample(record, placeOf, judged));
  }
  issues.push(...checkPolicies(filed), ...checkArgument(filed, viewVerdicts(judged)));
  return { issues, runs, explored };
}

/** What was played, as the argument reads it. */
function viewVerdicts(judged: ReadonlyMap<string, Judged>): VerdictMatrix {
  const runs = [...judged].flatMap(([slug, { simulator, scenario, played }]) =>
    played.runs.map(({ policy, kind, verdict, isStuck, bound, copies, properties }) => ({
      scenario: slug,
      kind,
      isFirst: kind === simulator.kindsFor(scenario)[0],
      policy,
      isApplicable: verdict !== 'not applicable',
      isStuck,
      words: new Map(properties.map((property) => [property.name, property.verdict])),
      copies,
      bound,
      stale: false,
    })),
  );
  return makeVerdictMatrix(
    simulators.flatMap(({ policies }) => policies),
    runs,
  );
}

type PlaceOf = FiledRecord['checked']['placeOf'];

/** A claim names a property of its scenario, or `copies`, which is a count and never a verdict. */
function checkProperties(
  { slug, front }: RecordOf<'claim'>,
  placeOf: PlaceOf,
  judged: ReadonlyMap<string, Judged>,
): readonly Issue[] {
  const check = (key: 'scenarios' | 'expects') =>
    front[key].flatMap(({ scenario, property, kind }, index): Issue[] => {
      const one = judged.get(scenario);
      if (one === undefined) return [];
      const refuse = (name: 'kind' | 'property', code: string, message: string): Issue[] => {
        const path = [key, index, name];
        const place = { file: fileOf('claim', slug), ...placeOf(path), field: printPath(path) };
        return [{ severity: 'error', code, message, ...place }];
      };
      const strangeKind = findStrangeKind(one, kind);
      if (strangeKind !== undefined) return refuse('kind', 'no-kind', strangeKind);
      const strange = findStrangeProperty(one, property);
      return strange === undefined ? [] : refuse('property', 'no-property', strange);
    });
  return [...check('scenarios'), ...check('expects')];
}

/** A counterexample's schedule replays to its end, and its last step breaks the property. */
function checkCounterexample(
  { slug, front }: RecordOf<'counterexample'>,
  placeOf: PlaceOf,
  judged: ReadonlyMap<string, Judged>,
): readonly Issue[] {
  const one = judged.get(front.scenario);
  if (one === undefined) return [];
  const refuse = (message: string, field: 'schedule' | 'policy' | 'kind'): readonly Issue[] => {
    const place = { file: fileOf('counterexample', slug), ...placeOf([field]), field };
    return [{ severity: 'error', code: 'no-counterexample', message, ...place }];
  };
  if (one.simulator.resolve(front.policy) === undefined) {
    return refuse(`simulator ${one.simulator.id} does not play ${front.policy}`, 'policy');
  }
  const strange = findStrangeKind(one, front.kind);
  if (strange !== undefined) return refuse(strange, 'kind');
  const { problem, frames } = one.simulator.replay(one.scenario, front.policy, front.schedule, front.kind);
  if (problem !== null) return refuse(problem, 'schedule');
  if (frames.some(({ broken }) => broken.includes(front.property))) return [];
  return refuse(`no step of this schedule breaks ${front.property}`, 'schedule');
}

/** Scenarios that stand whole in the body of another record. */
function checkEmbedded({
  record,
  body,
  bodyLine,
}: CheckedRecord<FiledRecord['checked']['record']['kind']>): readonly Issue[] {
  if (record.kind === 'scenario') return [];
  return body.fences.flatMap(({ fence, contentLine }): Issue[] => {
    if (fence.is !== 'scenario') return [];
    const simulator = findSimulatorOf(fence.text) ?? simulators[0];
    const file = fileOf(record.kind, record.slug);
    return (simulator?.parse(fence.text).issues ?? []).map(({ severity, code, message, line, column }) => {
      return { severity, code, message, file, line: bodyLine - 1 + contentLine - 1 + line, column, field: null };
    });
  });
}

/** The code holds a policy's answers, content/ what they mean: each needs the other. */
function checkPolicies(filed: readonly FiledRecord[]): readonly Issue[] {
  const written = new Map(
    filed.flatMap(({ file, checked: { record } }) =>
      isKind(record, 'policy') ? [[record.slug, file.file] as const] : [],
    ),
  );
  const played = simulators.flatMap(({ policies }) => policies.map(({ id }) => id));
  const missing = played.filter((id) => !written.has(id));
  const unplayed = [...written].filter(([id]) => !played.includes(id));
  const place = { line: 1, column: 1, field: 'id' };
  return [
    ...missing.map((id): Issue => {
      const message = 'a simulator plays this policy, and no record says what it is';
      return { severity: 'error', code: 'policy-without-record', message, file: fileOf('policy', id), ...place };
    }),
    ...unplayed.map(([, file]): Issue => {
      const message = 'no simulator plays this policy yet';
      return { severity: 'note', code: 'policy-not-played', message, file, ...place };
    }),
  ];
}
