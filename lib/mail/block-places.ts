import { quoteDepth, type TextBlock } from '#lib/mail/quote';

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
  let at = 0;
  return blocks.map((block) => {
    const [start, end] = block.kind === 'quote' ? findQuoted(text, at, block) : findPlain(text, at, block);
    const line = text.indexOf('\n', end);
    at = line === -1 ? text.length : line + 1;
    return { block, start, end };
  });
}

/** The first line of the quote's depth from `at` on, and as many lines as it has. */
function findQuoted(text: string, at: number, block: Extract<TextBlock, { kind: 'quote' }>): [number, number] {
  let start = at;
  while (start < text.length && quoteDepth(lineAt(text, start)) !== block.depth) start = nextLine(text, start);
  let end = start;
  for (let left = countLines(block.text); left > 0; left--) end = nextLine(text, end);
  return [start, text[end - 1] === '\n' && end > start ? end - 1 : end];
}

function findPlain(text: string, at: number, block: TextBlock): [number, number] {
  let from = at;
  if (block.kind === 'signature') {
    while (from < text.length && lineAt(text, from) !== '-- ') from = nextLine(text, from);
    from = nextLine(text, from);
  }
  const found = text.indexOf(block.text, from);
  const start = found === -1 ? from : found;
  return [start, start + block.text.length];
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}

function nextLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end + 1;
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
