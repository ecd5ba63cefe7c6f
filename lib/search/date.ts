import type { DateRange } from '#lib/search/query';
import { readRelativeDate } from '#lib/search/relative-date';

/** First and last millisecond of what was written: a year, a month, a day, a minute or a second. */
interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What is wrong with a range, and where in its text. */
export interface DateProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

const written =
  /^(?<year>\d{4})(?:-?(?<month>\d\d)(?:-?(?<day>\d\d)(?:[T ]?(?<hour>\d\d):?(?<minute>\d\d)(?::?(?<second>\d\d))?Z?)?)?)?$/;

const expected =
  'Expected 2021, 2021-09, 2021-09-17, 20210917, 20210917153000, or as in 2.weeks.ago, last.year, yesterday; a range has two dots';

/**
 * Reads what stands after `d:`, `dt:` or `rt:`: one date, which is all of the year, month, day, minute or second that it
 * names, or a range `FROM..UNTIL`, both included, either of which may be missing. All in UTC, as public-inbox has it.
 * A relative date is a moment (`2.weeks.ago..` begins there to the second); alone it means the 24 hours from then on.
 */
export function readDateRange(text: string, nowMs: number): DateRange | DateProblem {
  const dots = text.indexOf('..');
  if (dots < 0) {
    const span = readDate(text, nowMs);
    if ('message' in span) return { start: 0, end: text.length, message: span.message };
    const untilMs = written.test(text) || isSeconds(text) ? span.untilMs : span.fromMs + 86_400_000 - 1;
    return { kind: 'date', fromMs: span.fromMs, untilMs };
  }
  const [first, last] = [text.slice(0, dots), text.slice(dots + 2)];
  if (first === '' && last === '') {
    return { start: 0, end: text.length, message: `Nothing stands before or after the dots. ${expected}.` };
  }
  const from = first === '' ? undefined : readDate(first, nowMs);
  if (from !== undefined && 'message' in from) return { start: 0, end: dots, message: from.message };
  const until = last === '' ? undefined : readDate(last, nowMs);
  if (until !== undefined && 'message' in until) return { start: dots + 2, end: text.length, message: until.message };
  if (from !== undefined && until !== undefined && from.fromMs > until.untilMs) {
    return { start: 0, end: text.length, message: 'The range ends before it begins.' };
  }
  return { kind: 'date', fromMs: from?.fromMs, untilMs: until?.untilMs };
}

function readDate(text: string, nowMs: number): Span | { readonly message: string } {
  const parts = written.exec(text)?.groups;
  if (parts !== undefined) {
    return findSpan(parts) ?? { message: `"${text}" is no date of the calendar.` };
  }
  if (isSeconds(text)) return { fromMs: Number(text) * 1000, untilMs: Number(text) * 1000 + 999 };
  const ms = readRelativeDate(text, nowMs);
  if (ms === undefined) return { message: `"${text}" is no date. ${expected}.` };
  const fromMs = ms - (ms % 1000);
  return { fromMs, untilMs: fromMs + 999 };
}

/** Seconds since 1970, as public-inbox takes them after `rt:`: nine or ten digits, which no date has. */
function isSeconds(text: string): boolean {
  return /^\d{9,10}$/.test(text);
}

/** Undefined where the calendar has no such date: February 30th, 25 o'clock. */
function findSpan(parts: Readonly<Record<string, string | undefined>>): Span | undefined {
  const [year = 0, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map(
    (name) => (parts[name] === undefined ? undefined : Number(parts[name])),
  );
  if (month === 0 || (month ?? 1) > 12 || day === 0 || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59)
    return undefined;
  const fromMs = at(year, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0);
  if (day !== undefined && new Date(fromMs).getUTCDate() !== day) return undefined;
  if (month === undefined) return { fromMs, untilMs: at(year + 1, 0, 1, 0, 0, 0) - 1 };
  if (day === undefined) return { fromMs, untilMs: at(year, month, 1, 0, 0, 0) - 1 };
  const length = hour === undefined ? 86_400_000 : second === undefined ? 60_000 : 1000;
  return { fromMs, untilMs: fromMs + length - 1 };
}

/** `Date.UTC`, which takes the years 0 to 99 for those of the last century. */
function at(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.setUTCHours(hour, minute, second, 0);
}
