import { measureText, type Weight } from '#lib/diagram/text-width';

/** How a text is written. */
export interface Type {
  /** Pixels. */
  readonly size: number;
  readonly weight: Weight;
}

/** The lines of a text, each at most `width` pixels wide; a word that is wider alone is broken. At least one line. */
export function wrapText(text: string, width: number, { size, weight }: Type): readonly string[] {
  const fits = (line: string) => measureText(line, size, weight) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const character of word) {
      if (line !== '' && !fits(line + character)) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** The text where it fits into `width` pixels, else its beginning with an ellipsis. */
export function cutText(text: string, width: number, { size, weight }: Type): string {
  if (measureText(text, size, weight) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (measureText(`${kept}${character}…`, size, weight) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
