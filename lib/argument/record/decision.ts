import { z } from 'zod';
import type { Definition } from '#lib/argument/record/definition';
import { date, line } from '#lib/argument/record/fields';

const schema = z.strictObject({
  id: line.regex(/^\d{3}-[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected three digits and words joined by hyphens'),
  title: line,
  date,
  status: line,
});

export type DecisionFront = z.infer<typeof schema>;

/** Why something is built as it is: context, decision, consequences. */
export const decision: Definition<'decision', DecisionFront> = {
  kind: 'decision',
  title: { one: 'decision', many: 'decisions' },
  place: { folder: 'decisions' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => `${front.date}, ${front.status}`,
  links: () => [],
  citations: () => [],
};
