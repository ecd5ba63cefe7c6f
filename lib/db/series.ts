import { readForms } from '#lib/db/archive-message';
import type { SeriesPart } from '#lib/db/archive-types';
import type { Prisma } from '#lib/db/generated/client';
import { getMoot, type Moot } from '#lib/db/open';
import { partOrder } from '#lib/db/part-order';
import { splitListFooter } from '#lib/mail/list-footer';
import type { DiffFile } from '#lib/patch/diff/diff';
import { fileStatuses } from '#lib/patch/diff/diff-file';
import { type Patch, readPatch } from '#lib/patch/patch';
import { type FallenBack, findFallenBack, type PostedVersion } from '#lib/patch/series/fall-back';
import { findMissing } from '#lib/patch/series/missing-parts';
import { sayVersion } from '#lib/patch/series/version-label';
import { type LinkReason, linkReasons } from '#lib/patch/series/version-link';

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
  /** Numbers of its patches that are not held; those that {@link fallsBack} are not among them. */
  readonly missing: readonly number[];
  /** It had a cover letter, which is not held. */
  readonly coverMissing: boolean;
  /** In the order of their numbers, the cover letter first. */
  readonly parts: readonly SeriesPart[];
  /** Patches that it left as an earlier version has them: somebody sent `v2 2/3` alone. */
  readonly fallsBack: readonly FallenPart[];
  /** Diffs proposed in replies to it, by date. */
  readonly proposals: readonly ProposalView[];
  /** By what it was found to be a version of the series, and which other one tells; null for the first. */
  readonly link: { readonly reason: LinkReason; readonly label: string; readonly messageId: string } | null;
}

/** A patch of a version that another version sent. */
export interface FallenPart extends SeriesPart {
  readonly seriesId: number;
  /** Of the version that sent it. */
  readonly label: string;
}

