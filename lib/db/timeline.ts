import { type Attitude, attitudes } from '#lib/argument/stance';
import { changeSelect, viewChangeRow } from '#lib/db/changes';
import { type Citation, listCitations } from '#lib/db/cited';
import { getClaimRows } from '#lib/db/claim-row';
import type { PrismaClient } from '#lib/db/generated/client';
import { getMoot } from '#lib/db/open';
import { policySelect, sortPolicies, viewPolicyRow } from '#lib/db/policy-row';
import type { ChangeRow, ClaimRow, PersonRef, PolicyRow } from '#lib/db/record-types';
import { listReleases } from '#lib/db/releases';
import { StampedCache } from '#lib/db/stamped-cache';
import { stanceSelect, viewStance } from '#lib/db/stance-row';
import { readWord } from '#lib/db/words';
import { readFront } from '#lib/markdown/record-file';

/** What an entry of the timeline may be, in the order in which those of one day stand. */
export const entryKinds = ['release', 'change', 'claim', 'stance', 'mail'] as const;

export type EntryKind = (typeof entryKinds)[number];

/** A mail that records cite. */
export interface CitedMail {
  readonly messageId: string;
  readonly held: boolean;
  readonly author: PersonRef | null;
  /** Number of records that cite it. */
  readonly records: number;
}

/** A mail that no record cites. */
export interface OtherMail {
  readonly messageId: string;
  /** As the mail has it. */
  readonly from: string;
}

/** What happened. */
type Happening =
  /** A release that brings or ends a rule of the debate, or in which one of its changes was merged. */
  | {
      readonly kind: 'release';
      readonly release: string;
      readonly merged: readonly ChangeRow[];
      readonly begin: readonly PolicyRow[];
      readonly end: readonly PolicyRow[];
    }
  /** A change was posted, or where no mail is known committed. */
  | { readonly kind: 'change'; readonly change: ChangeRow; readonly isPosted: boolean }
  /** Somebody spoke of a claim for the first time. */
  | { readonly kind: 'claim'; readonly claim: ClaimRow; readonly first: SaidStance }
  /** A stance after the first that is not mere assent: it concedes, withdraws or rejects. */
  | { readonly kind: 'stance'; readonly about: ClaimRow | ChangeRow; readonly said: SaidStance }
  /** The mails of a day. */
  | {
      readonly kind: 'mail';
      readonly cited: readonly CitedMail[];
      /** Imported mails of the same threads that nothing cites. */
      readonly others: readonly OtherMail[];
    };

/** An entry of the timeline. */
export type TimelineEntry = Happening & {
  /** ISO 8601 without time. */
  readonly day: string;
  /** Slugs of those whose entry it is. */
  readonly people: readonly string[];
  /** Topics of the claims that it is about. */
  readonly topics: readonly string[];
};

export interface SaidStance {
  readonly person: PersonRef;
  readonly attitude: Attitude;
  readonly messageId: string;
  readonly held: boolean;
  readonly note: string;
}

const turning: readonly Attitude[] = ['concedes', 'withdraws', 'rejects'];

const cache = new StampedCache<readonly TimelineEntry[]>(2);

/** Everything that happened in the debate, the oldest first. */
export async function listTimeline(): Promise<readonly TimelineEntry[]> {
  const { prisma } = await getMoot();
  // Mail is no part of the stamp.
  const { _max, _count } = await prisma.message.aggregate({ _max: { id: true }, _count: true });
  return cache.get(prisma, `${_max.id} ${_count}`, () => readTimeline(prisma));
}

async function readTimeline(prisma: PrismaClient): Promise<readonly TimelineEntry[]> {
  const entries = [
    ...(await readStances(prisma)),
    ...(await readChanges(prisma)),
    ...(await readReleases(prisma)),
    ...(await readMail(prisma)),
  ];
  const place = ({ kind }: TimelineEntry) => entryKinds.indexOf(kind);
  const sorted = entries.toSorted((one, other) =>
    one.day === other.day ? place(one) - place(other) : one.day < other.day ? -1 : 1,
  );
  // Releases of the time before only say since when a rule was in force.
  const start = sorted.find(({ kind }) => kind !== 'release')?.day ?? '';
  return sorted.filter(({ day }) => day >= start);
}

/** Topics of the claims that name a change, by the change's slug. */
async function readTopics(prisma: PrismaClient): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await prisma.claimChange.findMany({
    select: { claim: { select: { topic: true } }, change: { select: { record: { select: { slug: true } } } } },
    orderBy: [{ claimId: 'asc' }, { position: 'asc' }],
  });
  const topics = new Map<string, readonly string[]>();
  for (const { claim, change } of rows) {
    const { slug } = change.record;
    topics.set(slug, [...new Set([...(topics.get(slug) ?? []), claim.topic])]);
  }
  return topics;
}

