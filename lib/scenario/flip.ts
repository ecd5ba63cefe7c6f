import type { PolicyRun, VerdictWord } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { Bounds, Simulator } from '#lib/scenario/simulator';

/** What turns a verdict. */
export interface Flip {
  /** What is otherwise, one sentence's end each. */
  readonly changes: readonly string[];
  /** The verdict then. */
  readonly verdict: VerdictWord;
  /** Under which policy and on which kind of page. */
  readonly policy: string;
  readonly kind: string;
  /** The scenario's text then. */
  readonly text: string;
}

/** A property of a scenario under a policy, and the smallest changes under which its verdict turns. */
export interface PropertyFlips {
  readonly property: string;
  readonly verdict: VerdictWord;
  /** Those under a neighbouring policy, then all of the least number of changes; empty where none was found. */
  readonly flips: readonly Flip[];
}

/** What a search for changes found. */
export interface FlipResult {
  readonly policy: string;
  readonly kind: string;
  readonly properties: readonly PropertyFlips[];
  /** How many changed scenarios were played. */
  readonly played: number;
  /** Whether all of one and of two changes were played that had to be. */
  readonly isComplete: boolean;
}

export interface FlipLimits {
  readonly bounds: Bounds;
  /** Most changed scenarios that are played. */
  readonly most: number;
}

/** Words that turn into one another. What is unknown, vacuous or stuck says too little to have turned. */
const opposite: Partial<Record<VerdictWord, VerdictWord>> = {
  holds: 'violated',
  violated: 'holds',
  reached: 'unreached',
  unreached: 'reached',
};

/**
 * The smallest changes of a scenario's assumptions under which a verdict turns: one change, and where no single one turns
 * it, two. The policy before or after this one counts as a change too, but beside the others. Yields how many scenarios were played, between two.
 */
export function* searchFlips(
  simulator: Simulator,
  whole: Scenario,
  policy: string,
  kind: string,
  { bounds, most }: FlipLimits,
): Generator<number, FlipResult> {
  // What the author checks on the way speaks of the scenario as it is.
  const phases = whole.phases.map((phase) => ({ ...phase, lines: phase.lines.filter(({ type }) => type === 'step') }));
  const scenario: Scenario = { ...whole, phases };
  const play = (played: Scenario, under: string, on: string): PolicyRun => {
    const exploration = simulator.explore(played, under, bounds, on);
    while (!exploration.advance(10_000));
    if (exploration.result === undefined) throw new Error('a search ended without a result');
    return exploration.result;
  };
  const base = play(scenario, policy, kind);
  const open = new Map(
    base.properties.flatMap(({ name, verdict }) => (opposite[verdict] === undefined ? [] : [[name, verdict] as const])),
  );
  const found = new Map<string, Flip[]>();
  let played = 0;

  const compare = (run: PolicyRun, changes: readonly string[], text: string, names: Iterable<string>) => {
    for (const name of names) {
      const before = open.get(name);
      const verdict = run.properties.find((one) => one.name === name)?.verdict;
      if (before === undefined || verdict === undefined || verdict !== opposite[before]) continue;
      const flip: Flip = { changes, verdict, policy: run.policy, kind: run.kind, text };
      found.set(name, [...(found.get(name) ?? []), flip]);
    }
  };

  const neighbours = neighboursOf(simulator, policy).filter((id) => simulator.policiesFor(scenario).includes(id));
  for (const other of neighbours)
    compare(play(scenario, other, kind), [`the policy is ${other}`], simulator.print(scenario), open.keys());
  const byPolicy = new Map([...found].map(([name, flips]) => [name, flips.length]));

  const once = (simulator.variations?.(scenario) ?? []).flatMap((variation) => {
    const on = kindOf(simulator, variation.scenario, kind);
    return on === undefined ? [] : [{ ...variation, text: simulator.print(variation.scenario), on }];
  });
  const seen = new Set(once.map(({ text }) => text));
  let isComplete = true;
  for (const { title, scenario: varied, text, on } of once) {
    yield played;
    if (++played > most) isComplete = false;
    else compare(play(varied, policy, on), [title], text, open.keys());
  }
  const left = new Set([...open.keys()].filter((name) => (found.get(name)?.length ?? 0) === (byPolicy.get(name) ?? 0)));
  if (left.size > 0)
    for (const first of once)
      for (const second of simulator.variations?.(first.scenario) ?? []) {
        const text = simulator.print(second.scenario);
        const on = kindOf(simulator, second.scenario, first.on);
        if (on === undefined || seen.has(text)) continue;
        seen.add(text);
        yield played;
        if (++played > most) isComplete = false;
        else compare(play(second.scenario, policy, on), [first.title, second.title], text, left);
        if (!isComplete) break;
      }
  const properties = base.properties.map(({ name, verdict }) => ({
    property: name,
    verdict,
    flips: found.get(name) ?? [],
  }));
  return { policy, kind, properties, played: Math.min(played, most), isComplete };
}

/** The policy that one is a change of, and those that are a change of it. */
function neighboursOf(simulator: Simulator, policy: string): readonly string[] {
  const before = simulator.predecessorOf(policy);
  const after = simulator.policies.filter(({ id }) => simulator.predecessorOf(id) === policy).map(({ id }) => id);
  return [...(before === null ? [] : [before]), ...after];
}

/** The same kind of page where the changed scenario is played on it, else its first. */
function kindOf(simulator: Simulator, scenario: Scenario, kind: string): string | undefined {
  const kinds = simulator.kindsFor(scenario);
  return kinds.includes(kind) ? kind : kinds[0];
}
