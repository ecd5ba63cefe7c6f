/**
 * How one claim bears on another. `rebuts` attacks the conclusion, `undercuts` an inference and leaves the claim itself
 * alone, `concedes` grants the other side its claim, `supersedes` takes the place of what the speaker held before,
 * `refines` says the same of a narrower case. `contrary`: not both can stand; `equivalent`: two statements say the same.
 * The last two have no direction: they are written once, on either side.
 */
export const relationKinds = [
  'supports',
  'rebuts',
  'undercuts',
  'concedes',
  'supersedes',
  'refines',
  'contrary',
  'equivalent',
] as const;

export type RelationKind = (typeof relationKinds)[number];

/** Whether the relation speaks against the claim it points to. */
export function isAttack(kind: RelationKind): boolean {
  return kind === 'rebuts' || kind === 'undercuts' || kind === 'contrary';
}
