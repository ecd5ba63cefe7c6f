import { findClearest } from '#lib/db/archive-bulk/mail-row';
import { unpackRows } from '#lib/db/archive-raw';
import type { Moot } from '#lib/db/open';
import { type ParsedMessage, parseMessage } from '#lib/mail/message';

/** Reads messages as they are shown: of several raw forms the clearest. */
export async function readShown(
  moot: Pick<Moot, 'prisma'>,
  ids: readonly number[],
): Promise<Map<number, ParsedMessage>> {
  const rows = await moot.prisma.raw.findMany({
    where: { messageId: { in: [...ids] } },
    orderBy: { id: 'asc' },
    select: { messageId: true, bytes: true, dictionaryId: true },
  });
  const bytes = await unpackRows(moot, rows);
  const forms = new Map<number, ParsedMessage[]>();
  for (const [i, row] of rows.entries()) {
    const message = await parseMessage(bytes[i] ?? new Uint8Array(0));
    forms.set(row.messageId, [...(forms.get(row.messageId) ?? []), message]);
  }
  const shown = new Map<number, ParsedMessage>();
  for (const id of ids) {
    const all = forms.get(id) ?? [];
    const best = all[findClearest(all)];
    if (best !== undefined) shown.set(id, best);
  }
  return shown;
}
