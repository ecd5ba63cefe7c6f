/** A line of a patch: the file's path, the side whose number `line` is, and that number, 1-based. */
export interface LineName {
  readonly path: string;
  readonly side: 'old' | 'new';
  readonly line: number;
}

/** `mm/shmem.c:2427` on the new side, `mm/shmem.c:a2427` on the old one: the anchor of a line in its patch's page. */
export function lineAnchor({ path, side, line }: LineName): string {
  return `${path}:${side === 'old' ? 'a' : ''}${line}`;
}

/** Reads what `lineAnchor` wrote; undefined for anything else. Paths may have colons: the last one counts. */
export function parseLineAnchor(anchor: string): LineName | undefined {
  const { path, old, line } = /^(?<path>.+):(?<old>a?)(?<line>[1-9]\d{0,8})$/s.exec(anchor)?.groups ?? {};
  if (path === undefined) return undefined;
  return { path, side: old === 'a' ? 'old' : 'new', line: Number(line) };
}
