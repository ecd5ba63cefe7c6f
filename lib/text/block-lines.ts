/**
 * The lines between which a counterexample stands in a mail. They begin with no mark of quoting and no dash, so that no
 * mailer takes them for a quote, a signature or a diff.
 */
export const BLOCK_OPENS = '=== moot counterexample, format 1 ===';
export const BLOCK_ENDS = '=== end of counterexample ===';

const opens = /^=== moot counterexample, format \d+ ===\s*$/;
const ends = /^=== end of counterexample ===\s*$/;

/** A text's lines parted into its own and those of the blocks in it, each with the lines that open and end it. */
export function partBlocks(lines: readonly string[]): {
  readonly rest: readonly string[];
  readonly blocks: readonly (readonly string[])[];
} {
  const rest: string[] = [];
  const blocks: string[][] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const end = opens.test(line.trim()) ? lines.findIndex((other, k) => k > i && ends.test(other.trim())) : -1;
    if (end < 0) rest.push(line);
    else {
      blocks.push(lines.slice(i, end + 1).map((row) => row.trimEnd()));
      i = end;
    }
  }
  return { rest, blocks };
}
