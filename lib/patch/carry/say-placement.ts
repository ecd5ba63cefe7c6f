import type { Carrier, Spot } from '#lib/patch/carry/carrier';
import type { Place, Placement } from '#lib/patch/carry/carry';
import type { Source } from '#lib/patch/carry/carry-source';

/** As many places are offered to choose from; more would be no choice. */
const MAX_CANDIDATES = 8;

export function orphan(why: string, candidates: readonly Place[] = []): Placement {
  return { state: 'orphaned', why, candidates: candidates.slice(0, MAX_CANDIDATES) };
}

/** The placement of lines that say the same beside the same: `exact` where nothing else differs either. */
export function sayMoved(carrier: Carrier, source: Source, spot: Spot): Placement {
  const place = carrier.place(spot, source.count);
  const why = sayElsewhere(carrier, source, spot);
  return { state: why === '' ? 'exact' : 'moved', why, ...place };
}

/** What is different about a place, in sentences; '' where its patch, file and numbers are the same. */
export function sayElsewhere({ partners, to }: Carrier, { shown, index, line, count }: Source, spot: Spot): string {
  const said: string[] = [];
  const other = to[spot.shown.patch];
  if (partners[shown.patch] !== spot.shown.patch && other !== undefined) {
    said.push(`It stands in another patch now, ${other.part === null ? '' : `${other.part}: `}${other.title}.`);
  }
  if (shown.path !== spot.shown.path) said.push(`Its file is called ${spot.shown.path} here.`);
  const [wasChanged, isChanged] = [shown.isChanged[index], spot.shown.isChanged[spot.index]];
  const does = shown.side === 'new' ? 'adds' : 'removes';
  if (wasChanged === true && isChanged === false) said.push(`This patch no longer ${does} it: it is context here.`);
  if (wasChanged === false && isChanged === true) said.push(`It was context: this patch ${does} it.`);
  const now = spot.shown.numbers[spot.index] ?? 0;
  if (now !== line) said.push(count === 1 ? `It was line ${line}.` : `They were lines ${line}-${line + count - 1}.`);
  return said.join(' ');
}
