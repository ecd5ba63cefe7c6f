/** What a remark proposes to put in the place of its lines, and what it says before and after. */
export interface Suggestion {
  readonly before: string;
  /** The lines that would stand there; empty where the suggestion is to take the lines away. */
  readonly lines: readonly string[];
  readonly after: string;
}

/** A body's suggestion, or a sentence that says why it is none. */
export type ReadSuggestion = { readonly suggestion: Suggestion } | { readonly problem: string };

const opening = /^ {0,3}(?<fence>`{3,}|~{3,})[ \t]*suggestion[ \t]*$/;
const anyOpening = /^ {0,3}(?<fence>`{3,}|~{3,})(?<info>.*)$/;

interface Fence {
  readonly from: number;
  /** Index of the line after the fence. */
  readonly to: number;
  readonly isSuggestion: boolean;
  readonly isClosed: boolean;
}

/**
 * Reads the one fence `suggestion` of a Markdown body (CommonMark 0.31 4.5: closed by a fence of its own sign and at least
 * its length). Fences within another fence are text.
 */
export function readSuggestion(markdown: string): ReadSuggestion {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
  const found = findFences(lines).filter(({ isSuggestion }) => isSuggestion);
  const [fence] = found;
  if (fence === undefined)
    return { problem: 'A suggestion needs a fence ```suggestion with the lines that it would put there.' };
  if (found.length > 1)
    return { problem: 'One annotation holds one suggestion. Make another annotation for the second.' };
  if (!fence.isClosed)
    return { problem: 'The fence of the suggestion is not closed: end it with ``` on a line of its own.' };
  return {
    suggestion: {
      before: lines.slice(0, fence.from).join('\n').trim(),
      lines: lines.slice(fence.from + 1, fence.to - 1),
      after: lines.slice(fence.to).join('\n').trim(),
    },
  };
}

/** A fence that holds the lines, longer than any fence in them. */
export function printSuggestion(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.map((line) => /^ {0,3}(`{3,})/.exec(line)?.[1]?.length ?? 0));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}suggestion`, ...lines, fence].join('\n');
}

function findFences(lines: readonly string[]): Fence[] {
  const fences: Fence[] = [];
  for (let at = 0; at < lines.length; at++) {
    const { fence, info = '' } = anyOpening.exec(lines[at] ?? '')?.groups ?? {};
    // A fence of backticks has none in the words after it: that would be code within a sentence.
    if (fence === undefined || (fence.startsWith('`') && info.includes('`'))) continue;
    const end = lines.findIndex((line, index) => index > at && closes(line, fence));
    const to = end === -1 ? lines.length : end + 1;
    fences.push({ from: at, to, isSuggestion: opening.test(lines[at] ?? ''), isClosed: end !== -1 });
    at = to - 1;
  }
  return fences;
}

function closes(line: string, fence: string): boolean {
  const own = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return own?.startsWith(fence.charAt(0)) === true && own.length >= fence.length;
}
