import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { MailBytes, MailRow } from '#lib/db/archive-bulk/mail-row';
import type { Unread } from '#lib/db/archive-bulk/read-mail';
import {
  joinBytes,
  partOf,
  type ReadAnswer,
  type ReaderData,
  type ReadRequest,
} from '#lib/db/archive-bulk/reader-message';
import { findRoot } from '#lib/db/root';

/** Without limits V8 sees no reason to tidy up: memory then grows with the archive. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 };

/**
 * The program of the threads as one piece of JavaScript. Made when it is needed, because a file of its own would have to be
 * found by Node, by tsx and by the tests alike.
 */
export async function bundleProgram(): Promise<string> {
  const root = findRoot();
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'lib', 'db', 'archive-bulk', 'reader-program.ts')],
    ...{ bundle: true, write: false, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'silent' },
  });
  const [program] = outputFiles;
  if (program === undefined) throw new Error('The program of the reading threads could not be made');
  return program.text;
}

interface Waiting {
  readonly done: (rows: (MailRow | Unread)[]) => void;
  readonly fail: (error: Error) => void;
}

/** A thread that reads and packs mails: most of an import's work, beside the writing. */
export class ReaderThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #failure: Error | undefined;

  constructor(program: string, dictionary: Uint8Array | undefined) {
    const workerData: ReaderData = { dictionary };
    this.#worker = new Worker(program, { eval: true, workerData, resourceLimits, execArgv: [] });
    this.#worker.on('message', (answer: ReadAnswer) => {
      this.#waiting.get(answer.id)?.done(withPacked(answer));
      this.#waiting.delete(answer.id);
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The thread that reads mails ended')));
  }

  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    for (const { fail } of this.#waiting.values()) fail(this.#failure);
    this.#waiting.clear();
  }

  /** The mails, read, in their order. */
  read(mails: readonly MailBytes[], latestMs: number): Promise<(MailRow | Unread)[]> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const bytes = joinBytes(mails.map((mail) => mail.bytes));
    const id = this.#next++;
    const request: ReadRequest = {
      ...{ id, bytes, latestMs },
      mails: mails.map(({ hash, fidelity, list }) => ({ hash, fidelity, list })),
    };
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.#worker.postMessage(request, [bytes.bytes.buffer]);
    });
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }
}

function withPacked({ rows, packed }: ReadAnswer): (MailRow | Unread)[] {
  return rows.map((row, i) => ('why' in row ? row : { ...row, packed: partOf(packed, i) }));
}
