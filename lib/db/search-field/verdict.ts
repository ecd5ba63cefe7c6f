import type { SearchField } from '#lib/db/search-field';

/** Claims and scenarios with a verdict, under some policy or the one that is asked for beside it. */
export const verdictField: SearchField = {
  name: 'verdict',
  isRecord: (value, _facts, run) => run !== undefined && run.verdict.replaceAll(' ', '-') === value,
};
