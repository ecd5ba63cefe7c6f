/**
 * What a piece of source is, as far as it is shown: the index is what a token's byte says. 0 is anything else, and has no
 * look of its own.
 */
export const tokenKinds = [
  'plain',
  'comment',
  'string',
  'keyword',
  'number',
  'function',
  'type',
  'preprocessor',
] as const;

/** A token: its kind by its index, and where it ends in its line, in UTF-16 units; it begins where the one before ends. */
export interface Token {
  readonly kind: number;
  readonly end: number;
}

/** Tokens of the lines of a text. What follows the last token of a line is plain. */
export type TokenLines = readonly (readonly Token[])[];

/**
 * Reads what the highlighting thread writes: for each line pairs of a length (base 128, lowest seven bits first, a set
 * eighth bit goes on) and a kind, closed by a length of 0. Undefined where the bytes end inside of a line.
 */
export function readTokens(bytes: Uint8Array): TokenLines | undefined {
  const lines: Token[][] = [];
  let line: Token[] = [];
  let end = 0;
  let isOpen = false;
  for (let at = 0; at < bytes.length; ) {
    let [length, factor] = [0, 1];
    let byte: number;
    do {
      byte = bytes[at++] ?? 0;
      length += (byte & 127) * factor;
      factor *= 128;
    } while (byte > 127);
    isOpen = length !== 0;
    if (length === 0) {
      lines.push(line);
      [line, end] = [[], 0];
      continue;
    }
    const kind = bytes[at++];
    if (kind === undefined || kind >= tokenKinds.length) return undefined;
    end += length;
    line.push({ kind, end });
  }
  return isOpen ? undefined : lines;
}
