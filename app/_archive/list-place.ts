import type { ThreadPlace, ThreadStart } from '#lib/db/archive-list';

/**
 * Where a list's page begins, from its query: `t=20211217123000` gives what is as old or older, `t=20211217123000-` what is
 * newer, as on public archives; `after` is the number of the thread at that moment that comes just before. Parts of a date
 * from the right may be missing. What is no date is not obeyed: then the newest come.
 */
export function readStart(query: URLSearchParams): ThreadStart {
  const { stamp, newer } = /^(?<stamp>\d{8}(?:\d\d){0,3})(?<newer>-?)$/.exec(query.get('t') ?? '')?.groups ?? {};
  const lastMs = stamp === undefined ? Number.NaN : readStamp(stamp);
  if (Number.isNaN(lastMs)) return { from: 'newest' };
  const number = Number(query.get('after') ?? '');
  const id = Number.isSafeInteger(number) && number > 0 && number < 2 ** 31 ? number : undefined;
  return { from: newer === '-' ? 'newer' : 'older', than: { lastMs, id } };
}

/** The query that begins a page before or after a place. */
export function printStart(from: 'older' | 'newer', { lastMs, id }: ThreadPlace): string {
  const stamp = new Date(lastMs).toISOString().replace(/\D/g, '').slice(0, 14);
  return `?t=${stamp}${from === 'newer' ? '-' : ''}${id === undefined ? '' : `&after=${id}`}`;
}

/** Milliseconds since 1970 of `YYYYMMDD`, with hours, minutes and seconds where they follow; NaN for no date. */
function readStamp(stamp: string): number {
  const [year, month, day, hour, minute, second] = /^(....)(..)(..)(..)?(..)?(..)?$/.exec(stamp)?.slice(1) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}Z`);
}
