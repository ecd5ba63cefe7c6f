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

/** A patch, a numbered one, that refers to nothing and that nothing of its thread was sent with. */
export function isLone(group: SeriesGroup<SeriesMember>): boolean {
  const [only, second] = group.members;
  return only !== undefined && second === undefined && (only.total ?? 1) > 1 && only.references.length === 0;
}

/** Patches sent one by one, without references, follow each other within this time (Patchwork's interval). */
export const UNTHREADED = 600_000;

/**
 * Puts together what was sent without references: numbered patches alone in their threads, of one author, version and
 * total, within ten minutes of each other. Everything else stays as it is.
 */
export function joinUnthreaded<Member extends SeriesMember>(
  groups: readonly SeriesGroup<Member>[],
): SeriesGroup<Member>[] {
  const joined: SeriesGroup<Member>[] = groups.filter((group) => !isLone(group));
  const open: Open<Member>[] = [];
  for (const member of groups
    .filter(isLone)
    .flatMap((group) => group.members)
    .sort(byPosting)) {
    const series = open.find((one) => {
      const last = one.members.at(-1);
      return last !== undefined && member.dateMs - last.dateMs <= UNTHREADED && accepts(one, member);
    });
    (series ?? openSeries(member, open)).members.push(member);
  }
  return [...joined, ...open.map((series) => closeSeries(series.members))];
}

function byPosting(a: SeriesMember, b: SeriesMember): number {
  return a.dateMs - b.dateMs || (a.part ?? 0) - (b.part ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Groups a thread's patches into series. A patch joins the series that has its version, total and author, lacks its part,
 * and is nearest among what it refers to; without such a reference, one posted within a day. So a second posting with the
 * same labels, which finds its part taken, becomes a series of its own. Failing that, a patch without a version belongs to
 * the cover letter it answers though that has one: its author forgot to number the patches. The members' order does not
 * matter.
 */
export function groupSeries<Member extends SeriesMember>(members: readonly Member[]): SeriesGroup<Member>[] {
  const sorted = [...members].sort(byPosting);
  const open: Open<Member>[] = [];
  const byMessage = new Map<MessageId, Open<Member>>();
  for (const member of sorted) {
    const series = findSeries(member, open, byMessage) ?? openSeries(member, open);
    series.members.push(member);
    byMessage.set(member.id, series);
  }
  return open.map((series) => closeSeries(series.members));
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

/** A series of these members, which are at least one. */
export function closeSeries<Member extends SeriesMember>(members: readonly Member[]): SeriesGroup<Member> {
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
