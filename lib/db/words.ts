/** The member of `words` that a column holds. Throws for another word: the database is newer or damaged. */
export function readWord<T extends string>(words: readonly T[], text: string): T {
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw new Error(`Cannot read ${text} from the database, expected ${words.join(', ')}`);
  return word;
}
