/** Names of the rules by which GUP for reading treats what it finds mapped read-only. */
export type GupRule =
  | 'take'
  | 'break'
  | 'break, unless it may share'
  | 'unshare mapped'
  | 'unshare for pins'
  | 'unshare for pins, zero page for long-term';

/** What the caller of GUP gave. */
export interface GupCall {
  readonly isPin: boolean;
  readonly isWrite: boolean;
  readonly isLongterm: boolean;
  /** The caller accepts the wrong side of a COW. */
  readonly mayShare: boolean;
}

interface Gup {
  /** Whether the fault is one for writing: 17839856fd58. */
  breaks(call: GupCall): boolean;
  /** Condition on which a page that is mapped read-only is unshared first; `false` for never. */
  unshares(page: string, call: GupCall): string;
  /** Whether the zero page is unshared. */
  unsharesZero(call: GupCall): boolean;
}

const never = { breaks: () => false, unshares: () => 'false', unsharesZero: () => false };

/** a7f226604170: a pin has to be on a page that is the address space's own. */
const forPins: Gup = {
  ...never,
  unshares: (page, { isPin }) => (isPin ? `!F[${page}].exclusive` : 'false'),
};

export const gupRules: Readonly<Record<GupRule, Gup>> = {
  take: never,
  break: { ...never, breaks: () => true },
  /** The flag of 10 August 2020, which nobody wrote. */
  'break, unless it may share': { ...never, breaks: ({ mayShare }) => !mayShare },
  /** The series of December 2021. */
  'unshare mapped': { ...never, unshares: (page) => `(mapcount(${page}) > 1 && !is_ksm(${page}))` },
  'unshare for pins': forPins,
  /** 84209e87c696 */
  'unshare for pins, zero page for long-term': {
    ...forPins,
    unsharesZero: ({ isPin, isLongterm }) => isPin && isLongterm,
  },
};
