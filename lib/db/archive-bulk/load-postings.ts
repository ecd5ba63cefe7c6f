import { Ties } from '#lib/db/archive-bulk/find-clusters';
import { groupBy, queryIn } from '#lib/db/archive-bulk/find-in';
import type { Groupings } from '#lib/db/archive-bulk/groupings';
import type { Regrouped } from '#lib/db/archive-bulk/regroup-series';
import type { BulkTables } from '#lib/db/bulk/tables';
import { titleLikeness, titlesOf, titleWords } from '#lib/patch/series/similar-title';
import { LIKE, LONGEST } from '#lib/patch/series/version-link';

/** A posted series as finding its other versions needs it. */
export interface SeriesFacts {
  readonly id: number;
  readonly threadId: number;
  readonly author: string;
  readonly title: string;
  readonly version: number;
  readonly total: number | null;
  readonly isRfc: number;
  readonly isResend: number;
  readonly date: number;
  readonly changeId: string | null;
  readonly lineageId: number | null;
  readonly linkedId: number | null;
  readonly linkReason: string | null;
}

export interface PostedPatch {
  readonly id: number;
  readonly seriesId: number;
  readonly part: number | null;
  readonly messageId: number;
  readonly threadId: number;
  readonly nameId: number;
  readonly name: string;
  readonly subject: string;
  readonly title: string;
  readonly patchId: string | null;
  readonly isCover: number;
}

/** A posted series and its patches, the cover letter first. */
export interface Posting {
  readonly row: SeriesFacts;
  readonly patches: readonly PostedPatch[];
}

/** Postings that something may tie together, group by group, and every lineage that one of them is of. */
export interface Postings {
  readonly groups: readonly (readonly Posting[])[];
  readonly lineages: ReadonlySet<number>;
}

type Tie = readonly [series: number, other: number];

/** Loads what was grouped anew and all that it may have to do with; wave by wave, each in a few questions. */
export async function loadPostings(bulk: BulkTables, regrouped: Regrouped, groupings: Groupings): Promise<Postings> {
  const lineages = new Set(regrouped.lineages);
  const loaded = new Map<number, Posting>();
  const ties = new Ties();
  const asked = new Set<number>();
  let wave = [...regrouped.series, ...(await findOfLineages(bulk, [...lineages])).map(({ id }) => id)];
  while (wave.length > 0) {
    for (const id of wave) asked.add(id);
    const postings = await load(bulk, wave);
    for (const posting of postings) {
      loaded.set(posting.row.id, posting);
      ties.add(posting.row.id);
    }
    const next = [
      ...(await tieLineages(bulk, postings, lineages)),
      ...(await tieTitled(bulk, postings)),
      ...(await findCandidates(
        bulk,
        postings.filter(({ row }) => regrouped.series.has(row.id)),
      )),
      ...(groupings.size === 0 ? [] : await tieCorrected(bulk, postings, groupings)),
    ];
    for (const [one, other] of next) ties.join(one, other);
    wave = [...new Set(next.map(([, other]) => other))].filter((id) => !asked.has(id));
  }
  // Postings of one thread refer to each other.
  for (const own of groupBy(
    [...loaded.values()].flatMap(({ patches }) => patches),
    ({ threadId }) => threadId,
  ).values()) {
    for (const { seriesId } of own) if (own[0] !== undefined) ties.join(own[0].seriesId, seriesId);
  }
  const groups = ties.groups().map((ids) => ids.flatMap((id) => loaded.get(id) ?? []));
  return { groups: groups.filter((group) => group.length > 0), lineages };
}

const facts = [
  ...['id', 'threadId', 'author', 'title', 'version', 'total', 'isRfc', 'isResend', 'date', 'changeId', 'lineageId'],
  ...['linkedId', 'linkReason'],
];

/** Series with their patches; one of nothing but a proposal is no posting. */
async function load(bulk: BulkTables, ids: readonly number[]): Promise<Posting[]> {
  const rows = await bulk.findIn<SeriesFacts>('Series', facts, 'id', [...new Set(ids)]);
  const patches = await queryIn<PostedPatch>(
    bulk,
    `SELECT p."id", p."seriesId", p."part", p."messageId", m."threadId", m."nameId", n."text" AS "name", m."subject",
       p."title", p."patchId", p."isCover"
     FROM "Patch" p JOIN "Message" m ON m."id" = p."messageId" JOIN "MessageName" n ON n."id" = m."nameId"
     WHERE p."seriesId" IN ?? AND NOT p."isProposal"`,
    rows.map(({ id }) => id),
  );
  const first = (part: number | null) => part ?? -Infinity;
  const own = groupBy(
    patches.sort((a, b) => (a.part === b.part ? a.id - b.id : first(a.part) < first(b.part) ? -1 : 1)),
    ({ seriesId }) => seriesId,
  );
  return rows.flatMap((row) => {
    const found = own.get(row.id);
    return found === undefined ? [] : [{ row, patches: found }];
  });
}

