import { z } from 'zod';
import type { Definition } from '#lib/argument/record/definition';
import { line, order, slug } from '#lib/argument/record/fields';

const schema = z.strictObject({ id: slug.optional(), title: line, order });

export type GuideFront = z.infer<typeof schema>;

/** A page of prose: the model and its limits, the scenario language, how to read a verdict. */
export const guide: Definition<'guide', GuideFront> = {
  kind: 'guide',
  title: { one: 'guide page', many: 'guide' },
  place: { folder: 'guide' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: () => '',
  links: () => [],
  citations: () => [],
};
