import { z } from 'zod';
import { citationsOf, type Definition, linksOf } from '#lib/argument/record/definition';
import { date, line, list, messageId, pageKind, policyId, slug, source } from '#lib/argument/record/fields';

/** Whose last word on a claim was not the one that the debate ended with. The attitude is that of the claim's stances. */
const unconvinced = z.strictObject({
  person: slug,
  claim: slug,
  /** The mail of the last word. */
  message: messageId,
  date,
  /** What was held, why, and what came of it. */
  note: line,
});

/** What nobody has settled. Its scenario shows it under the newest kernel. */
const openQuestion = z.strictObject({
  title: line,
  note: line,
  claim: slug.optional(),
  scenario: slug.optional(),
  kind: pageKind.optional(),
  sources: list(source).refine((sources) => sources.length > 0, 'expected at least one source'),
});

const schema = z.strictObject({
  id: slug,
  title: line,
  topics: list(z.strictObject({ id: slug, title: line, text: line })),
  featured: list(z.strictObject({ claim: slug, scenario: slug, policy: policyId })),
  /** In the order in which they are to be read. */
  unconvinced: list(unconvinced),
  open: list(openQuestion),
  families: list(z.strictObject({ id: slug, title: line })),
  /** What came out when, oldest first: a rule is in force from one of them to another. */
  releases: list(z.strictObject({ release: line, date })),
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
    ...linksOf('unconvinced', front.unconvinced, 'person', 'person', (item) => item.person),
    ...linksOf('unconvinced', front.unconvinced, 'claim', 'claim', (item) => item.claim),
    ...linksOf('open', front.open, 'claim', 'claim', (item) => item.claim),
    ...linksOf('open', front.open, 'scenario', 'scenario', (item) => item.scenario),
  ],
  citations: (front) => [
    ...citationsOf('unconvinced', front.unconvinced),
    ...front.open.flatMap(({ sources }, index) =>
      sources.flatMap(({ message }, at) =>
        message === undefined ? [] : [{ path: ['open', index, 'sources', at, 'message'], messageId: message }],
      ),
    ),
  ],
};
