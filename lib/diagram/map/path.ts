/** A point, in CSS pixels from the left and the top. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A cubic Bézier curve whose x grows or falls evenly. */
export interface Curve {
  readonly from: Point;
  readonly first: Point;
  readonly second: Point;
  readonly to: Point;
}

/**
 * A smooth line through points whose x only grows or only falls, as a curve between each two. It begins and ends level,
 * never swings beyond two neighbours, and is straight between two of one height (Fritsch and Carlson's monotone cubic).
 */
export function smooth(points: readonly Point[]): readonly Curve[] {
  const slopes = points.map((point, index) => slopeAt(points[index - 1], point, points[index + 1]));
  return points.slice(1).map((to, index) => {
    const from = points[index] ?? to;
    const third = (to.x - from.x) / 3;
    return {
      from,
      first: { x: from.x + third, y: from.y + third * (slopes[index] ?? 0) },
      second: { x: to.x - third, y: to.y - third * (slopes[index + 1] ?? 0) },
      to,
    };
  });
}

function slopeAt(before: Point | undefined, here: Point, after: Point | undefined): number {
  if (before === undefined || after === undefined) return 0;
  const [near, far] = [here.x - before.x, after.x - here.x];
  if (near === 0 || far === 0) return 0;
  const [first, second] = [(here.y - before.y) / near, (after.y - here.y) / far];
  if (first * second <= 0) return 0;
  // The harmonic mean, weighted by the lengths: what is steep on one side alone is not steep here.
  const [one, other] = [2 * far + near, far + 2 * near];
  return (one + other) / (one / first + other / second);
}

/** The point of a curve at a share of its width, from 0 to 1. */
export function pointOn({ from, first, second, to }: Curve, share: number): Point {
  const rest = 1 - share;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * share, 3 * rest * share ** 2, share ** 3];
  return { x: from.x + share * (to.x - from.x), y: a * from.y + b * first.y + c * second.y + d * to.y };
}

/** Curves, each beginning where the one before ends, as the text of an SVG path. */
export function writePath(curves: readonly Curve[]): string {
  const [start] = curves;
  if (start === undefined) return '';
  const parts = curves.map((curve) => `C${[curve.first, curve.second, curve.to].map(writePoint).join(' ')}`);
  return `M${writePoint(start.from)}${parts.join('')}`;
}

function writePoint({ x, y }: Point): string {
  return `${write(x)} ${write(y)}`;
}

/** A coordinate with at most one decimal: a tenth of a pixel is not seen, and pages stay short. */
export function write(value: number): string {
  return String(Math.round(value * 10) / 10);
}
