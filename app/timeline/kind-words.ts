import type { EntryKind } from '#lib/db/timeline';

/** The words of each kind of entry: of one, and of a lane. */
export const kindWords: Readonly<Record<EntryKind, { readonly one: string; readonly many: string }>> = {
  release: { one: 'Release', many: 'Releases' },
  change: { one: 'Change', many: 'Changes' },
  claim: { one: 'Claim', many: 'Claims' },
  stance: { one: 'Stance', many: 'Stances' },
  mail: { one: 'Mail', many: 'Mails' },
};
