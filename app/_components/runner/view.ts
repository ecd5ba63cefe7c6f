import type { PolicyRun, PropertyRun } from '#lib/scenario/run';

/** What the address holds: whoever opens it sees the same. */
export interface View {
  /** A policy, a combination (`B0+A5`) or a kernel (`5.12`). */
  readonly policy: string;
  /** Kind of page; null for the first on which the scenario is played. */
  readonly kind: string | null;
  /** Codes of the choices that were taken, one after the other. */
  readonly schedule: string;
  /** 0 before the first step. */
  readonly step: number;
  /** The policy beside it in the comparison; null where only one is looked at. */
  readonly against: string | null;
}

/** What an address asks for, before anybody looked whether it exists. */
export interface AskedView {
  readonly policy?: string | undefined;
  readonly kind?: string | undefined;
  readonly schedule?: string | undefined;
  readonly step?: string | undefined;
  readonly with?: string | undefined;
}

/** The first value of each parameter that a view knows, from an address. */
export function readAsked(parameters: URLSearchParams): AskedView {
  return {
    // A form that was sent empty asks for nothing.
    policy: parameters.get('policy') || undefined,
    kind: parameters.get('kind') ?? undefined,
    schedule: parameters.get('schedule') ?? undefined,
    step: parameters.get('step') ?? undefined,
    with: parameters.get('with') ?? undefined,
  };
}

/** The view as the query of an address, always in the same order, with the question mark. */
export function writeView(view: View): string {
  const { policy, kind, schedule, step } = view;
  const parameters = new URLSearchParams({
    policy,
    ...(kind === null ? {} : { kind }),
    schedule,
    step: String(step),
  });
  if (view.against !== null) parameters.set('with', view.against);
  return `?${parameters.toString()}`;
}

/** The property that gave the run its word; where several did, the first. */
export function findDeciding(run: PolicyRun): PropertyRun | undefined {
  return run.properties.find((property) => property.verdict === run.verdict);
}

/** The schedule that shows why a run has its word; undefined where it has none to show. */
export function findShownSchedule(run: PolicyRun): string | undefined {
  if (run.verdict === 'stuck' && run.stuck !== null) return run.stuck.schedule;
  const deciding = findDeciding(run);
  if (deciding !== undefined && deciding.schedule !== null) return deciding.schedule;
  return undefined;
}

function breaks(run: PolicyRun): boolean {
  return run.verdict === 'violated' || run.verdict === 'stuck';
}

/**
 * The policy to show first: the asked one, else one that the text brings, else the first that breaks something, else the
 * first there is. Undefined where the scenario asks no policy at all. `runs` are those on the kind of page that is shown.
 */
export function choosePolicy(
  policies: readonly { readonly id: string; readonly isOwn?: boolean }[],
  runs: readonly PolicyRun[],
  asked: string | undefined,
): string | undefined {
  const known = policies.find((policy) => policy.id === asked) ?? policies.find(({ isOwn }) => isOwn === true);
  if (known !== undefined) return known.id;
  const broken = policies.find((policy) => runs.some((run) => run.policy === policy.id && breaks(run)));
  return (broken ?? policies[0])?.id;
}

/**
 * The schedule to show first under a policy: the one that decides its verdict, else one that breaks another policy (so
 * that one sees why this one does not break), else a witness of anything, else none: the reader takes the first choice.
 */
export function chooseSchedule(runs: readonly PolicyRun[], policy: string): string {
  const own = runs.find((run) => run.policy === policy);
  const shown = own === undefined ? undefined : findShownSchedule(own);
  if (shown !== undefined) return shown;
  for (const run of runs) {
    const other = breaks(run) ? findShownSchedule(run) : undefined;
    if (other !== undefined) return other;
  }
  for (const property of own?.properties ?? []) if (property.schedule !== null) return property.schedule;
  return '';
}

/** Whether two runs differ in kind: one breaks something, the other does not. */
export function differsInKind(left: PolicyRun, right: PolicyRun): boolean {
  return left.verdict !== 'not applicable' && right.verdict !== 'not applicable' && breaks(left) !== breaks(right);
}
