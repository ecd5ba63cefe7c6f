import { type EdgeLabel, Graph, type GraphLabel, layout, type NodeLabel } from '@dagrejs/dagre';
import { boxWidth, type SetBox, setBox } from '#lib/diagram/map/box';
import type { MapDrawing, MapEdge } from '#lib/diagram/map/drawing';
import { cutEdges, type Joint, type Piece } from '#lib/diagram/map/joints';
import type { Point } from '#lib/diagram/map/path';
import { drawWays, jointRadius, type Route, sideways } from '#lib/diagram/map/route';
import { placeWords, widestWord } from '#lib/diagram/map/words';

/** A box in its place: `x` and `y` are its left upper corner. */
export interface PlacedBox extends SetBox, Point {
  /** Whether it stands below the map, without lines. */
  readonly isRest: boolean;
}

/** A line in its place; `word` is the middle of the relation's word, null where it does not stand on this piece. */
export interface PlacedLine extends Route {
  readonly word: Point | null;
}

/** A map in its places, in CSS pixels. */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly joints: readonly (Joint & Point)[];
  readonly lines: readonly PlacedLine[];
  /** Baseline of the heading over the boxes below; null where there are none. */
  readonly restBaseline: number | null;
}

/** Room between neighbours of a column, and between columns: a word has its place there, beside turns and heads. */
const betweenBoxes = 22;
const betweenColumns = widestWord + 28;
const margin = 8;

/** Gives boxes and lines their places: lines go from left to right but for circles, boxes never overlap. */
export function layOut(drawing: MapDrawing): MapLayout {
  const drawn = new Set(drawing.nodes.map(({ slug }) => slug));
  const edges = drawing.edges.filter(({ from, to }) => drawn.has(from) && drawn.has(to) && from !== to);
  const { joints, pieces } = cutEdges(edges, (slug) => drawn.has(slug));
  const set = drawing.nodes.map(setBox);
  const focus = drawing.nodes.find(({ isFocus }) => isFocus)?.slug;
  const isAgainst = focus === undefined ? () => false : findAgainst(edges, focus);
  const graph = arrange(set, joints, pieces, isAgainst);
  const middleOf = (id: string): Point => placeOf(graph.node(id));
  const boxes = set.map((box): PlacedBox => {
    const { x, y } = middleOf(box.node.slug);
    return { ...box, x: x - boxWidth / 2, y: y - box.height / 2, isRest: false };
  });
  const ways = pieces.map((piece, index) => {
    const ends = { piece, from: middleOf(piece.from), to: middleOf(piece.to) };
    const name = String(index);
    if (!isAgainst(piece.edge)) {
      return { ...ends, via: (graph.edge(piece.from, piece.to, name).points ?? []).slice(1, -1).map(placeOf) };
    }
    const { points = [] } = graph.edge(piece.to, piece.from, name);
    return { ...ends, via: points.slice(1, -1).map(placeOf).toReversed() };
  });
  const routes = drawWays(ways, boxes);
  const words = placeWords(routes, boxes);
  const { width = 0, height = 0 } = graph.graph();
  return addRest(drawing, {
    width: width + 2 * margin,
    height: height + 2 * margin,
    boxes,
    joints: joints.map((joint) => ({ ...joint, ...middleOf(joint.id) })),
    lines: routes.map((route, index) => ({ ...route, word: words[index] ?? null })),
    restBaseline: null,
  });
}

/**
 * Tells which edges go from right to left, where what speaks to the focus stands left of it and what it speaks to stands
 * right: claims stand a step left or right of that from which they were reached first.
 */
function findAgainst(edges: readonly MapEdge[], focus: string): (edge: MapEdge) => boolean {
  const steps = new Map([[focus, 0]]);
  for (const [slug, step] of steps) {
    for (const { from, to, premises } of edges) {
      for (const reason of [from, ...premises]) {
        if (reason === slug && !steps.has(to)) steps.set(to, step + 1);
        if (to === slug && !steps.has(reason)) steps.set(reason, step - 1);
      }
    }
  }
  return ({ from, to }) => (steps.get(from) ?? 0) > (steps.get(to) ?? 0);
}

/** Finds the places: columns from left to right, and in each the order with few crossings. */
function arrange(
  boxes: readonly SetBox[],
  joints: readonly Joint[],
  pieces: readonly Piece[],
  isAgainst: (edge: MapEdge) => boolean,
) {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  // Few lines against the grain, and short ones: of the library's ways this gives the smallest map of the first debate.
  const ways = { acyclicer: 'greedy', ranker: 'longest-path' } as const;
  graph.setGraph({ rankdir: 'LR', nodesep: betweenBoxes, edgesep: 12, ranksep: betweenColumns, ...ways });
  for (const { node, height } of boxes) graph.setNode(node.slug, { width: boxWidth, height });
  for (const { id } of joints) graph.setNode(id, { width: 2 * jointRadius, height: 2 * sideways + 8 });
  pieces.forEach((piece, index) => {
    const [left, right] = isAgainst(piece.edge) ? [piece.to, piece.from] : [piece.from, piece.to];
    graph.setEdge(left, right, { weight: piece.isSideways ? 1 : 2 }, String(index));
  });
  if (boxes.length > 0) layout(graph);
  return graph;
}

/** A place of the layout on the canvas. */
function placeOf({ x = 0, y = 0 }: { readonly x?: number; readonly y?: number }): Point {
  return { x: x + margin, y: y + margin };
}

/** Puts the boxes without lines below, in rows. */
function addRest(drawing: MapDrawing, map: MapLayout): MapLayout {
  const rest = drawing.rest.nodes.map(setBox);
  if (rest.length === 0) return map;
  const pitch = boxWidth + betweenBoxes;
  const perRow = Math.max(3, Math.floor((map.width - 2 * margin + betweenBoxes) / pitch));
  const restBaseline = map.boxes.length === 0 ? margin + 12 : map.height + 24;
  const boxes: PlacedBox[] = [];
  let top = restBaseline + 16;
  for (let index = 0; index < rest.length; index += perRow) {
    const row = rest.slice(index, index + perRow);
    row.forEach((box, at) => {
      boxes.push({ ...box, x: margin + at * pitch, y: top, isRest: true });
    });
    top += Math.max(...row.map(({ height }) => height)) + betweenBoxes;
  }
  const columns = Math.min(perRow, rest.length);
  return {
    ...map,
    width: Math.max(map.width, 2 * margin + columns * pitch - betweenBoxes),
    height: top - betweenBoxes + margin,
    boxes: [...map.boxes, ...boxes],
    restBaseline,
  };
}
