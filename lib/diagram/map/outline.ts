import type { GraphRelation } from '#lib/argument/graph';
import type { MapSelection } from '#lib/diagram/map/selection';

/** An entry of the outline: a claim, and the relations that lead on from it. */
export interface OutlineEntry {
  readonly slug: string;
  /** The relation by which it hangs on the entry above; null for a first one, and for a premise of the entry above. */
  readonly relation: GraphRelation | null;
  /** `from` where it is the entry above that speaks, `to` where this claim does, as record pages say it. */
  readonly direction: 'from' | 'to';
  /** Further claims that the inference needs, beside this one and the entry above. */
  readonly together: readonly string[];
  /** What hangs on it; empty where the outline has the claim's own entry elsewhere. */
  readonly entries: readonly OutlineEntry[];
}

/**
 * The relations of a map as a nested list, each once: around a focus outward from it, else below the claim that speaks.
 * Relations stand in the order of the selection.
 */
export function makeOutline(
  { claims, relations }: Pick<MapSelection, 'claims' | 'relations'>,
  focus: string | null,
): readonly OutlineEntry[] {
  if (focus !== null) return [growFrom(claims, relations, focus)];
  return claims.map(({ slug }) => ({
    slug,
    relation: null,
    direction: 'from' as const,
    together: [],
    entries: relations
      .filter(({ from }) => from === slug)
      .map((relation) => {
        return { slug: relation.to, relation, direction: 'from' as const, together: relation.premises, entries: [] };
      }),
  }));
}

/** An entry that is still being filled. */
interface Growing extends OutlineEntry {
  readonly entries: Growing[];
}

/** A relation hangs on that of its claims which is nearer to the focus; a claim is opened where it stands highest. */
function growFrom(claims: MapSelection['claims'], relations: readonly GraphRelation[], focus: string): OutlineEntry {
  const distances = new Map(claims.map(({ slug, distance }) => [slug, distance]));
  const distanceOf = (slug: string) => distances.get(slug) ?? Number.POSITIVE_INFINITY;
  const untold = new Set(relations);
  const root: Growing = { slug: focus, relation: null, direction: 'from', together: [], entries: [] };
  const open = new Map([[focus, root]]);
  const add = (above: Growing, entry: Growing) => {
    above.entries.push(entry);
    if (!open.has(entry.slug)) open.set(entry.slug, entry);
  };
  // Entries that are added while it goes on are gone through as well, the nearer ones first.
  for (const entry of open.values()) {
    const { slug } = entry;
    for (const relation of untold) {
      const reasons = [relation.from, ...relation.premises];
      if (relation.to !== slug && !reasons.includes(slug)) continue;
      const direction = relation.to === slug ? 'to' : 'from';
      const next = direction === 'to' ? relation.from : relation.to;
      if (distanceOf(next) < distanceOf(slug)) continue;
      untold.delete(relation);
      const together = reasons.filter((one) => one !== slug && one !== next);
      const child: Growing = { slug: next, relation, direction, together, entries: [] };
      add(entry, child);
      for (const premise of together.filter((one) => distances.has(one) && !open.has(one))) {
        add(child, { slug: premise, relation: null, direction: 'from', together: [], entries: [] });
      }
    }
  }
  return root;
}
