import { findClearest } from '#lib/db/archive-bulk/mail-row';
import { unpackRows } from '#lib/db/archive-raw';
import type { Moot } from '#lib/db/open';
import { SearchIndex } from '#lib/db/search-index';
import { type ParsedMessage, parseMessage } from '#lib/mail/message';

/** Mails read at a time while the index catches up. */
const BATCH = 200;

/** Reads messages as they are shown: of several raw forms the clearest. */
export async function readShown(moot: Moot, ids: readonly number[]): Promise<Map<number, ParsedMessage>> {
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

/**
 * Indexes what the archive holds and the index does not: after a kill, a lost file, or an import by another process.
 * Returns how many messages that were. Where another process is writing the index, it is left to that one.
 */
export async function catchUp(moot: Moot, index: SearchIndex): Promise<number> {
  let done = 0;
  const pending = index.pending();
  if (pending.length > 0) {
    index.add(await readShown(moot, pending));
    done += pending.length;
  }
  for (;;) {
    const last = index.last();
    const rows = await moot.prisma.message.findMany({
      where: { id: { gt: last } },
      orderBy: { id: 'asc' },
      take: BATCH,
      select: { id: true },
    });
    if (rows.length === 0) return done;
    const shown = await readShown(
      moot,
      rows.map((row) => row.id),
    );
    // A message without a raw form has nothing to index, but must not be asked for again and again.
    if (shown.size === 0) return done;
    index.add(shown);
    done += shown.size;
  }
}

declare global {
  // Kept there, because the development server loads modules more than once.
  var mootSearch: Map<string, SearchIndex> | undefined;
}

/** The index of this process for a Moot, caught up with the archive. */
export async function openSearch(moot: Moot): Promise<SearchIndex> {
  globalThis.mootSearch ??= new Map();
  let index = globalThis.mootSearch.get(moot.paths.search);
  if (index === undefined) {
    index = new SearchIndex(moot.paths.search, 1000);
    globalThis.mootSearch.set(moot.paths.search, index);
  }
  try {
    await catchUp(moot, index);
  } catch (error) {
    // An import is writing: what it has indexed so far is what is searched.
    if (
      !(
        error instanceof Error &&
        /SQLITE_BUSY|database is locked/.test(`${'code' in error ? error.code : ''} ${error.message}`)
      )
    )
      throw error;
  }
  return index;
}
