import { addToList, dropKey } from '#lib/markdown/edit-front';

/** The lists of a claim that have fields of their own in the form, with the fields and which of them must be filled. */
export const additions = {
  relation: {
    list: 'relations',
    fields: ['kind', 'claim', 'person', 'message', 'date', 'note'],
    required: ['kind', 'claim', 'date', 'note'],
  },
  stance: {
    list: 'stances',
    fields: ['person', 'attitude', 'message', 'date', 'note'],
    required: ['person', 'attitude', 'message', 'date', 'note'],
  },
  scenario: { list: 'scenarios', fields: ['scenario', 'property'], required: ['scenario', 'property'] },
} as const;

export type Addition = keyof typeof additions;

/** By name, `relation-kind`, what stands in the form. */
export type Fields = Readonly<Record<string, string>>;

const names: readonly Addition[] = ['relation', 'stance', 'scenario'];

/** The addition that a button asks for. */
export function findAddition(intent: string): Addition | undefined {
  return names.find((name) => intent === `add-${name}`);
}

/** The fields that something stands in. */
export function readFields(form: FormData): Fields {
  const all = names.flatMap((name) => additions[name].fields.map((field) => `${name}-${field}`));
  const filled = all.flatMap((name) => {
    const value = form.get(name)?.toString() ?? '';
    return value.trim() === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(filled);
}

/** The text with the relation, stance or scenario that the fields describe, and the other fields; or what is missing. */
export function addFromForm(
  text: string,
  addition: Addition,
  given: Fields,
): { readonly text: string; readonly fields: Fields } | { readonly problem: string } {
  const { list, fields, required } = additions[addition];
  const entry: Record<string, string> = {};
  for (const field of fields) {
    const value = given[`${addition}-${field}`]?.trim() ?? '';
    if (value !== '') entry[field] = field === 'message' ? value.replace(/^<([^<>]*)>$/, '$1') : value;
  }
  const missing = required.filter((field) => entry[field] === undefined);
  if (missing.length > 0) return { problem: `A ${addition} needs ${missing.join(', ')}. Fill in and add it again.` };
  const added = addToList(text, list, entry);
  if (added === undefined) {
    return { problem: 'The front matter cannot be read, so nothing was added. Mend it in the text first.' };
  }
  const rest = Object.entries(given).filter(([name]) => !name.startsWith(`${addition}-`));
  // A claim says why it has no scenario only as long as it has none.
  return { text: addition === 'scenario' ? dropKey(added, 'noScenario') : added, fields: Object.fromEntries(rest) };
}

/** Why a save waits: fields are filled in that are not in the text, and would be lost. */
export function refuseUnadded(given: Fields): string | undefined {
  const open = names.find((name) => Object.keys(given).some((field) => field.startsWith(`${name}-`)));
  return open === undefined
    ? undefined
    : `The fields under “Add a ${open}” are filled in but not in the text. Add them to the text, or empty them.`;
}
