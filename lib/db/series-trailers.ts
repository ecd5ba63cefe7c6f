import type { Moot } from '#lib/db/open';
import { partOrder } from '#lib/db/part-order';
import { readReplies } from '#lib/db/reply-trailers';
import { sayVersion } from '#lib/patch/series/version-label';
import {
  type GatheredTrailer,
  type GatherOptions,
  type GatherPart,
  type GatherVersion,
  type GivingMail,
  gatherTrailers,
} from '#lib/patch/trailer/gather';

/** A posted version with what gathering needs of its parts. */
export interface TrailerVersion extends GatherVersion {
  readonly seriesId: number;
}

/** Versions of one or more series, with the trailers of each of their patches. */
export interface SeriesTrailers {
  /** Those of one series together, oldest first. */
  readonly lineages: readonly (readonly TrailerVersion[])[];
  /** By Message-ID of the patch or cover letter. */
  readonly trailers: ReadonlyMap<string, readonly GatheredTrailer[]>;
  /** The mails that give trailers, in no order. */
  readonly mails: readonly GivingMail[];
}

/** Numbers in one question to the database: it takes some thousand. */
const MOST = 5000;

/**
 * The trailers of these postings, by number. Asks the database a fixed number of times, however many they are and however
 * long their threads. Postings of one lineage are versions of each other, and so are all of them where `areVersions`.
 */
export async function readSeriesTrailers(
  moot: Moot,
  series: readonly number[] | 'all',
  { areVersions = false, ...options }: GatherOptions & { readonly areVersions?: boolean } = {},
): Promise<SeriesTrailers> {
  const rows = await moot.prisma.series.findMany({
    ...(series === 'all' || series.length > MOST ? {} : { where: { id: { in: [...series] } } }),
    orderBy: [{ version: 'asc' }, { date: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      threadId: true,
      lineageId: true,
      version: true,
      isRfc: true,
      isResend: true,
      patches: {
        where: { isProposal: false },
        orderBy: [...partOrder],
        select: {
          title: true,
          isCover: true,
          patchId: true,
          trailers: { orderBy: { position: 'asc' }, select: { key: true, value: true } },
          message: { select: { fromName: true, fromAddress: true, name: { select: { text: true } } } },
        },
      },
    },
  });
  const lineages = new Map<string, TrailerVersion[]>();
  for (const { id, lineageId, version, isRfc, isResend, patches } of rows) {
    const key = areVersions ? 'one' : lineageId === null ? `series ${id}` : `lineage ${lineageId}`;
    const parts = patches.map(
      ({ title, isCover, patchId, trailers, message }): GatherPart => ({
        id: message.name.text,
        title,
        isCover,
        author: { name: message.fromName, address: message.fromAddress },
        own: trailers,
        patchId: patchId ?? undefined,
      }),
    );
    const made = { seriesId: id, label: sayVersion({ version, isRfc, isResend }), parts };
    const held = lineages.get(key);
    if (held === undefined) lineages.set(key, [made]);
    else held.push(made);
  }
  const mails = await readGivingMails(moot, series === 'all' ? 'all' : [...new Set(rows.map((row) => row.threadId))]);
  return { lineages: [...lineages.values()], trailers: gatherAll([...lineages.values()], mails, options), mails };
}

/** Gathers series by series: each sees the mails that answer one of its parts. */
function gatherAll(
  lineages: readonly (readonly TrailerVersion[])[],
  mails: readonly GivingMail[],
  options: GatherOptions,
): ReadonlyMap<string, readonly GatheredTrailer[]> {
  const [only] = lineages;
  if (lineages.length === 1 && only !== undefined) return gatherTrailers(only, mails, options);
  const lineageOf = new Map<string, number>();
  for (const [i, versions] of lineages.entries()) {
    for (const { parts } of versions) for (const { id } of parts) lineageOf.set(id, i);
  }
  const byLineage = new Map<number, GivingMail[]>();
  for (const mail of mails) {
    const nearest = mail.above.find((id) => lineageOf.has(id));
    const lineage = nearest === undefined ? undefined : lineageOf.get(nearest);
    if (lineage === undefined) continue;
    const list = byLineage.get(lineage);
    if (list === undefined) byLineage.set(lineage, [mail]);
    else list.push(mail);
  }
  const all = new Map<string, readonly GatheredTrailer[]>();
  for (const [i, versions] of lineages.entries()) {
    for (const [id, trailers] of gatherTrailers(versions, byLineage.get(i) ?? [], options)) all.set(id, trailers);
  }
  return all;
}

/** The mails of these threads that give trailers, each with what stands above it in its thread. */
async function readGivingMails(moot: Moot, threads: readonly number[] | 'all'): Promise<GivingMail[]> {
  const thread = threads === 'all' || threads.length > MOST ? {} : { threadId: { in: [...threads] } };
  const given = await readReplies(moot, thread);
  if (given.size === 0) return [];
  const few = given.size <= MOST ? { in: [...given.keys()] } : undefined;
  const [names, parents, mails, references] = await Promise.all([
    moot.prisma.messageName.findMany({ where: thread, select: { id: true, text: true } }),
    moot.prisma.message.findMany({ where: { ...thread, form: 0 }, select: { nameId: true, parentId: true } }),
    moot.prisma.message.findMany({
      where: few === undefined ? { ...thread, trailers: { some: {} } } : { id: few },
      select: { id: true, nameId: true, parentId: true, fromName: true, fromAddress: true, date: true, flags: true },
      orderBy: { id: 'asc' },
    }),
    // Where a parent is not held, what the mail itself names above it may be.
    moot.prisma.messageReference.findMany({
      where: few === undefined ? { message: { ...thread, parent: { messages: { none: {} } } } } : { messageId: few },
      orderBy: { position: 'desc' },
      select: { messageId: true, nameId: true },
    }),
  ]);
  const textOf = new Map(names.map(({ id, text }) => [id, text]));
  const parentOf = new Map(parents.map(({ nameId, parentId }) => [nameId, parentId]));
  const namedBy = new Map<number, number[]>();
  for (const { messageId, nameId } of references) {
    const list = namedBy.get(messageId);
    if (list === undefined) namedBy.set(messageId, [nameId]);
    else list.push(nameId);
  }
  return mails.flatMap((mail): GivingMail[] => {
    const trailers = given.get(mail.id);
    if (trailers === undefined) return [];
    const above = new Set<number>();
    for (let at = mail.parentId; at !== null && !above.has(at); at = parentOf.get(at) ?? null) above.add(at);
    for (const nameId of namedBy.get(mail.id) ?? []) above.add(nameId);
    return [
      {
        id: textOf.get(mail.nameId) ?? '',
        above: [...above].flatMap((id) => textOf.get(id) ?? []),
        from: { name: mail.fromName, address: mail.fromAddress },
        dateIso: mail.flags.includes('"no-date"') ? null : mail.date.toISOString(),
        given: trailers,
      },
    ];
  });
}
