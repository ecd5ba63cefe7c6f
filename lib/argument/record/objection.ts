import { z } from 'zod';
import { citationsOf, type Definition, linksOf } from '#lib/argument/record/definition';
import { date, line, list, messageId, pageKind, property, slug } from '#lib/argument/record/fields';

/** What ended an objection, or is said to have ended it. */
export const answerKinds = ['addressed', 'conceded', 'withdrawn', 'rejected'] as const;

export type AnswerKind = (typeof answerKinds)[number];

/** `addressed` names the change that did; `conceded` is said by the other side, `withdrawn` by who objected. */
const answer = z
  .strictObject({
    kind: z.enum(answerKinds, `expected ${answerKinds.join(', ')}`),
    change: slug.optional(),
    person: slug.optional(),
    message: messageId.optional(),
    date,
    note: line,
  })
  .superRefine(({ kind, change, person }, context) => {
    if (kind === 'addressed' && change === undefined) {
      context.addIssue({ code: 'custom', path: ['change'], message: 'expected the change that addressed it' });
    }
    if (kind !== 'addressed' && person === undefined) {
      context.addIssue({ code: 'custom', path: ['person'], message: 'expected who said so' });
    }
  });

const schema = z.strictObject({
  id: slug,
  title: line,
  person: slug,
  message: messageId,
  date,
  /** What it objects to: a change that was posted or merged. */
  change: slug,
  /** The claim that it rests on. */
  claim: slug.optional(),
  /** What shows it: the property fails while the objection is right. Left out, only a person can say that it is settled. */
  scenario: z.strictObject({ scenario: slug, property, kind: pageKind.optional() }).optional(),
  answers: list(answer),
});

export type ObjectionFront = z.infer<typeof schema>;

/** What somebody held against a change, and what became of it. Its state is computed, never written. */
export const objection: Definition<'objection', ObjectionFront> = {
  kind: 'objection',
  title: { one: 'objection', many: 'objections' },
  place: { folder: 'objections' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => `${front.person} on ${front.change}`,
  links: (front) => [
    { path: ['person'], kind: 'person', slug: front.person },
    { path: ['change'], kind: 'change', slug: front.change },
    ...(front.claim === undefined ? [] : [{ path: ['claim'], kind: 'claim', slug: front.claim } as const]),
    ...(front.scenario === undefined
      ? []
      : [{ path: ['scenario', 'scenario'], kind: 'scenario', slug: front.scenario.scenario } as const]),
    ...linksOf('answers', front.answers, 'change', 'change', (item) => item.change),
    ...linksOf('answers', front.answers, 'person', 'person', (item) => item.person),
  ],
  citations: (front) => [{ path: ['message'], messageId: front.message }, ...citationsOf('answers', front.answers)],
};
