const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `18 Dec 2021` for tables; dates are absolute, in UTC. `iso` is a date or a date with time; else it is given back. */
export function shortDate(iso: string): string {
  return write(iso, (month) => month.slice(0, 3));
}

/** `18 December 2021` for text. */
export function longDate(iso: string): string {
  return write(iso, (month) => month);
}

/** `December 2021` for a month like `2021-12`. */
export function monthName(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${months[Number(number) - 1] ?? number} ${year}`;
}

function write(iso: string, name: (month: string) => string): string {
  const { year, month, day } = /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)/.exec(iso)?.groups ?? {};
  const full = months[Number(month) - 1];
  return full === undefined ? iso : `${Number(day)} ${name(full)} ${year}`;
}

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
