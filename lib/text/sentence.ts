import type { TextPositionSelector } from '#lib/text/anchor';

/**
 * Where the sentences of a stretch of plain text stand, in order, without the blanks around them. A sentence ends at `.`,
 * `!` or `?` before white space, at an empty line, before a list item, and where the stretch does. Not at the point of a
 * number (`v5.8`), an abbreviation (`e.g.`) or an ellipsis that goes on in lower case. `from` and `to` are places in
 * `text`; every character that is no white space is in one sentence.
 */
export function findSentences(text: string, from = 0, to = text.length): TextPositionSelector[] {
  const found: TextPositionSelector[] = [];
  // A part by itself, so that nothing is looked for beyond its end.
  const part = text.slice(from, to);
  const ends = /(?<![.!?])[.!?]+["')\]]*(?=\s|$)|\n[ \t]*(?=\n)|\n(?=[ \t]*(?:[-*+•]|\(?\d{1,3}[.)])[ \t])/g;
  let start = 0;
  const add = (end: number) => {
    let [first, last] = [start, end];
    while (first < last && isBlank(part, first)) first++;
    while (last > first && isBlank(part, last - 1)) last--;
    if (last > first) found.push({ start: from + first, end: from + last });
    start = end;
  };
  for (const match of part.matchAll(ends)) {
    const end = match.index + match[0].length;
    if (/[.!?]/.test(match[0].charAt(0)) && goesOn(part, start, match.index, end)) continue;
    add(end);
  }
  add(part.length);
  return found;
}

const abbreviated = /(?:^|[\s("'])(?:e\.g|i\.e|etc|vs|cf|resp|approx|Mr|Mrs|Ms|Dr|St|fig|sec|a\.k\.a|w\.r\.t)$/i;

/** Whether the point at `dot` ends no sentence: it is an abbreviation's, a list's number's, or an ellipsis. */
function goesOn(text: string, start: number, dot: number, end: number): boolean {
  if (text.charAt(dot) !== '.') return false;
  if (abbreviated.test(text.slice(Math.max(start, dot - 12), dot))) return true;
  if (dot - start < 12 && /^\s*\(?\d{1,3}$/.test(text.slice(start, dot))) return true;
  return text.slice(dot, end).startsWith('..') && /^\s+[a-z]/.test(text.slice(end, end + 8));
}

function isBlank(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
}
