import { z } from 'zod';
import type { Definition } from '#lib/argument/record/definition';
import { date, line, messageId, slug } from '#lib/argument/record/fields';

/**
 * What a person says of posted series. `apart`: the mail belongs to no series, or its posting is no version of the others;
 * `part-of`: it is a part of the series that another mail heads; `version-of`: the series that it heads is another version
 * of that one.
 */
export const groupingKinds = ['apart', 'part-of', 'version-of'] as const;

export type GroupingKind = (typeof groupingKinds)[number];

const schema = z
  .strictObject({
    id: slug,
    title: line,
    how: z.enum(groupingKinds, `expected ${groupingKinds.join(', ')}`),
    message: messageId,
    /** What an `apart` takes it out of. */
    from: z.enum(['series', 'versions'], 'expected series or versions').optional(),
    /** The head of the other series. */
    with: messageId.optional(),
    /** Its number there; 0 for a cover letter. */
    part: z.number('expected a number').min(0, 'parts are counted from 0').optional(),
    author: line,
    date,
    /** Who took it back, and when: it stays readable, and has no effect. */
    undone: z.strictObject({ author: line, date }).optional(),
  })
  .superRefine((front, context) => {
    const missing = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (front.how === 'apart' && front.from === undefined) missing('from', 'expected series or versions');
    if (front.how !== 'apart' && front.with === undefined) missing('with', 'expected the head of the other series');
    if (front.with === front.message) missing('with', 'expected another mail than its own');
  });

export type GroupingFront = z.infer<typeof schema>;

/** A correction of how mails were grouped into series, or series into versions; applied over what is found of itself. */
export const grouping: Definition<'grouping', GroupingFront> = {
  kind: 'grouping',
  title: { one: 'regrouping', many: 'regroupings' },
  place: { none: 'made on the machine that holds the mail' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => `by ${front.author}, ${front.date}${front.undone === undefined ? '' : ', taken back'}`,
  links: () => [],
  citations: (front) => [
    { path: ['message'], messageId: front.message },
    ...(front.with === undefined ? [] : [{ path: ['with'], messageId: front.with }]),
  ],
};
