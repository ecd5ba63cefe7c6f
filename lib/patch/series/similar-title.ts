/** A title as it is compared: case, white space, a full stop at the end and `(was: ...)` do not matter. */
export function comparableTitle(title: string): string {
  return title
    .replace(/\s*\(was:? .*\)\s*$/i, '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '')
    .trim()
    .toLowerCase();
}

/** The titles that a title names: its own, and the one that it says it had before. */
export function titlesOf(title: string): string[] {
  const before = /\(was:? (.*)\)\s*$/i.exec(title)?.[1];
  const own = comparableTitle(title);
  return before === undefined ? [own] : [own, comparableTitle(before.replace(/^["']|["']$/g, ''))];
}

/** The words of a title that say what it does; what names the subsystem is left out. */
export function titleWords(title: string): ReadonlySet<string> {
  const said = comparableTitle(title).replace(/^(?:[^\s:]+:\s+)+/, '');
  return new Set(said.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== ''));
}

/** The share of words that two titles have in common, of all their words; 0 where one has too few to tell. */
export function titleLikeness(first: ReadonlySet<string>, second: ReadonlySet<string>): number {
  if (first.size < 3 || second.size < 3) return 0;
  let common = 0;
  for (const word of first) if (second.has(word)) common++;
  return common / (first.size + second.size - common);
}
