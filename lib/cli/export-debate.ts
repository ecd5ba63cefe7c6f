import { PlainError } from '#lib/cli/plain-error';
import { collectDebate } from '#lib/content/exchange';
import { writeWhole } from '#lib/content/write-whole';
import type { Moot } from '#lib/db/open';
import { findUnder } from '#lib/db/under';
import { findFormat, formats } from '#lib/exchange/formats';
import { makeJsonSchema } from '#lib/exchange/json-schema';

/** Names of the formats, as a sentence lists them. */
export const formatNames = formats.map(({ id }) => id).join(', ');

/** `moot export debate`: all of it in one file. `under` is what claims are labelled under. */
export async function exportDebate(
  moot: Moot,
  { format: id = 'json', out, under }: { readonly format?: string; readonly out?: string; readonly under?: string },
): Promise<void> {
  const format = findFormat(id);
  if (format === undefined) throw new PlainError(`Cannot write the debate as "${id}", expected ${formatNames}.`);
  if (findUnder(under) === undefined) throw new PlainError(`"${under}" is no policy, combination or kernel.`);
  globalThis.mootOpened = Promise.resolve(moot);
  await give(format.print(await collectDebate(under)), out);
}

/** `moot export schema`: what the JSON of a debate has to look like. */
export async function exportSchema(out: string | undefined): Promise<void> {
  await give(`${JSON.stringify(makeJsonSchema(), null, 2)}\n`, out);
}

async function give(text: string, out: string | undefined): Promise<void> {
  if (out !== undefined) await writeWhole(out, text);
  else await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}
