import { PrismaPg } from '@prisma/adapter-pg';
import { DriverAdapterError, type SqlQuery } from '@prisma/driver-adapter-utils';
import type { Pool } from 'pg';
import { writeLock } from '#lib/db/postgres/write-lock';
import { SlowStatement } from '#lib/db/slow-statement';

/** Prisma's driver adapter for PostgreSQL, so that what is asked through the models has the same answer as on SQLite. */
export class SameAsSqlite extends PrismaPg {
  constructor(pool: Pool, schema: string | undefined) {
    super(pool, { disposeExternalPool: true, ...(schema === undefined ? {} : { schema }) });
  }

  override async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    const executeRaw = adapter.executeRaw.bind(adapter);
    const startTransaction = adapter.startTransaction.bind(adapter);
    return Object.assign(adapter, {
      queryRaw: (query: SqlQuery) => queryRaw(adjust(query)).catch(sayStopped),
      executeRaw: (query: SqlQuery) => executeRaw(adjust(query)).catch(sayStopped),
      /**
       * One transaction at a time, over all processes: it sees what those before it wrote, and nothing changes under it. So
       * none has to be run again because of another one of ours.
       */
      startTransaction: async (level: Parameters<typeof startTransaction>[0]) => {
        const transaction = await startTransaction(level);
        const query = transaction.queryRaw.bind(transaction);
        const execute = transaction.executeRaw.bind(transaction);
        try {
          await execute({ sql: `SELECT pg_advisory_xact_lock(${writeLock})`, args: [], argTypes: [] });
        } catch (error) {
          await execute({ sql: 'ROLLBACK', args: [], argTypes: [] }).catch(() => undefined);
          await transaction.rollback();
          throw error;
        }
        const inTurn = makeTurns();
        return Object.assign(transaction, {
          queryRaw: (asked: SqlQuery) => inTurn(() => query(adjust(asked))).catch(sayStopped),
          executeRaw: (asked: SqlQuery) => inTurn(() => execute(adjust(asked))).catch(sayStopped),
        });
      },
    });
  }
}

/** One connection answers one question at a time; who asks meanwhile waits here, for the driver does not like to be asked. */
function makeTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(ask: () => Promise<T>): Promise<T> => {
    const turn = last.then(ask);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/**
 * SQLite's LIKE takes ASCII letters for the same in both cases, as ILIKE does in the order of bytes, and knows no escape
 * character. A NUL, which no text of PostgreSQL can hold, becomes the sign for what cannot be shown: what is kept keeps its
 * length, and what is looked for is not found.
 */
function adjust(query: SqlQuery): SqlQuery {
  return {
    ...query,
    sql: query.sql.replace(/\bLIKE (\([^()]*\)|\$\d+)/g, `ILIKE $1 ESCAPE ''`),
    args: query.args.map((value) =>
      typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value,
    ),
  };
}

/** PostgreSQL's word for a statement that was stopped: by its time limit, or by somebody at the server. */
const stopped = '57014';

function sayStopped(error: unknown): never {
  throw error instanceof DriverAdapterError && error.cause.originalCode === stopped ? new SlowStatement() : error;
}
