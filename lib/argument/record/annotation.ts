import { z } from 'zod';
import type { Definition } from '#lib/argument/record/definition';
import { line, messageId, slug, wordsHash } from '#lib/argument/record/fields';

/** What an annotation says of its line. */
export const annotationKinds = ['remark', 'question', 'objection', 'suggestion'] as const;

export type AnnotationKind = (typeof annotationKinds)[number];

const schema = z.strictObject({
  id: slug,
  title: line,
  message: messageId,
  path: line,
  side: z.enum(['old', 'new'], 'expected old or new'),
  line: z.number('expected a number').int().min(1, 'lines are counted from 1'),
  hash: wordsHash,
  kind: z.enum(annotationKinds, `expected ${annotationKinds.join(', ')}`),
  author: line,
  claim: slug.optional(),
});

export type AnnotationFront = z.infer<typeof schema>;

/**
 * A remark on a line of a patch. The words of the line stand in the database alone: the portable form has their hash,
 * because a patch's code is not ours to publish.
 */
export const annotation: Definition<'annotation', AnnotationFront> = {
  kind: 'annotation',
  title: { one: 'annotation', many: 'annotations' },
  place: { none: 'made on the machine that holds the mail' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => `${front.kind} on ${front.path}:${front.line}`,
  links: (front) => (front.claim === undefined ? [] : [{ path: ['claim'], kind: 'claim', slug: front.claim }]),
  citations: (front) => [{ path: ['message'], messageId: front.message }],
};
