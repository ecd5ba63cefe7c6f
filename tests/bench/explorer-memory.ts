import { Explorer } from '#lib/check/explorer';
import { kindsFor } from '#lib/mm/applies';
import { compileScenario } from '#lib/mm/compile';
import { mm } from '#lib/mm/mm';
import { defaultBounds } from '#lib/simulators';
import { getKernel, readScenarioFiles } from '../mm/files.ts';
import { hugeScenario, largeScenario } from './large-scenario.ts';
import { compileText, cpuOf, type Line, round, searchAll } from './measure.ts';

const TARGET = 48;

/** Bytes that a state takes besides its words: its predecessor, and its share of a table that was just doubled. */
const BESIDES = 4 + 4 / 0.375;

/** The widest state of content/ on base pages, with the table as sparse as it ever is. */
function measureCorpus(): Line {
  let worst = { words: 0, scenario: '', policy: '' };
  let layouts = 0;
  for (const { slug, scenario } of readScenarioFiles()) {
    if (!kindsFor(scenario).includes('base')) continue;
    for (const policy of mm.policiesFor(scenario)) {
      const { model } = compileScenario(scenario, getKernel(policy), 'base', 'few');
      layouts++;
      if (model.initial.length > worst.words) worst = { words: model.initial.length, scenario: slug, policy };
    }
  }
  return {
    bench: 'explorer memory',
    figure: round(4 * worst.words + BESIDES),
    unit: 'bytes a state, all in, at most',
    target: TARGET,
    of: `the widest of ${layouts} layouts of content/ on base pages`,
    ...worst,
  };
}

function measureSearch(name: string, text: string, maxStates: number): Line {
  const { model } = compileText(text, 'A3');
  const before = process.memoryUsage().rss;
  let explorer: Explorer | undefined;
  const cpu = cpuOf(() => {
    explorer = searchAll(model, maxStates);
  });
  if (explorer === undefined) throw new Error('nothing was searched');
  const { states, transitions, store, boundsHit } = explorer;
  return {
    bench: 'explorer memory',
    figure: round(store.bytes / states),
    unit: 'bytes a state, all in',
    target: TARGET,
    scenario: name,
    policy: 'A3',
    states,
    transitions,
    words: model.initial.length,
    bound: boundsHit.length === 0 ? null : boundsHit.join(', '),
    mebibytes: Math.round(store.bytes / 2 ** 20),
    residentMebibytes: Math.round((process.memoryUsage().rss - before) / 2 ** 20),
    cpuSeconds: round(cpu / 1e9),
    thousandStatesACpuSecond: round((states / cpu) * 1e6),
  };
}

/** The second pass, which counts schedules, beside the search that it follows. */
function measureCount(): Line {
  const explorer = new Explorer(compileText(largeScenario, 'A3').model, defaultBounds);
  const search = cpuOf(() => {
    while (!explorer.isSearched) explorer.advance(10_000);
  });
  const count = cpuOf(() => {
    while (!explorer.advance(10_000));
  });
  return {
    bench: 'explorer schedules',
    figure: round(count / 1e6),
    baseline: round(search / 1e6),
    unit: 'CPU ms',
    against: 'the search itself',
    scenario: 'large',
    policy: 'A3',
    states: explorer.states,
    schedules: explorer.schedules?.toString(),
  };
}

/** What a state takes, and how far a search comes. */
export function* benchMemory(): Iterable<Line> {
  yield measureCorpus();
  yield measureSearch('large', largeScenario, defaultBounds.maxStates);
  yield measureCount();
  yield measureSearch('huge', hugeScenario, defaultBounds.maxStates);
}
