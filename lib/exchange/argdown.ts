import type { RelationKind } from '#lib/argument/relation';
import { readArgdown } from '#lib/exchange/argdown-read';
import { type Claim, type ClaimRelation, type ExchangedDebate, listClaims } from '#lib/exchange/debate';
import type { Format } from '#lib/exchange/format';
import { type Inference, isBareRelation, listInferences } from '#lib/exchange/inference';
import { printYaml } from '#lib/markdown/yaml-text';

/**
 * Argdown (argdown.org), in its strict mode. Claims are statements, equivalent ones members of one class; an inference is
 * an argument with premises and conclusion. What its syntax has no sign for stands in the data of the element.
 */
export const argdown: Format = {
  id: 'argdown',
  title: 'Argdown',
  meaning: 'Claims with who held them, and how they bear on each other. Without scenarios, verdicts and prose.',
  extension: 'argdown',
  mediaType: 'text/plain; charset=utf-8',
  print: printArgdown,
  read: readArgdown,
};

/** Inferences against a claim: their conclusion is its negation. */
export const against: readonly RelationKind[] = ['rebuts', 'supersedes'];

function printArgdown(debate: ExchangedDebate): string {
  const claims = listClaims(debate);
  const classOf = findClasses(claims);
  const titles = new Map(claims.map((claim) => [claim.slug, claim.front.title]));
  const named = (slug: string) => classOf.get(slug) ?? slug;
  const inferences = listInferences(claims).filter(({ kind }) => !isBareRelation(kind));
  const negated = new Set(
    inferences.flatMap(({ kind, relation }) =>
      relation !== null && against.some((word) => word === kind) ? [named(relation.claim)] : [],
    ),
  );
  const head = `===\n${printYaml({ title: debate.title, model: { mode: 'strict' } })}===`;
  const blocks = [
    ...claims.map((claim) => printClaim(claim, named)),
    ...[...negated].map((slug) => printNegation(slug, titles.get(slug) ?? slug)),
    ...inferences.map((inference) => printInference(inference, named)),
  ];
  return `${[head, ...blocks].join('\n\n')}\n`;
}

/** For each claim that is equivalent to others the one whose name the class has: the first in the order of the debate. */
function findClasses(claims: readonly Claim[]): ReadonlyMap<string, string> {
  const classOf = new Map(claims.map(({ slug }) => [slug, slug]));
  const place = new Map(claims.map(({ slug }, index) => [slug, index]));
  for (const { slug, front } of claims) {
    for (const { kind, claim } of front.relations) {
      if (kind !== 'equivalent') continue;
      const [a, b] = [classOf.get(slug) ?? slug, classOf.get(claim) ?? claim];
      const [first, other] = (place.get(a) ?? 0) <= (place.get(b) ?? 0) ? [a, b] : [b, a];
      for (const [member, of] of classOf) if (of === other) classOf.set(member, first);
    }
  }
  return classOf;
}

function printClaim({ slug, front }: Claim, named: (slug: string) => string): string {
  const { title, kind, why, topic, order, hindsight, stances } = front;
  const relations = front.relations.filter((relation) => isBareRelation(relation.kind));
  const name = named(slug);
  const data = { ...(name === slug ? {} : { claim: slug }), kind, topic, order, why, hindsight, stances, relations };
  const contrary = relations.filter((relation) => relation.kind === 'contrary');
  return [
    `[${name}]: ${escapeText(title)} ${printData(data)}`,
    ...contrary.map(({ claim }) => `  - [${named(claim)}]`),
  ].join('\n');
}

function printNegation(slug: string, title: string): string {
  return `[not ${slug}]: It is not so that: ${escapeText(title)} ${printData({ negates: slug })}\n  - [${slug}]`;
}

function printInference(
  { id, kind, premises, scenario, targets, relation }: Inference,
  named: (slug: string) => string,
) {
  const ends = targets.map((target) => (target.is === 'claim' ? named(target.claim) : target.inference));
  if (relation === null) {
    const text = `What the runs of ${scenario} say`;
    return `<${id}>: ${escapeText(text)} ${printData({ kind, scenario })}\n${ends.map((end) => `  +> [${end}]`).join('\n')}`;
  }
  const head = `<${id}>: ${escapeText(relation.note)} ${printData(dataOf(kind, premises, relation, named))}`;
  const [from = ''] = premises;
  if (kind === 'undercuts') {
    return [head, `  + [${named(from)}]`, ...ends.map((end) => `  _> <${end}>`)].join('\n');
  }
  const steps = premises.map((premise, index) => `(${index + 1}) [${named(premise)}]`);
  const isAgainst = against.some((word) => word === kind);
  const conclusion = ends.map((end) => (isAgainst ? `[not ${end}]` : `[${end}]`)).join('');
  return [head, '', ...steps, '-----', `(${premises.length + 1}) ${conclusion}`].join('\n');
}

/** What of a relation the argument itself does not show. Claims are named where their class has another one's name. */
function dataOf(
  kind: Inference['kind'],
  premises: readonly string[],
  { claim, toward, scenario, person, message, date }: ClaimRelation,
  named: (slug: string) => string,
): object {
  const source = { kind, person, message, date };
  if (kind === 'undercuts') return { ...source, from: premises[0], claim, toward, scenario };
  const isPlain = [...premises, claim].every((slug) => named(slug) === slug);
  return isPlain ? source : { ...source, from: premises, claim };
}

/** Block YAML in braces; on one line where a brace in a text could be taken for the end. */
function printData(data: object): string {
  const yaml = printYaml(data);
  if (!/[{}]/.test(yaml)) return `{\n${yaml.replace(/^/gm, '  ').trimEnd()}\n}`;
  const said = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  return printFlow(said);
}

/** JSON, which YAML reads, with the braces of texts written as numbers. */
function printFlow(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value).replaceAll('{', '\\u007b').replaceAll('}', '\\u007d');
  }
  if (Array.isArray(value)) return `[${value.map(printFlow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${printFlow(key)}: ${printFlow(item)}`)
    .join(', ')}}`;
}

/** Escapes what would begin something else: marks, comments, front matter, `:name:` and `.name.`. */
function escapeText(text: string): string {
  return text
    .replace(/[\\@#*_[\]{}<>]/g, '\\$&')
    .replace(/\/(?=[/*])/g, '\\/')
    .replace(/={3}/g, '\\===')
    .replace(/([.:])(?=[^\s]+?\1)/g, '\\$1');
}
