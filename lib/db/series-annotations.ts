import { listPlaced, type PlacedAnnotation } from '#lib/db/placed-annotations';
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
  const versions = lineage.versions;
  const newest = versions.at(-1);
  const rows = new Map<string, ListedAnnotation>();
  // From the newest version back: what a newer one shows, an older one need not.
  for (const version of versions.toReversed()) {
    for (const part of version.parts) {
      const on = { messageId: part.messageId, title: part.title, label: version.label };
      for (const placed of await listPlaced(part.messageId)) {
        const { slug, messageId: madeOn } = placed.note;
        const known = rows.get(slug);
        // On another patch than its own an orphan is only said to be none of it.
        const isStranger = placed.placement.state === 'orphaned' && madeOn !== part.messageId;
        if (
          known === undefined ||
          (known.placed.placement.state === 'orphaned' && known.on.label === on.label && !isStranger)
        ) {
          rows.set(slug, { placed, on, isCurrent: version === newest });
        }
      }
    }
  }
  return { title: newest?.title ?? '', versions, rows: [...rows.values()] };
}
