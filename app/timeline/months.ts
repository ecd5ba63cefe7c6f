/** The entries of a month. */
export interface Month<T> {
  /** `2021-12`. */
  readonly month: string;
  /** Months without any entry between the one before and this; 0 for the first. */
  readonly gap: number;
  readonly entries: readonly T[];
}

interface Dated {
  /** ISO 8601 without time. */
  readonly day: string;
}

/** Entries that stand in the order of their days, month by month; months without any are only counted. */
export function groupByMonth<T extends Dated>(entries: readonly T[]): readonly Month<T>[] {
  const months = new Map<string, T[]>();
  for (const entry of entries) {
    const month = entry.day.slice(0, 7);
    const own = months.get(month);
    if (own === undefined) months.set(month, [entry]);
    else own.push(entry);
  }
  const names = [...months.keys()];
  return names.map((month, index) => {
    const before = names[index - 1];
    const gap = before === undefined ? 0 : countMonths(before, month) - 1;
    return { month, gap, entries: months.get(month) ?? [] };
  });
}

/** Months from one to another: 1 from `2021-12` to `2022-01`. */
export function countMonths(from: string, to: string): number {
  const [start, end] = [from, to].map((month) => {
    const [year = 0, number = 0] = month.split('-').map(Number);
    return 12 * year + number;
  });
  return (end ?? 0) - (start ?? 0);
}

/**
 * Cuts entries into pages of whole days: a page ends with the day on which it has `least` entries. At least one page.
 */
export function cutIntoPages<T extends Dated>(entries: readonly T[], least: number): readonly (readonly T[])[] {
  const pages: T[][] = [[]];
  let last: T | undefined;
  for (const entry of entries) {
    const page = pages.at(-1);
    if (page === undefined || (page.length >= least && entry.day !== last?.day)) pages.push([entry]);
    else page.push(entry);
    last = entry;
  }
  return pages;
}
