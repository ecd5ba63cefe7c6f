import { edgeRole, edgeWord } from '#lib/diagram/map/drawing';
import type { MapLayout, PlacedLine } from '#lib/diagram/map/layout';
import { type Point, write } from '#lib/diagram/map/path';
import { jointRadius } from '#lib/diagram/map/route';

/** The lines of a map, as SVG: their paths and heads, and above all of them their words. */
export function drawLines({ lines, joints }: MapLayout): string {
  const words = lines.flatMap(({ piece: { edge }, word }) =>
    word === null
      ? []
      : [
          `<text class="w ${edgeRole[edge.kind]}" x="${write(word.x)}" y="${write(word.y + 4)}">${edgeWord[edge.kind]}</text>`,
        ],
  );
  const dots = joints.map(({ shape, x, y }) =>
    shape === 'attack'
      ? `<path class="joint und" d="${diamond({ x, y })}"/>`
      : `<circle class="joint" cx="${write(x)}" cy="${write(y)}" r="3.5"/>`,
  );
  return [...lines.map(drawLine), ...dots, ...words].join('\n');
}

function drawLine({ piece: { edge, hasHead }, path, start, end, direction }: PlacedLine): string {
  const head = hasHead ? drawHead(edge.kind, end, direction) : '';
  const tail = edge.kind === 'contrary' ? drawHead('contrary', start, direction === 1 ? -1 : 1) : '';
  return `<g class="l ${edgeRole[edge.kind]} ${edge.kind}"><path d="${path}"/>${head}${tail}</g>`;
}

/**
 * What stands at the end of a line, so that it is told without its colour: a full arrow supports, one against a bar
 * rebuts, a diamond undercuts, an open arrow concedes, two supersede, a hollow one refines. Nothing: the two are equal.
 */
function drawHead(kind: PlacedLine['piece']['edge']['kind'], { x, y }: Point, direction: 1 | -1): string {
  const back = (by: number) => write(x - direction * by);
  const open = (by: number) =>
    `M${back(by + 7)} ${write(y - 4)}L${back(by)} ${write(y)}L${back(by + 7)} ${write(y + 4)}`;
  const full = (by: number) => `${open(by)}Z`;
  const bar = `M${back(1.5)} ${write(y - 6)}V${write(y + 6)}`;
  switch (kind) {
    case 'supports':
      return `<path class="full" d="${full(0)}"/>`;
    case 'rebuts':
    case 'contrary':
      return `<path class="full" d="${full(2.5)}"/><path class="bar" d="${bar}"/>`;
    case 'undercuts':
      return `<path class="hollow" d="${diamond({ x: x - direction * jointRadius, y })}"/>`;
    case 'concedes':
      return `<path d="${open(0)}"/>`;
    case 'supersedes':
      return `<path d="${open(0)}${open(5)}"/>`;
    case 'refines':
      return `<path class="hollow" d="${full(0)}"/>`;
    case 'equivalent':
      return '';
  }
}

function diamond({ x, y }: Point): string {
  const r = jointRadius;
  return `M${write(x - r)} ${write(y)}L${write(x)} ${write(y - r)}L${write(x + r)} ${write(y)}L${write(x)} ${write(y + r)}Z`;
}
