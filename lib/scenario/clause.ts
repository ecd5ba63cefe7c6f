import type { Cursor } from '#lib/scenario/cursor';
import type { Clause, CountName } from '#lib/scenario/scenario';

const counts: readonly CountName[] = ['copies', 'unshares', 'fork-copies', 'states', 'schedules'];

/** `seen = OLD | SECRET`, `copies 1`, `copies 0..2`. */
export function parseClause(cursor: Cursor): Clause {
  const count = counts.find((name) => name === cursor.peek());
  if (count !== undefined && cursor.peek(1) !== '=') {
    cursor.next();
    const least = number(cursor);
    return { count, least, most: cursor.take('..') ? number(cursor) : least };
  }
  const register = cursor.name('a register, `copies`, `unshares`, `fork-copies`, `states` or `schedules`');
  cursor.expect('=');
  const values = [];
  do values.push(cursor.name('a value'));
  while (cursor.take('|'));
  return { register, values };
}

function number(cursor: Cursor): string {
  if (!/^\d+$/.test(cursor.peek() ?? '')) return cursor.fail('a number');
  return cursor.next();
}

export function printClause(clause: Clause): string {
  if ('register' in clause) return `${clause.register} = ${clause.values.join(' | ')}`;
  return `${clause.count} ${clause.least}${clause.most === clause.least ? '' : `..${clause.most}`}`;
}
