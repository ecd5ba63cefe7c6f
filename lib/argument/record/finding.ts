import { z } from 'zod';
import { citationsOf, type Definition, linksOf } from '#lib/argument/record/definition';
import { line, list, order, slug, source } from '#lib/argument/record/fields';

const schema = z.strictObject({
  id: slug,
  title: line,
  order,
  claims: list(slug),
  scenarios: list(slug),
  changes: list(slug),
  people: list(slug),
  sources: list(source).refine((sources) => sources.length > 0, 'expected at least one source'),
});

export type FindingFront = z.infer<typeof schema>;

/** Something that nobody in the debate said at the time, and that records, runs and later commits show: told in prose. */
export const finding: Definition<'finding', FindingFront> = {
  kind: 'finding',
  title: { one: 'finding', many: 'findings' },
  place: { folder: 'findings' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: () => '',
  links: (front) => [
    ...linksOf('claims', front.claims, null, 'claim', (item) => item),
    ...linksOf('scenarios', front.scenarios, null, 'scenario', (item) => item),
    ...linksOf('changes', front.changes, null, 'change', (item) => item),
    ...linksOf('people', front.people, null, 'person', (item) => item),
  ],
  citations: (front) => citationsOf('sources', front.sources),
};
