import { boxWidth } from '#lib/diagram/map/box';
import type { Piece } from '#lib/diagram/map/joints';
import { type Curve, type Point, smooth, write, writePath } from '#lib/diagram/map/path';
import { listPorts, type PortedBox } from '#lib/diagram/map/ports';

/** From the middle of a joint to its corners. */
export const jointRadius = 6;

/** How far above or below a joint the lines come in that end there sideways. */
export const sideways = 16;

/** A piece of a line in its place. */
export interface Route {
  readonly piece: Piece;
  /** Text of an SVG path from `start` to `end`. */
  readonly path: string;
  /** What the path is made of; the last turn into a joint is missing. */
  readonly curves: readonly Curve[];
  readonly start: Point;
  readonly end: Point;
  /** 1 where it goes to the right, -1 where it goes to the left. */
  readonly direction: 1 | -1;
}

/** A piece, and where it goes: from the middle of what it leaves to the middle of what it ends at. */
export interface Way {
  readonly piece: Piece;
  readonly from: Point;
  readonly via: readonly Point[];
  readonly to: Point;
}

/**
 * Draws the ways. A line crosses a column of boxes level, at the height that was kept free for it there, and turns only
 * between two columns: so it crosses no box.
 */
export function drawWays(ways: readonly Way[], boxes: readonly PortedBox[]): readonly Route[] {
  const columns = new Set(boxes.map(({ x }) => Math.round(x + boxWidth / 2)));
  const port = listPorts(
    ways.map(({ piece, from, via, to }) => ({ from: piece.from, to: piece.to, points: [from, ...via, to] })),
    boxes,
  );
  return ways.map(({ piece, from, via, to }, index): Route => {
    const direction = to.x < from.x ? -1 : 1;
    /** Both ends of a column that stands there, else the point itself. */
    const across = (point: Point): readonly Point[] =>
      columns.has(Math.round(point.x))
        ? [-direction, direction].map((side) => ({ x: point.x + (side * boxWidth) / 2, y: point.y }))
        : [point];
    const atStart = port(index, 'start');
    const start = atStart ?? { x: from.x + direction * jointRadius, y: from.y };
    const side = (via.at(-1) ?? start).y > to.y ? 1 : -1;
    const atEnd = port(index, 'end');
    const last = atEnd ?? {
      x: to.x - direction * jointRadius,
      y: piece.isSideways ? to.y + side * sideways : to.y,
    };
    const corners = [
      start,
      // A joint may stand in a column of boxes: the line leaves and enters the column level.
      ...(atStart === undefined ? across({ x: from.x, y: start.y }).slice(1) : []),
      ...via.flatMap(across),
      ...(atEnd === undefined ? across({ x: to.x, y: last.y }).slice(0, -1) : []),
      last,
    ];
    const curves = smooth(corners.filter((point, at) => at === 0 || point.x !== corners[at - 1]?.x));
    const path = writePath(curves);
    if (!piece.isSideways) return { piece, path, curves, start, end: last, direction };
    const end = { x: to.x, y: to.y + side * jointRadius };
    const turn = `Q${write(end.x)} ${write(last.y)} ${write(end.x)} ${write(end.y)}`;
    return { piece, path: `${path}${turn}`, curves, start, end, direction };
  });
}
