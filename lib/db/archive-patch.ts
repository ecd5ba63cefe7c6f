import { authorOf, dateOf, rawsInOrder, readForms, readWords } from '#lib/db/archive-message';
import type { FileView, HunkView, PatchView, SeriesPart, SeriesView } from '#lib/db/archive-types';
import type { Moot } from '#lib/db/open';
import { partOrder } from '#lib/db/part-order';
import { splitListFooter } from '#lib/mail/list-footer';
import { type DiffFile, fileStatuses } from '#lib/patch/diff/diff-file';
import { type Hunk, numberLines, printHunkHeader } from '#lib/patch/diff/hunk';
import { readPatch } from '#lib/patch/patch';
import { readProposal } from '#lib/patch/proposal';

/** A patch with everything its page shows; undefined where the message is none or not held. */
export async function readPatchView(moot: Moot, messageId: string): Promise<PatchView | undefined> {
  const name = await moot.prisma.messageName.findUnique({ where: { text: messageId }, select: { id: true } });
  if (name === null) return undefined;
  const row = await moot.prisma.message.findFirst({
    where: { nameId: name.id, patch: { isNot: null } },
    orderBy: { form: 'asc' },
    include: {
      raws: rawsInOrder,
      patch: {
        include: {
          files: { orderBy: { position: 'asc' } },
        },
      },
    },
  });
  if (row === null || row.patch === null) return undefined;
  const [forms, series] = await Promise.all([readForms(moot, row), readSeries(moot, row.patch.seriesId)]);
  const shown = forms[0]?.message;
  const read = shown === undefined ? undefined : row.patch.isProposal ? readProposal(shown) : readPatch(shown);
  return {
    messageId,
    title: row.patch.title,
    subject: row.subject,
    series,
    part: row.patch.isCover ? 0 : row.patch.part,
    total: row.patch.total,
    isCover: row.patch.isCover,
    isProposal: row.patch.isProposal,
    author: authorOf(row),
    dateIso: dateOf(row),
    description: splitListFooter(read?.description ?? '').text.trimEnd(),
    added: row.patch.added,
    removed: row.patch.removed,
    files: row.patch.files.map((file) => viewFile(file, read?.files[file.position])),
    problem: row.patch.problem,
    diffText: read?.diffText ?? '',
    flags: readWords(row.flags),
  };
}

interface FileRow {
  readonly position: number;
  readonly oldPath: string;
  readonly newPath: string;
  readonly status: string;
  readonly added: number;
  readonly removed: number;
  readonly oldMode: string | null;
  readonly newMode: string | null;
  readonly oldBlob: string | null;
  readonly newBlob: string | null;
  readonly similarity: number | null;
}

/** `read` is the file as it is read from the mail: its hunks and the bytes of a binary patch, which no row has. */
function viewFile(file: FileRow, read: DiffFile | undefined): FileView {
  const { position: index, oldPath, newPath, added, removed } = file;
  const status = fileStatuses.find((word) => word === file.status) ?? 'changed';
  return {
    index,
    oldPath,
    newPath,
    status,
    added,
    removed,
    ...(file.oldMode === null ? {} : { oldMode: file.oldMode }),
    ...(file.newMode === null ? {} : { newMode: file.newMode }),
    ...(file.oldBlob === null ? {} : { oldBlob: file.oldBlob }),
    ...(file.newBlob === null ? {} : { newBlob: file.newBlob }),
    ...(file.similarity === null ? {} : { similarity: file.similarity }),
    ...(read?.binary === undefined ? {} : { binary: read.binary }),
    hunks: (read?.hunks ?? []).map(viewHunk),
  };
}

function viewHunk(hunk: Hunk): HunkView {
  const { oldStart, oldLines, newStart, newLines } = hunk;
  return { header: printHunkHeader(hunk), oldStart, oldLines, newStart, newLines, lines: numberLines(hunk) };
}

/** A series with its parts and the other versions of its lineage. */
async function readSeries(moot: Moot, id: number): Promise<SeriesView> {
  const parts = {
    orderBy: [...partOrder],
    select: {
      title: true,
      part: true,
      isCover: true,
      isProposal: true,
      message: { select: { name: { select: { text: true } } } },
    },
  };
  const series = await moot.prisma.series.findUniqueOrThrow({ where: { id }, include: { patches: parts } });
  const { title, version, total, isRfc, isResend, lineageId } = series;
  const others =
    lineageId === null
      ? []
      : await moot.prisma.series.findMany({
          where: { id: { not: id }, lineageId },
          orderBy: [{ version: 'asc' }, { date: 'asc' }, { id: 'asc' }],
          include: { patches: { ...parts, where: { isProposal: false }, take: 1 } },
        });
  const own = series.patches.filter(({ isProposal }) => !isProposal);
  return {
    ...{ id, title, version, total, isRfc, isResend },
    // A proposal that answers no series that is held stands for itself.
    parts: (own.length > 0 ? own : series.patches).map((patch): SeriesPart => {
      const { part, isCover } = patch;
      return { messageId: patch.message.name.text, title: patch.title, part: isCover ? 0 : part, isCover };
    }),
    versions: others.flatMap((other) => {
      const messageId = other.patches[0]?.message.name.text;
      return messageId === undefined ? [] : [{ id: other.id, version: other.version, messageId }];
    }),
  };
}
