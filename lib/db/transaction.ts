import { setTimeout as sleep } from 'node:timers/promises';
import { Prisma, type PrismaClient } from '#lib/db/generated/client';

/** The database inside a transaction. */
export type Transaction = Prisma.TransactionClient;

/** Milliseconds that a transaction may take: a load of the whole of content/ on a slow machine. */
const timeout = 120_000;

const tries = 8;

/**
 * Runs `work` in one transaction, all or nothing, and again from the start where another process was in its way; so
 * `work` has to have no effect but on the database. It writes first: a transaction that reads before it writes can find
 * that what it read was changed, and on SQLite no waiting helps then.
 */
export async function inTransaction<T>(prisma: PrismaClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await prisma.$transaction(
        async (tx) => {
          await tx.record.updateMany({ where: { id: -1 }, data: { version: 0 } });
          return work(tx);
        },
        { timeout, maxWait: timeout },
      );
    } catch (error) {
      if (attempt === tries || !isContention(error)) throw error;
      await sleep(25 * 2 ** attempt);
    }
  }
}

/** Unique violation (two made the same row), write conflict or deadlock, a busy database. */
function isContention(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError)
    return ['P2002', 'P2034', 'P1008', 'P2028'].includes(error.code);
  return (
    error instanceof Error &&
    /SQLITE_BUSY|database is locked|SocketTimeout|Operation has timed out/i.test(error.message)
  );
}
