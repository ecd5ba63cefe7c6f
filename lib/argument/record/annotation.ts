import { z } from 'zod';
import { citationsOf, type Definition, linksOf } from '#lib/argument/record/definition';
import {
  date,
  line,
  list,
  messageId,
  pageKind,
  paragraph,
  policyId,
  property,
  slug,
  wordsHash,
} from '#lib/argument/record/fields';

/** What an annotation stands on. */
export const annotationTargets = ['line', 'range', 'file', 'message', 'series'] as const;

export type AnnotationTarget = (typeof annotationTargets)[number];

/**
 * What an annotation says of what it stands on. A suggestion holds the lines that it would put there in a fence
 * `suggestion`; an objection is settled or it is not, the others have no state.
 */
export const annotationKinds = ['note', 'question', 'objection', 'suggestion'] as const;

export type AnnotationKind = (typeof annotationKinds)[number];

/** What ended an objection, or is said to have ended it; `reopened` takes the answers before it back. */
export const annotationAnswerKinds = ['addressed', 'conceded', 'withdrawn', 'reopened'] as const;

export type AnnotationAnswerKind = (typeof annotationAnswerKinds)[number];

const lineNumber = z.number('expected a number').int().min(1, 'lines are counted from 1');
const side = z.enum(['old', 'new'], 'expected old or new');

/** `version` is the message of the version that addressed it: a patch, or the head of a series. */
const answer = z
  .strictObject({
    kind: z.enum(annotationAnswerKinds, `expected ${annotationAnswerKinds.join(', ')}`),
    version: messageId.optional(),
    /** The mail that says so; left out where `author` says it here. */
    message: messageId.optional(),
    author: line,
    date,
    note: line.optional(),
  })
  .superRefine(({ kind, version }, context) => {
    if (kind === 'addressed' && version === undefined) {
      context.addIssue({ code: 'custom', path: ['version'], message: 'expected the version that addressed it' });
    }
  });

/** Where a person says that it belongs in another version: on lines of it, or nowhere. */
const carried = z
  .strictObject({
    message: messageId,
    state: z.enum(['placed', 'gone'], 'expected placed or gone'),
    path: line.optional(),
    side: side.optional(),
    line: lineNumber.optional(),
    end: lineNumber.optional(),
    hash: wordsHash.optional(),
    author: line,
    date,
  })
  .superRefine(({ state, path, line }, context) => {
    if (state === 'placed' && (path === undefined || line === undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['path'],
        message: 'expected the path and the line that it belongs on',
      });
    }
  });

const schema = z
  .strictObject({
    id: slug,
    title: line,
    message: messageId,
    on: z.enum(annotationTargets, `expected ${annotationTargets.join(', ')}`),
    path: line.optional(),
    side: side.optional(),
    line: lineNumber.optional(),
    /** Last line of a range. */
    end: lineNumber.optional(),
    /** The paragraph of a message's text in which the words begin that it speaks of; without it, of the whole message. */
    paragraph: paragraph.optional(),
    /** Of the words of its lines, or of those that begin in the paragraph. */
    hash: wordsHash.optional(),
    kind: z.enum(annotationKinds, `expected ${annotationKinds.join(', ')}`),
    author: line,
    /** The annotation that it answers. */
    parent: slug.optional(),
    /** The mail that it was sent as, or was taken from. */
    source: messageId.optional(),
    claims: list(slug),
    scenarios: list(z.strictObject({ scenario: slug, property, kind: pageKind.optional() })),
    /** The decision point that its lines write down, under the policy that they make. */
    rule: z.strictObject({ policy: policyId, point: line }).optional(),
    answers: list(answer),
    carried: list(carried),
    /** Who took it away: it is kept with its history, shown nowhere, and can be brought back. */
    removed: z.strictObject({ author: line, date }).optional(),
  })
  .superRefine((front, context) => {
    const missing = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const isOnLines = front.on === 'line' || front.on === 'range';
    if ((isOnLines || front.on === 'file') && front.path === undefined)
      missing('path', 'expected the path of the file');
    if (isOnLines && front.line === undefined) missing('line', 'expected the number of its line');
    if (isOnLines && front.side === undefined) missing('side', 'expected old or new');
    if (front.on === 'range' && (front.end === undefined || front.end < (front.line ?? 0))) {
      missing('end', 'expected the number of its last line, not before its first');
    }
    if (front.paragraph !== undefined && front.on !== 'message') {
      missing('paragraph', 'only words of a message have a paragraph');
    }
    if (front.paragraph !== undefined && front.hash === undefined) missing('hash', 'expected the hash of the words');
  });

export type AnnotationFront = z.infer<typeof schema>;

/**
 * What somebody says of a line of a patch, a range of lines, a file, a patch or a series. The words of its lines stand in
 * the database alone: the portable form has their hash, because a patch's code is not ours to publish.
 */
export const annotation: Definition<'annotation', AnnotationFront> = {
  kind: 'annotation',
  title: { one: 'annotation', many: 'annotations' },
  place: { none: 'made on the machine that holds the mail' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => `${front.kind} on ${sayTarget(front)}`,
  links: (front) => [
    ...(front.parent === undefined ? [] : [{ path: ['parent'], kind: 'annotation', slug: front.parent } as const]),
    ...linksOf('claims', front.claims, null, 'claim', (item) => item),
    ...linksOf('scenarios', front.scenarios, 'scenario', 'scenario', (item) => item.scenario),
    ...(front.rule === undefined
      ? []
      : [{ path: ['rule', 'policy'], kind: 'policy', slug: front.rule.policy } as const]),
  ],
  citations: (front) => [
    { path: ['message'], messageId: front.message },
    ...(front.source === undefined ? [] : [{ path: ['source'], messageId: front.source }]),
    ...citationsOf('answers', front.answers),
    ...citationsOf('carried', front.carried),
  ],
};

/** What an annotation stands on, in words: `mm/shmem.c:2427`, `mm/shmem.c:a2427-2431`, `the patch`, `words of paragraph 3`. */
export function sayTarget({
  on,
  path = '',
  side,
  line = 0,
  end,
  paragraph,
}: Pick<AnnotationFront, 'on' | 'path' | 'side' | 'line' | 'end' | 'paragraph'>): string {
  if (on === 'message') return paragraph === undefined ? 'the patch' : `words of paragraph ${paragraph}`;
  if (on === 'series') return 'the series';
  if (on === 'file') return path;
  return `${path}:${side === 'old' ? 'a' : ''}${line}${on === 'range' ? `-${end}` : ''}`;
}
