/**
 * How like two lines are, from 0 to 1: the share of words and signs that both have in order, the long ones counting more.
 * 1 where they differ in white space alone.
 */
export function likenessOf(a: string, b: string): number {
  const [left, right] = [cutWords(a), cutWords(b)];
  const total = weigh(left) + weigh(right);
  if (total === 0) return 1;
  let row = new Float64Array(right.length + 1);
  for (const word of left) {
    const next = new Float64Array(right.length + 1);
    for (let j = 0; j < right.length; j++) {
      const take = word === right[j] ? (row[j] ?? 0) + weightOf(word) : 0;
      next[j + 1] = Math.max(take, row[j + 1] ?? 0, next[j] ?? 0);
    }
    row = next;
  }
  return (2 * (row[right.length] ?? 0)) / total;
}

/** Whether two lines differ in white space alone. */
export function isSameButSpace(a: string, b: string): boolean {
  return a.replace(/\s+/g, '') === b.replace(/\s+/g, '');
}

/** Beyond this many words and signs of a line nothing is compared: a line of a megabyte is data. */
const MAX_WORDS = 400;

function cutWords(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []).slice(0, MAX_WORDS);
}

function weigh(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + weightOf(word), 0);
}

/** A sign says a quarter of what a word says. */
function weightOf(word: string): number {
  return /[\p{L}\p{N}]/u.test(word) ? 1 : 0.25;
}
