import type { MessageId } from '#lib/mail/message-id';
import {
  closeSeries,
  groupSeries,
  joinUnthreaded,
  type SeriesGroup,
  type SeriesMember,
} from '#lib/patch/series/series';

/** A patch or a cover letter and the thread that it is in. */
export interface ThreadedMember extends SeriesMember {
  readonly threadId: number;
}

/** What a person said of a patch: that it belongs to no series, or which part it is of the series with that mail. */
export type SeriesCorrection =
  | { readonly kind: 'apart'; readonly id: MessageId }
  | { readonly kind: 'part-of'; readonly id: MessageId; readonly head: MessageId; readonly part: number | undefined };

/**
 * Groups patches of one or more threads: each thread's own, then those sent without references, then as people corrected
 * it. Of two corrections of one mail the later one in the list holds. The members' order does not matter.
 */
export function regroup<Member extends ThreadedMember>(
  members: readonly Member[],
  corrections: readonly SeriesCorrection[],
): SeriesGroup<Member>[] {
  const corrected = new Map(corrections.map((one) => [one.id, one]));
  const threads = new Map<number, Member[]>();
  for (const member of members) {
    if (corrected.has(member.id)) continue;
    const own = threads.get(member.threadId) ?? [];
    own.push(member);
    threads.set(member.threadId, own);
  }
  const groups = joinUnthreaded([...threads.values()].flatMap((own) => groupSeries(own)));
  const moved = members.filter((member) => corrected.has(member.id));
  if (moved.length === 0) return groups;
  const open = groups.map((group) => [...group.members]);
  const parts: { readonly member: Member; readonly head: MessageId; readonly part: number | undefined }[] = [];
  for (const member of moved) {
    const correction = corrected.get(member.id);
    if (correction?.kind === 'part-of') parts.push({ member, head: correction.head, part: correction.part });
    else open.push([member]);
  }
  // A mail may be put with one that is itself put elsewhere: those whose series stands go first.
  for (let waiting = parts; waiting.length > 0; ) {
    const late: typeof parts = [];
    for (const one of waiting) {
      const series = open.find((own) => own.some(({ id }) => id === one.head));
      if (series === undefined) late.push(one);
      else series.push({ ...one.member, part: one.part, isCover: one.member.isCover && one.part === 0 });
    }
    if (late.length === waiting.length) {
      for (const { member } of late) open.push([member]);
      break;
    }
    waiting = late;
  }
  return open.map((own) => closeSeries(own));
}
