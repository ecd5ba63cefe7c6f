import { vocabulary } from '#lib/mm/vocabulary';
import { printStepArgs } from '#lib/scenario/parse-step';
import type { Phase, Scenario, Step } from '#lib/scenario/scenario';

/** A scenario with one assumption changed, and what that is. It may be one that the language refuses. */
export interface Varied {
  readonly title: string;
  readonly scenario: Scenario;
}

/** A kind of assumption. */
export interface VariationKind {
  readonly id: string;
  /** Every scenario that differs from this one in one assumption of the kind. */
  vary(scenario: Scenario): readonly Varied[];
}

/** A step and where it stands. Checks are no part of a scenario that is varied. */
export interface Place {
  readonly step: Step;
  /** 0-based, among the scenario's phases. */
  readonly phase: number;
  /** 0-based, among the lines of its phase. */
  readonly at: number;
}

export function placesOf(scenario: Scenario): readonly Place[] {
  return scenario.phases.flatMap(({ lines }, phase) =>
    lines.flatMap((step, at) => (step.type === 'step' ? [{ step, phase, at }] : [])),
  );
}

/** The scenario with other lines in one phase. */
export function withLines(
  scenario: Scenario,
  phase: number,
  change: (lines: Phase['lines']) => Phase['lines'],
): Scenario {
  return {
    ...scenario,
    phases: scenario.phases.map((one, index) => (index === phase ? { ...one, lines: change(one.lines) } : one)),
  };
}

/** The scenario with other steps in place of one. */
export function replaceStep(scenario: Scenario, { phase, at }: Place, steps: readonly Step[]): Scenario {
  return withLines(scenario, phase, (lines) => lines.toSpliced(at, 1, ...steps));
}

/** `“C: munmap v”` */
export function quoteStep({ actor, verb, args }: Step): string {
  return `“${actor}: ${printStepArgs(verb, args, vocabulary)}”`;
}

/** Processes in the order in which the text brings them. */
export function processesOf(scenario: Scenario): readonly string[] {
  const declared = new Map(
    scenario.declarations.flatMap(({ kind, names }) => names.map((name) => [name, kind] as const)),
  );
  const named = placesOf(scenario).flatMap(({ step }) =>
    [step.actor.split('.')[0] ?? step.actor, step.args.PROCESS ?? []].flat(),
  );
  return [...new Set(named)].filter((name) => (declared.get(name) ?? 'process') === 'process');
}

/** The scenario with an actor of the kernel's, and its name. */
export function withKernel(scenario: Scenario): { readonly scenario: Scenario; readonly kernel: string } {
  const known = scenario.declarations.find(({ kind }) => kind === 'kernel')?.names[0];
  if (known !== undefined) return { scenario, kernel: known };
  const taken = new Set([...placesOf(scenario).map(({ step }) => step.actor), ...processesOf(scenario)]);
  const kernel = ['K', 'K2', 'Kernel'].find((name) => !taken.has(name)) ?? 'Kernel2';
  const declared = { kind: 'kernel', names: [kernel], cpu: null, line: 0, comments: [], note: null };
  return { scenario: { ...scenario, declarations: [...scenario.declarations, declared] }, kernel };
}

/** A step that no text had. */
export function newStep(actor: string, verb: string, args: Readonly<Record<string, string>>): Step {
  return { type: 'step', actor, verb, args, label: null, after: [], since: [], line: 0, comments: [], note: null };
}

/** Every way to let the kernel do something more: before each line of a phase in order, beside all lines of another. */
export function insertOfKernel(
  scenario: Scenario,
  make: (kernel: string, place: string) => Step,
  say: (place: string, when: string) => string,
): readonly Varied[] {
  const { scenario: base, kernel } = withKernel(scenario);
  const places = placesOf(base);
  const firsts = new Map<string, Place>();
  for (const place of places) {
    const variable = place.step.verb.startsWith('map') ? place.step.args.VAR : undefined;
    const process = place.step.actor.split('.')[0];
    if (variable !== undefined && !firsts.has(`${process}:${variable}`)) firsts.set(`${process}:${variable}`, place);
  }
  return [...firsts].flatMap(([target, first]) => {
    const step = make(kernel, target);
    const isLater = ({ phase, at }: Place) => phase > first.phase || (phase === first.phase && at > first.at);
    return base.phases.flatMap(({ order, lines }, phase): readonly Varied[] => {
      if (order === 'concurrently') {
        const varied = withLines(base, phase, (all) => [...all, step]);
        return lines.length === 0 || phase < first.phase
          ? []
          : [{ title: say(target, 'at any time'), scenario: varied }];
      }
      return places
        .filter((place) => place.phase === phase && isLater(place))
        .map((place) => ({
          title: say(target, `before ${quoteStep(place.step)}`),
          scenario: withLines(base, phase, (all) => all.toSpliced(place.at, 0, step)),
        }));
    });
  });
}
