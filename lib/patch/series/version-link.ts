import type { MessageId } from '#lib/mail/message-id';
import type { Mention } from '#lib/patch/posting';
import { comparableTitle, titleLikeness, titlesOf, titleWords } from '#lib/patch/series/similar-title';

/** What is looked at of a posted series to find the others that are versions of it. */
export interface PostedSeries {
  /** Its number in the database. */
  readonly key: number;
  /** Address of who posted it. */
  readonly author: string;
  readonly title: string;
  readonly version: number;
  readonly isRfc: boolean;
  readonly isResend: boolean;
  /** Milliseconds since 1970; 0 where no mail of it has a date that can be true. */
  readonly dateMs: number;
  readonly changeId: string | undefined;
  /** Branches that it is meant for (`5.4`, `AUTOSEL`), sorted: the same patch for another branch is no other version. */
  readonly targets: readonly string[];
  /** Its own mails. */
  readonly ids: readonly MessageId[];
  /** What its mails refer to in References and In-Reply-To, oldest first. */
  readonly references: readonly MessageId[];
  readonly mentions: readonly Mention[];
  /** Patches that it says it has; undefined for a single patch without a number. */
  readonly total: number | undefined;
  /** Its patches that are held, without the cover letter. */
  readonly patches: readonly { readonly title: string; readonly patchId: string | undefined }[];
  /** Files that they touch, without repetition. */
  readonly paths: readonly string[];
}

/**
 * Why two postings are taken for versions of one series, the surest first. `named`: its cover letter or notes name a mail
 * of the other. `resend`: the same changes sent again. `overlap`: most patches of the smaller one stand in the other.
 */
export const linkReasons = ['hand', 'change-id', 'named', 'reply', 'resend', 'title', 'overlap', 'similar'] as const;

export type LinkReason = (typeof linkReasons)[number];

/** What of a posting is compared with many others, made once. */
interface Compared {
  readonly title: string;
  readonly titles: readonly string[];
  readonly words: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
  readonly patchTitles: ReadonlySet<string>;
  readonly patchIds: ReadonlySet<string>;
}

const compared = new WeakMap<PostedSeries, Compared>();

function compare(posting: PostedSeries): Compared {
  const known = compared.get(posting);
  if (known !== undefined) return known;
  const made: Compared = {
    title: comparableTitle(posting.title),
    titles: titlesOf(posting.title),
    words: titleWords(posting.title),
    ids: new Set(posting.ids),
    paths: new Set(posting.paths),
    patchTitles: new Set(posting.patches.map(({ title }) => comparableTitle(title))),
    patchIds: new Set(posting.patches.flatMap(({ patchId }) => patchId ?? [])),
  };
  compared.set(posting, made);
  return made;
}

const DAY = 86_400_000;
/** A posting that says neither that it is a new version nor what it follows is only near the other for some days. */
const UNMARKED = 14 * DAY;
/** How long one waits for a next version that its title or its patches alone tie to the last. */
const SIMILAR = 120 * DAY;
const SAME = 180 * DAY;
/** Nothing but a change-id or a name ties postings that lie further apart. */
export const LONGEST = 366 * DAY;

/** Titles' likeness from which they are one title that was worded anew. */
export const LIKE = 0.6;

/**
 * Why `later` is another version of `earlier` by what ties the two alone; undefined where nothing does. `isAnswered`: of
 * all postings that it refers to, this is the one it answers most directly. What they share by title alone depends on
 * other postings too: see {@link followsByTitle}.
 */
export function findReason(earlier: PostedSeries, later: PostedSeries, isAnswered: boolean): LinkReason | undefined {
  const isSameAuthor = earlier.author === later.author;
  if (earlier.changeId !== undefined && earlier.changeId === later.changeId) {
    // b4 makes ids that nobody else makes; Gerrit's stay on a patch that somebody takes to another branch.
    if (!/^I[0-9a-f]{40}$/.test(earlier.changeId) || (isSameAuthor && haveSameTargets(earlier, later))) {
      return 'change-id';
    }
  }
  const mention = findMention(earlier, later);
  if (mention !== undefined) {
    if (mention.isVersion && (isSameAuthor || areAlike(earlier, later))) return 'named';
    if (isNext(earlier, later) && areAlike(earlier, later)) return 'named';
  }
  if (!haveSameTargets(earlier, later)) return undefined;
  if (refersTo(earlier, later)) {
    if (isNext(earlier, later) && ((isSameAuthor && isAnswered) || areAlike(earlier, later))) return 'reply';
    if (isSameAuthor && isPostedAgain(earlier, later) && areAlike(earlier, later)) return 'reply';
  }
  if (!isSameAuthor || earlier.dateMs === 0) return undefined;
  const gap = later.dateMs - earlier.dateMs;
  if (gap > LONGEST) return undefined;
  if (isSentAgain(earlier, later)) return 'resend';
  if (gap <= SAME && overlaps(earlier, later)) return 'overlap';
  return undefined;
}

