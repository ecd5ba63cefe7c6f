/** A fenced block of a Markdown file that somebody plays. */
export interface PlayedBlock {
  readonly text: string;
  /** How many lines of the file stand before the block's first line: add it to a line of the block. */
  readonly lineOffset: number;
}

/** Finds the first fenced block with the info string `scenario`; undefined when there is none. */
export function findScenarioBlock(markdown: string): PlayedBlock | undefined {
  return findBlock(markdown, 'scenario');
}

/** Finds the first fenced block with the info string `policy`: policies of one's own; undefined when there is none. */
export function findPolicyBlock(markdown: string): PlayedBlock | undefined {
  return findBlock(markdown, 'policy');
}

function findBlock(markdown: string, info: 'scenario' | 'policy'): PlayedBlock | undefined {
  const lines = markdown.split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    const [, fence, word] = /^ {0,3}(`{3,}|~{3,})[ \t]*(\S+)[ \t]*$/.exec(line) ?? [];
    if (fence === undefined || word !== info) continue;
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
