/** The query of a page's address, as Next gives it. */
export type PageQuery = Record<string, string | string[] | undefined>;

/** A parameter without blanks at its ends; of one given twice the first counts, and a missing one is empty. */
export function readFirst(query: PageQuery, name: string): string {
  return ([query[name] ?? ''].flat()[0] ?? '').trim();
}

/** An address with those parameters that have a value, in the order given. `fragment` comes without its `#`. */
export function writeHref(path: string, parameters: Readonly<Record<string, string>>, fragment = ''): string {
  const set = Object.entries(parameters).filter(([, value]) => value !== '');
  const query = set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
  return `${path}${query}${fragment === '' ? '' : `#${fragment}`}`;
}

/** A day as the address writes it; undefined for a text that is none. */
export function readDay(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text ? undefined : text;
}
