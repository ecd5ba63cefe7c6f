import { labelWord } from '#lib/argument/label-word';
import type { Diagram, DiagramKind, DiagramRow } from '#lib/diagram/diagram';
import { edgeWord, type MapDrawing, type MapEdge } from '#lib/diagram/map/drawing';
import { cutEdges, type Piece } from '#lib/diagram/map/joints';
import { escapeLabel, makeIds, stackLabels, writeAbout } from '#lib/diagram/mermaid';
import { wrapText } from '#lib/diagram/wrap-text';

/** The arrow of a piece: dashed where it undercuts, thick between equals, without a head before a joint. */
function arrowOf({ edge, hasHead }: Piece): string {
  switch (edge.kind) {
    case 'undercuts':
      return hasHead ? '-.-o' : '-.-';
    case 'rebuts':
      return hasHead ? '--x' : '---';
    case 'contrary':
      return 'x--x';
    case 'equivalent':
      return '===';
    default:
      return hasHead ? '-->' : '---';
  }
}

function writeLabel({ title, label, holder }: MapDrawing['nodes'][number]): string {
  const head = holder === '' ? labelWord[label] : `${labelWord[label]} · ${holder}`;
  return stackLabels([head, ...wrapText(title, 190, { size: 12.5, weight: 400 })]);
}

function writeRow(edge: MapEdge, titleOf: (slug: string) => string): DiagramRow {
  const further = [
    ...(edge.premises.length === 0 ? [] : [`together with ${edge.premises.map(titleOf).join('; ')}`]),
    ...(edge.toward === null ? [] : [`as a reason for: ${titleOf(edge.toward)}`]),
    ...(edge.isOfRuns ? ['as shown by runs'] : []),
  ];
  return { cells: [titleOf(edge.from), edgeWord[edge.kind], titleOf(edge.to), further.join(', ')], bad: false };
}

function build(drawing: MapDrawing): Diagram {
  const nodes = [...drawing.nodes, ...drawing.rest.nodes];
  const drawn = new Set(drawing.nodes.map(({ slug }) => slug));
  const edges = drawing.edges.filter(({ from, to }) => drawn.has(from) && drawn.has(to) && from !== to);
  const { joints, pieces } = cutEdges(edges, (slug) => drawn.has(slug));
  const claim = makeIds('c');
  const jointIds = makeIds('j');
  const id = (name: string) => (drawn.has(name) ? claim(name) : jointIds(name));
  const classes = nodes.map(({ slug, label, isFocus }) => `  class ${claim(slug)} ${label}${isFocus ? ',focus' : ''}`);
  const titles = new Map(nodes.map(({ slug, title }) => [slug, title]));
  const titleOf = (slug: string) => titles.get(slug) ?? slug;
  const lines = [
    'flowchart LR',
    writeAbout(drawing.title, drawing.description),
    ...nodes.map((node) => `  ${claim(node.slug)}["${writeLabel(node)}"]`),
    ...joints.map(({ id: name, shape }) => `  ${id(name)}${shape === 'attack' ? '{" "}' : '((" "))'}`),
    ...pieces.map((piece) => {
      const word = piece.isNamed ? `|"${escapeLabel(edgeWord[piece.edge.kind])}"|` : '';
      return `  ${id(piece.from)} ${arrowOf(piece)}${word} ${id(piece.to)}`;
    }),
    ...classes,
    '  classDef in stroke:#00695c',
    '  classDef out stroke:#a81f06,stroke-width:2px',
    '  classDef undecided stroke:#5b46a8,stroke-dasharray:4 3',
    '  classDef focus fill:#e8eff9',
  ];
  return {
    kind: 'argument-map',
    title: drawing.title,
    description: drawing.description,
    source: `${lines.join('\n')}\n`,
    head: ['Claim', 'relation', 'to', 'further'],
    rows: edges.map((edge) => writeRow(edge, titleOf)),
    note: null,
    marks: [],
  };
}

/** Claims, each with its label, and how they bear on each other. */
export const argumentMap: DiagramKind<MapDrawing> = {
  kind: 'argument-map',
  title: 'Argument map',
  meaning: 'Claims, whether each is accepted, and how they bear on each other.',
  build: (drawing) => (drawing.nodes.length + drawing.rest.nodes.length === 0 ? [] : [build(drawing)]),
};
