import { findLineage, type LineageView } from '#lib/db/series';

/** The versions of a series, as notes and forms name them. */
export interface NamedVersions {
  /** `v2` for every message of the second version; undefined for messages of other series. */
  readonly label: (messageId: string) => string | undefined;
  /** For each version the message that stands for this patch there: the one of its title, else the version's head. */
  readonly versions: readonly { readonly messageId: string; readonly label: string }[];
}

export async function readNamedVersions(messageId: string, title: string): Promise<NamedVersions> {
  return nameVersions(await findLineage(messageId), title);
}

function nameVersions(lineage: LineageView | undefined, title: string): NamedVersions {
  const all = lineage?.versions ?? [];
  const labels = new Map(
    all.flatMap(({ label, headMessageId, parts }) =>
      [headMessageId, ...parts.map((part) => part.messageId)].map((id) => [id, label] as const),
    ),
  );
  return {
    label: (id) => labels.get(id),
    versions: all.map(({ label, headMessageId, parts }) => {
      return { label, messageId: parts.find((part) => part.title === title)?.messageId ?? headMessageId };
    }),
  };
}
