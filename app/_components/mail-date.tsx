import { longDate, shortDate } from './dates';

/** The day of a mail in a table or tree, or words where it has no date that can be true. */
export function ShortDay({ iso }: { iso: string | null }) {
  return iso === null ? <span className="nw">no date</span> : <time dateTime={iso}>{shortDate(iso)}</time>;
}

/** The day of a mail in text. */
export function LongDay({ iso }: { iso: string | null }) {
  return iso === null ? <span className="nw">no date</span> : <time dateTime={iso}>{longDate(iso)}</time>;
}
