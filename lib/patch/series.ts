import type { MessageId } from '#lib/mail/message-id';

/** What grouping needs of a patch or cover letter. All of them share a thread. */
export interface SeriesMember {
  readonly id: MessageId;
  /** Ids of References and In-Reply-To, oldest first. */
  readonly references: readonly MessageId[];
  /** Address of the author. */
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly dateMs: number;
  readonly title: string;
  readonly version: number;
  readonly part: number | undefined;
  readonly total: number | undefined;
  readonly isCover: boolean;
  readonly isRfc: boolean;
  readonly isResend: boolean;
}

/** A posted series: one version, in the order of its parts, the cover letter first. */
export interface SeriesGroup<Member extends SeriesMember> {
  readonly title: string;
  readonly version: number;
  readonly total: number | undefined;
  readonly isRfc: boolean;
  readonly isResend: boolean;
  readonly author: string;
  readonly dateMs: number;
  readonly members: readonly Member[];
}

interface Open<Member extends SeriesMember> {
  readonly first: Member;
  readonly members: Member[];
}

/** Patches of one posting are sent within minutes; a day forgives slow queues. */
const DAY = 86_400_000;

/**
 * Groups a thread's patches into series. A patch joins the series that has its version, total and author, lacks its part,
 * and is nearest among what it refers to; without such a reference, one posted within a day. So a second posting with the
 * same labels, which finds its part taken, becomes a series of its own. Failing that, a patch without a version belongs to
 * the cover letter it answers though that has one: its author forgot to number the patches. The members' order does not
 * matter.
 */
export function groupSeries<Member extends SeriesMember>(members: readonly Member[]): SeriesGroup<Member>[] {
  const sorted = [...members].sort(
    (a, b) => a.dateMs - b.dateMs || (a.part ?? 0) - (b.part ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  const open: Open<Member>[] = [];
  const byMessage = new Map<MessageId, Open<Member>>();
  for (const member of sorted) {
    const series = findSeries(member, open, byMessage) ?? openSeries(member, open);
    series.members.push(member);
    byMessage.set(member.id, series);
  }
  return open.map(closeSeries);
}

function openSeries<Member extends SeriesMember>(first: Member, open: Open<Member>[]): Open<Member> {
  const series: Open<Member> = { first, members: [] };
  open.push(series);
  return series;
}

function findSeries<Member extends SeriesMember>(
  member: Member,
  open: readonly Open<Member>[],
  byMessage: ReadonlyMap<MessageId, Open<Member>>,
): Open<Member> | undefined {
  for (const id of [...member.references].reverse()) {
    const series = byMessage.get(id);
    if (series !== undefined && accepts(series, member)) return series;
  }
  if (member.total === undefined) return undefined;
  const isNear = (series: Open<Member>) => Math.abs(member.dateMs - series.first.dateMs) < DAY;
  const near = [...open].reverse().find((series) => accepts(series, member) && isNear(series));
  if (near !== undefined || member.version !== 1 || member.isCover) return near;
  const answered = byMessage.get(member.references.at(-1) ?? '');
  const isCovered = answered?.first.isCover === true && answered.first.id === member.references.at(-1);
  return isCovered && isNear(answered) && accepts(answered, member, answered.first.version) ? answered : undefined;
}

function accepts({ first, members }: Open<SeriesMember>, member: SeriesMember, version = member.version): boolean {
  if (member.part === undefined || member.total === undefined) return false;
  const isSame =
    first.version === version &&
    first.total === member.total &&
    first.author === member.author &&
    first.isResend === member.isResend;
  return isSame && !members.some((other) => other.part === member.part);
}

function closeSeries<Member extends SeriesMember>({ members }: Open<Member>): SeriesGroup<Member> {
  const ordered = [...members].sort((a, b) => (a.part ?? 0) - (b.part ?? 0));
  const [head] = ordered;
  if (head === undefined) throw new Error('Cannot close a series without a member');
  return {
    title: head.title,
    version: head.version,
    total: head.total,
    isRfc: ordered.some((member) => member.isRfc),
    isResend: head.isResend,
    author: head.author,
    dateMs: Math.min(...ordered.map((member) => member.dateMs)),
    members: ordered,
  };
}
