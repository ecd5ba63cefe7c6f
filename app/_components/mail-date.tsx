import { longDate, shortDate } from './dates';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Minutes east of UTC that a Date header names; 0 where it names none, or none that exists (RFC 5322 3.3). */
export function zoneMinutes(dateAsWritten: string): number {
  const { sign, hours, minutes } = /\s(?<sign>[+-])(?<hours>\d\d)(?<minutes>\d\d)\b/.exec(dateAsWritten)?.groups ?? {};
  const zone = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return zone > 14 * 60 ? 0 : sign === '-' ? -zone : zone;
}

/** `Thu, 23 September 2021, 20:56 −0700`: the day and hour as the writer saw them. */
export function writtenTime(iso: string, dateAsWritten: string): string {
  const zone = zoneMinutes(dateAsWritten);
  const local = new Date(Date.parse(iso) + zone * 60_000);
  const localIso = local.toISOString();
  const hours = String(Math.trunc(Math.abs(zone) / 60)).padStart(2, '0');
  const offset = `${zone < 0 ? '−' : '+'}${hours}${String(Math.abs(zone) % 60).padStart(2, '0')}`;
  return `${weekdays[local.getUTCDay()]}, ${longDate(localIso)}, ${localIso.slice(11, 16)} ${offset}`;
}

/** The day of a mail in a table or tree, or words where it has no date that can be true. */
export function ShortDay({ iso }: { iso: string | null }) {
  return iso === null ? <span className="nw">no date</span> : <time dateTime={iso}>{shortDate(iso)}</time>;
}

/** The day of a mail in text. */
export function LongDay({ iso }: { iso: string | null }) {
  return iso === null ? <span className="nw">no date</span> : <time dateTime={iso}>{longDate(iso)}</time>;
}
