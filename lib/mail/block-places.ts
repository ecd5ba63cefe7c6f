import type { TextBlock } from '#lib/mail/quote';

/** A block with where it stands in the text that it was cut from, in UTF-16 units, `end` after the last. */
export interface PlacedBlock {
  readonly block: TextBlock;
  readonly start: number;
  readonly end: number;
}

/**
 * Where the blocks of `splitBlocks(text)` stand. `text.slice(start, end)` is the block's own text; of a quote it has the
 * marks too, which the block has not.
 */
export function placeBlocks(text: string, blocks: readonly TextBlock[]): PlacedBlock[] {
  return blocks.map((block) => {
    const { kind, start } = block;
    return { block, start, end: kind === 'quote' ? endOfLines(text, start, block.text) : start + block.text.length };
  });
}

/** The end of as many lines from `start` on as `quoted` has. */
function endOfLines(text: string, start: number, quoted: string): number {
  let end = start - 1;
  for (let left = quoted.split('\n').length; left > 0; left--) {
    const found = text.indexOf('\n', end + 1);
    if (found === -1) return text.length;
    end = found;
  }
  return end;
}
