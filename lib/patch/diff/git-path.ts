/** Names of files as git writes them in the head of a diff: plain, or quoted as C strings where a byte is unusual. */

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
};

/**
 * Reads a quoted name at the beginning of `text`: `"a/f\303\251.c"`. Undefined where none stands there whole. Octal
 * escapes are bytes of UTF-8; a name that is no UTF-8 stays as it was written, without the quotes.
 */
export function takeQuoted(text: string): { readonly name: string; readonly rest: string } | undefined {
  const found = /^"((?:[^"\\]|\\.)*)"/s.exec(text);
  if (found === null) return undefined;
  const inside = found[1] ?? '';
  return { name: readEscapes(inside) ?? inside, rest: text.slice(found[0].length) };
}

function readEscapes(inside: string): string | undefined {
  // Neighbouring octal escapes are one run of bytes: together they are characters.
  const text = inside.replace(/(?:\\[0-3][0-7]{2})+|\\(.)/gs, (whole, letter: string | undefined) => {
    if (letter !== undefined && escapes[letter] !== undefined) return escapes[letter];
    return decodeBytes((whole.match(/[0-7]{3}/g) ?? []).map((octal) => Number.parseInt(octal, 8))) ?? '\0';
  });
  return text.includes('\0') ? undefined : text;
}

function decodeBytes(bytes: readonly number[]): string | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return undefined;
  }
}

/** A name that has a line to itself, as after `rename from `. */
export function readName(text: string): string {
  return takeQuoted(text)?.name ?? text;
}

/** Letters that git puts before the two names: a and b, or by what is compared (index, work tree, commit, object). */
const prefix = /^[abiwco12]\//;

/** A name of the two file lines without what stands before it. `/dev/null` is itself. */
export function withoutPrefix(name: string, hasPrefix: boolean): string {
  return hasPrefix && name !== '/dev/null' ? name.replace(prefix, '') : name;
}

/** The two names of `diff --git `, and whether a prefix stood before them. */
export interface HeadNames {
  readonly oldName: string;
  readonly newName: string;
  readonly hasPrefix: boolean;
}

/**
 * Reads what follows `diff --git `. Names may have spaces, even ` b/`, so that the cut between them is where both sides
 * say the same; names that differ are said again by the lines that follow, and only guessed here. Undefined: no cut.
 */
export function readHeadNames(text: string): HeadNames | undefined {
  const first = takeQuoted(text);
  if (first !== undefined) {
    const second = readName(first.rest.replace(/^ /, ''));
    return second === '' ? undefined : namesOf(first.name, second);
  }
  const cuts = [...text.matchAll(/ /g)].map(({ index }) => [text.slice(0, index), readName(text.slice(index + 1))]);
  const pairs = cuts.flatMap(([old = '', fresh = '']) => (old === '' || fresh === '' ? [] : [namesOf(old, fresh)]));
  return pairs.find(({ oldName, newName }) => oldName === newName) ?? pairs.find(({ hasPrefix }) => hasPrefix);
}

function namesOf(old: string, fresh: string): HeadNames {
  // Written without prefixes, both names are the same; with them, only what follows is.
  const hasPrefix = old !== fresh && prefix.test(old) && prefix.test(fresh);
  return { oldName: withoutPrefix(old, hasPrefix), newName: withoutPrefix(fresh, hasPrefix), hasPrefix };
}

/** The day before the first that a file can have: how diff says that there was none. */
const epoch = /(?:1970-01-01|1969-12-31) \d\d:\d\d:\d\d/;
const stamp = /\s\d{4}-\d\d-\d\d \d\d:\d\d:\d\d.*$/;

/**
 * The name in a line `--- NAME` or `+++ NAME`, given without the sign, with its prefix. Git ends a name that has spaces
 * with a tab, diff writes the file's time after one; a time at the epoch is said as `/dev/null`.
 */
export function readFileLine(text: string): string {
  const quoted = takeQuoted(text);
  if (quoted !== undefined) return quoted.name;
  const [name = ''] = text.split('\t');
  return epoch.test(text) ? '/dev/null' : name.replace(stamp, '').trimEnd();
}

/**
 * The one name of a file that a diff without git's head speaks of. The two lines differ in the directory before the name
 * (`linux.orig/mm/a.c`) or in what is put after it (`mm/a.c~fix`): without git's head nothing is ever renamed.
 */
export function joinNames(oldName: string, newName: string): string {
  if (newName === '/dev/null') return withoutPrefix(oldName, true);
  if (oldName === '/dev/null' || oldName === newName) return withoutPrefix(newName, true);
  const rest = (name: string) => name.slice(name.indexOf('/') + 1);
  return rest(oldName) === rest(newName) ? rest(newName) : withoutPrefix(newName, true);
}
