import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** A PostgreSQL in this process, behind a port of its own: what speaks to it uses the same driver as with a server. */
export interface Pglite {
  /** It takes one connection at a time, and the address says so. */
  readonly url: string;
  /** Its files, for another to start from. */
  readonly dump: () => Promise<Blob>;
  readonly stop: () => Promise<void>;
}

/** Starts one that is empty, or what `dump` gave. */
export async function startPglite(dump?: Blob): Promise<Pglite> {
  const db = await PGlite.create({ relaxedDurability: true, ...(dump === undefined ? {} : { loadDataDir: dump }) });
  // One session serves every connection, so that two at work would meet each other's statements: `connection_limit`. More
  // than one are let in for the one that comes while another goes.
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 100 });
  await server.start();
  return {
    url: `postgresql://postgres@${server.getServerConn()}/postgres?sslmode=disable&connection_limit=1`,
    dump: () => db.dumpDataDir('none'),
    stop: async () => {
      await server.stop();
      await db.close();
    },
  };
}
