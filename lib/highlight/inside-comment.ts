/**
 * Whether a stretch cut out of a C file begins inside a comment: its first sign of one is an end, or its lines begin as a
 * comment of the kernel's goes on (` * text`) and no beginning comes before them.
 */
export function beginsInComment(lines: readonly string[]): boolean {
  for (const line of lines) {
    const [open, close] = [line.indexOf('/*'), line.indexOf('*/')];
    if (close >= 0 && (open < 0 || close < open)) return true;
    if (open >= 0) return false;
  }
  const [first = ''] = lines.filter((line) => line.trim() !== '');
  return /^\s+\*(?:\s|$)/.test(first);
}
