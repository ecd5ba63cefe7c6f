/** A piece of a changed line; `isChanged` pieces are what its counterpart lacks. */
export interface WordPiece {
  readonly text: string;
  readonly isChanged: boolean;
}

const token = /\w+|\s+|[^\w\s]/g;

/**
 * Which words of a removed and an added line differ: what stands between their common beginning and their common end.
 * Undefined where so little is common that marking would say nothing.
 */
export function changedWords(old: string, now: string): { old: WordPiece[]; now: WordPiece[] } | undefined {
  const a = old.match(token) ?? [];
  const b = now.match(token) ?? [];
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const common = [...a.slice(0, head), ...(tail === 0 ? [] : a.slice(-tail))].join('').replace(/\s/g, '').length;
  const longest = Math.max(old.replace(/\s/g, '').length, now.replace(/\s/g, '').length);
  if (common * 3 < longest) return undefined;
  return { old: pieces(a, head, tail), now: pieces(b, head, tail) };
}

function pieces(tokens: readonly string[], head: number, tail: number): WordPiece[] {
  const end = tokens.length - tail;
  return [
    { text: tokens.slice(0, head).join(''), isChanged: false },
    { text: tokens.slice(head, end).join(''), isChanged: true },
    { text: tokens.slice(end).join(''), isChanged: false },
  ].filter(({ text }) => text !== '');
}
