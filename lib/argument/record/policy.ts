import { z } from 'zod';
import { citationsOf, type Definition } from '#lib/argument/record/definition';
import { commit, date, line, list, messageId, policyId } from '#lib/argument/record/fields';

/** Whether a release did so, or somebody proposed it. */
export const policyStandings = ['released', 'proposed'] as const;

export type PolicyStanding = (typeof policyStandings)[number];

const schema = z.strictObject({
  id: policyId,
  title: line,
  rule: line,
  family: line,
  standing: z.enum(policyStandings, `expected ${policyStandings.join(', ')}`),
  inForce: line,
  since: line.optional(),
  until: line.optional(),
  commits: list(z.strictObject({ commit, subject: line.optional(), release: line.optional() })),
  sources: list(z.strictObject({ message: messageId, author: line, date, note: line.optional() })),
});

export type PolicyFront = z.infer<typeof schema>;

/** One way to decide, in one family. The code holds its answers, this record the rest. */
export const policy: Definition<'policy', PolicyFront> = {
  kind: 'policy',
  title: { one: 'policy', many: 'policies' },
  place: { folder: 'policies' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => `${front.id}, ${front.rule}, ${front.inForce}`,
  links: () => [],
  citations: (front) => citationsOf('sources', front.sources),
};
