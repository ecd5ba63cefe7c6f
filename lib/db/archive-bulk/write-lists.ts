import type { BulkTables } from '#lib/db/bulk/tables';

/** Lists that a message came over. */
export interface ListsOfMessage {
  readonly messageId: number;
  readonly lists: readonly string[];
}

/** Says over which lists messages came, beside those that are known. */
export async function writeLists(bulk: BulkTables, messages: readonly ListsOfMessage[]): Promise<void> {
  const names = [...new Set(messages.flatMap(({ lists }) => lists))];
  const held = await bulk.findIn<{ id: number; name: string }>('MailList', ['id', 'name'], 'name', names);
  const ids = new Map(held.map(({ id, name }) => [name, id]));
  const missing = names.filter((name) => !ids.has(name));
  if (missing.length > 0) {
    const first = await bulk.reserve('MailList', missing.length);
    const rows = missing.map((name, i) => [first + i, name] as const);
    await bulk.insert('MailList', ['id', 'name'], rows);
    for (const [id, name] of rows) ids.set(name, id);
  }
  const rows = messages.flatMap(({ messageId, lists }) =>
    [...new Set(lists)].flatMap((name) => {
      const id = ids.get(name);
      return id === undefined ? [] : [[messageId, id]];
    }),
  );
  await bulk.insert('MessageList', ['messageId', 'listId'], rows, 'skip');
}
