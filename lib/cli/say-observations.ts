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

/** Observations as a table, a line each, reasons behind; then how many of each word. */
export function sayObservations(observed: readonly ObservedOrder[]): string {
  const head = ['scenario', 'kind', 'observed', 'model', ''];
  // Several orders of one scenario that cannot be played for one reason are one line.
  const once = new Map(
    observed.map((one, at) => [
      one.word === 'could not be played' ? `${one.scenario} ${one.kind} ${one.reason}` : String(at),
      one,
    ]),
  );
  const rows = [...once.values()].map((one) => [
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
  const release = observed.find((one) => one.release !== null)?.release ?? 'no kernel';
  const counts = words.map((word) => `${observed.filter((one) => one.word === word).length} ${sayMany(word)}`);
  return `${[head, ...rows].map(line).join('\n')}\n\n${release}: ${counts.join(', ')}.\n`;
}

function sayMany(word: ObservationWord): string {
  return word === 'agrees' ? 'agree' : word === 'differs' ? 'differ' : word;
}
