const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number) => String(value).padStart(2, '0');

/** A moment as a clock in a zone shows it; `zone` in minutes east of UTC. */
function clock(ms: number, zone: number) {
  const at = new Date(ms + zone * 60_000);
  const away = Math.abs(zone);
  return {
    weekday: days[at.getUTCDay()] ?? '',
    month: months[at.getUTCMonth()] ?? '',
    day: at.getUTCDate(),
    year: at.getUTCFullYear(),
    time: `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`,
    offset: `${zone < 0 ? '-' : '+'}${two(Math.trunc(away / 60))}${two(away % 60)}`,
  };
}

/** RFC 5322 3.3: `Fri, 17 Dec 2021 12:30:38 +0100`. */
export function writeDate(ms: number, zone: number): string {
  const { weekday, day, month, year, time, offset } = clock(ms, zone);
  return `${weekday}, ${day} ${month} ${year} ${time} ${offset}`;
}

/** The line that introduces a quote, in the author's own time; `ms` is undefined where nobody knows when it was. */
export function printAttribution(
  author: { readonly name: string; readonly address: string },
  ms: number | undefined,
  zone: number,
): string {
  const who = (author.name === '' ? author.address : author.name).replace(/\s+/g, ' ');
  if (ms === undefined) return `${who} wrote:`;
  const { weekday, day, month, year, time, offset } = clock(ms, zone);
  return `On ${weekday}, ${month} ${two(day)}, ${year} at ${time} ${offset}, ${who} wrote:`;
}
