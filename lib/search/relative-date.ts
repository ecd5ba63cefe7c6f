/**
 * Dates as people say them, in the part of git's approxidate that public-inbox's users type: words with `.`, `-`, `_` or
 * spaces between them. All in UTC.
 *
 * `now` · `today` (since midnight) · `yesterday` (24 hours ago) · `noon`, `midnight` (the last one) · `3.days.ago`, `3.days`,
 * `an.hour.ago`, `two.weeks.ago` · `2.weeks.3.days.ago` · `last.week`, `last.year` (one of them ago) · `monday`,
 * `last.monday` (the last one, at this time of day) · `noon.yesterday`.
 * Source: date.c of git; months and years go by the calendar, as there.
 */

const counts = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Milliseconds; months and years have no fixed length. */
const lengths: Readonly<Record<string, number>> = {
  second: 1000,
  sec: 1000,
  minute: 60_000,
  min: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
};

const dayMs = 86_400_000;

/** Milliseconds since 1970; undefined where it is no such date. */
export function readRelativeDate(text: string, nowMs: number): number | undefined {
  const words = text.toLowerCase().split(/[.\-_\s]+/);
  if (words.at(-1) === 'ago') {
    words.pop();
    // `yesterday.ago` says nothing.
    if (words.length < 2 || goBack(nowMs, 1, unitOf(words.at(-1))) === undefined) return undefined;
  }
  let ms = nowMs;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const count = countOf(word);
    if (count !== undefined) {
      const back = goBack(ms, count, unitOf(words[++i]));
      if (back === undefined) return undefined;
      ms = back;
    } else if (word === 'last') {
      const next = words[++i] ?? '';
      const back = weekdays.includes(next) ? lastWeekday(ms, next) : goBack(ms, 1, next);
      if (back === undefined) return undefined;
      ms = back;
    } else {
      const named = nameOf(word, ms, nowMs);
      if (named === undefined) return undefined;
      ms = named;
    }
  }
  return ms;
}

function countOf(word: string): number | undefined {
  if (/^\d{1,6}$/.test(word)) return Number(word);
  if (word === 'a' || word === 'an') return 1;
  const count = counts.indexOf(word);
  return count < 0 ? undefined : count;
}

function unitOf(word = ''): string {
  return word.replace(/s$/, '');
}

/** `ms`, so many units earlier; undefined for a word that is no unit, and beyond what a date can say. */
function goBack(ms: number, count: number, unit: string): number | undefined {
  const length = lengths[unit];
  const months = unit === 'month' ? count : unit === 'year' ? count * 12 : undefined;
  if (length === undefined && months === undefined) return undefined;
  const date = new Date(ms);
  if (months === undefined) date.setTime(ms - count * (length ?? 0));
  else date.setUTCMonth(date.getUTCMonth() - months);
  return date.getTime() >= 0 ? date.getTime() : undefined;
}

function nameOf(word: string, ms: number, nowMs: number): number | undefined {
  const midnight = ms - (ms % dayMs);
  if (word === 'now') return ms;
  if (word === 'today' || word === 'midnight') return midnight;
  if (word === 'yesterday') return ms - dayMs;
  // At nine in the morning the last noon was yesterday's.
  if (word === 'noon') return midnight + dayMs / 2 <= nowMs ? midnight + dayMs / 2 : midnight - dayMs / 2;
  return weekdays.includes(word) ? lastWeekday(ms, word) : undefined;
}

/** The last such day, not today. */
function lastWeekday(ms: number, name: string): number {
  const days = (new Date(ms).getUTCDay() - weekdays.indexOf(name) + 7) % 7;
  return ms - (days === 0 ? 7 : days) * dayMs;
}
