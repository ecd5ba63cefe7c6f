import { z } from 'zod';
import type { Definition } from '#lib/argument/record/definition';
import { line, list, slug } from '#lib/argument/record/fields';

const schema = z.strictObject({
  id: slug,
  title: line,
  addresses: list(
    line.regex(/^[^\s<>@A-Z]+@[^\s<>@A-Z]+$/, 'expected an address in lower case, without name and angle brackets'),
  ).refine((addresses) => new Set(addresses).size === addresses.length, 'the same address stands here twice'),
});

export type PersonFront = z.infer<typeof schema>;

/** One person, many addresses. */
export const person: Definition<'person', PersonFront> = {
  kind: 'person',
  title: { one: 'person', many: 'people' },
  place: { folder: 'people' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => front.addresses.join(', '),
  links: () => [],
  citations: () => [],
};