async function findOfLineages(bulk: BulkTables, lineages: readonly number[]) {
  return bulk.findIn<{ id: number; lineageId: number }>('Series', ['id', 'lineageId'], 'lineageId', lineages);
}

async function tieLineages(bulk: BulkTables, postings: readonly Posting[], lineages: Set<number>): Promise<Tie[]> {
  const first = new Map<number, number>();
  const ties: Tie[] = [];
  for (const { row } of postings) {
    if (row.lineageId === null) continue;
    const known = first.get(row.lineageId);
    if (known === undefined) first.set(row.lineageId, row.id);
    else ties.push([known, row.id]);
    lineages.add(row.lineageId);
  }
  for (const { id, lineageId } of await findOfLineages(bulk, [...first.keys()])) {
    const known = first.get(lineageId);
    if (known !== undefined && known !== id) ties.push([known, id]);
  }
  return ties;
}

/** Series of one author and title. */
async function tieTitled(bulk: BulkTables, postings: readonly Posting[]): Promise<Tie[]> {
  const titles = [...new Set(postings.map(({ row }) => row.title))];
  const found = await findTitled(bulk, titles);
  return postings.flatMap(({ row }) =>
    (found.get(`${row.author}\n${row.title}`) ?? []).flatMap((id): Tie[] => (id === row.id ? [] : [[row.id, id]])),
  );
}

async function findTitled(bulk: BulkTables, titles: readonly string[]): Promise<Map<string, number[]>> {
  const rows = await bulk.findIn<{ id: number; author: string; title: string }>(
    'Series',
    ['id', 'author', 'title'],
    'title',
    titles,
  );
  const groups = groupBy(rows, ({ author, title }) => `${author}\n${title}`);
  return new Map([...groups].map(([key, own]) => [key, own.map(({ id }) => id)]));
}

/** Series that something may tie to these: a superset of what `joinLineages` finds. */
async function findCandidates(bulk: BulkTables, postings: readonly Posting[]): Promise<Tie[]> {
  if (postings.length === 0) return [];
  const found = [
    ...(await tieChanging(bulk, postings)),
    ...(await tieRenamed(bulk, postings)),
    ...(await tieNaming(bulk, postings)),
    ...(await tieNamed(bulk, postings)),
    ...(await tieSharing(bulk, postings, 'title')),
    ...(await tieSharing(bulk, postings, 'patchId')),
    ...(await tieLike(bulk, postings)),
  ];
  return found.filter(([one, other]) => one !== other);
}

async function tieChanging(bulk: BulkTables, postings: readonly Posting[]): Promise<Tie[]> {
  const changing = postings.flatMap(({ row: { id, changeId } }) => (changeId === null ? [] : [{ id, changeId }]));
  const rows = await bulk.findIn<{ id: number; changeId: string }>(
    'Series',
    ['id', 'changeId'],
    'changeId',
    changing.map(({ changeId }) => changeId),
  );
  const own = groupBy(rows, ({ changeId }) => changeId);
  return changing.flatMap(({ id, changeId }) => (own.get(changeId) ?? []).map((other): Tie => [id, other.id]));
}

/** Series that have the title which one says it had before. */
async function tieRenamed(bulk: BulkTables, postings: readonly Posting[]): Promise<Tie[]> {
  const renamed = postings.flatMap(({ row }) =>
    titlesOf(row.title).flatMap((title) => (title === row.title ? [] : [{ row, title }])),
  );
  const found = await findTitled(bulk, [...new Set(renamed.map(({ title }) => title))]);
  return renamed.flatMap(({ row, title }) =>
    (found.get(`${row.author}\n${title}`) ?? []).map((id): Tie => [row.id, id]),
  );
}

/** Series that name one of the postings' mails. */
async function tieNaming(bulk: BulkTables, postings: readonly Posting[]): Promise<Tie[]> {
  const ownerOf = new Map(postings.flatMap(({ row, patches }) => patches.map(({ name }) => [name, row.id] as const)));
  const rows = await queryIn<{ text: string; id: number }>(
    bulk,
    `SELECT r."text", p."seriesId" AS "id" FROM "PatchMention" r JOIN "Patch" p ON p."id" = r."patchId"
     WHERE r."text" IN ?? AND NOT p."isProposal"`,
    [...ownerOf.keys()],
  );
  return rows.flatMap(({ text, id }): Tie[] => {
    const owner = ownerOf.get(text);
    return owner === undefined ? [] : [[owner, id]];
  });
}

