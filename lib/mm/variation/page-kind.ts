import { pageKinds } from '#lib/mm/size';
import type { VariationKind } from '#lib/mm/variation/edit';

/** The same on other pages. */
export const pageKind: VariationKind = {
  id: 'page-kind',
  vary: (scenario) =>
    pageKinds.map(({ id, title }) => ({
      title: `the page is a ${title}`,
      scenario: { ...scenario, pages: { kinds: [id], line: 0, comments: [], note: null } },
    })),
};
