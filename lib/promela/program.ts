import { actorsOf, type Check, type Expression, processOf, type Scenario, type Step } from '#lib/scenario/scenario';

/** One line of an actor. */
export interface Line {
  readonly step: Step;
  /** 0-based, in the order of the actors' first lines. */
  readonly actor: number;
  /** 1-based place among the actor's own lines. */
  readonly number: number;
  /** For other actors (0-based) how many of their lines must be over before this one begins. */
  readonly waitsFor: ReadonlyMap<number, number>;
  /** Checks that are asked when the line is over. */
  readonly checks: readonly Check[];
}

/** Who does what in which order, read from the text alone. */
export interface Program {
  readonly actors: readonly string[];
  /** Lines of each actor. */
  readonly lines: readonly (readonly Line[])[];
  /** Actor and number of the line that a label, or an actor as a whole, is done with. */
  readonly places: ReadonlyMap<string, { readonly actor: number; readonly number: number }>;
  /** Actors (0-based) that somebody waits for, or that a condition asks about. */
  readonly awaited: ReadonlySet<number>;
}

/**
 * Lays the lines out by actor. A line waits: for every line of an earlier phase; in a phase that runs in order, for the
 * line before it; for what stands behind `after`; in a child, for the fork that makes it; as `exit`, for all other
 * threads of its process.
 */
export function layOutProgram(scenario: Scenario): Program {
  const actors = actorsOf(scenario);
  const numbered: { step: Step; actor: number; number: number; phase: number; checks: Check[] }[] = [];
  const counts = actors.map(() => 0);
  for (const [phase, { lines }] of scenario.phases.entries())
    for (const line of lines) {
      if (line.type === 'check') {
        const last = numbered.at(-1);
        if (last?.phase === phase) last.checks.push(line);
        continue;
      }
      const actor = actors.indexOf(line.actor);
      const number = (counts[actor] ?? 0) + 1;
      counts[actor] = number;
      numbered.push({ step: line, actor, number, phase, checks: [] });
    }
  const places = new Map(actors.map((name, actor) => [name, { actor, number: counts[actor] ?? 0 }]));
  for (const { step, actor, number } of numbered) if (step.label !== null) places.set(step.label, { actor, number });

  const lines = actors.map((): Line[] => []);
  for (const [index, { step, actor, number, phase, checks }] of numbered.entries()) {
    const waitsFor = new Map<number, number>();
    const wait = (other: { actor: number; number: number } | undefined) => {
      // What stands before a line in its own actor is over anyway.
      if (other === undefined || (other.actor === actor && other.number < number)) return;
      waitsFor.set(other.actor, Math.max(waitsFor.get(other.actor) ?? 0, other.number));
    };
    for (const other of numbered) if (other.phase < phase) wait(other);
    const before = numbered[index - 1];
    if (scenario.phases[phase]?.order === 'in order' && before?.phase === phase) wait(before);
    for (const name of step.after) wait(places.get(name));
    const process = processOf(step.actor);
    wait(numbered.find((other) => other.step.verb === 'fork' && other.step.args.PROCESS === process));
    if (step.verb === 'exit')
      for (const name of actors) if (name !== step.actor && processOf(name) === process) wait(places.get(name));
    lines[actor]?.push({ step, actor, number, waitsFor, checks });
  }
  const asked = [...scenario.properties, ...numbered.flatMap((line) => line.checks)]
    .flatMap((one) => doneIn(one.condition))
    .map((name) => places.get(name)?.actor ?? -1);
  const awaited = new Set([...asked, ...lines.flat().flatMap((line) => [...line.waitsFor.keys()])]);
  return { actors, lines, places, awaited };
}

/** Names in `done(..)`. */
function doneIn(condition: Expression): readonly string[] {
  if (condition.is === 'done') return [condition.name];
  if (condition.is === 'not') return doneIn(condition.of);
  return condition.is === 'and' || condition.is === 'or' ? condition.of.flatMap(doneIn) : [];
}
