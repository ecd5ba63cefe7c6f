import { resolve } from 'node:path';
import type { ImportJob } from '#lib/cli/import-place';
import { PlainError } from '#lib/cli/plain-error';
import type { MailSourceRow } from '#lib/db/mail-sources';
import { findPlace } from '#lib/source/places';
import { findSource, sources } from '#lib/source/sources';

/** What to import, out of what the user wrote. Throws `PlainError` for a format that mail does not have. */
export async function makeJob(
  asked: string,
  format: string | undefined,
  list: string | undefined,
  otherFormats = '',
): Promise<ImportJob> {
  const source = format === undefined ? undefined : findSource(format);
  if (format !== undefined && source === undefined) {
    const names = sources.map(({ name }) => name).join(', ');
    throw new PlainError(`Cannot read mail as "${format}", expected one of ${names}${otherFormats}.`);
  }
  const place = source?.form === 'place' ? source : await findPlace(asked);
  const container = source?.form === 'container' ? source : undefined;
  return { asked, address: addressOf(asked), place, container, list };
}

/** A source that is known, to be asked again. */
export async function jobOf(row: MailSourceRow): Promise<ImportJob> {
  // Before places were told apart all were called `file`; then the address tells.
  const format = row.kind === 'file' || findSource(row.kind) === undefined ? undefined : row.kind;
  return makeJob(row.address, format, undefined);
}

/** How the database keeps an address: the same place has one, from wherever it is named. */
function addressOf(asked: string): string {
  if (asked === '-') return asked;
  if (!/^https?:/i.test(asked)) return resolve(asked);
  try {
    return new URL(asked).href;
  } catch {
    throw new PlainError(`Cannot read ${asked}: that is no URL.`);
  }
}
