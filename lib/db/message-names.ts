import type { Transaction } from '#lib/db/transaction';

/** Most values in one `IN (…)`. */
const chunk = 500;

/**
 * Numbers of the names of these Message-IDs. One that was never seen becomes a ghost without a thread: cited, not held.
 * For use inside a transaction that may write.
 */
export async function nameMessages(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const wanted = [...new Set(ids)];
  const found = await findNames(tx, wanted);
  const missing = wanted.filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  await tx.messageName.createMany({ data: missing.map((text) => ({ text })) });
  return new Map([...found, ...(await findNames(tx, missing))]);
}

async function findNames(tx: Transaction, ids: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (let start = 0; start < ids.length; start += chunk) {
    const rows = await tx.messageName.findMany({ where: { text: { in: ids.slice(start, start + chunk) } } });
    for (const row of rows) found.set(row.text, row.id);
  }
  return found;
}
