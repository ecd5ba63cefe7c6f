import { actions } from '#lib/mm/actions';
import { measures } from '#lib/mm/condition';
import { ownForms } from '#lib/mm/own/forms';
import { policies } from '#lib/mm/policies';
import { properties } from '#lib/mm/properties';
import { pageKinds } from '#lib/mm/size';
import type { Vocabulary } from '#lib/scenario/vocabulary';

/** What scenarios about the memory manager may say. */
export const vocabulary: Vocabulary = {
  id: 'mm',
  kinds: ['process', 'kernel', 'device'],
  forms: actions.map((action) => action.form),
  measures: measures.map(({ name, meaning }) => ({ name, meaning })),
  properties,
  policies,
  pageKinds,
  values: ['0', 'fault'],
  results: ['fault'],
  own: ownForms,
};
