import type { Issue } from '#lib/argument/issue';
import { fileOf, isKind } from '#lib/argument/records';
import type { FiledRecord } from '#lib/content/check-files';
import { readContentObservations } from '#lib/content/load-observations';
import { makeOracle } from '#lib/observation/oracle';
import { readOrder } from '#lib/observation/order';
import { findPin } from '#lib/observation/pin';
import { simulators } from '#lib/simulators';

/** Orders and pins that scenarios name as seen: whether the model has words for them. */
export function checkObservedOrders(filed: readonly FiledRecord[]): readonly Issue[] {
  return filed.flatMap(({ checked: { record, placeOf } }) => {
    if (!isKind(record, 'scenario')) return [];
    const { slug } = record;
    return record.front.observed.flatMap(({ order, pin }, index): Issue[] => {
      const refuse = (key: 'order' | 'pin', message: string): Issue => {
        const place = { file: fileOf('scenario', slug), ...placeOf(['observed', index, key]) };
        return { severity: 'error', code: 'no-order', message, ...place, field: `observed[${index}].${key}` };
      };
      const { reason } = readOrder(order);
      return [
        ...(reason === null ? [] : [refuse('order', reason)]),
        ...(pin === undefined || findPin(pin) !== undefined ? [] : [refuse('pin', `there is no pin ${pin}`)]),
      ];
    });
  });
}

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
