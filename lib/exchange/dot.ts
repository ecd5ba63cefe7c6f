import type { RelationKind } from '#lib/argument/relation';
import { type ExchangedDebate, listClaims } from '#lib/exchange/debate';
import type { Format } from '#lib/exchange/format';
import { type Inference, listInferences } from '#lib/exchange/inference';

/** The argument map for Graphviz. Line and arrow head say the relation, not a colour. */
export const dot: Format = {
  id: 'dot',
  title: 'DOT',
  meaning:
    'The argument map for Graphviz: a box for each claim, a point for an inference with premises or that is undercut.',
  extension: 'dot',
  mediaType: 'text/vnd.graphviz; charset=utf-8',
  print: printDot,
  read: null,
};

const looks: Readonly<Record<RelationKind | 'tests', string>> = {
  supports: 'style=solid, arrowhead=normal',
  concedes: 'style=solid, arrowhead=empty',
  tests: 'style=dashed, arrowhead=normal',
  rebuts: 'style=solid, arrowhead=tee',
  undercuts: 'style=solid, arrowhead=box',
  supersedes: 'style=bold, arrowhead=tee',
  refines: 'style=dotted, arrowhead=onormal',
  contrary: 'style=solid, arrowhead=tee, arrowtail=tee, dir=both',
  equivalent: 'style=dotted, dir=none',
};

function printDot(debate: ExchangedDebate): string {
  const claims = listClaims(debate);
  const inferences = listInferences(claims);
  const undercut = new Set(
    inferences.flatMap(({ targets }) =>
      targets.flatMap((target) => (target.is === 'inference' ? [target.inference] : [])),
    ),
  );
  const lines = claims.map(({ slug, front }) => {
    return `  ${quote(slug)} [label=${quote(wrap(front.title))}, tooltip=${quote(`${front.kind}: ${slug}`)}];`;
  });
  for (const inference of inferences) lines.push(...printInference(inference, undercut.has(inference.id)));
  const title = quote(debate.title);
  return [
    'digraph debate {',
    `  graph [label=${title}, labelloc=t, rankdir=BT];`,
    '  node [shape=box];',
    ...lines,
    '}',
    '',
  ].join('\n');
}

/** An edge; a point with edges where several claims lead to it or somebody undercuts it. */
function printInference(inference: Inference, isUndercut: boolean): readonly string[] {
  const { id, kind, premises, targets, scenario, relation } = inference;
  const ends = targets.map((target) => quote(target.is === 'claim' ? target.claim : target.inference));
  const label = `label=${quote(kind)}, tooltip=${quote(relation?.note ?? '')}`;
  const [first = ''] = premises;
  if (premises.length === 1 && !isUndercut) {
    return ends.map((end) => `  ${quote(first)} -> ${end} [${label}, ${looks[kind]}];`);
  }
  const source = scenario === null ? [] : [`scenario ${scenario}`];
  return [
    ...source.map((name) => `  ${quote(name)} [shape=note, label=${quote(name)}];`),
    `  ${quote(id)} [shape=point];`,
    ...[...premises, ...source].map((premise) => `  ${quote(premise)} -> ${quote(id)} [dir=none];`),
    ...ends.map((end) => `  ${quote(id)} -> ${end} [${label}, ${looks[kind]}];`),
  ];
}

/** A quoted string of the language: only quotes and backslashes are special in it. */
function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** Lines of at most some 32 letters, so that a box is not a band. */
function wrap(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 32) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}
