import type { SearchField } from '#lib/db/search-field';
import { byField } from '#lib/db/search-field/by';
import { claimField } from '#lib/db/search-field/claim';
import { hasField } from '#lib/db/search-field/has';
import { isField } from '#lib/db/search-field/is';
import { midField } from '#lib/db/search-field/mid';
import { policyField } from '#lib/db/search-field/policy';
import { scenarioField } from '#lib/db/search-field/scenario';
import { stanceField } from '#lib/db/search-field/stance';
import { verdictField } from '#lib/db/search-field/verdict';

/** Every prefix that a database answers. */
export const searchFields: readonly SearchField[] = [
  midField,
  byField,
  claimField,
  scenarioField,
  policyField,
  verdictField,
  stanceField,
  isField,
  hasField,
];

/** The field of that name. Throws for another: `lib/search` and this list have the same names (tested). */
export function getSearchField(name: string): SearchField {
  const field = searchFields.find((one) => one.name === name);
  if (field === undefined) throw new Error(`No database answers the prefix ${name}:.`);
  return field;
}
