import type { ClaimRow, RelationView, StanceView } from '#lib/db/record-types';

/** `Factual`: a kind as a tag. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `Factual · held by A, B`, in the order in which they first spoke. */
export function kindAndHolders(claim: ClaimRow): string {
  const names = claim.holders.map((person) => person.name).join(', ');
  return names === '' ? capital(claim.kind) : `${capital(claim.kind)} · held by ${names}`;
}

/** What the person did, as the margin says it. */
export const attitudeText: Readonly<Record<StanceView['attitude'], string>> = {
  asserts: 'asserts',
  accepts: 'accepts',
  concedes: 'concedes',
  lukewarm: 'is lukewarm',
  rejects: 'rejects',
  withdraws: 'withdraws',
};

/** `rebuts`, or `rebutted by` where the other claim is the one that speaks. */
export function relationText({ kind, direction }: Pick<RelationView, 'kind' | 'direction'>): string {
  if (direction === 'from' && kind !== 'contrary' && kind !== 'equivalent') return kind;
  switch (kind) {
    case 'supports':
      return 'supported by';
    case 'rebuts':
      return 'rebutted by';
    case 'undercuts':
      return 'undercut by';
    case 'concedes':
      return 'conceded by';
    case 'supersedes':
      return 'superseded by';
    case 'refines':
      return 'refined by';
    case 'contrary':
      return 'contrary to';
    case 'equivalent':
      return 'equivalent to';
  }
}

/** Colour role of a relation; those that neither support nor attack have none. */
export function relationRole(kind: RelationView['kind']): string {
  switch (kind) {
    case 'supports':
      return 'sup';
    case 'rebuts':
    case 'contrary':
      return 'reb';
    case 'undercuts':
      return 'und';
    default:
      return '';
  }
}
