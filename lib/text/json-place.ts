/** 1-based line and column, in UTF-16 units. */
export interface JsonPlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the value at `path` begins in a JSON text; of a missing one, where what should hold it begins. The text has to be
 * valid JSON.
 */
export function findJsonPlace(text: string, path: readonly (string | number)[]): JsonPlace {
  let at = skipBlank(text, 0);
  for (const key of path) {
    const inside = findMember(text, at, key);
    if (inside === undefined) break;
    at = inside;
  }
  return placeAt(text, at);
}

/** Line and column of an offset. */
export function placeAt(text: string, offset: number): JsonPlace {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** A path as people write it: `$.pins[3].memory`. */
export function printJsonPath(path: readonly (string | number)[]): string {
  const parts = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  return `$${parts.join('')}`;
}

/** Offset of a member of the object or list that begins at `start`; undefined where it has none. */
function findMember(text: string, start: number, key: string | number): number | undefined {
  const isList = text[start] === '[';
  if (!isList && text[start] !== '{') return undefined;
  let at = skipBlank(text, start + 1);
  let found: number | undefined;
  for (let index = 0; at < text.length && text[at] !== ']' && text[at] !== '}'; index++) {
    let name: string | number = index;
    if (!isList) {
      const end = skipValue(text, at);
      name = String(JSON.parse(text.slice(at, end)));
      at = skipBlank(text, skipBlank(text, end) + 1);
    }
    // Of a key that stands twice the last one counts, as for JSON.parse.
    if (name === key) found = at;
    if (isList && found !== undefined) return found;
    at = skipBlank(text, skipValue(text, at));
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return found;
}

/** Offset after the value that begins at `start`. Not recursive: a file may nest as deep as it likes. */
function skipValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const letter = text[at];
    if (letter === '"') at = skipString(text, at);
    else if (letter === '{' || letter === '[') {
      depth += 1;
      at += 1;
    } else if (letter === '}' || letter === ']') {
      depth -= 1;
      at += 1;
    } else if (letter === ',' || letter === ':') at += 1;
    else at = Math.max(at + 1, skipWhile(text, at, /[^\s,:[\]{}"]/y));
    if (depth > 0) at = skipBlank(text, at);
  } while (depth > 0 && at < text.length);
  return at;
}

function skipString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function skipBlank(text: string, start: number): number {
  return skipWhile(text, start, /\s/y);
}

function skipWhile(text: string, start: number, letters: RegExp): number {
  let at = start;
  for (;;) {
    letters.lastIndex = at;
    if (!letters.test(text)) return at;
    at += 1;
  }
}
