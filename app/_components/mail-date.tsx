import { longDate, shortDate } from './dates';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Thu, 23 September 2021, 20:56 −0700`: the day and hour as the writer saw them. `iso` carries the writer's offset. */
export function writtenTime(iso: string): string {
  const { day, clock, sign, hours, minutes } =
    /^(?<day>[\d-]{10})T(?<clock>\d\d:\d\d)[\d:.]*(?:Z|(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d))$/.exec(iso)
      ?.groups ?? {};
  if (day === undefined) return iso;
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
  return `${weekday}, ${longDate(day)}, ${clock} ${sign === '-' ? '−' : '+'}${hours ?? '00'}${minutes ?? '00'}`;
}

/** The day of a mail in a table or tree, or words where it has no date that can be true. */
export function ShortDay({ iso }: { iso: string | null }) {
  return iso === null ? <span className="nw">no date</span> : <time dateTime={iso}>{shortDate(iso)}</time>;
}

/** The day of a mail in text. */
export function LongDay({ iso }: { iso: string | null }) {
  return iso === null ? <span className="nw">no date</span> : <time dateTime={iso}>{longDate(iso)}</time>;
}
