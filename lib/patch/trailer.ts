/** A line of the form `Key: value` that gives credit, consent or a link. */
export interface Trailer {
  readonly key: string;
  readonly value: string;
}

/** Keys that are no `...-by`. Compared in lower case. */
const others = new Set([
  'bugzilla',
  'buglink',
  'cc',
  'change-id',
  'closes',
  'depends-on',
  'fixes',
  'link',
  'lore',
  'message-id',
  'references',
  'see-also',
]);

const line = /^([A-Za-z][A-Za-z-]{1,40}):[ \t]+(\S.*)$/;

/**
 * The trailers of a commit message or a reply: unquoted lines above the diff. A line that goes on is indented; a
 * Fixes whose quoted subject was broken is joined.
 */
export function readTrailers(text: string): Trailer[] {
  const trailers: Trailer[] = [];
  let isOpen = false;
  for (const row of text.split('\n')) {
    if (/^(?:diff --git |--- \S|-- $)/.test(row)) break;
    const last = trailers.at(-1);
    if (isOpen && last !== undefined && /^[ \t]+\S/.test(row)) {
      trailers[trailers.length - 1] = { key: last.key, value: `${last.value} ${row.trim()}` };
      continue;
    }
    const found = line.exec(row);
    const key = found?.[1] ?? '';
    isOpen = found !== null && isTrailerKey(key, found[2] ?? '');
    if (isOpen) trailers.push({ key, value: (found?.[2] ?? '').trim() });
  }
  return trailers;
}

/** `Patch-by: ` is one; `wrote-by: yesterday` has nobody in it and is not. */
function isTrailerKey(key: string, value: string): boolean {
  const lower = key.toLowerCase();
  if (lower.endsWith('-by')) return /@|^[A-Z\p{L}][\p{L}.'-]*( |$)/u.test(value);
  if (!others.has(lower)) return false;
  if (lower === 'fixes') return /^[0-9a-f]{6,40}\b|^https?:|^commit /.test(value);
  if (lower === 'cc') return value.includes('@');
  return true;
}
