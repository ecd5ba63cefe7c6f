import type { FilteredClaim } from '#lib/argument/claim-filter';
import { simulators } from '#lib/simulators';
import type { Option } from './choice';

/**
 * The properties that some claim rests on and that have a name: those that a simulator judges by itself, in its order, and
 * copies. What one scenario alone asks is not among them.
 */
export function listProperties(claims: readonly FilteredClaim[]): readonly Option[] {
  const used = new Set(claims.flatMap(({ properties }) => properties));
  const named = [
    ...simulators.flatMap(({ properties }) => properties.map(({ name, title }) => ({ value: name, label: title }))),
    { value: 'copies', label: 'Copies, counted' },
  ];
  return named.filter(({ value }) => [...used].some((name) => name === value || name.startsWith(`${value}-`)));
}
