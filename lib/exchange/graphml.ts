import { type ExchangedDebate, listClaims } from '#lib/exchange/debate';
import type { Format } from '#lib/exchange/format';
import { type Inference, listInferences } from '#lib/exchange/inference';

/** The argument map as GraphML (graphml.graphdrawing.org): claims and inferences are nodes, with everything as data. */
export const graphml: Format = {
  id: 'graphml',
  title: 'GraphML',
  meaning: 'The argument map for graph editors: claims and inferences as nodes, with kinds, people and mails as data.',
  extension: 'graphml',
  mediaType: 'application/graphml+xml',
  print: printGraphml,
  read: null,
};

/** Names of the data that nodes and edges carry. Every value is text. */
const keys = {
  node: ['is', 'kind', 'title', 'topic', 'label', 'person', 'message', 'date', 'note'],
  edge: ['role'],
} as const;

type NodeData = Partial<Readonly<Record<(typeof keys.node)[number], string | undefined>>>;

function printGraphml(debate: ExchangedDebate): string {
  const claims = listClaims(debate);
  const inferences = listInferences(claims);
  const labels = new Map(debate.labels?.claims.map(({ claim, label }) => [claim, label]) ?? []);
  const lines = claims.map(({ slug, front: { kind, title, topic } }) =>
    printNode(`claim:${slug}`, { is: 'claim', kind, title, topic, label: labels.get(slug) }),
  );
  const scenarios = new Set(inferences.flatMap(({ scenario }) => (scenario === null ? [] : [scenario])));
  for (const scenario of scenarios) lines.push(printNode(`scenario:${scenario}`, { is: 'scenario' }));
  for (const { id, kind, relation } of inferences) {
    const { person, message, date, note } = relation ?? {};
    lines.push(printNode(`inference:${id}`, { is: 'inference', kind, person, message, date, note }));
  }
  lines.push(...inferences.flatMap(printEdges));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys.node.map((name) => `  <key id="${name}" for="node" attr.name="${name}" attr.type="string"/>`),
    ...keys.edge.map((name) => `  <key id="${name}" for="edge" attr.name="${name}" attr.type="string"/>`),
    '  <graph id="debate" edgedefault="directed">',
    `    <desc>${escapeXml(debate.title)}</desc>`,
    ...lines,
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n');
}

function printNode(id: string, data: NodeData): string {
  const fields = keys.node.flatMap((name) => {
    const value = data[name];
    return value === undefined ? [] : [`<data key="${name}">${escapeXml(value)}</data>`];
  });
  return `    <node id="${escapeXml(id)}">${fields.join('')}</node>`;
}

function printEdges({ id, premises, scenario, targets }: Inference): readonly string[] {
  const node = `inference:${id}`;
  const sources = [
    ...premises.map((claim) => `claim:${claim}`),
    ...(scenario === null ? [] : [`scenario:${scenario}`]),
  ];
  const ends = targets.map((target) =>
    target.is === 'claim' ? `claim:${target.claim}` : `inference:${target.inference}`,
  );
  const edge = (from: string, to: string, role: string) =>
    `    <edge source="${escapeXml(from)}" target="${escapeXml(to)}"><data key="role">${role}</data></edge>`;
  return [
    ...sources.map((source) => edge(source, node, 'premise')),
    ...ends.map((end) => edge(node, end, 'conclusion')),
  ];
}

/** XML 1.0, 2.2: characters that no document may hold become the replacement character. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
