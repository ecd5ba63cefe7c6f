import type { HitPlace } from '#lib/db/mail-index';

/** Where the following page of hits begins: after a place in the order of dates, or after so many of a ranked search. */
export type SearchCursor = { readonly after: HitPlace } | { readonly skip: number };

/** As it stands in an address: milliseconds since 1970 and a message number (`1639699200000.17`), or `+25`. */
export function printCursor(cursor: SearchCursor): string {
  return 'skip' in cursor ? `+${cursor.skip}` : `${cursor.after.dateMs}.${cursor.after.id}`;
}

/** undefined for what is none. */
export function readCursor(text: string): SearchCursor | undefined {
  // In an address a + may have become a space.
  const skip = /^[+ ](?<skip>\d{1,6})$/.exec(text)?.groups?.skip;
  if (skip !== undefined) return { skip: Number(skip) };
  const place = /^(?<date>-?\d{1,15})\.(?<id>\d{1,10})$/.exec(text)?.groups;
  return place === undefined ? undefined : { after: { dateMs: Number(place.date), id: Number(place.id) } };
}