/** A diff proposed in a reply. */
export interface ProposalView {
  readonly messageId: string;
  readonly title: string;
  readonly author: string;
  readonly dateIso: string;
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
  orderBy: [...partOrder],
  select: {
    title: true,
    part: true,
    isCover: true,
    isProposal: true,
    patchId: true,
    message: {
      select: {
        date: true,
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
    select: { series: { select: { id: true, lineageId: true } } },
  });
  return own === null ? undefined : readLineage(await where, own.series);
}

/** The lineage of a series; of one whose versions were not looked for yet, it alone. */
async function readLineage(
  { prisma }: Moot,
  { id, lineageId }: { readonly id: number; readonly lineageId: number | null },
): Promise<LineageView | undefined> {
  const rows = await prisma.series.findMany({
    where: lineageId === null ? { id } : { lineageId },
    orderBy: [{ version: 'asc' }, { date: 'asc' }, { id: 'asc' }],
    include: { patches: partRows },
  });
  return viewLineage(lineageId ?? id, rows);
}

/** Lineages by number. */
export async function readLineages(
  { prisma }: Moot,
  ids: readonly number[],
): Promise<ReadonlyMap<number, LineageView>> {
  const rows = await prisma.series.findMany({
    where: { lineageId: { in: [...ids] } },
    orderBy: [{ version: 'asc' }, { date: 'asc' }, { id: 'asc' }],
    include: { patches: partRows },
  });
  const found = new Map<number, LineageView>();
  for (const id of ids) {
    const lineage = viewLineage(
      id,
      rows.filter(({ lineageId }) => lineageId === id),
    );
    if (lineage !== undefined) found.set(id, lineage);
  }
  return found;
}

/** undefined where nothing was posted but proposals. */
function viewLineage(id: number, rows: readonly SeriesRow[]): LineageView | undefined {
  const posted = rows.filter((row) => row.patches.some(({ isProposal }) => !isProposal));
  const all = posted.map(describePosted);
  const labels = new Map(posted.map((row) => [row.id, sayVersion(row)]));
  const versions = posted.flatMap((row, i) => {
    const own = all[i];
    return own === undefined ? [] : (viewVersion(row, findFallenBack(own, all), posted, labels) ?? []);
  });
  return versions.length === 0 ? undefined : { id, versions };
}

function describePosted(row: SeriesRow): PostedVersion {
  const parts = partsOf(row).map(({ part, isCover, message }) => {
    return { id: message.name.text, part: isCover ? 0 : (part ?? undefined), parent: message.parent?.text };
  });
  return { key: row.id, version: row.version, total: row.total ?? undefined, dateMs: row.date.getTime(), parts };
}

function partsOf(row: SeriesRow) {
  return row.patches.filter(({ isProposal }) => !isProposal);
}

function viewVersion(
  row: SeriesRow,
  fallen: readonly FallenBack[],
  all: readonly SeriesRow[],
  labels: ReadonlyMap<number, string>,
): SeriesVersion | undefined {
  const parts = partsOf(row);
  const [head] = parts;
  if (head === undefined) return undefined;
  const { id, version, title, threadId, total, isRfc, isResend, changeId, baseCommit } = row;
  const held = parts.map(({ part, isCover, message }) => ({
    id: message.name.text,
    part: part ?? undefined,
    isCover,
    absentParent: message.parent?.messages.length === 0 ? message.parent.text : undefined,
  }));
  const { missing, coverMissing } = findMissing(held, total ?? undefined);
  const fallsBack = fallen.flatMap(({ part, id: messageId, key }): FallenPart[] => {
    const sent = all.find((other) => other.id === key)?.patches.find(({ message }) => message.name.text === messageId);
    if (sent === undefined) return [];
    return [{ messageId, title: sent.title, part, isCover: false, seriesId: key, label: labels.get(key) ?? '' }];
  });
  const patchIds = new Set(parts.flatMap(({ patchId }) => patchId ?? []));
  return {
    ...{ id, version, title, threadId, total, isRfc, isResend, changeId, baseCommit, coverMissing, fallsBack },
    missing: missing.filter((part) => !fallsBack.some((one) => one.part === part)),
    label: labels.get(id) ?? '',
    headMessageId: head.message.name.text,
    author: nameOf(head.message),
    dateIso: row.date.toISOString(),
    parts: parts.map(({ title, part, isCover, message }) => {
      return { messageId: message.name.text, title, part: isCover ? 0 : part, isCover };
    }),
    // What repeats a patch of the series unquoted proposes nothing.
    proposals: row.patches
      .filter(({ isProposal, patchId }) => isProposal && !patchIds.has(patchId ?? ''))
      .sort((a, b) => a.message.date.getTime() - b.message.date.getTime())
      .map(({ title, message }) => {
        return { messageId: message.name.text, title, author: nameOf(message), dateIso: message.date.toISOString() };
      }),
    link: viewLink(row, all, labels),
  };
}

function viewLink(
  { linkedId, linkReason }: SeriesRow,
  all: readonly SeriesRow[],
  labels: ReadonlyMap<number, string>,
): SeriesVersion['link'] {
  const reason = linkReasons.find((word) => word === linkReason);
  const other = all.find(({ id }) => id === linkedId);
  const head = other === undefined ? undefined : partsOf(other)[0];
  if (reason === undefined || other === undefined || head === undefined) return null;
  return { reason, label: labels.get(other.id) ?? '', messageId: head.message.name.text };
}

function nameOf({ fromName, fromAddress }: { readonly fromName: string; readonly fromAddress: string }): string {
  return fromName === '' ? fromAddress : fromName;
}

/**
 * The patches of a posted series with their diffs, in order, without the cover letter and what replies propose. Where it
 * sent some patches of an earlier version again and left the others, they are among them, and say where they are from.
 */
export async function readSeriesDiffs(
  seriesId: number,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<readonly SeriesDiff[]> {
  const moot = await where;
  const series = await moot.prisma.series.findUnique({
    where: { id: seriesId },
    select: { id: true, lineageId: true },
  });
  if (series === null) return [];
  const lineage = await readLineage(moot, series);
  const fallen = lineage?.versions.find(({ id }) => id === seriesId)?.fallsBack ?? [];
  const rows = await moot.prisma.patch.findMany({
    where: {
      isCover: false,
      isProposal: false,
      OR: [
        { seriesId },
        ...fallen.map((one) => ({ seriesId: one.seriesId, message: { name: { text: one.messageId } } })),
      ],
    },
    orderBy: [...partOrder],
    include: {
      files: { orderBy: { position: 'asc' } },
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
      const read = shown === undefined ? undefined : readPatch(shown.message);
      return {
        messageId: message.name.text,
        title,
        part,
        files: files.map((file) => ({
          oldPath: file.oldPath,
          newPath: file.newPath,
          status: fileStatuses.find((word) => word === file.status) ?? 'changed',
          added: file.added,
          removed: file.removed,
          ...(file.oldMode === null ? {} : { oldMode: file.oldMode }),
          ...(file.newMode === null ? {} : { newMode: file.newMode }),
          ...(file.oldBlob === null ? {} : { oldBlob: file.oldBlob }),
          ...(file.newBlob === null ? {} : { newBlob: file.newBlob }),
          ...(file.similarity === null ? {} : { similarity: file.similarity }),
          hunks: read?.files[file.position]?.hunks ?? [],
        })),
        description: describe(read),
        author: nameOf(message),
        fallsBack: fallen.find(({ messageId }) => messageId === message.name.text) ?? null,
      };
    }),
  );
}

function describe(patch: Patch | undefined): string {
  return splitListFooter(patch?.description ?? '').text.trimEnd();
}
