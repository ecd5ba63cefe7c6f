import { join } from 'node:path';
import { inlineMore } from '#lib/cli/inline-more';
import { mm } from '#lib/mm/mm';
import { exportPromela } from '#lib/promela/promela';
import { largeScenario, largeWithInvariants } from './large-scenario.ts';
import { compileText, cpuOf, type Line, round, searchAll } from './measure.ts';
import { buildPan, canBuildPan, timed } from './pan.ts';

const ROUNDS = 5;
const policy = 'A3';

function exportText(text: string): string {
  const { scenario } = mm.parse(text);
  if (scenario === undefined) throw new Error('a scenario of the bench does not parse');
  return exportPromela(scenario, policy, 'few').text;
}

/** Thousand states a second of CPU, by turns: pan, then the explorer, so that both meet the same neighbours. */
function* comparePan(name: string, text: string, panText: string, target: number): Iterable<Line> {
  const pan = buildPan(exportText(panText));
  const { memory } = compileText(text, policy);
  let states = 0;
  const theirs: number[] = [];
  const ours: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    const found = pan.search();
    theirs.push((found.states / found.cpu) * 1e6);
    const { model } = compileText(text, policy);
    let explorer: ReturnType<typeof searchAll> | undefined;
    const cpu = cpuOf(() => {
      explorer = searchAll(model);
    });
    states = explorer?.states ?? 0;
    if (states !== found.states || explorer?.transitions !== found.transitions)
      throw new Error(`the explorer found ${states} states of ${name}, pan ${found.states}`);
    ours.push((states / cpu) * 1e6);
  }
  pan.remove();
  const [figure, baseline] = [Math.max(...ours), Math.max(...theirs)];
  const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
  yield {
    bench: 'explorer against pan',
    scenario: name,
    policy,
    unit: 'thousand states a CPU second, best of all turns',
    figure: round(figure),
    baseline: round(baseline),
    times: round(figure / baseline, 2),
    target,
    timesOfMedians: round(middle(ours) / middle(theirs), 2),
    firstTurn: round(ours[0] ?? 0),
    states,
    stateBytes: memory.words.byteLength,
    against: 'pan -O3 -DSAFETY -DNOREDUCE, depth first, of what Moot exports; states and transitions are equal',
  };
}

/** Below 400,000 states: from the text to the verdict, everything that is started counted. */
function compareWhole(slug: string): Line {
  const moot = join(import.meta.dirname, '..', '..', 'lib', 'cli', 'moot.js');
  const cwd = process.cwd();
  const ours: number[] = [];
  const theirs: number[] = [];
  let states = 0;
  for (let turn = 0; turn < 3; turn++) {
    const run = timed(cwd, process.execPath, [moot, 'run', slug, '--policy', policy, '--json']);
    states = Number(/"states":(\d+)/.exec(run.out)?.[1]);
    ours.push(run.cpu);
    const written = timed(cwd, process.execPath, [moot, 'promela', slug, '--policy', policy]);
    const pan = buildPan(written.out);
    theirs.push(pan.built + pan.search().cpu);
    pan.remove();
  }
  const [figure, baseline] = [Math.min(...ours) / 1e6, Math.min(...theirs) / 1e6];
  return {
    bench: 'explorer end to end',
    scenario: slug,
    policy,
    unit: 'CPU ms, best of 3',
    figure: round(figure),
    baseline: round(baseline),
    times: round(baseline / figure, 2),
    target: 1,
    states,
    against: 'spin -a, gcc -O3 and pan; for the explorer starting Node, every kind of page and the traces as well',
  };
}

/** The explorer beside SPIN's verifier on the same models. */
export function* benchPan(): Iterable<Line | object> {
  if (!canBuildPan()) {
    yield { bench: 'explorer against pan', skipped: 'spin and gcc are needed, and one of them is not here' };
    return;
  }
  // As `moot run` does before it searches.
  inlineMore();
  yield* comparePan('large', largeScenario, largeScenario, 0.9);
  yield* comparePan('large with four invariants, pan asks them too', largeWithInvariants, largeWithInvariants, 1);
  yield* comparePan('large with four invariants, pan asks none', largeWithInvariants, largeScenario, 1);
  yield compareWhole('vmsplice-unmap-swapout');
}
