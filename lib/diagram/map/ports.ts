import { boxWidth, type SetBox } from '#lib/diagram/map/box';
import type { Point } from '#lib/diagram/map/path';

/** A box in its place: `x` and `y` are its left upper corner. */
export interface PortedBox extends SetBox, Point {}

interface End {
  readonly way: number;
  readonly which: 'start' | 'end';
  /** Height of where the line goes next, by which the ends of a side are ordered. */
  readonly next: number;
}

/** Most pixels between two ends on one side of a box. */
const mostApart = 16;

interface Ends {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
}

/**
 * Where lines touch their boxes: on the left or right side, one below the other in the order of where they go, so that
 * they do not cross at the box. The answer is undefined for the end of a line that is not at a box.
 */
export function listPorts(
  ways: readonly Ends[],
  boxes: readonly PortedBox[],
): (way: number, which: 'start' | 'end') => Point | undefined {
  const bySlug = new Map(boxes.map((box) => [box.node.slug, box]));
  const sides = new Map<string, { readonly box: PortedBox; readonly x: number; readonly ends: End[] }>();
  const add = (slug: string, here: Point | undefined, next: Point | undefined, way: number, which: End['which']) => {
    const box = bySlug.get(slug);
    if (box === undefined || here === undefined || next === undefined) return;
    const isRight = next.x > here.x;
    const key = `${slug} ${isRight ? 'right' : 'left'}`;
    const side = sides.get(key) ?? { box, x: isRight ? box.x + boxWidth : box.x, ends: [] };
    sides.set(key, side);
    side.ends.push({ way, which, next: next.y });
  };
  ways.forEach(({ from, to, points }, way) => {
    add(from, points[0], points[1], way, 'start');
    add(to, points.at(-1), points.at(-2), way, 'end');
  });
  const places = new Map<string, Point>();
  for (const { box, x, ends } of sides.values()) {
    const step = Math.min(mostApart, (box.height - 20) / Math.max(1, ends.length - 1));
    ends
      .toSorted((one, other) => one.next - other.next || one.way - other.way)
      .forEach(({ way, which }, index) => {
        const y = box.y + box.height / 2 + (index - (ends.length - 1) / 2) * step;
        places.set(`${way} ${which}`, { x, y });
      });
  }
  return (way, which) => places.get(`${way} ${which}`);
}
