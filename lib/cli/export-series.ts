import { createWriteStream } from 'node:fs';
import { PlainError } from '#lib/cli/plain-error';
import { type FoundVersion, findVersion } from '#lib/db/find-version';
import type { Moot } from '#lib/db/open';
import { exportSeries } from '#lib/db/series-export';
import { describeSeries } from '#lib/db/series-json';

/** What of a series is written. */
export const seriesForms = ['am', 'diff', 'series'] as const;

export type SeriesForm = (typeof seriesForms)[number];

export interface SeriesFlags {
  readonly format?: string;
  readonly out?: string;
  readonly partial?: boolean;
  readonly carryOver?: boolean;
}

/**
 * Writes a posted series: as the mailbox that `git am` takes, with the trailers that count; as its diffs alone; or all that
 * is known of it as JSON. `name` is the Message-ID of one of its mails, or its number.
 */
export async function exportPatches(moot: Moot, form: SeriesForm, name: string, flags: SeriesFlags): Promise<void> {
  const found = await findVersion(name, moot);
  if (found === undefined) {
    throw new PlainError(`There is no series "${name}": give the Message-ID of its cover letter or of a patch of it.`);
  }
  if (form === 'series') {
    if (flags.format !== undefined && flags.format !== 'json') {
      throw new PlainError(`Cannot write what is known of a series as "${flags.format}", expected json.`);
    }
    return write(Buffer.from(`${JSON.stringify(await describeSeries(found, moot), null, 2)}\n`), flags.out);
  }
  await write(await readPatches(moot, form, found, flags), flags.out);
}

async function readPatches(moot: Moot, form: SeriesForm, found: FoundVersion, flags: SeriesFlags): Promise<Buffer> {
  const { partial = false, carryOver = false } = flags;
  const result = await exportSeries(found, { partial, carryOver }, moot);
  if (result.state === 'refused') {
    throw new PlainError(`${result.why} Write what is held with --partial.`);
  }
  for (const note of result.notes) process.stderr.write(`${note}\n`);
  return Buffer.from(result.parts.map((part) => (form === 'am' ? part.entry : part.diff)).join(''), 'latin1');
}

async function write(bytes: Buffer, out: string | undefined): Promise<void> {
  const stream = out === undefined ? process.stdout : createWriteStream(out);
  await new Promise<void>((resolve, reject) => {
    stream.once('error', (error) => reject(new PlainError(`Cannot write ${out ?? 'it'}: ${error.message}.`)));
    stream.write(bytes, () => resolve());
  });
  if (out !== undefined) await new Promise<void>((resolve) => stream.end(() => resolve()));
}
