import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readContentObservations } from '#lib/content/load-observations';
import { askModel, factsOf } from '#lib/observation/ask';
import { printFacts } from '#lib/observation/facts';
import type { ObservationSet } from '#lib/observation/observation';
import { printOrder, readOrder } from '#lib/observation/order';
import { makePlayer } from '#lib/observation/player';
import { nameOfProbe } from '#lib/observation/probes';
import { readObservationSet } from '#lib/observation/read-set';
import { printTables, readTables } from '#lib/observation/table';
import { simulators } from '#lib/simulators';
import { findShared } from '../needs.ts';

const content = join(import.meta.dirname, '..', '..', 'content');
const { set, issues } = await readContentObservations(content);
const [simulator] = simulators;
if (set === null || simulator === undefined)
  throw new Error(`content/observations does not read: ${JSON.stringify(issues)}`);

describe('what real kernels did', () => {
  it('is what the model says, as its only end, of every order and every trial that the tables have', () => {
    const play = makePlayer(simulator);
    const other = set.rows.flatMap((row) => {
      const { agreement, reason } = askModel(row, play);
      return agreement === 'agrees' ? [] : [`${row.release} ${JSON.stringify(row)}: ${agreement}, ${reason ?? ''}`];
    });
    expect(other).toEqual([]);
    expect(set.rows.length).toBeGreaterThan(900);
  });

  it('is not what the model says of another kernel: the comparison can fail', () => {
    const play = makePlayer(simulator);
    const swapped = set.rows
      .filter((row) => row.form === 'order' && row.release === '5.4.38')
      .map((row) => askModel({ ...row, release: '6.1.192' }, play).agreement);
    expect(swapped).toContain('differs');
  });

  it('reads back as it is written', () => {
    const again = readTables(printTables(set));
    expect(again.problems).toEqual([]);
    const lines = (one: ObservationSet | null) => one?.rows.map((row) => JSON.stringify(row)).toSorted();
    expect(lines(again.set)).toEqual(lines(set));
    expect(again.set?.kernels).toEqual(set.kernels);
  });

  it('holds every fact of the collection beside the checkout', () => {
    const file = findShared('data/kernel-observations.json');
    if (file === undefined) return;
    const { set: shared } = readObservationSet(readFileSync(file, 'utf8'));
    const here = new Set(set.rows.map(keyOf));
    const missing = (shared?.rows ?? []).filter((row) => factsOf(row) !== undefined && !here.has(keyOf(row)));
    expect(missing).toEqual([]);
    expect(shared?.rows.length).toBeGreaterThan(here.size);
  });
});

function keyOf(row: ObservationSet['rows'][number]): string {
  const steps = row.form === 'order' ? readOrder(row.order).steps : null;
  const trial = row.form === 'probe' ? nameOfProbe(row.probe) : `${row.kind} ${row.pin} ${printOrder(steps ?? [])}`;
  return `${row.release} ${trial}: ${printFacts(factsOf(row) ?? {})}`;
}
