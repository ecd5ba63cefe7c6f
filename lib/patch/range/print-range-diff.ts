import type { RangePair } from '#lib/patch/range/range-diff';

/** What a pair's line says of one side: the patch's name (a hash, a Message-ID) and its title. */
export interface RangeName {
  readonly name: string;
  readonly title: string;
}

/** `1:  abc < -:  --- Title`: the line of a pair, its numbers 1-based and as wide as the longest. */
export function printPair({ a, b, mark }: RangePair, older: readonly RangeName[], newer: readonly RangeName[]): string {
  const width = `${1 + Math.max(older.length, newer.length)}`.length;
  const [old, fresh] = [a === null ? undefined : older[a], b === null ? undefined : newer[b]];
  const side = (place: number | null, name: string | undefined) =>
    `${(place === null ? '-' : `${place + 1}`).padStart(width)}:  ${name ?? '-'.repeat((old ?? fresh)?.name.length ?? 0)}`;
  return `${side(a, old?.name)} ${mark} ${side(b, fresh?.name)} ${(old ?? fresh)?.title ?? ''}`;
}

/** The diff of diffs of a pair as git prints it, indented by four columns; '' where nothing changed. */
export function printHunks({ hunks }: RangePair): string {
  return hunks
    .map(({ heading, lines }) => {
      const head = heading === '' ? '    @@\n' : `    @@ ${heading}\n`;
      return head + lines.map(({ outer, text }) => `    ${outer}${text}\n`).join('');
    })
    .join('');
}
