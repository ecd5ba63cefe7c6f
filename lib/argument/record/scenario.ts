import { z } from 'zod';
import { citationsOf, type Definition } from '#lib/argument/record/definition';
import { line, list, slug, source } from '#lib/argument/record/fields';

const schema = z.strictObject({
  id: slug,
  title: line,
  question: line,
  simulator: line,
  tableRow: line.optional(),
  observed: list(z.strictObject({ order: line, pin: line.optional() })),
  sources: list(source),
});

export type ScenarioFront = z.infer<typeof schema>;

/** A situation that a simulator can play. Its text is the one `scenario` block of the body. */
export const scenario: Definition<'scenario', ScenarioFront> = {
  kind: 'scenario',
  title: { one: 'scenario', many: 'scenarios' },
  place: { folder: 'scenarios' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => front.question,
  links: () => [],
  citations: (front) => citationsOf('sources', front.sources),
};
