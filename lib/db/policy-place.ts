import type { PolicyStanding } from '#lib/argument/record/policy';

/**
 * Place of a policy among those of its family as its name tells it: released ones first, then by number, then by the
 * letters after it (`A2`, `A2s`, `A5`, `A5a`).
 */
export function placeOfPolicy(id: string, standing: PolicyStanding): number {
  const { digits = '0', rest = '' } = /^[A-Za-z]+(?<digits>\d*)(?<rest>.*)$/.exec(id)?.groups ?? {};
  const letter = rest === '' ? 0 : Math.min(rest.charCodeAt(0), 999);
  return (standing === 'proposed' ? 10_000_000 : 0) + Number(digits === '' ? 0 : digits) * 1000 + letter;
}
