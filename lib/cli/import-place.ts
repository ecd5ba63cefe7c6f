import { createHash } from 'node:crypto';
import { BroughtMails } from '#lib/cli/brought-mails';
import { type ImportProblem, type ImportSummary, type IncomingItem, importMail } from '#lib/db/archive-import';
import { findMailSource, readHeldRaws, saveFailure, saveReached } from '#lib/db/mail-sources';
import type { Moot } from '#lib/db/open';
import { fileOfSource, lockSource } from '#lib/db/source-lock';
import { fidelityOf } from '#lib/source/rendered';
import type { Container, Place, PlaceItem, PlaceOptions } from '#lib/source/source';

/** What is imported. */
export interface ImportJob {
  /** As the user wrote it: a path, a URL or `-`. Messages name it so. */
  readonly asked: string;
  /** Under which the database keeps it: an absolute path, a URL or `-`. */
  readonly address: string;
  readonly place: Place;
  readonly container: Container | undefined;
  /** The list that all its mails came over; undefined where nobody said one this time. */
  readonly list: string | undefined;
}

export interface ImportHow {
  readonly unchanged: PlaceOptions['unchanged'];
  /** Read all of it, whatever was read before. */
  readonly isAgain: boolean;
  readonly hosts: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProblem: (problem: ImportProblem) => void;
  readonly onProgress?: (done: number, total: number | undefined) => void;
  /** Told once where another import of the same source has to end first. */
  readonly onWait?: () => void;
}

/** What an import did, and how many files it read. */
export interface ImportResult extends ImportSummary {
  readonly files: number;
}

/** An import that was broken off by a signal: what was written is whole, and the next one goes on. */
export class Interrupted extends Error {}

/**
 * Imports what is new at a place; undefined where nothing is, and nobody asked to see that. One at a time for each source:
 * another waits, and then finds nothing new. Throws `UnreadablePlace`, `Interrupted`, or what the database says.
 */
export async function importPlace(moot: Moot, job: ImportJob, how: ImportHow): Promise<ImportResult | undefined> {
  const free = await waitForLock(moot, job, how);
  try {
    return await importLocked(moot, job, how);
  } catch (error) {
    if (!(error instanceof Interrupted)) {
      const why = error instanceof Error ? error.message : String(error);
      await saveFailure(moot, job.address, why).catch(() => undefined);
    }
    throw error;
  } finally {
    free();
  }
}

async function importLocked(moot: Moot, job: ImportJob, how: ImportHow): Promise<ImportResult | undefined> {
  // Standard input is another one each time.
  const before = job.address === '-' ? undefined : await findMailSource(moot, job.address);
  const list = job.list ?? before?.list ?? undefined;
  // Another list than before: it has to be told of all its mails.
  const isAgain = how.isAgain || (job.list !== undefined && before !== undefined && job.list !== before.list);
  const kind = job.container?.name ?? job.place.name;
  const isSameKind = before?.kind === kind || before?.kind === 'file';
  const items = new Incoming(moot, job, {
    cursor: isAgain || !isSameKind ? undefined : (before?.cursor ?? undefined),
    container: job.container,
    unchanged: how.unchanged,
    hosts: how.hosts,
    signal: how.signal,
    ...(how.onProgress === undefined ? {} : { onProgress: how.onProgress }),
  });
  try {
    const stream = items.read();
    const first = await stream.next();
    const source = { address: job.address, kind, list: list ?? null };
    if (first.done === true && how.unchanged === 'skip') {
      if (before !== undefined || items.mark !== undefined) await saveReached(moot, source, items.mark);
      return undefined;
    }
    const summary = await importMail(moot, chain(first, stream), {
      source: { address: job.address, kind },
      ...(list === undefined ? {} : { list }),
      onProblem: how.onProblem,
    });
    if (job.address !== '-') await saveReached(moot, source, items.mark);
    return { ...summary, files: items.files };
  } finally {
    items.close();
  }
}

async function* chain(
  first: IteratorResult<IncomingItem>,
  rest: AsyncGenerator<IncomingItem>,
): AsyncGenerator<IncomingItem> {
  if (first.done !== true) yield first.value;
  yield* rest;
}

async function waitForLock(moot: Moot, job: ImportJob, how: ImportHow): Promise<() => void> {
  if (job.address === '-') return () => undefined;
  for (let tries = 0; ; tries++) {
    const free = lockSource(moot, job.address);
    if (free !== undefined) return free;
    if (tries === 0) how.onWait?.();
    if (how.signal?.aborted === true) throw new Interrupted();
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** What a place gives, as the archive takes it. */
class Incoming {
  files = 0;
  /** Where the place goes on, said after the last mail. */
  mark: string | undefined;
  readonly #moot: Moot;
  readonly #job: ImportJob;
  readonly #options: PlaceOptions;
  readonly #brought: BroughtMails | undefined;
  #still = new Set<string>();
  #lastFile: string | undefined;

  constructor(moot: Moot, job: ImportJob, options: PlaceOptions) {
    this.#moot = moot;
    this.#job = job;
    this.#options = options;
    if (job.place.canRewrite) this.#brought = new BroughtMails(fileOfSource(moot, job.address, 'mails'));
  }

  async *read(): AsyncGenerator<IncomingItem> {
    for await (const item of this.#job.place.read(this.#job.asked, this.#options)) {
      if (this.#options.signal?.aborted === true) break;
      yield* this.#translate(item);
    }
    if (this.#options.signal?.aborted === true) throw new Interrupted();
  }

  async *#translate(item: PlaceItem): AsyncGenerator<IncomingItem> {
    switch (item.kind) {
      case 'message': {
        if (item.file !== this.#lastFile) this.files++;
        this.#lastFile = item.file;
        this.#brought?.note(hashOf(item.bytes));
        const cursor = item.cursor ?? this.mark;
        this.mark = undefined;
        yield { ...item, kind: 'mail', cursor, fidelity: item.fidelity ?? fidelityOf(item.bytes) };
        return;
      }
      case 'removal': {
        const cursor = item.cursor ?? this.mark;
        this.mark = undefined;
        yield { ...item, cursor };
        return;
      }
      case 'mark':
        this.mark = item.cursor;
        return;
      case 'still':
        this.#still.add(hashOf(item.bytes).toString('hex'));
        return;
      case 'rest-is-gone':
        yield* this.#removeRest();
        return;
      case 'issue':
        yield item;
    }
  }

  async *#removeRest(): AsyncGenerator<IncomingItem> {
    const file = this.#job.asked;
    if (this.#brought?.isKnown !== true) {
      const message = 'what was taken away there cannot be told: there is no record of what it brought before';
      yield { kind: 'issue', severity: 'error', code: 'rewritten', message, file, offset: undefined };
    }
    const gone = this.#brought?.except(this.#still) ?? [];
    this.#still = new Set();
    for await (const bytes of readHeldRaws(this.#moot, gone)) yield { kind: 'removal', bytes, file };
  }

  close(): void {
    this.#brought?.close();
  }
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
