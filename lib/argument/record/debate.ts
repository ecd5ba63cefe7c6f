import { z } from 'zod';
import { type Definition, linksOf } from '#lib/argument/record/definition';
import { line, list, policyId, slug } from '#lib/argument/record/fields';

const schema = z.strictObject({
  id: slug,
  title: line,
  topics: list(z.strictObject({ id: slug, title: line, text: line })),
  featured: list(z.strictObject({ claim: slug, scenario: slug, policy: policyId })),
  families: list(z.strictObject({ id: slug, title: line })),
});

export type DebateFront = z.infer<typeof schema>;

/** The debate as a whole: its brief, its topics in order, and what its front page shows first. */
export const debate: Definition<'debate', DebateFront> = {
  kind: 'debate',
  title: { one: 'debate', many: 'debate' },
  place: { file: 'debate.md' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => front.topics.map((topic) => topic.title).join(', '),
  links: (front) => [
    ...linksOf('featured', front.featured, 'claim', 'claim', (item) => item.claim),
    ...linksOf('featured', front.featured, 'scenario', 'scenario', (item) => item.scenario),
    ...linksOf('featured', front.featured, 'policy', 'policy', (item) => item.policy),
  ],
  citations: () => [],
};
