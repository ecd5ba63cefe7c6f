import type { MessageId } from '#lib/mail/message-id';

/** What is looked at of a part of a series that is held. */
export interface HeldPart {
  readonly id: MessageId;
  /** 0 for a cover letter; undefined for an unnumbered patch. */
  readonly part: number | undefined;
  readonly isCover: boolean;
  /** The message that it answers, where that is not held. */
  readonly absentParent: MessageId | undefined;
}

/** What a posted series lacks here. */
export interface MissingParts {
  /** Numbers of the patches that are not held. */
  readonly missing: readonly number[];
  /** It had a cover letter, which is not held. Where nothing tells, it is taken to have had none. */
  readonly coverMissing: boolean;
}

/** Whole series of more patches than this are not listed part by part: somebody wrote a wrong number. */
const MOST = 1000;

/**
 * Says what of a series is not held. Whether there was a cover letter, its parts tell: `git format-patch` numbers the
 * Message-IDs of a posting, so that part 1 is the second mail where a cover letter is the first; b4 numbers them by part
 * and has a cover letter for every series of more than one; else two parts of which one is the first answer the same
 * absent mail.
 */
export function findMissing(held: readonly HeldPart[], total: number | undefined): MissingParts {
  if (total === undefined || total > MOST) return { missing: [], coverMissing: false };
  const parts = new Set(held.map(({ part }) => part));
  const missing: number[] = [];
  for (let part = 1; part <= total; part++) if (!parts.has(part)) missing.push(part);
  const coverMissing = total > 1 && !held.some(({ isCover }) => isCover) && hadCover(held);
  return { missing, coverMissing };
}

function hadCover(held: readonly HeldPart[]): boolean {
  for (const { id, part } of held) {
    if (part === undefined) continue;
    if (/^\d{8}-.*-v\d+-\d+-[0-9a-f]+@/.test(id)) return true;
    const number = /^\d{8,14}\.\d+-(\d+)-/.exec(id)?.[1];
    if (number !== undefined) return Number(number) === part + 1;
  }
  const first = held.find(({ part }) => part === 1)?.absentParent;
  return first !== undefined && held.some(({ part, absentParent }) => part !== 1 && absentParent === first);
}

/** What is not held, in words: `2/3 and the cover letter are not held`; '' where nothing lacks. */
export function sayMissing({ missing, coverMissing }: MissingParts, total: number | null): string {
  const most = 8;
  const shown = missing.slice(0, most).map((part) => `${part}/${total}`);
  const rest = missing.length - shown.length;
  const all = [...shown, ...(rest > 0 ? [`${rest} more`] : []), ...(coverMissing ? ['the cover letter'] : [])];
  const last = all.pop();
  if (last === undefined) return '';
  const isOne = all.length === 0 && rest <= 0;
  return `${all.length === 0 ? last : `${all.join(', ')} and ${last}`} ${isOne ? 'is' : 'are'} not held`;
}
