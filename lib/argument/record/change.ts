import { z } from 'zod';
import { citationsOf, type Definition, linksOf } from '#lib/argument/record/definition';
import { commit, date, line, list, messageId, policyId, slug, source, stance } from '#lib/argument/record/fields';

/** What became of a change. */
export const changeStates = ['merged', 'proposed', 'removed', 'rejected'] as const;

export type ChangeState = (typeof changeStates)[number];

const schema = z.strictObject({
  id: slug,
  title: line,
  author: slug.optional(),
  date,
  state: z.enum(changeStates, `expected ${changeStates.join(', ')}`),
  commit: commit.optional(),
  release: line.optional(),
  /** The patch, or the message at the head of the version that it is. */
  message: messageId.optional(),
  /**
   * What it starts from, as a simulator names it: a policy, a combination, a kernel. Left out, it is what was in force
   * before the first of its policies.
   */
  before: line.optional(),
  /** What it introduces or changes: the first of each family is what it makes, the others carry it on. */
  policies: list(policyId),
  /** Decision points that it answers otherwise, as a simulator names them. */
  points: list(line),
  /** The change that this one is the next version of. */
  revises: slug.optional(),
  stances: list(stance),
  sources: list(source),
});

export type ChangeFront = z.infer<typeof schema>;

/**
 * A change that the debate speaks of: posted as a patch, merged as a commit, or both. What no released policy is may
 * stand in its body as a fenced block `policy`, in the language of policies of one's own.
 */
export const change: Definition<'change', ChangeFront> = {
  kind: 'change',
  title: { one: 'change', many: 'changes' },
  place: { folder: 'patches' },
  schema,
  name: (front) => front.id,
  headline: (front) => front.title,
  summary: (front) => [front.state, front.release, front.commit].filter((part) => part !== undefined).join(', '),
  links: (front) => [
    ...(front.author === undefined ? [] : [{ path: ['author'], kind: 'person', slug: front.author } as const]),
    ...linksOf('policies', front.policies, null, 'policy', (item) => item),
    ...(front.revises === undefined ? [] : [{ path: ['revises'], kind: 'change', slug: front.revises } as const]),
    ...linksOf('stances', front.stances, 'person', 'person', (item) => item.person),
  ],
  citations: (front) => [
    ...(front.message === undefined ? [] : [{ path: ['message'], messageId: front.message }]),
    ...citationsOf('stances', front.stances),
    ...citationsOf('sources', front.sources),
  ],
};
