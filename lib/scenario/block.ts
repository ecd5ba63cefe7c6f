/** A fenced `scenario` block of a Markdown file. */
export interface ScenarioBlock {
  readonly text: string;
  /** How many lines of the file stand before the block's first line: add it to a line of the block. */
  readonly lineOffset: number;
}

/** Finds the first fenced block with the info string `scenario`; undefined when there is none. */
export function findScenarioBlock(markdown: string): ScenarioBlock | undefined {
  const lines = markdown.split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*scenario[ \t]*$/.exec(line)?.[1];
    if (fence === undefined) continue;
    const sign = fence.charAt(0);
    const closes = (other: string) => {
      const text = other.trim();
      return text.length >= fence.length && [...text].every((letter) => letter === sign);
    };
    const length = lines.slice(index + 1).findIndex(closes);
    const body = lines.slice(index + 1, length === -1 ? undefined : index + 1 + length);
    return { text: `${body.join('\n')}\n`, lineOffset: index + 1 };
  }
  return undefined;
}
