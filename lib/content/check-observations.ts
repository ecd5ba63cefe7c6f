import type { Issue } from '#lib/argument/issue';
import { readContentObservations } from '#lib/content/load-observations';
import { makeOracle } from '#lib/observation/oracle';
import { simulators } from '#lib/simulators';

/** The tables of observations: whether they read, and whether the model agrees with every row. */
export async function checkObservations(
  content: string,
): Promise<{ readonly issues: readonly Issue[]; readonly rows: number }> {
  const { set, issues } = await readContentObservations(content);
  const [simulator] = simulators;
  if (set === null || simulator === undefined) return { issues, rows: 0 };
  const { ask } = makeOracle(simulator);
  const differing = set.rows.flatMap((row): Issue[] => {
    const { agreement, reason } = ask(row);
    if (agreement !== 'differs') return [];
    const what = row.form === 'order' ? `${row.order} (${row.kind}, ${row.pin})` : row.probe;
    const file = `observations/${row.form === 'order' ? 'orders' : 'probes'}.csv`;
    const message = `${row.release}: ${what}: ${reason ?? ''}`;
    return [{ severity: 'error', code: 'kernel-differs', message, file, line: 1, column: 1, field: null }];
  });
  return { issues: [...issues, ...differing], rows: set.rows.length };
}
