import { labelWord } from '#lib/argument/label-word';
import { boxWidth, headBaseline, markSpace, textStart } from '#lib/diagram/map/box';
import type { MapDrawing, MapNode } from '#lib/diagram/map/drawing';
import type { MapLayout, PlacedBox } from '#lib/diagram/map/layout';
import { drawLines } from '#lib/diagram/map/line-svg';
import { write } from '#lib/diagram/map/path';
import { markShapes } from '#lib/diagram/marks';
import { escapeHtml } from '#lib/text/escape-html';

/** Where a box and its fold lead. */
export interface MapLinks {
  readonly claim: (node: MapNode) => string;
  readonly fold: (node: MapNode) => string;
}

/** The mark of a label, which is that of a verdict. */
export const labelMark = { in: 'holds', out: 'violated', undecided: 'unknown' } as const satisfies Record<
  MapNode['label'],
  keyof typeof markShapes
>;

/** A map as an SVG element of a page: classes, colours and marks are the page's. Boxes are links. */
export function writeMap(drawing: MapDrawing, layout: MapLayout, links: MapLinks): string {
  return writeSvg(drawing, layout, 'class="dg graph"', '', links);
}

/** A map as a file that stands alone, in light colours, without links. */
export function writeMapFile(drawing: MapDrawing, layout: MapLayout): string {
  const marks = Object.values(labelMark).map((name) => symbol(name));
  const own = `<style>${fileStyle}</style>\n<defs>${marks.join('')}</defs>\n<rect width="100%" height="100%" fill="#fff"/>\n`;
  return `${writeSvg(drawing, layout, 'xmlns="http://www.w3.org/2000/svg"', own, null)}\n`;
}

function symbol(name: keyof typeof markShapes): string {
  return `<symbol id="m-${name}" viewBox="0 0 12 12">${markShapes[name]}</symbol>`;
}

function writeSvg(
  drawing: MapDrawing,
  layout: MapLayout,
  attributes: string,
  own: string,
  links: MapLinks | null,
): string {
  const [width, height] = [Math.ceil(layout.width), Math.ceil(layout.height)];
  const rest =
    layout.restBaseline === null
      ? ''
      : `<text class="s" x="8" y="${write(layout.restBaseline)}">${escapeHtml(drawing.rest.heading)}</text>\n`;
  const neighbours = listNeighbours(layout);
  const boxes = layout.boxes.map((box) => writeBox(box, links, neighbours.get(box.node.slug) ?? []));
  return `<svg ${attributes} role="img" aria-labelledby="map-title map-description" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title id="map-title">${escapeHtml(drawing.title)}</title><desc id="map-description">${escapeHtml(drawing.description)}</desc>
${own}${drawLines(layout)}
${rest}${boxes.join('\n')}
</svg>`;
}

/** The claims at the other ends of each claim's lines. */
function listNeighbours({ lines }: MapLayout): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const add = (one: string, other: string) => found.set(one, [...new Set([...(found.get(one) ?? []), other])]);
  for (const { piece } of lines) {
    for (const from of [piece.edge.from, ...piece.edge.premises]) {
      add(from, piece.edge.to);
      add(piece.edge.to, from);
    }
  }
  return found;
}

function writeBox(box: PlacedBox, links: MapLinks | null, neighbours: readonly string[]): string {
  const { node, x, y, height, lines, holder, isRest } = box;
  const mark = labelMark[node.label];
  const className = `n${node.isFocus ? ' here' : ''}${isRest ? ' rest' : ''}`;
  const name = `${node.title}: ${labelWord[node.label]}${node.holder === '' ? '' : `, ${node.holder}`}`;
  const left = x + textStart;
  const inside = [
    `<rect x="${write(x)}" y="${write(y)}" width="${boxWidth}" height="${write(height)}" rx="3"/>`,
    `<g class="v ${mark}"><use href="#m-${mark}" x="${write(left)}" y="${write(y + headBaseline - 10)}" width="12" height="12"/>`,
    `<text x="${write(left + markSpace)}" y="${write(y + headBaseline)}">${labelWord[node.label]}</text></g>`,
    holder === ''
      ? ''
      : `<text class="s" text-anchor="end" x="${write(x + boxWidth - textStart)}" y="${write(y + headBaseline)}">${escapeHtml(holder)}</text>`,
    '<text class="t">',
    ...lines.map((line) => `<tspan x="${write(left)}" y="${write(y + line.y)}">${escapeHtml(line.text)}</tspan>`),
    '</text>',
  ].join('');
  if (links === null) return `<g class="${className}"><title>${escapeHtml(name)}</title>${inside}</g>`;
  const link = `<a class="${className}" href="${escapeHtml(links.claim(node))}" data-claim="${escapeHtml(node.slug)}" data-links="${escapeHtml(neighbours.join(' '))}" aria-label="${escapeHtml(name)}"${node.isFocus ? ' aria-current="true"' : ''}>${inside}</a>`;
  return node.fold === 'none' ? link : `${link}\n${writeFold(box, links)}`;
}

/** The switch on a box's lower edge that hides what hangs on it, or shows it again. */
function writeFold({ node, x, y, height }: PlacedBox, links: MapLinks): string {
  const text = node.fold === 'open' ? '–' : `+${node.hidden}`;
  const name =
    node.fold === 'open' ? `Fold what hangs on: ${node.title}` : `Show ${node.hidden} more on: ${node.title}`;
  const width = Math.max(18, 9 + text.length * 7);
  const left = x + boxWidth - textStart - width;
  const top = y + height - 9;
  return `<a class="fold" href="${escapeHtml(links.fold(node))}" aria-label="${escapeHtml(name)}"><title>${escapeHtml(name)}</title><rect x="${write(left)}" y="${write(top)}" width="${width}" height="18" rx="2"/><text text-anchor="middle" x="${write(left + width / 2)}" y="${write(top + 13)}">${text}</text></a>`;
}

/** The light colours of the style sheet, by role. */
const fileStyle = `
text{font:12.5px "IBM Plex Sans",Arial,sans-serif;fill:#15181a}
.s,.w,.v text{font-size:11px}.s{fill:#454d53}
.n rect{fill:#fff;stroke:#818a91}.n.here rect{fill:#e8eff9;stroke:#174f9c;stroke-width:2.5}.n.here .t{font-weight:600}
.n.rest rect{stroke:#b7bdc2;stroke-dasharray:3 3}
.v.holds{color:#00695c}.v.violated{color:#a81f06}.v.unknown{color:#5b46a8}.v text{fill:currentColor}.v.violated text{font-weight:600}
.l path{fill:none;stroke:currentColor;stroke-width:1.25}.l .full{fill:currentColor}.l .hollow{fill:#fff}.l .bar{stroke-width:2}
.l.undercuts path{stroke-dasharray:4 3}.l.undercuts .hollow{stroke-dasharray:none}.l.equivalent path{stroke-width:3}
.plain{color:#454d53}.sup{color:#00695c}.reb{color:#a81f06}.und{color:#5b46a8}
.joint{fill:#454d53}.joint.und{fill:#fff;stroke:#5b46a8;stroke-width:1.25}
.w{font-weight:600;text-anchor:middle;fill:currentColor;paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}
`;
