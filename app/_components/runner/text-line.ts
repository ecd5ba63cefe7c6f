/** What a line of a scenario says, without its actor and its comment; empty where there is no such line. */
export function findLine(text: string, line: number): string {
  const whole = text.split('\n')[line - 1] ?? '';
  return whole
    .replace(/#.*$/, '')
    .replace(/^\s*[\p{L}\p{N}_.]+:\s*/u, '')
    .trim();
}
