import type { RecordKind } from '#lib/argument/records';
import { nameMessages } from '#lib/db/message-names';
import type { Lookup } from '#lib/db/record-rows';
import type { Transaction } from '#lib/db/transaction';

/** `claim/x`: a record's name among all kinds. */
export function recordKey(kind: string, slug: string): string {
  return `${kind}/${slug}`;
}

/** Numbers of the records that are wanted, by {@link recordKey}; those that do not exist are missing. */
export async function findRecordIds(
  tx: Transaction,
  wanted: readonly { readonly kind: RecordKind; readonly slug: string }[],
): Promise<Map<string, number>> {
  if (wanted.length === 0) return new Map();
  const kinds = [...new Set(wanted.map(({ kind }) => kind))];
  const rows = await tx.record.findMany({
    where: {
      OR: kinds.map((kind) => ({
        kind,
        slug: { in: [...new Set(wanted.filter((item) => item.kind === kind).map(({ slug }) => slug))] },
      })),
    },
    select: { id: true, kind: true, slug: true },
  });
  return new Map(rows.map((row) => [recordKey(row.kind, row.slug), row.id]));
}

/** A lookup over these records and, made now where they are new, the names of these mails. */
export async function makeLookup(
  tx: Transaction,
  ids: ReadonlyMap<string, number>,
  messageIds: readonly string[],
): Promise<Lookup> {
  const names = await nameMessages(tx, messageIds);
  return {
    recordId: (kind, slug) => {
      const id = ids.get(recordKey(kind, slug));
      if (id === undefined) throw new Error(`Cannot link to ${recordKey(kind, slug)}: no such record was checked`);
      return id;
    },
    nameId: (messageId) => {
      const id = names.get(messageId);
      if (id === undefined) throw new Error(`Cannot link to the mail ${messageId}: it was not named`);
      return id;
    },
  };
}
