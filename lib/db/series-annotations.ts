import { hasMessage } from '#lib/db/find-version';
import { type HousedAnnotation, listHoused, type PlacedAnnotation } from '#lib/db/placed-annotations';
import { findLineage, type SeriesVersion } from '#lib/db/series';

/** An annotation of a series as its list shows it. */
export interface ListedAnnotation {
  /** Where it is in the newest version; in the version that it was made on where the newest has lost its patch. */
  readonly placed: PlacedAnnotation;
  /** The patch on whose page it is shown now, and its title. */
  readonly on: { readonly messageId: string; readonly title: string; readonly label: string };
  /** Whether it belongs to a patch of the newest version. */
  readonly isCurrent: boolean;
}

export interface SeriesAnnotations {
  readonly title: string;
  readonly versions: readonly SeriesVersion[];
  /** By patch of the newest version, then by file and line; what the newest version has lost comes last. */
  readonly rows: readonly ListedAnnotation[];
}

/** Every annotation on any patch of any version of a series, answers included; undefined where the message is none. */
export async function listSeriesAnnotations(messageId: string): Promise<SeriesAnnotations | undefined> {
  const lineage = await findLineage(messageId);
  if (lineage === undefined) return undefined;
  const { versions } = lineage;
  const newest = versions.length - 1;
  const current: ListedAnnotation[] = [];
  const lost: ListedAnnotation[] = [];
  for (const placed of await listHoused(lineage, newest)) {
    if (placed.hasPatch || placed.placement.state !== 'orphaned') current.push(listOn(versions[newest], placed, true));
  }
  const shown = new Set(current.map(({ placed }) => placed.note.slug));
  // What the newest version has lost its patch of stands where it was made.
  for (const [at, version] of versions.entries()) {
    if (at === newest) continue;
    for (const placed of await listHoused(lineage, at)) {
      const { slug, messageId: madeOn } = placed.note;
      if (!shown.has(slug) && hasMessage(version, madeOn)) {
        lost.push(listOn(version, placed, false));
      }
    }
  }
  const title = versions[newest]?.title ?? '';
  return { title, versions, rows: [...inOrder(versions[newest], current), ...lost] };
}

function listOn(version: SeriesVersion | undefined, placed: HousedAnnotation, isCurrent: boolean): ListedAnnotation {
  const part = version?.parts.find(({ messageId }) => messageId === placed.home);
  const on = { messageId: placed.home, title: part?.title ?? '', label: version?.label ?? '' };
  return { placed, on, isCurrent };
}

/** By patch, then by file and line: what stands on no line comes first. */
function inOrder(version: SeriesVersion | undefined, rows: readonly ListedAnnotation[]): readonly ListedAnnotation[] {
  const places = new Map(version?.parts.map(({ messageId }, at) => [messageId, at]));
  const keyOf = ({ placed: { placement, note }, on }: ListedAnnotation) => {
    const { path, line } = placement.state === 'orphaned' ? note : placement;
    return { place: places.get(on.messageId) ?? places.size, path, line };
  };
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort(
      ({ key: a }, { key: b }) =>
        a.place - b.place || (a.path < b.path ? -1 : Number(a.path > b.path)) || a.line - b.line,
    )
    .map(({ row }) => row);
}
