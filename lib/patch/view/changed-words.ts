import { commonLines } from '#lib/patch/view/common-lines';

/** A stretch of a line in UTF-16 units: from, and the end, which is outside. */
export type Stretch = readonly [from: number, end: number];

/** What a removed and the added line in its place have that the other lacks. */
export interface ChangedWords {
  readonly old: readonly Stretch[];
  readonly now: readonly Stretch[];
}

const token = /[\p{L}\p{N}_]+|[^\p{L}\p{N}_]/gu;

/** Words and single signs of a line; every blank is one, so that of an indentation what was added is seen. */
export function wordsOf(text: string): string[] {
  return text.match(token) ?? [];
}

/** Words of one line beyond which only what both ends share is compared. */
const MOST_WORDS = 400;

/**
 * Which words of two lines differ. Undefined where so little is common that marking would say nothing: less than a third
 * of the longer line.
 */
export function changedWords(old: string, now: string): ChangedWords | undefined {
  const [a, b] = [wordsOf(old), wordsOf(now)];
  const pairs = a.length > MOST_WORDS || b.length > MOST_WORDS ? sharedEnds(a, b) : commonLines(a, b);
  let common = 0;
  for (const [at] of pairs) common += visible(a[at] ?? '');
  const longest = Math.max(visible(old), visible(now));
  if (longest > 0 && common * 3 < longest) return undefined;
  return {
    old: stretchesOf(a, new Set(pairs.map(([at]) => at))),
    now: stretchesOf(b, new Set(pairs.map(([, at]) => at))),
  };
}

function visible(text: string): number {
  return text.replace(/\s/g, '').length;
}

function sharedEnds(a: readonly string[], b: readonly string[]): [number, number][] {
  const most = Math.min(a.length, b.length);
  const pairs: [number, number][] = [];
  let head = 0;
  for (; head < most && a[head] === b[head]; head++) pairs.push([head, head]);
  for (let tail = 1; tail <= most - head && a.at(-tail) === b.at(-tail); tail++) {
    pairs.push([a.length - tail, b.length - tail]);
  }
  return pairs;
}

/** The words that are not kept, joined over blanks that stand between two of them. */
function stretchesOf(words: readonly string[], kept: ReadonlySet<number>): Stretch[] {
  const found: [number, number][] = [];
  let at = 0;
  for (const [index, word] of words.entries()) {
    const last = found.at(-1);
    const isBetween = !kept.has(index + 1) && index + 1 < words.length && last?.[1] === at && word.trim() === '';
    if (!kept.has(index) || isBetween) {
      if (last?.[1] === at) last[1] = at + word.length;
      else found.push([at, at + word.length]);
    }
    at += word.length;
  }
  return found;
}
