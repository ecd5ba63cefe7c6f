import type { MapEdge } from '#lib/diagram/map/drawing';

/** A place on a line where other lines end: `premise` joins premises to an inference, `attack` is where it is undercut. */
export interface Joint {
  readonly id: string;
  readonly shape: 'premise' | 'attack';
}

/** A piece of a relation's line, between two claims or joints. A relation without joints has one piece. */
export interface Piece {
  readonly edge: MapEdge;
  readonly from: string;
  readonly to: string;
  /** Whether the relation's word stands on it. */
  readonly isNamed: boolean;
  /** Whether the head of the relation's arrow stands at its end. */
  readonly hasHead: boolean;
  /** Whether it comes to its joint from above or below, not along the line that the joint stands on. */
  readonly isSideways: boolean;
}

/** The lines of a map, cut at their joints. */
export interface Pieces {
  readonly joints: readonly Joint[];
  readonly pieces: readonly Piece[];
}

/** Whether a relation is an inference, which has premises and can be undercut. */
function isInference({ kind }: MapEdge): boolean {
  return kind === 'supports' || kind === 'rebuts';
}

/**
 * Cuts the lines at their joints. Only edges between claims of the map may be given. What undercuts no line of the map
 * ends at the claim whose inference it attacks.
 */
export function cutEdges(edges: readonly MapEdge[], isDrawn: (slug: string) => boolean): Pieces {
  const joints: Joint[] = [];
  const pieces: Piece[] = [];
  /** The place where an inference is attacked, by the inference; made when first needed. */
  const attacked = new Map<MapEdge, string>();
  const addJoint = (shape: Joint['shape']): string => {
    const id = `joint ${joints.length}`;
    joints.push({ id, shape });
    return id;
  };
  for (const edge of edges.filter(({ kind }) => kind === 'undercuts')) {
    const targets = edge.isOfRuns
      ? []
      : edges.filter(
          (other) => isInference(other) && other.from === edge.to && (edge.toward === null || other.to === edge.toward),
        );
    for (const target of targets) attacked.set(target, attacked.get(target) ?? addJoint('attack'));
    const ends = targets.flatMap((target) => attacked.get(target) ?? []);
    for (const to of ends.length === 0 ? [edge.to] : ends) {
      const isSideways = ends.length > 0;
      pieces.push({ edge, from: edge.from, to, isNamed: true, hasHead: !isSideways, isSideways });
    }
  }
  for (const edge of edges.filter(({ kind }) => kind !== 'undercuts')) {
    const premises = edge.premises.filter(isDrawn);
    const joined = premises.length === 0 ? [] : [addJoint('premise')];
    const way = [edge.from, ...joined, ...[attacked.get(edge) ?? []].flat(), edge.to];
    way.slice(1).forEach((to, index) => {
      const from = way[index] ?? edge.from;
      pieces.push({ edge, from, to, isNamed: index === 0, hasHead: to === edge.to, isSideways: false });
    });
    for (const to of joined) {
      for (const from of premises) {
        pieces.push({ edge, from, to, isNamed: false, hasHead: false, isSideways: true });
      }
    }
  }
  return { joints, pieces };
}
