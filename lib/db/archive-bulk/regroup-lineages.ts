import { groupBy } from '#lib/db/archive-bulk/find-in';
import type { Groupings } from '#lib/db/archive-bulk/groupings';
import { findSeriesOfNames, loadPostings, type Posting } from '#lib/db/archive-bulk/load-postings';
import type { Regrouped } from '#lib/db/archive-bulk/regroup-series';
import { readReferences } from '#lib/db/archive-bulk/thread-patch';
import type { BulkTables, Cell } from '#lib/db/bulk/tables';
import { type JoinedLineage, joinLineages, type VersionCorrection } from '#lib/patch/series/lineage';
import type { PostedSeries } from '#lib/patch/series/version-link';
import { readSubject } from '#lib/patch/subject';

/**
 * Finds the versions of the series that were grouped anew, over all threads, and stores which postings make a lineage and
 * by what each was found. What is looked at is closed under what ties postings: see `joinLineages`.
 */
export async function regroupLineages(bulk: BulkTables, regrouped: Regrouped, groupings: Groupings): Promise<void> {
  if (regrouped.series.size === 0 && regrouped.lineages.size === 0) return;
  const { groups, lineages } = await loadPostings(bulk, regrouped, groupings);
  const tied = groups.filter((group) => group.length > 1).flat();
  const alone = groups.filter((group) => group.length === 1).flat();
  const joined: JoinedLineage[] = alone.map(({ row }) => [{ key: row.id, link: undefined }]);
  if (tied.length > 0) {
    joined.push(...joinLineages(await describe(bulk, tied), await readCorrections(bulk, tied, groupings)));
  }
  await store(bulk, joined, [...tied, ...alone], lineages);
}

async function readCorrections(
  bulk: BulkTables,
  postings: readonly Posting[],
  groupings: Groupings,
): Promise<VersionCorrection[]> {
  if (groupings.size === 0) return [];
  const said = postings.flatMap(({ row, patches }) =>
    patches.flatMap(({ nameId }) =>
      (groupings.get(nameId) ?? []).flatMap((one) => (one.nameId === nameId ? [{ key: row.id, one }] : [])),
    ),
  );
  const heads = await findSeriesOfNames(
    bulk,
    said.flatMap(({ one }) => one.withId ?? []),
  );
  return said.flatMap(({ key, one }): VersionCorrection[] => {
    if (one.how === 'apart' && one.from === 'versions') return [{ kind: 'apart', key }];
    const [to] = one.how !== 'version-of' || one.withId === null ? [] : (heads.get(one.withId) ?? []);
    return to === undefined ? [] : [{ kind: 'joined', key, to }];
  });
}

async function describe(bulk: BulkTables, postings: readonly Posting[]): Promise<PostedSeries[]> {
  const patches = postings.flatMap((posting) => posting.patches);
  const references = await readReferences(
    bulk,
    patches.map(({ messageId }) => messageId),
  );
  const mentions = groupBy(
    (
      await bulk.findIn<{ patchId: number; position: number; text: string; isVersion: number }>(
        'PatchMention',
        ['patchId', 'position', 'text', 'isVersion'],
        'patchId',
        patches.map(({ id }) => id),
      )
    ).sort((a, b) => a.position - b.position),
    ({ patchId }) => patchId,
  );
  const paths = await readPaths(
    bulk,
    patches.map(({ id }) => id),
  );
  return postings.map(({ row, patches: own }) => {
    const ids = new Set(own.map(({ name }) => name));
    const named = own.flatMap(({ messageId }) => references.get(messageId) ?? []);
    return {
      key: row.id,
      author: row.author,
      title: row.title,
      version: row.version,
      isRfc: row.isRfc === 1,
      isResend: row.isResend === 1,
      dateMs: row.date,
      changeId: row.changeId ?? undefined,
      targets: targetsOf(own[0]?.subject ?? ''),
      ids: [...ids],
      references: [...new Set(named.filter((id) => !ids.has(id)))],
      mentions: own.flatMap(({ id }) =>
        (mentions.get(id) ?? []).map(({ text, isVersion }) => ({ id: text, isVersion: isVersion === 1 })),
      ),
      total: row.total ?? undefined,
      patches: own
        .filter(({ isCover }) => isCover === 0)
        .map(({ title, patchId }) => ({ title, patchId: patchId ?? undefined })),
      paths: [...new Set(own.flatMap(({ id }) => paths.get(id) ?? []))],
    };
  });
}

