import type { Played } from '#lib/content/played';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';

/** A scenario of content/ and what its runs say. */
export interface Judged {
  readonly simulator: Simulator;
  readonly scenario: Scenario;
  readonly played: Played;
}

/** What is wrong with a kind of page that a record names; undefined where the scenario is played on it. */
export function findStrangeKind({ simulator, scenario }: Judged, kind: string | undefined): string | undefined {
  const kinds = simulator.kindsFor(scenario);
  return kind === undefined || kinds.includes(kind)
    ? undefined
    : `this scenario is not played on ${kind}; it is on ${kinds.join(', ')}`;
}

/** What is wrong with a property that a record names; undefined where the runs have it. `copies` is a count. */
export function findStrangeProperty({ scenario, played }: Judged, property: string): string | undefined {
  if (property === 'copies') return undefined;
  const names = [...new Set(played.runs.flatMap(({ properties }) => properties.map(({ name }) => name)))];
  if (names.includes(property)) return undefined;
  return `scenario ${scenario.name} has no property ${property}; it has ${names.join(', ') || 'none'}`;
}
