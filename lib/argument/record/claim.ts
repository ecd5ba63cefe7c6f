import { z } from 'zod';
import { citationsOf, type Definition, linksOf } from '#lib/argument/record/definition';
import {
  date,
  line,
  list,
  messageId,
  order,
  pageKind,
  policyId,
  property,
  slug,
  stance,
} from '#lib/argument/record/fields';
import { relationKinds } from '#lib/argument/relation';

/** Only a factual claim gets a verdict. */
export const claimKinds = ['factual', 'normative', 'empirical', 'scope', 'verbal'] as const;

export type ClaimKind = (typeof claimKinds)[number];

/** What may be expected of a scenario under a policy: a verdict, or whether there are copies where those are counted. */
export const expectedWords = ['holds', 'violated', 'stuck', 'copies', 'no copies'] as const;

/** One relation of a claim, as its front matter has it. */
export const claimRelation = z
  .strictObject({
    kind: z.enum(relationKinds, `expected ${relationKinds.join(', ')}`),
    claim: slug,
    /** Further claims that the inference needs: it goes from this claim and all of them together. */
    premises: list(slug),
    /** What is undercut: the inference from `claim` to this claim; every inference from `claim` where it is left out. */
    toward: slug.optional(),
    /** What is undercut: the inference from the runs of this scenario to `claim`. The model is doubted, not the claim. */
    scenario: slug.optional(),
    person: slug.optional(),
    message: messageId.optional(),
    date,
    note: line,
  })
  .superRefine(({ kind, premises, toward, scenario }, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (premises.length > 0 && kind !== 'supports' && kind !== 'rebuts') {
      refuse('premises', 'only an inference has premises: supports or rebuts');
    }
    if (toward !== undefined && kind !== 'undercuts') refuse('toward', 'only undercuts has a toward');
    if (scenario !== undefined && kind !== 'undercuts') refuse('scenario', 'only undercuts has a scenario');
    if (scenario !== undefined && toward !== undefined) {
      refuse('scenario', 'expected toward or scenario: one inference is undercut');
    }
  });

/** What somebody expected to happen, before or without running it. */
const expectation = z.strictObject({
  person: slug,
  scenario: slug,
  /** Name of the property that is meant, or `copies`. */
  property,
  kind: pageKind.optional(),
  policies: z.array(policyId, 'expected a list of policies').min(1, 'expected at least one policy'),
  verdict: z.enum(expectedWords, `expected ${expectedWords.join(', ')}`),
  message: messageId,
  date,
  note: line,
  /** Why it came otherwise, where the runs say so: whoever reads the record need not run it to know. */
  refuted: line.optional(),
});

/** By what a side judges a trace: a condition over the registers of a scenario when everybody is done. */
const judgement = z.strictObject({ scenario: slug, predicate: line, kind: pageKind.optional(), note: line.optional() });

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
    judges: list(judgement),
    stances: list(stance),
    expects: list(expectation),
    relations: list(claimRelation),
    changes: list(slug),
    hindsight: line.optional(),
  })
  .superRefine((front, context) => {
    if (front.judges.length > 0 && front.kind !== 'normative') {
      const message = 'only a normative claim says by what a trace is to be judged';
      context.addIssue({ code: 'custom', path: ['judges'], message });
    }
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
    ...linksOf('judges', front.judges, 'scenario', 'scenario', (item) => item.scenario),
    ...linksOf('expects', front.expects, 'person', 'person', (item) => item.person),
    ...linksOf('expects', front.expects, 'scenario', 'scenario', (item) => item.scenario),
    ...front.expects.flatMap(({ policies }, index) =>
      policies.map((slug, at) => ({ path: ['expects', index, 'policies', at], kind: 'policy', slug }) as const),
    ),
    ...linksOf('relations', front.relations, 'claim', 'claim', (item) => item.claim),
    ...linksOf('relations', front.relations, 'toward', 'claim', (item) => item.toward),
    ...linksOf('relations', front.relations, 'scenario', 'scenario', (item) => item.scenario),
    ...front.relations.flatMap(({ premises }, index) =>
      premises.map((slug, at) => ({ path: ['relations', index, 'premises', at], kind: 'claim', slug }) as const),
    ),
    ...linksOf('relations', front.relations, 'person', 'person', (item) => item.person),
    ...linksOf('changes', front.changes, null, 'change', (item) => item),
  ],
  citations: (front) => [
    ...citationsOf('stances', front.stances),
    ...citationsOf('expects', front.expects),
    ...citationsOf('relations', front.relations),
  ],
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
