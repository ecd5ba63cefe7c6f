import type { PrismaClient } from '#lib/db/generated/client';
import { Kept } from '#lib/db/kept';
import { readShown } from '#lib/db/read-shown';
import type { SeriesVersion } from '#lib/db/series';
import type { PatchDiff, PatchDiffs } from '#lib/patch/carry/carry';
import { type Chain, openChain } from '#lib/patch/carry/carry-chain';
import { readPatch } from '#lib/patch/patch';

/** What was read of one database; sizes are lines. */
interface Known {
  /** By patch and by the reader that made its rows. */
  readonly diffs: Kept<PatchDiff>;
  /** Versions made ready: what they say of each other never changes while their diffs are the same. */
  readonly chains: Kept<Chain>;
}

const known = new WeakMap<PrismaClient, Known>();

function knownOf(prisma: PrismaClient): Known {
  const own = known.get(prisma) ?? { diffs: new Kept<PatchDiff>(400_000), chains: new Kept<Chain>(1_000_000) };
  known.set(prisma, own);
  return own;
}

/**
 * The patches of versions of one series with their diffs, version by version, in two queries and from the mail: what was read before is not
 * read again. A version that was posted in part (v2 of one patch of three) has the other patches of the version before it.
 */
async function readVersionDiffs(
  prisma: PrismaClient,
  versions: readonly SeriesVersion[],
): Promise<readonly PatchDiffs[]> {
  const ids = versions.flatMap(({ parts }) => parts.filter(({ isCover }) => !isCover).map((part) => part.messageId));
  const diffs = await readDiffs(prisma, ids);
  const read: PatchDiffs[] = [];
  for (const { parts, missing, total } of versions) {
    const own = parts.flatMap(({ messageId }) => diffs.get(messageId) ?? []);
    const before = versions[read.length - 1]?.total === total ? (read.at(-1) ?? []) : [];
    const rest = before.filter(({ part }) => part !== null && missing.includes(part));
    read.push([...own, ...rest].sort((a, b) => (a.part ?? 0) - (b.part ?? 0)));
  }
  return read;
}

async function readDiffs(prisma: PrismaClient, ids: readonly string[]): Promise<ReadonlyMap<string, PatchDiff>> {
  const rows = await prisma.patch.findMany({
    where: { message: { name: { text: { in: [...ids] } } } },
    // Of several mails under one id the first one is shown.
    orderBy: { message: { form: 'desc' } },
    select: {
      id: true,
      messageId: true,
      reader: true,
      title: true,
      part: true,
      problem: true,
      message: { select: { name: { select: { text: true } } } },
    },
  });
  const kept = knownOf(prisma).diffs;
  const read = new Map<string, PatchDiff>();
  const wanted = new Map<number, (typeof rows)[number]>();
  for (const row of rows) {
    const diff = kept.get(keyOf(row));
    if (diff === undefined) wanted.set(row.messageId, row);
    else read.set(row.message.name.text, diff);
  }
  if (wanted.size === 0) return read;
  const shown = await readShown({ prisma }, [...wanted.keys()]);
  for (const [id, row] of wanted) {
    const message = shown.get(id);
    // A diff that was refused is none, whatever its text looks like.
    const patch = message === undefined || row.problem !== null ? undefined : readPatch(message);
    const diff: PatchDiff = {
      messageId: row.message.name.text,
      title: row.title,
      part: row.part,
      files: (patch?.files ?? []).map(({ oldPath, newPath, status, added, removed, hunks }) => {
        return { oldPath, newPath, status, added, removed, hunks };
      }),
    };
    read.set(diff.messageId, diff);
    kept.set(keyOf(row), diff, sizeOf(diff));
  }
  return read;
}

/** A row that was read anew has a number of its own; another title is another mail. */
function keyOf({ id, reader, title, message }: PatchRow): string {
  return `${id} ${reader} ${message.name.text} ${title}`;
}

interface PatchRow {
  readonly id: number;
  readonly reader: number;
  readonly title: string;
  readonly message: { readonly name: { readonly text: string } };
}

const serials = new WeakMap<PatchDiff, number>();
let lastSerial = 0;

function serialOf(diff: PatchDiff): number {
  const serial = serials.get(diff);
  if (serial !== undefined) return serial;
  serials.set(diff, ++lastSerial);
  return lastSerial;
}

/** The versions of a series, ready to carry annotations between them. */
export async function openVersions(prisma: PrismaClient, versions: readonly SeriesVersion[]): Promise<Chain> {
  const diffs = await readVersionDiffs(prisma, versions);
  const key = diffs.map((version) => version.map(serialOf).join(' ')).join(', ');
  const { chains } = knownOf(prisma);
  const ready = chains.get(key);
  if (ready !== undefined) return ready;
  const chain = openChain(diffs);
  chains.set(key, chain, 1 + diffs.flat().reduce((sum, diff) => sum + sizeOf(diff), 0));
  return chain;
}

function sizeOf({ files }: PatchDiff): number {
  return files.flatMap(({ hunks }) => hunks).reduce((sum, { newLines }) => sum + newLines, 1);
}
