import type { Moot } from '#lib/db/open';
import { readReplies } from '#lib/db/reply-trailers';
import {
  type GatheredTrailer,
  type GatherOptions,
  type GatherPart,
  type GatherVersion,
  type GivingMail,
  gatherTrailers,
} from '#lib/patch/gather';
import { sayVersion } from '#lib/patch/version-label';

/** Versions of one series, with the trailers of each of their patches. */
export interface SeriesTrailers {
  readonly versions: readonly (GatherVersion & { readonly seriesId: number })[];
  /** By Message-ID of the patch or cover letter. */
  readonly trailers: ReadonlyMap<string, readonly GatheredTrailer[]>;
}

/**
 * The trailers of these versions of one series. Asks the database a fixed number of times, however long the threads are;
 * `series` are their numbers in any order.
 */
export async function readSeriesTrailers(
  moot: Moot,
  series: readonly number[],
  options: GatherOptions = {},
): Promise<SeriesTrailers> {
  const rows = await moot.prisma.series.findMany({
    where: { id: { in: [...series] } },
    orderBy: [{ version: 'asc' }, { date: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      threadId: true,
      version: true,
      isRfc: true,
      isResend: true,
      patches: {
        where: { isProposal: false },
        orderBy: [{ part: 'asc' }, { id: 'asc' }],
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
  const versions = rows.map(({ id, version, isRfc, isResend, patches }) => ({
    seriesId: id,
    label: sayVersion({ version, isRfc, isResend }),
    parts: patches.map(
      ({ title, isCover, patchId, trailers, message }): GatherPart => ({
        id: message.name.text,
        title,
        isCover,
        author: { name: message.fromName, address: message.fromAddress },
        own: trailers,
        patchId: patchId ?? undefined,
      }),
    ),
  }));
  const mails = await readGivingMails(moot, [...new Set(rows.map(({ threadId }) => threadId))]);
  return { versions, trailers: gatherTrailers(versions, mails, options) };
}

/** The mails of these threads that give trailers, each with what stands above it in its thread. */
async function readGivingMails(moot: Moot, threads: readonly number[]): Promise<GivingMail[]> {
  const thread = { threadId: { in: [...threads] } };
  const given = await readReplies(moot, threads);
  if (given.size === 0) return [];
  const ids = [...given.keys()];
  const [names, parents, mails, references] = await Promise.all([
    moot.prisma.messageName.findMany({ where: thread, select: { id: true, text: true } }),
    moot.prisma.message.findMany({ where: { ...thread, form: 0 }, select: { nameId: true, parentId: true } }),
    moot.prisma.message.findMany({
      where: { id: { in: ids } },
      select: { id: true, nameId: true, parentId: true, fromName: true, fromAddress: true, date: true, flags: true },
    }),
    moot.prisma.messageReference.findMany({
      where: { messageId: { in: ids } },
      orderBy: { position: 'desc' },
      select: { messageId: true, nameId: true },
    }),
  ]);
  const textOf = new Map(names.map(({ id, text }) => [id, text]));
  const parentOf = new Map(parents.map(({ nameId, parentId }) => [nameId, parentId]));
  return mails.map((mail): GivingMail => {
    const above = new Set<number>();
    for (let at = mail.parentId; at !== null && !above.has(at); at = parentOf.get(at) ?? null) above.add(at);
    // Where the parent is not held, what the mail itself names above it may be.
    for (const { messageId, nameId } of references) if (messageId === mail.id) above.add(nameId);
    return {
      id: textOf.get(mail.nameId) ?? '',
      above: [...above].flatMap((id) => textOf.get(id) ?? []),
      from: { name: mail.fromName, address: mail.fromAddress },
      dateIso: mail.flags.includes('"no-date"') ? null : mail.date.toISOString(),
      given: given.get(mail.id) ?? [],
    };
  });
}
