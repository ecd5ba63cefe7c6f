import { readForms } from '#lib/db/archive-message';
import type { SeriesPart } from '#lib/db/archive-types';
import type { Prisma } from '#lib/db/generated/client';
import { getMoot, type Moot } from '#lib/db/open';
import { splitListFooter } from '#lib/mail/list-footer';
import type { ParsedMessage } from '#lib/mail/message';
import type { DiffFile } from '#lib/patch/diff';
import { findMissing } from '#lib/patch/missing-parts';
import { readPatch } from '#lib/patch/patch';
import { sayVersion } from '#lib/patch/version-label';

/** All versions of one series that are held, over threads, in the order of posting: by version, then by date. */
export interface LineageView {
  readonly id: number;
  readonly versions: readonly SeriesVersion[];
}

/** One posting of a series. */
export interface SeriesVersion {
  /** Number of the series in this database. */
  readonly id: number;
  /** 1 where none is written; `v2.1` is 2.1. */
  readonly version: number;
  /** `v2`, `RFC v1`, `v2 resent`. */
  readonly label: string;
  readonly title: string;
  /** The message to link to: the cover letter, else the first part held. */
  readonly headMessageId: string;
  readonly threadId: number;
  /** Display name of who posted it, else the address. */
  readonly author: string;
  readonly dateIso: string;
  /** Patches that it says it has; null for a single patch without a number. */
  readonly total: number | null;
  readonly isRfc: boolean;
  readonly isResend: boolean;
  readonly changeId: string | null;
  /** As written. */
  readonly baseCommit: string | null;
  /** Numbers of its patches that are not held. */
  readonly missing: readonly number[];
  /** It had a cover letter, which is not held. */
  readonly coverMissing: boolean;
  /** In the order of their numbers, the cover letter first. */
  readonly parts: readonly SeriesPart[];
}

/** A patch of a series with its diff. */
export interface SeriesDiff {
  readonly messageId: string;
  readonly title: string;
  /** null for a single patch without a number. */
  readonly part: number | null;
  readonly files: readonly DiffFile[];
  /** The text above the diff. */
  readonly description: string;
  /** Display name of who posted it, else the address. */
  readonly author: string;
  /** The version that it was posted in, where this one sent some of its patches again and not this one; else null. */
  readonly fallsBack: { readonly seriesId: number; readonly label: string } | null;
}

const partRows = {
  where: { isProposal: false },
  orderBy: [{ part: 'asc' }, { id: 'asc' }],
  select: {
    title: true,
    part: true,
    isCover: true,
    message: {
      select: {
        fromName: true,
        fromAddress: true,
        name: { select: { text: true } },
        parent: { select: { text: true, messages: { select: { id: true } } } },
      },
    },
  },
} satisfies Prisma.PatchFindManyArgs;

type SeriesRow = Prisma.SeriesGetPayload<{ include: { patches: typeof partRows } }>;

/** The versions of the series that a patch or cover letter belongs to; undefined where the message is none or not held. */
export async function findLineage(
  messageId: string,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<LineageView | undefined> {
  const { prisma } = await where;
  const name = await prisma.messageName.findUnique({ where: { text: messageId }, select: { id: true } });
  if (name === null) return undefined;
  const own = await prisma.patch.findFirst({
    where: { message: { nameId: name.id } },
    orderBy: { message: { form: 'asc' } },
    select: { series: { select: { id: true, lineageId: true, author: true, threadId: true, title: true } } },
  });
  if (own === null) return undefined;
  const { id, lineageId, author, threadId, title } = own.series;
  const rows = await prisma.series.findMany({
    where: lineageId === null ? { author, OR: [{ id }, { threadId }, { title }] } : { lineageId },
    orderBy: [{ version: 'asc' }, { date: 'asc' }, { id: 'asc' }],
    include: { patches: partRows },
  });
  return { id: lineageId ?? id, versions: rows.flatMap((row) => viewVersion(row) ?? []) };
}

function viewVersion(row: SeriesRow): SeriesVersion | undefined {
  const [head] = row.patches;
  if (head === undefined) return undefined;
  const { id, version, title, threadId, total, isRfc, isResend, changeId, baseCommit } = row;
  const { fromName, fromAddress } = head.message;
  const held = row.patches.map(({ part, isCover, message }) => ({
    id: message.name.text,
    part: part ?? undefined,
    isCover,
    absentParent: message.parent?.messages.length === 0 ? message.parent.text : undefined,
  }));
  const { missing, coverMissing } = findMissing(held, total ?? undefined);
  return {
    ...{ id, version, title, threadId, total, isRfc, isResend, changeId, baseCommit, missing, coverMissing },
    label: sayVersion({ version, isRfc, isResend }),
    headMessageId: head.message.name.text,
    author: fromName === '' ? fromAddress : fromName,
    dateIso: row.date.toISOString(),
    parts: row.patches.map(({ title, part, isCover, message }) => {
      return { messageId: message.name.text, title, part: isCover ? 0 : part, isCover };
    }),
  };
}

const statuses = ['added', 'deleted', 'renamed', 'changed', 'mode', 'binary'] as const;

/** The patches of a posted series with their diffs, in order, without the cover letter and what replies propose. */
export async function readSeriesDiffs(
  seriesId: number,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<readonly SeriesDiff[]> {
  const moot = await where;
  const rows = await moot.prisma.patch.findMany({
    where: { seriesId, isCover: false, isProposal: false },
    orderBy: [{ part: 'asc' }, { id: 'asc' }],
    include: {
      files: { orderBy: { position: 'asc' }, include: { hunks: { orderBy: { position: 'asc' } } } },
      message: {
        select: {
          fromName: true,
          fromAddress: true,
          name: { select: { text: true } },
          raws: { orderBy: { id: 'asc' } },
        },
      },
    },
  });
  return Promise.all(
    rows.map(async ({ title, part, files, message }) => {
      const [shown] = await readForms(moot, message);
      return {
        messageId: message.name.text,
        title,
        part,
        files: files.map((file) => ({
          oldPath: file.oldPath,
          newPath: file.newPath,
          status: statuses.find((word) => word === file.status) ?? 'changed',
          added: file.added,
          removed: file.removed,
          hunks: file.hunks.map(({ oldStart, oldLines, newStart, newLines, heading, text }) => {
            return { oldStart, oldLines, newStart, newLines, heading, text };
          }),
        })),
        description: describe(shown?.message),
        author: message.fromName === '' ? message.fromAddress : message.fromName,
        fallsBack: null,
      };
    }),
  );
}

function describe(message: ParsedMessage | undefined): string {
  const patch = message === undefined ? undefined : readPatch(message);
  return splitListFooter(patch?.description ?? '').text.trimEnd();
}
