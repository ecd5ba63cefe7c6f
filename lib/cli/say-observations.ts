import { printFacts } from '#lib/observation/facts';
import type { Observation, ObservationWord } from '#lib/observe/observation';

/** An observation and what it is of. */
export interface ObservedOrder extends Observation {
  /** Id of the scenario, or its file. */
  readonly scenario: string;
  /** Null where the text says the order. */
  readonly schedule: string | null;
  /** Version of the model. */
  readonly engine: string;
}

const words: readonly ObservationWord[] = ['agrees', 'differs', 'not modelled', 'could not be played'];

/** Observations as a table, a line each; below it why others could not be played; then how many of each word. */
export function sayObservations(observed: readonly ObservedOrder[]): string {
  const played = observed.filter(({ word }) => word !== 'could not be played');
  const release = observed.find((one) => one.release !== null)?.release ?? 'no kernel';
  const counts = words.map((word) => `${observed.filter((one) => one.word === word).length} ${sayMany(word)}`);
  const parts = [
    ...(played.length === 0 ? [] : [sayTable(played)]),
    ...sayUnplayed(observed.filter(({ word }) => word === 'could not be played')),
    `${release}: ${counts.join(', ')}.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function sayTable(played: readonly ObservedOrder[]): string {
  const head = ['scenario', 'kind', 'observed', 'model', ''];
  const rows = played.map((one) => [
    one.schedule === null ? one.scenario : `${one.scenario} ${one.schedule}`,
    one.kind,
    one.observed === null ? '-' : printFacts(one.observed),
    one.model.length === 0 ? '-' : one.model.map(printFacts).join(' or '),
    one.word === 'agrees' || one.reason === null ? one.word : `${one.word}: ${one.reason}`,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}

/** What could not be played, by reason: a reason often has several scenarios, a scenario several orders and kinds. */
function sayUnplayed(unplayed: readonly ObservedOrder[]): readonly string[] {
  const byReason = new Map<string, Map<string, Set<string>>>();
  for (const { reason, scenario, kind } of unplayed) {
    const scenarios = byReason.get(reason ?? '') ?? new Map<string, Set<string>>();
    const kinds = scenarios.get(scenario) ?? new Set<string>();
    byReason.set(reason ?? '', scenarios.set(scenario, kinds.add(kind)));
  }
  if (byReason.size === 0) return [];
  const lines = [...byReason].flatMap(([reason, scenarios]) => [
    `  ${reason}`,
    ...[...scenarios].map(([scenario, kinds]) => `    ${scenario} (${[...kinds].join(', ')})`),
  ]);
  return [['could not be played', ...lines].join('\n')];
}

function sayMany(word: ObservationWord): string {
  return word === 'agrees' ? 'agree' : word === 'differs' ? 'differ' : word;
}
