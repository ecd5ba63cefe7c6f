import type { PatchRow } from '#lib/db/archive-bulk/patch-row';
import type { BulkTables, Cell } from '#lib/db/bulk/tables';
import type { Trailer } from '#lib/patch/trailer/trailer';

/**
 * The version of what reads patches out of mail: with every change of what is stored of a mail it counts up, and what an
 * older one wrote is read anew (`reread`).
 */
export const READER = 1;

/** The version of what reads replies: a reply read by an older one is read anew when its thread is shown. */
export const REPLY_READER = 1;

/** Position of the row that says which version read the reply; its trailers follow from 0 on. */
export const READER_ROW = -1;

/** What is read of a message as a patch, and as an answer to one. */
export interface PatchOfMessage {
  readonly messageId: number;
  /** Nothing is stored of it yet. */
  readonly isNew: boolean;
  readonly patch: PatchRow | undefined;
  readonly replyTrailers: readonly Trailer[] | undefined;
}

/**
 * Writes patches with their trailers, mentions and files, and the trailers of replies, in place of what stands there.
 * Returns the number of a series that all these patches are put into until they are grouped; undefined where there is none.
 * `threadId` is any thread.
 */
export async function writePatches(
  bulk: BulkTables,
  messages: readonly PatchOfMessage[],
  threadId: number | undefined,
): Promise<number | undefined> {
  const stale = messages.flatMap(({ messageId, isNew }) => (isNew ? [] : [messageId]));
  await bulk.deleteIn('Patch', 'messageId', stale);
  await bulk.deleteIn('ReplyTrailer', 'messageId', stale);
  await writeReplyTrailers(bulk, messages);
  const patches = messages.flatMap(({ messageId, patch }) => (patch === undefined ? [] : [{ messageId, patch }]));
  if (patches.length === 0 || threadId === undefined) return undefined;
  const seriesId = await bulk.reserve('Series', 1);
  const columns = ['id', 'threadId', 'title', 'version', 'author', 'date', 'isRfc', 'isResend'];
  await bulk.insert('Series', columns, [[seriesId, threadId, '', 0, '', new Date(0), false, false]]);
  const first = await bulk.reserve('Patch', patches.length);
  const numbered = patches.map((one, i) => ({ ...one, id: first + i }));
  await bulk.insert(
    'Patch',
    patchColumns,
    numbered.map(({ id, messageId, patch }) => [id, messageId, seriesId, ...patchCells(patch)]),
  );
  const trailers = numbered.flatMap(({ id, patch }) => patch.trailers.map(({ key, value }, i) => [id, i, key, value]));
  await bulk.insert('Trailer', ['patchId', 'position', 'key', 'value'], trailers);
  const mentions = numbered.flatMap(({ id, patch }) =>
    patch.mentions.map((mention, i) => [id, i, mention.id, mention.isVersion]),
  );
  await bulk.insert('PatchMention', ['patchId', 'position', 'text', 'isVersion'], mentions);
  await writeFiles(bulk, numbered);
  return seriesId;
}

async function writeReplyTrailers(bulk: BulkTables, messages: readonly PatchOfMessage[]): Promise<void> {
  const rows: Cell[][] = [];
  for (const { messageId, replyTrailers } of messages) {
    if (replyTrailers === undefined) continue;
    rows.push([messageId, READER_ROW, 'reader', String(REPLY_READER)]);
    for (const [i, { key, value }] of replyTrailers.entries()) rows.push([messageId, i, key, value]);
  }
  await bulk.insert('ReplyTrailer', ['messageId', 'position', 'key', 'value'], rows);
}

const patchColumns = [
  ...['id', 'messageId', 'seriesId', 'title', 'version', 'part', 'total', 'isCover', 'isProposal', 'patchId'],
  ...['changeId', 'baseCommit', 'reader', 'problem', 'added', 'removed'],
];

function patchCells(patch: PatchRow): Cell[] {
  const { title, version, part, total, isCover, isProposal, patchId, changeId, baseCommit, problem } = patch;
  return [
    ...[title, version, part ?? null, total ?? null, isCover, isProposal, patchId ?? null],
    ...[changeId ?? null, baseCommit ?? null, READER, problem ?? null, patch.added, patch.removed],
  ];
}

const fileColumns = [
  ...['id', 'patchId', 'position', 'oldPath', 'newPath', 'status', 'added', 'removed', 'oldMode', 'newMode'],
  ...['oldBlob', 'newBlob', 'similarity'],
];

async function writeFiles(
  bulk: BulkTables,
  patches: readonly { readonly id: number; readonly patch: PatchRow }[],
): Promise<void> {
  const count = patches.reduce((sum, { patch }) => sum + patch.files.length, 0);
  if (count === 0) return;
  let id = await bulk.reserve('File', count);
  const rows = patches.flatMap(({ id: patchId, patch }) =>
    patch.files.map((file, position): Cell[] => [
      ...[id++, patchId, position, file.oldPath, file.newPath, file.status, file.added, file.removed],
      ...[file.oldMode ?? null, file.newMode ?? null, file.oldBlob ?? null, file.newBlob ?? null],
      file.similarity ?? null,
    ]),
  );
  await bulk.insert('File', fileColumns, rows);
}