/** The files that patches touch, each by the path it is called by. */
async function readPaths(bulk: BulkTables, patches: readonly number[]): Promise<Map<number, string[]>> {
  const rows = await bulk.findIn<{ patchId: number; oldPath: string; newPath: string }>(
    'File',
    ['patchId', 'oldPath', 'newPath'],
    'patchId',
    patches,
  );
  const groups = groupBy(rows, ({ patchId }) => patchId);
  return new Map(
    [...groups].map(([id, own]) => [
      id,
      own.map(({ oldPath, newPath }) => (newPath === '/dev/null' ? oldPath : newPath)),
    ]),
  );
}

/** The words of a subject's brackets that name a branch: a stable release, or what is picked for one. */
function targetsOf(subject: string): string[] {
  const words = readSubject(subject).prefixes.filter((word) => /^(?:linux-|v)?\d+\.\d|^autosel|stable/i.test(word));
  return [...new Set(words.map((word) => word.toLowerCase()))].filter((word) => !/^v\d/.test(word)).sort();
}

/** A lineage keeps the smallest number that one of its series has, unless another took it. */
async function store(
  bulk: BulkTables,
  joined: readonly JoinedLineage[],
  postings: readonly Posting[],
  before: ReadonlySet<number>,
): Promise<void> {
  const rows = new Map(postings.map(({ row }) => [row.id, row]));
  const taken = new Set<number>();
  const least = (lineage: JoinedLineage) => lineage.reduce((lowest, { key }) => Math.min(lowest, key), Infinity);
  const chosen = [...joined]
    .sort((a, b) => least(a) - least(b))
    .map((lineage) => {
      const held = lineage.flatMap(({ key }) => rows.get(key)?.lineageId ?? []);
      const kept = held.filter((id) => !taken.has(id)).sort((a, b) => a - b)[0];
      if (kept !== undefined) taken.add(kept);
      return { lineage, kept };
    });
  const missing = chosen.filter(({ kept }) => kept === undefined).length;
  let next = missing === 0 ? 0 : await bulk.reserve('Lineage', missing);
  const opened: number[] = [];
  const updates: [number, ...Cell[]][] = [];
  for (const { lineage, kept } of chosen) {
    const id = kept ?? next++;
    if (kept === undefined) opened.push(id);
    for (const { key, link } of lineage) {
      const row = rows.get(key);
      const [linkedId, reason] = [link?.to ?? null, link?.reason ?? null];
      if (row?.lineageId === id && row.linkedId === linkedId && row.linkReason === reason) continue;
      updates.push([key, id, linkedId, reason]);
    }
  }
  await bulk.insert(
    'Lineage',
    ['id'],
    opened.map((id) => [id]),
  );
  await bulk.update('Series', ['lineageId', 'linkedId', 'linkReason'], updates);
  await dropEmpty(
    bulk,
    [...before].filter((id) => !taken.has(id)),
  );
}

async function dropEmpty(bulk: BulkTables, lineages: readonly number[]): Promise<void> {
  const used = await bulk.findIn<{ lineageId: number }>('Series', ['lineageId'], 'lineageId', lineages);
  const kept = new Set(used.map(({ lineageId }) => lineageId));
  await bulk.deleteIn(
    'Lineage',
    'id',
    lineages.filter((id) => !kept.has(id)),
  );
}
