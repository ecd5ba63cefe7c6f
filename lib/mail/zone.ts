/**
 * Minutes east of UTC that a Date header names. 0 where it names none, or one beyond 14 hours: there is no such zone, and
 * mails that say so carry a clock in UTC or a slip of the pen.
 */
export function zoneMinutes(dateAsWritten: string): number {
  const { sign, hours, minutes } = /\s(?<sign>[+-])(?<hours>\d\d)(?<minutes>\d\d)\b/.exec(dateAsWritten)?.groups ?? {};
  const zone = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return zone > 14 * 60 ? 0 : sign === '-' ? -zone : zone;
}

/**
 * A moment as ISO 8601 with the offset of a zone, `2021-09-23T20:56:33-07:00`: its first ten characters are the day that
 * the writer saw, which is the day everybody cites the mail by.
 */
export function isoInZone(ms: number, zone: number): string {
  const local = new Date(ms + zone * 60_000).toISOString().slice(0, 19);
  const two = (value: number) => String(value).padStart(2, '0');
  const away = Math.abs(zone);
  return zone === 0 ? `${local}Z` : `${local}${zone < 0 ? '-' : '+'}${two(Math.trunc(away / 60))}:${two(away % 60)}`;
}
