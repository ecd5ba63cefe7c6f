import { containers } from '#lib/source/containers';
import { places } from '#lib/source/places';
import type { Source } from '#lib/source/source';

/** What mail can be read from: the places that an address may name, and the forms that a file may have. */
export const sources: readonly Source[] = [...places, ...containers];

/** The source of this name; undefined for an unknown one. */
export function findSource(name: string): Source | undefined {
  return sources.find((source) => source.name === name);
}
