import { z } from 'zod';
import type { Definition } from '#lib/argument/record/definition';
import { line, list, slug } from '#lib/argument/record/fields';

const schema = z.strictObject({
  id: slug,
  title: line,
  aliases: list(line),
  /** False for an everyday word: texts do not lead from it to its entry. */
  tooltip: z.literal(false, 'expected false; leave the key out where texts lead to the entry').optional(),
});

export type TermFront = z.infer<typeof schema>;

/** A word of the debate. The first paragraph of the body is what a tooltip says. */
export const term: Definition<'term', TermFront> = {
  kind: 'term',
  title: { one: 'term', many: 'glossary' },
  place: { folder: 'glossary' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => front.aliases.join(', '),
  links: () => [],
  citations: () => [],
};
