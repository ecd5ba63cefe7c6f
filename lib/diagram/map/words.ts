import { boxWidth, smallType } from '#lib/diagram/map/box';
import { edgeWord } from '#lib/diagram/map/drawing';
import { type Point, pointOn } from '#lib/diagram/map/path';
import type { PortedBox } from '#lib/diagram/map/ports';
import type { Route } from '#lib/diagram/map/route';
import { measureText } from '#lib/diagram/text-width';

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where on a curve a word is tried, the best places first. */
const shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

/** Height of a word with the room that it needs. */
const height = 15;

/** Pixels that the longest word takes, with room at both ends: columns stand at least so far apart. */
export const widestWord = Math.max(...Object.values(edgeWord).map(widthOf));

function widthOf(word: string): number {
  return measureText(word, smallType.size, 600) + 8;
}

/**
 * The middle of the word of each route, in their order: on its line, off every box, and where there is such a place off
 * the words before it. Null for a route that has no word.
 */
export function placeWords(routes: readonly Route[], boxes: readonly PortedBox[]): readonly (Point | null)[] {
  const blocked = boxes.map(({ x, y, height: high }) => ({ left: x, right: x + boxWidth, top: y, bottom: y + high }));
  const taken: Area[] = [];
  return routes.map(({ piece, curves }) => {
    if (!piece.isNamed) return null;
    const half = widthOf(edgeWord[piece.edge.kind]) / 2;
    const areaOf = ({ x, y }: Point): Area => {
      return { left: x - half, right: x + half, top: y - height / 2, bottom: y + height / 2 };
    };
    const places = shares.flatMap((share) => curves.map((curve) => pointOn(curve, share)));
    const free = places.filter((place) => !blocked.some((box) => doMeet(areaOf(place), box)));
    const best = free.find((place) => !taken.some((other) => doMeet(areaOf(place), other))) ?? free[0] ?? places[0];
    if (best !== undefined) taken.push(areaOf(best));
    return best ?? null;
  });
}

function doMeet(one: Area, other: Area): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
