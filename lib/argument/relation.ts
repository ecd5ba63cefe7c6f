/**
 * How one claim bears on another. `rebuts` attacks the conclusion, `undercuts` the inference, `refines` says the same
 * of a narrower case.
 */
export const relationKinds = ['supports', 'rebuts', 'undercuts', 'concedes', 'supersedes', 'refines'] as const;

export type RelationKind = (typeof relationKinds)[number];

/** Whether the relation speaks against the claim it points to. */
export function isAttack(kind: RelationKind): boolean {
  return kind === 'rebuts' || kind === 'undercuts';
}