/** Series whose mails are named by one of the postings. */
async function tieNamed(bulk: BulkTables, postings: readonly Posting[]): Promise<Tie[]> {
  const seriesOf = new Map(
    postings.flatMap(({ patches }) => patches.map(({ id, seriesId }) => [id, seriesId] as const)),
  );
  const mentions = await bulk.findIn<{ patchId: number; text: string }>(
    'PatchMention',
    ['patchId', 'text'],
    'patchId',
    [...seriesOf.keys()],
  );
  const names = await bulk.findIn<{ id: number; text: string }>('MessageName', ['id', 'text'], 'text', [
    ...new Set(mentions.map(({ text }) => text)),
  ]);
  const idOf = new Map(names.map(({ id, text }) => [text, id]));
  const series = await findSeriesOfNames(bulk, [...idOf.values()]);
  return mentions.flatMap(({ patchId, text }) => {
    const own = seriesOf.get(patchId);
    const others = series.get(idOf.get(text) ?? 0) ?? [];
    return own === undefined ? [] : others.map((other): Tie => [own, other]);
  });
}

/** Series of the same author with a patch of the same title, or with the same changes. */
async function tieSharing(bulk: BulkTables, postings: readonly Posting[], by: 'title' | 'patchId'): Promise<Tie[]> {
  const own = postings.flatMap(({ row, patches }) =>
    patches.flatMap((patch) => {
      const value = patch[by];
      return patch.isCover === 1 || value === null ? [] : [{ id: row.id, author: row.author, value }];
    }),
  );
  const rows = await queryIn<{ id: number; author: string; value: string }>(
    bulk,
    `SELECT s."id", s."author", p."${by}" AS "value" FROM "Patch" p JOIN "Series" s ON s."id" = p."seriesId"
     WHERE p."${by}" IN ?? AND NOT p."isProposal"${by === 'title' ? ' AND NOT p."isCover"' : ''}`,
    [...new Set(own.map(({ value }) => value))],
  );
  const sharing = groupBy(rows, ({ author, value }) => `${author}\n${value}`);
  return own.flatMap(({ id, author, value }) =>
    (sharing.get(`${author}\n${value}`) ?? []).map((other): Tie => [id, other.id]),
  );
}

/** Series of the same author, posted within a year, with a title of nearly the same words and another version. */
async function tieLike(bulk: BulkTables, postings: readonly Posting[]): Promise<Tie[]> {
  const dates = postings.map(({ row }) => row.date);
  const from = dates.reduce((a, b) => Math.min(a, b)) - LONGEST;
  const until = dates.reduce((a, b) => Math.max(a, b)) + LONGEST;
  const rows = await queryIn<SeriesFacts>(
    bulk,
    `SELECT "id", "author", "title", "version", "isRfc", "date" FROM "Series"
     WHERE "date" BETWEEN ? AND ? AND "author" IN ??`,
    [...new Set(postings.map(({ row }) => row.author))],
    [new Date(from), new Date(until)],
  );
  const byAuthor = groupBy(rows, ({ author }) => author);
  const words = new Map<string, ReadonlySet<string>>();
  const wordsOf = (title: string) => {
    const known = words.get(title) ?? titleWords(title);
    words.set(title, known);
    return known;
  };
  return postings.flatMap(({ row }) =>
    (byAuthor.get(row.author) ?? []).flatMap((other): Tie[] => {
      const isVersion = other.version !== row.version || other.isRfc !== row.isRfc;
      if (!isVersion || Math.abs(other.date - row.date) > LONGEST) return [];
      return titleLikeness(wordsOf(other.title), wordsOf(row.title)) >= LIKE ? [[row.id, other.id]] : [];
    }),
  );
}

async function tieCorrected(bulk: BulkTables, postings: readonly Posting[], groupings: Groupings): Promise<Tie[]> {
  const said = postings.flatMap(({ row, patches }) =>
    patches.flatMap(({ nameId }) =>
      (groupings.get(nameId) ?? []).flatMap((one) =>
        one.how !== 'version-of' || one.withId === null
          ? []
          : [one.nameId, one.withId].map((name) => ({ id: row.id, name })),
      ),
    ),
  );
  const series = await findSeriesOfNames(
    bulk,
    said.map(({ name }) => name),
  );
  return said.flatMap(({ id, name }) =>
    (series.get(name) ?? []).flatMap((other): Tie[] => (other === id ? [] : [[id, other]])),
  );
}

/** The series that the mails under these Message-IDs, by number, are patches of; the first mail's first. */
export async function findSeriesOfNames(bulk: BulkTables, names: readonly number[]): Promise<Map<number, number[]>> {
  const rows = await queryIn<{ nameId: number; form: number; id: number }>(
    bulk,
    `SELECT m."nameId", m."form", p."seriesId" AS "id" FROM "Message" m JOIN "Patch" p ON p."messageId" = m."id"
     WHERE m."nameId" IN ?? AND NOT p."isProposal"`,
    names,
  );
  const groups = groupBy(
    rows.sort((a, b) => a.form - b.form),
    ({ nameId }) => nameId,
  );
  return new Map([...groups].map(([nameId, own]) => [nameId, own.map(({ id }) => id)]));
}
