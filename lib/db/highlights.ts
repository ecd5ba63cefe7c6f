import { createHash } from 'node:crypto';
import { getMoot, type Moot } from '#lib/db/open';
import { findRoot } from '#lib/db/root';
import { HighlightThread, highlighterVersion, type Piece } from '#lib/highlight/highlight-thread';
import { beginsInComment } from '#lib/highlight/inside-comment';
import { type Language, languageOf } from '#lib/highlight/languages';
import { readTokens, type Token, type TokenLines } from '#lib/highlight/tokens';
import type { DiffLine } from '#lib/patch/diff/hunk';

/** A file of a diff as far as colours go. */
export interface HighlightFile {
  readonly path: string;
  readonly hunks: readonly { readonly lines: readonly DiffLine[] }[];
}

/** Tokens of a file's lines: a list a hunk, then one a line of that side. undefined: no colours. */
export interface FileTokens {
  readonly old: readonly TokenLines[] | undefined;
  readonly now: readonly TokenLines[] | undefined;
}

/** Tokens of files, in their order, and what has none. */
export interface Highlights {
  readonly files: readonly FileTokens[];
  /** Sides of files that are being coloured still: the next view has them. */
  readonly pending: number;
  /** Sides that are too large to be coloured. */
  readonly tooLarge: number;
}

/** Characters of one side of a file beyond which it stays without colours: the thread would be kept for minutes. */
const MOST_CHARACTERS = 4_000_000;
/** Rows asked for in one query. */
const MOST_KEYS = 500;

interface Side {
  readonly key: string;
  readonly language: Language;
  readonly pieces: readonly Piece[];
}

const making = new Map<string, Promise<TokenLines | undefined>>();
let thread: HighlightThread | undefined;

/**
 * The colours of files: stored ones, and what the highlighting thread makes within `waitMs` milliseconds. It goes on with
 * the rest, and stores it for the next who asks. Nothing here keeps a page from being shown: what fails has no colours.
 */
export async function readHighlights(
  files: readonly HighlightFile[],
  waitMs: number,
  moot?: Moot,
): Promise<Highlights> {
  const open = moot ?? (await getMoot());
  let tooLarge = 0;
  const sides = files.map((file) => {
    const language = languageOf(file.path);
    if (language === undefined) return [undefined, undefined];
    return (['-', '+'] as const).map((sign) => {
      const side = sideOf(file, language, sign);
      if (side !== 'large') return side;
      tooLarge++;
      return undefined;
    });
  });
  const wanted = new Map(sides.flat().flatMap((side) => (side === undefined ? [] : [[side.key, side] as const])));
  const found = await readStored(open, [...wanted.keys()]);
  const missing = [...wanted.values()].filter(({ key }) => !found.has(key));
  const work = missing.map(async (side) => {
    const lines = await make(open, side);
    if (lines !== undefined) found.set(side.key, lines);
  });
  if (work.length > 0 && waitMs > 0) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, waitMs);
    });
    await Promise.race([Promise.all(work), late]);
    clearTimeout(timer);
  }
  return {
    files: sides.map(([old, now]) => ({ old: cut(old, found), now: cut(now, found) })),
    pending: missing.filter(({ key }) => !found.has(key)).length,
    tooLarge,
  };
}

/** One side of a file with its key; undefined where the side says nothing that the other does not. */
function sideOf(file: HighlightFile, language: Language, sign: '-' | '+'): Side | 'large' | undefined {
  const pieces: Piece[] = [];
  let size = 0;
  let isNeeded = sign === '+';
  for (const hunk of file.hunks) {
    const lines: string[] = [];
    for (const line of hunk.lines) {
      if (line.sign !== ' ' && line.sign !== sign) continue;
      if (line.sign === sign) isNeeded = true;
      size += line.text.length + 1;
      lines.push(line.text);
    }
    pieces.push({ lines, isInComment: (language === 'c' || language === 'asm') && beginsInComment(lines) });
  }
  if (!isNeeded || size === 0) return undefined;
  if (size > MOST_CHARACTERS) return 'large';
  const hash = createHash('sha256').update(`${highlighterVersion}\0${language}`);
  for (const { lines, isInComment } of pieces) hash.update(`\0${isInComment}\0${lines.join('\n')}`);
  return { key: hash.digest('base64url'), language, pieces };
}

/** The stored tokens of a side, a list a hunk. */
function cut(side: Side | undefined, found: ReadonlyMap<string, TokenLines>): readonly TokenLines[] | undefined {
  const all = side === undefined ? undefined : found.get(side.key);
  if (side === undefined || all === undefined) return undefined;
  let at = 0;
  return side.pieces.map(({ lines }): readonly (readonly Token[])[] => {
    at += lines.length;
    return all.slice(at - lines.length, at);
  });
}

async function readStored(moot: Moot, keys: readonly string[]): Promise<Map<string, TokenLines>> {
  const found = new Map<string, TokenLines>();
  for (let at = 0; at < keys.length; at += MOST_KEYS) {
    const rows = await moot.prisma.highlight.findMany({ where: { hash: { in: keys.slice(at, at + MOST_KEYS) } } });
    for (const { hash, bytes } of rows) {
      const lines = readTokens(bytes);
      if (lines !== undefined) found.set(hash, lines);
    }
  }
  return found;
}

/** Makes and stores the tokens of a side; once, however many ask. */
function make(moot: Moot, side: Side): Promise<TokenLines | undefined> {
  const begun = making.get(side.key);
  if (begun !== undefined) return begun;
  const work = (async () => {
    try {
      thread ??= new HighlightThread(findRoot());
      const bytes = new Uint8Array(await thread.highlight(side.language, side.pieces));
      const row = { hash: side.key, bytes };
      await moot.prisma.highlight.upsert({ where: { hash: side.key }, create: row, update: { bytes } });
      return readTokens(bytes);
    } catch (error) {
      console.error(`No colours for a file in ${side.language}: ${String(error)}`);
      return undefined;
    } finally {
      making.delete(side.key);
    }
  })();
  making.set(side.key, work);
  return work;
}
