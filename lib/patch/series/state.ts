import type { TrailerCounts } from '#lib/patch/trailer/gather';

/** What becomes of a posted version of a series. */
export const seriesStates = [
  'new',
  'under review',
  'changes requested',
  'accepted',
  'merged',
  'rejected',
  'superseded',
  'withdrawn',
  'RFC',
  'incomplete',
] as const;

export type SeriesState = (typeof seriesStates)[number];

/** What the state of a version is computed from. */
export interface StateFacts {
  /** `v1` */
  readonly label: string;
  readonly isRfc: boolean;
  /** Patches held, without the cover letter. */
  readonly patches: number;
  /** Patches that it lacks, falling back on none. */
  readonly missing: number;
  /** The newest version posted after it, with how many of its patches are commits; null for the newest. */
  readonly later: { readonly label: string; readonly commits: number } | null;
  /** The record of the debate that speaks of it, where there is one. */
  readonly change: {
    readonly state: 'merged' | 'proposed' | 'removed' | 'rejected';
    readonly release: string | null;
  } | null;
  /** Patches of it that became commits, and the first release that has one of them. */
  readonly commits: { readonly patches: number; readonly release: string | null };
  readonly counts: TrailerCounts;
  /** Who said no, by name. */
  readonly nackedBy: readonly string[];
  /** Who said that he took it, oldest first. */
  readonly takenBy: readonly { readonly name: string; readonly dateIso: string | null }[];
  /** Mails of others below its patches. */
  readonly replies: number;
}

/** A person's word on the state, which counts more than what is computed. */
export interface GivenState {
  readonly state: SeriesState;
  /** `Name <address>` */
  readonly author: string;
  /** A day. */
  readonly date: string;
  readonly note: string | null;
}

/** The state of a version and how one knows. */
export interface StateOfSeries {
  readonly state: SeriesState;
  /** A sentence. */
  readonly why: string;
  /** Who says so; null where it is computed. */
  readonly given: GivenState | null;
}

interface Rule {
  readonly state: SeriesState;
  /** A sentence, where the state applies. */
  readonly why: (facts: StateFacts) => string | undefined;
}

const people = (count: number) => (count === 1 ? 'one person' : `${count} people`);

/** The computed states, those that say most first: the first that applies is the state. */
const rules: readonly Rule[] = [
  {
    state: 'merged',
    why: ({ change }) =>
      change?.state === 'merged'
        ? `Merged${change.release === null ? '' : ` for ${change.release}`}, as its record says.`
        : change?.state === 'removed'
          ? 'It was merged, and later removed, as its record says.'
          : undefined,
  },
  {
    state: 'rejected',
    why: ({ change }) => (change?.state === 'rejected' ? 'It was rejected, as its record says.' : undefined),
  },
  {
    state: 'merged',
    why: ({ commits, patches, later }) =>
      // A patch that did not change is the commit's source in every version: the last one was merged.
      patches > 0 && commits.patches >= patches && (later === null || later.commits === 0)
        ? `${patches === 1 ? 'It is a commit' : `All ${patches} patches are commits`}${commits.release === null ? '' : `, first in ${commits.release}`}.`
        : undefined,
  },
  {
    state: 'superseded',
    why: ({ later }) => (later === null ? undefined : `${later.label} was posted after it.`),
  },
  {
    state: 'accepted',
    why: ({ commits, patches }) =>
      commits.patches > 0 ? `${commits.patches} of its ${patches} patches are commits.` : undefined,
  },
  {
    state: 'changes requested',
    why: ({ nackedBy }) => (nackedBy.length === 0 ? undefined : `${nackedBy.join(', ')} said no to it.`),
  },
  {
    state: 'accepted',
    why: ({ takenBy }) => {
      const last = takenBy.at(-1);
      if (last === undefined) return undefined;
      return `${last.name} wrote that it was applied${last.dateIso === null ? '' : ` on ${last.dateIso.slice(0, 10)}`}.`;
    },
  },
  {
    state: 'incomplete',
    why: ({ missing }) =>
      missing === 0
        ? undefined
        : `${missing === 1 ? 'One of its patches is' : `${missing} of its patches are`} not held.`,
  },
  { state: 'RFC', why: ({ isRfc }) => (isRfc ? 'It asks for comments, and not to be merged.' : undefined) },
  {
    state: 'under review',
    why: ({ replies, counts }) => {
      if (replies === 0) return undefined;
      const reviewers = counts.reviewed + counts.acked;
      const answers = replies === 1 ? 'One mail answers it' : `${replies} mails answer it`;
      return `${answers}${reviewers === 0 ? '' : `; ${people(reviewers)} consented`}.`;
    },
  },
  { state: 'new', why: () => 'Nobody answered it yet.' },
];

/** The state of a version: what a person says it is, else the first rule that applies. */
export function stateOf(facts: StateFacts, given: GivenState | null = null): StateOfSeries {
  if (given !== null) {
    const who = given.author.replace(/\s*<[^<>]*>$/, '') || given.author;
    return { state: given.state, why: `${who} said so on ${given.date}.`, given };
  }
  for (const { state, why } of rules) {
    const sentence = why(facts);
    if (sentence !== undefined) return { state, why: sentence, given: null };
  }
  throw new Error('Cannot compute a state: the last rule applies always');
}
