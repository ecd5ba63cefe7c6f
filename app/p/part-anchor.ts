/** The name of a patch within its series' page: its number, else `p` and its place, 1-based. */
export function partAnchor(part: number | null, index0: number): string {
  return part === null ? `p${index0 + 1}` : `${part}`;
}
