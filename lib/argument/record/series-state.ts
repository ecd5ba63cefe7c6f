import { z } from 'zod';
import type { Definition } from '#lib/argument/record/definition';
import { date, line, messageId, slug } from '#lib/argument/record/fields';
import { seriesStates } from '#lib/patch/series/state';

/** What a person may say that became of a posted series; `computed` takes it back. */
export const givenStates = [...seriesStates, 'computed'] as const;

const schema = z.strictObject({
  id: slug,
  /** The message at the head of the posted version. */
  message: messageId,
  state: z.enum(givenStates, `expected ${givenStates.join(', ')}`),
  author: line,
  date,
  note: line.optional(),
});

export type SeriesStateFront = z.infer<typeof schema>;

/**
 * What a person says became of a posted version of a series. There is one for each version that somebody spoke of; its
 * revisions say who said what before.
 */
export const seriesState: Definition<'series-state', SeriesStateFront> = {
  kind: 'series-state',
  title: { one: 'state of a series', many: 'states of series' },
  place: { none: 'made on the machine that holds the mail' },
  schema,
  name: (front) => front.id,
  headline: (front) => `${front.state}: ${front.message}`,
  summary: (front) => `${front.state}, says ${front.author}`,
  links: () => [],
  citations: (front) => [{ path: ['message'], messageId: front.message }],
};
