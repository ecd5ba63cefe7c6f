import type { Pool } from 'pg';
import { Changes } from '#lib/db/index/postgres-changes';
import type { IndexWriter, MailIndex } from '#lib/db/mail-index';
import { inTurn, type Turn } from '#lib/db/postgres/turn';

/** Works after which another process has its turn. */
const most = 8;

/**
 * One transaction for what several works write to the index, one after the other: while the changes of one are on their way
 * to the server, the next runs. It holds the lock from before the first work until there is no change to write and no work
 * that may bring one. Killed before that, the index lacks what they wrote, which its highest number says.
 */
export class BulkTurn {
  readonly #before: Pick<MailIndex, 'last' | 'pending'>;
  readonly #works: Changes[] = [];
  readonly #waiting: { readonly changes: Changes; readonly tell: () => void }[] = [];
  readonly #begun: Promise<void>;
  readonly #ended: Promise<void>;
  #written: Promise<void> = Promise.resolve();
  #isWorking = true;
  #isOver = false;
  #wake = () => {};

  constructor(pool: Pool, schema: string, turn: Turn, before: Pick<MailIndex, 'last' | 'pending'>) {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    this.#before = before;
    this.#ended = inTurn(pool, turn, async (client) => {
      begin();
      for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
        await next.changes.write(client, schema);
        next.tell();
      }
    }).finally(() => {
      this.#isOver = true;
    });
    // Who runs a work or waits for the end is told of a failure.
    this.#ended.catch(() => undefined);
    this.#begun = Promise.race([begun, this.#ended]);
  }

  /** Whether another work can be run in it; the first can. */
  get isOpen(): boolean {
    return !this.#isOver && this.#works.length < most;
  }

  /** One at a time. Ends when what was written before is on the server, and what this wrote is on its way. */
  async run<T>(work: (writer: IndexWriter) => Promise<T>): Promise<T> {
    this.#isWorking = true;
    const changes = new Changes(this);
    let result: T;
    try {
      await this.#begun;
      result = await work(changes);
      this.#works.push(changes);
    } catch (error) {
      this.#isWorking = false;
      this.#wake();
      throw error;
    }
    const before = this.#written;
    const told = new Promise<void>((tell) => {
      this.#waiting.push({ changes, tell });
    });
    this.#written = Promise.race([told, this.#ended]);
    this.#written.catch(() => undefined);
    this.#isWorking = false;
    this.#wake();
    await before;
    return result;
  }

  /** Waits until all is kept; throws where it was not. */
  end(): Promise<void> {
    return this.#ended;
  }

  async last(): Promise<number> {
    let last = await this.#before.last();
    for (const { isCleared, high } of this.#works) last = isCleared ? high : Math.max(last, high);
    return last;
  }

  async pending(): Promise<readonly number[]> {
    if (this.#works.some(({ isCleared }) => isCleared)) return [];
    return (await this.#before.pending()).filter((id) => !this.#works.some(({ dropped }) => dropped.has(id)));
  }

  async #next() {
    while (this.#waiting.length === 0) {
      if (!this.#isWorking) {
        this.#isOver = true;
        return undefined;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#waiting.shift();
  }
}