/**
 * Whether a posting follows the one of the same title by the same author that was posted last before it: as its next
 * version, or within days by the same files. A title that comes again after months is not enough for more than one patch;
 * then they share a patch too.
 */
export function followsByTitle(earlier: PostedSeries, later: PostedSeries): boolean {
  if (earlier.dateMs === 0 || !haveSameTargets(earlier, later)) return false;
  const gap = later.dateMs - earlier.dateMs;
  const shared = countShared(earlier, later);
  if (later.isResend && earlier.version === later.version) return gap <= LONGEST;
  if (!isNext(earlier, later)) return gap <= UNMARKED && shared > 0 && sharesPath(earlier, later);
  return gap <= (shared > 0 ? SAME : UNMARKED * 4);
}

/**
 * Whether a posting is the next version of one whose title was worded otherwise: a like title and the same files. Of the
 * very same title {@link followsByTitle} has decided.
 */
export function followsByLikeness(earlier: PostedSeries, later: PostedSeries): boolean {
  if (earlier.dateMs === 0 || !haveSameTargets(earlier, later)) return false;
  const isDirectlyNext = Math.floor(later.version) === Math.floor(earlier.version) + 1 || leavesRfc(earlier, later);
  return (
    isDirectlyNext &&
    compare(earlier).title !== compare(later).title &&
    later.dateMs - earlier.dateMs <= SIMILAR &&
    sharesPath(earlier, later) &&
    titleLikeness(compare(earlier).words, compare(later).words) >= LIKE
  );
}

/** Whether a posting names itself a later version than the other. */
function isNext(earlier: PostedSeries, later: PostedSeries): boolean {
  return later.version > earlier.version || leavesRfc(earlier, later);
}

/** An RFC that became a patch begins to count anew. */
function leavesRfc(earlier: PostedSeries, later: PostedSeries): boolean {
  return earlier.isRfc && !later.isRfc;
}

/** The same numbers a second time, in the same thread: its author forgot to count. */
function isPostedAgain(earlier: PostedSeries, later: PostedSeries): boolean {
  return earlier.version === later.version && (later.patches.length === 0 || sharesPath(earlier, later));
}

function haveSameTargets(a: PostedSeries, b: PostedSeries): boolean {
  return a.targets.join(' ') === b.targets.join(' ');
}

function refersTo(earlier: PostedSeries, later: PostedSeries): boolean {
  const { ids } = compare(earlier);
  return later.references.some((id) => ids.has(id));
}

function findMention(earlier: PostedSeries, later: PostedSeries): Mention | undefined {
  if (later.mentions.length === 0) return undefined;
  const { ids } = compare(earlier);
  const found = later.mentions.filter(({ id }) => ids.has(id));
  return found.find(({ isVersion }) => isVersion) ?? found[0];
}

function areAlike(earlier: PostedSeries, later: PostedSeries): boolean {
  const [a, b] = [compare(earlier), compare(later)];
  return b.titles.includes(a.title) || titleLikeness(a.words, b.words) >= LIKE || overlaps(earlier, later);
}

/** Every patch of one is the same change as one of the other, and the title is the same or it says that it is sent again. */
function isSentAgain(earlier: PostedSeries, later: PostedSeries): boolean {
  if (later.patches.length === 0) return false;
  const { patchIds, title } = compare(earlier);
  if (!later.patches.every(({ patchId }) => patchId !== undefined && patchIds.has(patchId))) return false;
  return later.isResend || (title === compare(later).title && earlier.version === later.version);
}

/**
 * Whether most patches of the smaller one stand in the other by title: a series renamed, split or
 * joined. One patch alone has to be called a later version, or be the same change, for its title may be a common one.
 */
function overlaps(earlier: PostedSeries, later: PostedSeries): boolean {
  const [first, second] = [sizeOf(earlier), sizeOf(later)];
  const least = Math.min(first, second);
  const shared = countShared(earlier, later);
  if (shared * 2 < least || shared === 0) return false;
  if (shared > 1) return true;
  // Two single patches are joined by what says more: a title may be a common one.
  if (least > 1 || Math.max(first, second) === 1) return false;
  const { patchIds } = compare(earlier);
  const isOneChange = later.patches.some(({ patchId }) => patchId !== undefined && patchIds.has(patchId));
  return isOneChange || isNext(earlier, later);
}

/** How many patches it has, held or not. */
function sizeOf({ total, patches }: PostedSeries): number {
  return Math.max(total ?? 1, patches.length);
}

/** How many patches of the later one the earlier one has, by title. */
function countShared(earlier: PostedSeries, later: PostedSeries): number {
  const { patchTitles } = compare(earlier);
  let shared = 0;
  for (const title of compare(later).patchTitles) if (patchTitles.has(title)) shared++;
  return shared;
}

function sharesPath(a: PostedSeries, b: PostedSeries): boolean {
  const { paths } = compare(a);
  return b.paths.some((path) => paths.has(path));
}
