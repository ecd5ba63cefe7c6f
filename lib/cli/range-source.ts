import { existsSync } from 'node:fs';
import { PlainError } from '#lib/cli/plain-error';
import { parseMessage } from '#lib/mail/message';
import { readPatch } from '#lib/patch/patch';
import { type RangePatch, readRangePatch } from '#lib/patch/range/range-text';
import { readMailFile } from '#lib/source/read-file';

/** One side of a comparison. */
export interface RangeSource {
  /** What it was asked by. */
  readonly asked: string;
  readonly patches: readonly RangePatch[];
  /** Message-IDs of the patches, '' where a mail has none. */
  readonly messageIds: readonly string[];
}

/** Whether an argument names a file: `-`, or one that is there. Else it is a Message-ID. */
export function isFile(argument: string): boolean {
  return argument === '-' || existsSync(argument);
}

/** The patches of the one version that a file of mails holds, by their numbers. Replies and cover letters are passed over. */
export async function readRangeFile(file: string): Promise<RangeSource> {
  const found: { readonly patch: RangePatch; readonly part: number; readonly version: number; readonly id: string }[] =
    [];
  for await (const item of readMailFile(file)) {
    if (item.kind === 'issue') {
      if (item.severity === 'error') process.stderr.write(`${item.file}: ${item.message}\n`);
      continue;
    }
    const message = await parseMessage(item.bytes);
    const patch = readRangePatch(message);
    const subject = patch === undefined ? undefined : readPatch(message)?.subject;
    if (patch === undefined || subject === undefined) continue;
    const { part = 1, version } = subject;
    found.push({ patch, part, version, id: message.messageId ?? '' });
  }
  if (found.length === 0) throw new PlainError(`${file} holds no patch.`);
  const versions = new Set(found.map(({ version }) => version));
  if (versions.size > 1) {
    const list = [...versions].sort((a, b) => a - b).join(', ');
    throw new PlainError(`${file} holds patches of versions ${list}: import it and name two Message-IDs instead.`);
  }
  const sorted = found.toSorted((a, b) => a.part - b.part);
  return { asked: file, patches: sorted.map(({ patch }) => patch), messageIds: sorted.map(({ id }) => id) };
}
