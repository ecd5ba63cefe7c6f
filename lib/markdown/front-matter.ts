/** A file cut at its fences. */
export interface SplitFile {
  /** YAML between the fences, its last line ended by a line break; empty where nothing stands there. */
  readonly front: string;
  /** 1-based line of the file on which `front` begins. */
  readonly frontLine: number;
  /** Everything after the closing fence's line, as written. */
  readonly body: string;
  /** 1-based line of the file on which `body` begins. */
  readonly bodyLine: number;
}

/** Cuts a text with front matter; undefined where it does not begin with `---` or no line closes it. */
export function splitFrontMatter(text: string): SplitFile | undefined {
  const opening = /^\uFEFF?---[ \t]*(?:\r\n|\n|\r)/.exec(text)?.[0];
  if (opening === undefined) return undefined;
  const rest = text.slice(opening.length);
  const closing = /^---[ \t]*(?:\r\n|\n|\r|$)/m.exec(rest);
  if (closing === null) return undefined;
  const front = rest.slice(0, closing.index);
  const lines = countLineBreaks(front);
  return { front, frontLine: 2, body: rest.slice(closing.index + closing[0].length), bodyLine: lines + 3 };
}

/** Number of line breaks: CRLF, LF or CR. */
export function countLineBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
