import { z } from 'zod';
import type { Definition } from '#lib/argument/record/definition';
import { line, pageKind, policyId, property, schedule, slug } from '#lib/argument/record/fields';

const schema = z.strictObject({
  id: slug,
  title: line,
  claim: slug,
  scenario: slug,
  policy: policyId,
  kind: pageKind.optional(),
  property,
  schedule,
});

export type CounterexampleFront = z.infer<typeof schema>;

/** A scenario, a policy and a schedule that defeat a claim; the body says why. */
export const counterexample: Definition<'counterexample', CounterexampleFront> = {
  kind: 'counterexample',
  title: { one: 'counterexample', many: 'counterexamples' },
  place: { folder: 'counterexamples' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => `${front.scenario} under ${front.policy}: ${front.property}`,
  links: (front) => [
    { path: ['claim'], kind: 'claim', slug: front.claim },
    { path: ['scenario'], kind: 'scenario', slug: front.scenario },
    { path: ['policy'], kind: 'policy', slug: front.policy },
  ],
  citations: () => [],
};
