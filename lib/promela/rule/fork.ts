/** Names of the rules by which fork decides whether the child gets a copy at once. */
export type ForkRule = 'share' | 'copy pinned' | 'copy pinned exclusive';

/** Condition on a page (`pg`) of an address space that has, or has not, ever pinned. */
export const forkRules: Readonly<Record<ForkRule, (page: string, everPinned: string) => string>> = {
  share: () => 'false',
  /** 70e806e4e645 */
  'copy pinned': (page, everPinned) => `${everPinned} && maybe_pinned(${page})`,
  /** 6c287605fd56 */
  'copy pinned exclusive': (page, everPinned) => `F[${page}].exclusive && ${everPinned} && maybe_pinned(${page})`,
};
