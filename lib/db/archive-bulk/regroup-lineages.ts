import type { Regrouped } from '#lib/db/archive-bulk/regroup-series';
import type { SeriesFacts } from '#lib/db/archive-bulk/series-statements';
import type { Statements } from '#lib/db/archive-bulk/statements';
import { type JoinedLineage, joinLineages, type VersionCorrection } from '#lib/patch/series/lineage';
import { titleLikeness, titlesOf, titleWords } from '#lib/patch/series/similar-title';
import { LIKE, LONGEST, type PostedSeries } from '#lib/patch/series/version-link';
import { readSubject } from '#lib/patch/subject';

type PatchOfSeries = ReturnType<Statements['patchesOfSeries']['all']>[number];

interface Loaded {
  readonly row: SeriesFacts;
  readonly patches: readonly PatchOfSeries[];
}

/**
 * Finds the versions of the series that were grouped anew, over all threads, and stores which postings make a lineage and
 * by what each was found. What is looked at is closed under what ties postings: see `joinLineages`.
 */
export function regroupLineages(sql: Statements, regrouped: Regrouped): void {
  if (regrouped.series.size === 0 && regrouped.lineages.size === 0) return;
  const isCorrected = sql.hasGroupings.get() !== undefined;
  const lineages = new Set(regrouped.lineages);
  const loaded = new Map<number, Loaded>();
  const waiting = [...regrouped.series];
  const addLineage = (id: number) => {
    for (const row of sql.seriesOfLineage.all(id)) waiting.push(row.id);
  };
  for (const id of lineages) addLineage(id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (loaded.has(id)) continue;
    const row = sql.seriesById.get(id);
    if (row === undefined) continue;
    const patches = sql.patchesOfSeries.all(id);
    // A series of nothing but a proposal is no posting.
    if (patches.length === 0) continue;
    loaded.set(id, { row, patches });
    if (row.lineageId !== null && !lineages.has(row.lineageId)) {
      lineages.add(row.lineageId);
      addLineage(row.lineageId);
    }
    for (const other of sql.seriesTitled.all(row.author, row.title)) waiting.push(other.id);
    if (regrouped.series.has(id)) waiting.push(...findCandidates(sql, row, patches));
    if (isCorrected) waiting.push(...findCorrected(sql, patches));
  }
  if (loaded.size === 0) {
    for (const id of lineages) sql.deleteLineage.run(id);
    return;
  }
  const [only] = loaded.values();
  const isAlone = loaded.size === 1 && only !== undefined;
  const joined: JoinedLineage[] = isAlone
    ? [[{ key: only.row.id, link: undefined }]]
    : joinLineages(
        [...loaded.values()].map((one) => describe(sql, one)),
        isCorrected ? readCorrections(sql, loaded) : [],
      );
  store(sql, joined, loaded, lineages);
}

/** Series that something may tie to one: a superset of what `joinLineages` finds. Its own thread's are there already. */
function findCandidates(sql: Statements, row: SeriesFacts, patches: readonly PatchOfSeries[]): number[] {
  const found: number[] = [];
  const add = (rows: readonly { readonly id: number }[]) => {
    for (const other of rows) if (other.id !== row.id) found.push(other.id);
  };
  if (row.changeId !== null) add(sql.seriesChanging.all(row.changeId));
  for (const title of titlesOf(row.title)) if (title !== row.title) add(sql.seriesTitled.all(row.author, title));
  for (const patch of patches) {
    add(sql.seriesNaming.all(patch.name));
    for (const mention of sql.mentionsOf.all(patch.id)) add(sql.seriesOfName.all(mention.text));
    if (patch.isCover === 1) continue;
    add(sql.seriesWithPatch.all(patch.title, row.author));
    if (patch.patchId !== null) add(sql.seriesOfChange.all(patch.patchId, row.author));
  }
  const words = titleWords(row.title);
  for (const other of sql.seriesBy.all(row.author, row.date - LONGEST, row.date + LONGEST)) {
    const isVersion = other.version !== row.version || other.isRfc !== row.isRfc;
    if (isVersion && titleLikeness(titleWords(other.title), words) >= LIKE) found.push(other.id);
  }
  return found;
}

