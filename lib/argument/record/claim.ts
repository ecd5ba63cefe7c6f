import { z } from 'zod';
import { citationsOf, type Definition, linksOf } from '#lib/argument/record/definition';
import { date, line, list, messageId, order, pageKind, property, slug, stance } from '#lib/argument/record/fields';
import { relationKinds } from '#lib/argument/relation';

/** Only a factual claim gets a verdict. */
export const claimKinds = ['factual', 'normative', 'empirical', 'scope', 'verbal'] as const;

export type ClaimKind = (typeof claimKinds)[number];

const relation = z.strictObject({
  kind: z.enum(relationKinds, `expected ${relationKinds.join(', ')}`),
  claim: slug,
  person: slug.optional(),
  message: messageId.optional(),
  date,
  note: line,
});

const schema = z
  .strictObject({
    id: slug,
    title: line,
    kind: z.enum(claimKinds, `expected ${claimKinds.join(', ')}`),
    why: line,
    topic: line,
    order,
    scenarios: list(z.strictObject({ scenario: slug, property, kind: pageKind.optional() })),
    noScenario: line.optional(),
    stances: list(stance),
    relations: list(relation),
    changes: list(slug),
    hindsight: line.optional(),
  })
  .superRefine((front, context) => {
    if (front.scenarios.length > 0 && front.noScenario !== undefined) {
      context.addIssue({ code: 'custom', path: ['noScenario'], message: 'expected only where there is no scenario' });
    }
    refuseTwice(
      front.scenarios,
      (item) => `${item.scenario} ${item.property} ${item.kind ?? ''}`,
      'scenarios',
      context,
    );
    refuseTwice(front.relations, (item) => `${item.kind} ${item.claim}`, 'relations', context);
    refuseTwice(front.changes, (item) => item, 'changes', context);
    front.relations.forEach((item, index) => {
      if (item.claim !== front.id) return;
      const message = 'a claim cannot bear on itself';
      context.addIssue({ code: 'custom', path: ['relations', index, 'claim'], message });
    });
  });

export type ClaimFront = z.infer<typeof schema>;

/** One proposition in our own words, who holds it, and what it bears on. */
export const claim: Definition<'claim', ClaimFront> = {
  kind: 'claim',
  title: { one: 'claim', many: 'claims' },
  place: { folder: 'claims' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => front.hindsight ?? front.why,
  links: (front) => [
    ...linksOf('scenarios', front.scenarios, 'scenario', 'scenario', (item) => item.scenario),
    ...linksOf('stances', front.stances, 'person', 'person', (item) => item.person),
    ...linksOf('relations', front.relations, 'claim', 'claim', (item) => item.claim),
    ...linksOf('relations', front.relations, 'person', 'person', (item) => item.person),
    ...linksOf('changes', front.changes, null, 'change', (item) => item),
  ],
  citations: (front) => [...citationsOf('stances', front.stances), ...citationsOf('relations', front.relations)],
};

/** Two equal entries of a list would be one row in the database. */
function refuseTwice<T>(
  items: readonly T[],
  name: (item: T) => string,
  key: string,
  context: z.core.$RefinementCtx,
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    if (seen.has(name(item))) {
      context.issues.push({
        code: 'custom',
        path: [key, index],
        message: 'the same entry stands here twice',
        input: item,
      });
    }
    seen.add(name(item));
  });
}