async function readStances(prisma: PrismaClient): Promise<readonly TimelineEntry[]> {
  const [claims, topics, rows] = await Promise.all([
    getClaimRows(prisma),
    readTopics(prisma),
    prisma.stance.findMany({
      select: { ...stanceSelect, claimId: true, change: { select: changeSelect } },
      orderBy: [{ date: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    }),
  ]);
  const met = new Set<number>();
  return rows.flatMap((row): TimelineEntry[] => {
    const said: SaidStance = viewStance(row);
    const claim = row.claimId === null ? undefined : claims.get(row.claimId);
    const base = { day: row.date, people: [said.person.slug] };
    if (claim !== undefined && row.claimId !== null && !met.has(row.claimId)) {
      met.add(row.claimId);
      return [{ ...base, kind: 'claim', claim, first: said, topics: [claim.topic] }];
    }
    const about = claim ?? (row.change === null ? undefined : viewChangeRow(row.change));
    if (about === undefined || !turning.includes(readWord(attitudes, row.attitude))) return [];
    const own = claim === undefined ? (topics.get(about.slug) ?? []) : [claim.topic];
    return [{ ...base, kind: 'stance', about, said, topics: own }];
  });
}

async function readChanges(prisma: PrismaClient): Promise<readonly TimelineEntry[]> {
  const [rows, topics] = await Promise.all([
    prisma.change.findMany({ select: changeSelect, orderBy: { recordId: 'asc' } }),
    readTopics(prisma),
  ]);
  return rows.map(viewChangeRow).map((change) => ({
    kind: 'change',
    day: change.date,
    change,
    isPosted: change.messageId !== null,
    people: change.author === null ? [] : [change.author.slug],
    topics: topics.get(change.slug) ?? [],
  }));
}

async function readReleases(prisma: PrismaClient): Promise<readonly TimelineEntry[]> {
  const [releases, changes, policies] = await Promise.all([
    listReleases(prisma),
    prisma.change.findMany({
      where: { state: { in: ['merged', 'removed'] } },
      select: changeSelect,
      orderBy: { recordId: 'asc' },
    }),
    prisma.policy.findMany({ select: policySelect }).then(sortPolicies),
  ]);
  const merged = changes.map(viewChangeRow);
  const rules = policies.map((row) => ({ row: viewPolicyRow(row), ...readFront('policy', row.record.front) }));
  return releases.flatMap(({ release, date }, index): TimelineEntry[] => {
    const before = releases[index - 1]?.release;
    const entry = {
      merged: merged.filter((change) => change.release === release),
      begin: rules.filter(({ since }) => since === release).map(({ row }) => row),
      // `until` names the last release that has the rule: the one after it ends it.
      end: rules.filter(({ until }) => until !== undefined && until === before).map(({ row }) => row),
    };
    if (entry.merged.length + entry.begin.length + entry.end.length === 0) return [];
    return [{ kind: 'release', day: date, release, ...entry, people: [], topics: [] }];
  });
}

/** The mails of the threads in which there is a mail that a record cites, day by day. */
async function readMail(prisma: PrismaClient): Promise<readonly TimelineEntry[]> {
  const [citations, claims, people, names] = await Promise.all([
    listCitations(prisma),
    getClaimRows(prisma),
    prisma.record.findMany({ where: { kind: 'person' }, select: { slug: true, title: true } }),
    prisma.messageName.findMany({
      where: { messages: { some: {} } },
      select: {
        text: true,
        threadId: true,
        messages: { select: { date: true, fromName: true, fromAddress: true }, where: { form: 0 } },
      },
    }),
  ]);
  const held = new Map(names.map((name) => [name.text, name]));
  const refs = new Map(people.flatMap(({ slug, title }) => [slug, title].map((key) => [key, { slug, name: title }])));
  const topics = new Map([...claims.values()].map(({ slug, topic }) => [slug, topic]));
  const days = new Map<string, { readonly cited: Map<string, Citation[]>; readonly others: OtherMail[] }>();
  const dayOf = (day: string) => {
    const found = days.get(day) ?? { cited: new Map<string, Citation[]>(), others: [] };
    days.set(day, found);
    return found;
  };
  /** A mail stands on one day, whatever else records say. */
  const dayOfMail = new Map<string, string>();
  const threads = new Set<number>();
  for (const citation of citations) {
    const { messageId, day } = citation;
    if (!dayOfMail.has(messageId)) dayOfMail.set(messageId, day);
    const { cited } = dayOf(dayOfMail.get(messageId) ?? day);
    cited.set(messageId, [...(cited.get(messageId) ?? []), citation]);
    const threadId = held.get(messageId)?.threadId;
    if (threadId !== undefined && threadId !== null) threads.add(threadId);
  }
  for (const { text, threadId, messages } of names) {
    const [first] = messages;
    if (first === undefined || threadId === null || !threads.has(threadId) || dayOfMail.has(text)) continue;
    const from = first.fromName === '' ? first.fromAddress : first.fromName;
    dayOf(first.date.toISOString().slice(0, 10)).others.push({ messageId: text, from });
  }
  return [...days].map(([day, { cited, others }]): TimelineEntry => {
    const mails = [...cited].map(([messageId, all]): CitedMail => {
      const author = all.map((one) => refs.get(one.author ?? '')).find((ref) => ref !== undefined) ?? null;
      const records = new Set(all.map(({ kind, slug }) => `${kind}/${slug}`)).size;
      return { messageId, held: held.has(messageId), author, records };
    });
    const about = [...cited.values()].flat().flatMap(({ kind, slug }) => (kind === 'claim' ? [topics.get(slug)] : []));
    return {
      kind: 'mail',
      day,
      cited: mails,
      others,
      people: [...new Set(mails.flatMap(({ author }) => (author === null ? [] : [author.slug])))],
      topics: [...new Set(about.filter((topic) => topic !== undefined))],
    };
  });
}