function findCorrected(sql: Statements, patches: readonly PatchOfSeries[]): number[] {
  return patches.flatMap((patch) =>
    sql.groupings.all({ name: patch.nameId }).flatMap((one) => {
      if (one.how !== 'version-of' || one.withId === null) return [];
      return [one.nameId, one.withId].flatMap((name) => sql.seriesOfNameId.all(name).map((series) => series.id));
    }),
  );
}

function readCorrections(sql: Statements, loaded: ReadonlyMap<number, Loaded>): VersionCorrection[] {
  const found: VersionCorrection[] = [];
  for (const [key, { patches }] of loaded) {
    for (const { nameId } of patches) {
      for (const one of sql.groupings.all({ name: nameId })) {
        if (one.nameId !== nameId) continue;
        if (one.how === 'apart' && one.from === 'versions') found.push({ kind: 'apart', key });
        const to = one.how !== 'version-of' || one.withId === null ? undefined : sql.seriesOfNameId.get(one.withId)?.id;
        if (to !== undefined) found.push({ kind: 'joined', key, to });
      }
    }
  }
  return found;
}

function describe(sql: Statements, { row, patches }: Loaded): PostedSeries {
  const ids = new Set(patches.map(({ name }) => name));
  const references = patches.flatMap(({ messageId }) => sql.referencesOf.all(messageId).map(({ text }) => text));
  const own = patches.filter(({ isCover }) => isCover === 0);
  return {
    key: row.id,
    author: row.author,
    title: row.title,
    version: row.version,
    isRfc: row.isRfc === 1,
    isResend: row.isResend === 1,
    dateMs: row.date,
    changeId: row.changeId ?? undefined,
    targets: targetsOf(patches[0]?.subject ?? ''),
    ids: [...ids],
    references: [...new Set(references.filter((id) => !ids.has(id)))],
    mentions: patches.flatMap(({ id }) =>
      sql.mentionsOf.all(id).map(({ text, isVersion }) => ({ id: text, isVersion: isVersion === 1 })),
    ),
    total: row.total ?? undefined,
    patches: own.map(({ title, patchId }) => ({ title, patchId: patchId ?? undefined })),
    paths: sql.pathsOf.all(row.id).map(({ path }) => path),
  };
}

/** The words of a subject's brackets that name a branch: a stable release, or what is picked for one. */
function targetsOf(subject: string): string[] {
  const words = readSubject(subject).prefixes.filter((word) => /^(?:linux-|v)?\d+\.\d|^autosel|stable/i.test(word));
  return [...new Set(words.map((word) => word.toLowerCase()))].filter((word) => !/^v\d/.test(word)).sort();
}

/** A lineage keeps the smallest number that one of its series has, unless another took it. */
function store(
  sql: Statements,
  joined: readonly JoinedLineage[],
  loaded: ReadonlyMap<number, Loaded>,
  before: ReadonlySet<number>,
): void {
  const taken = new Set<number>();
  const least = (lineage: JoinedLineage) => Math.min(...lineage.map(({ key }) => key));
  for (const lineage of [...joined].sort((a, b) => least(a) - least(b))) {
    const held = lineage.flatMap(({ key }) => loaded.get(key)?.row.lineageId ?? []);
    const kept = held.filter((id) => !taken.has(id)).sort((a, b) => a - b)[0];
    const id = kept ?? Number(sql.insertLineage.run().lastInsertRowid);
    taken.add(id);
    for (const { key, link } of lineage) {
      const row = loaded.get(key)?.row;
      const [linkedId, reason] = [link?.to ?? null, link?.reason ?? null];
      if (row?.lineageId === id && row.linkedId === linkedId && row.linkReason === reason) continue;
      sql.setLineage.run(id, linkedId, reason, key);
    }
  }
  for (const id of before) if (!taken.has(id)) sql.deleteLineage.run(id);
}
