import { mm } from '#lib/mm/mm';
import { castScenario } from '#lib/mm/size';
import { vocabulary } from '#lib/mm/vocabulary';
import { exportPromela, type PromelaModel } from '#lib/promela/promela';
import type { PolicyRun, VerdictWord } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import { worstVerdict } from '#lib/scenario/verdict';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { type PanRun, runPan } from './pan';

/** Everything that two checkers can say of a scenario under a policy, in one form. */
export interface Said {
  readonly states: number;
  readonly transitions: number;
  readonly verdict: VerdictWord;
  readonly properties: readonly string[];
  readonly isStuck: boolean;
  readonly outcomes: readonly string[];
}

/** What the explorer says. */
export function sayRun(run: PolicyRun): Said {
  return {
    states: run.states,
    transitions: run.transitions,
    verdict: run.verdict,
    properties: run.properties.map((property) => `${property.name}: ${property.verdict}`),
    isStuck: run.stuck !== null,
    outcomes: run.outcomes
      .map(({ registers, copies, unshares, forkCopies }) => JSON.stringify([registers, copies, unshares, forkCopies]))
      .sort(),
  };
}

/** What pan says, in the words of a run. */
export function sayPan(scenario: Scenario, model: PromelaModel, pan: PanRun): Said {
  if ([...pan.failed].some((name) => name.startsWith('pool_of'))) throw new Error('the page frames do not suffice');
  const properties = model.watches.map(({ name, mode, hit, arose }) => {
    const isHit = pan.failed.has(hit);
    const isReach = mode === 'reach';
    const otherwise: VerdictWord = isReach ? 'unreached' : pan.failed.has(arose) ? 'holds' : 'vacuous';
    return { name, verdict: isHit ? (isReach ? ('reached' as const) : ('violated' as const)) : otherwise };
  });
  return {
    states: pan.states,
    transitions: pan.transitions,
    verdict: worstVerdict(
      properties.map((property) => property.verdict),
      pan.isStuck,
      true,
    ),
    properties: properties.map((property) => `${property.name}: ${property.verdict}`),
    isStuck: pan.isStuck,
    outcomes: [...new Set(pan.ends.map((end) => sayEnd(scenario, end)))].sort(),
  };
}

/** `reg_seen=2 copies=1 ..` in the words of an outcome. */
function sayEnd(scenario: Scenario, end: string): string {
  const cast = castScenario(scenario, vocabulary);
  if (typeof cast === 'string') throw new Error(cast);
  const numbers = end.split(' ').map((pair) => Number(pair.split('=')[1]));
  const shown = (code: number) => (code > cast.values.length ? 'fault' : (cast.values[code - 1] ?? '?'));
  const registers = cast.registers.map((name, index) => {
    const parts = numbers.slice(index * cast.parts, (index + 1) * cast.parts).filter((code) => code > 0);
    const values = [...new Set(parts)].length === 1 ? parts.slice(0, 1) : parts;
    return [name, values.length === 0 ? 'unset' : values.map(shown).join('/')];
  });
  return JSON.stringify([Object.fromEntries(registers), ...numbers.slice(-3)]);
}

/** Runs of one text, by the text without its head: policies that are the same in a scenario are built once. */
const built = new Map<string, Promise<PanRun>>();

/** Searches a model with pan, or remembers what it said. */
export function searchWithPan(model: PromelaModel): Promise<PanRun> {
  const body = model.text.slice(model.text.indexOf('*/'));
  const known = built.get(body) ?? runPan(model.text, true);
  built.set(body, known);
  return known;
}

/** Both answers about a scenario under a policy. */
export async function askBoth(scenario: Scenario, policy: string): Promise<{ ours: Said; theirs: Said }> {
  const run = runPolicy(mm, scenario, policy, { ...defaultBounds, maxCountedStates: 0 }, 'base');
  if (!run.complete) throw new Error(`the search stopped at ${run.bound}`);
  const model = exportPromela(scenario, policy, 'all');
  return { ours: sayRun(run), theirs: sayPan(scenario, model, await searchWithPan(model)) };
}
