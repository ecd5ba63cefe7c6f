import { addToList } from '#lib/markdown/edit-front';

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

/** The addition that a button asks for. */
export function findAddition(intent: string): Addition | undefined {
  const name = intent.replace(/^add-/, '');
  return name === 'relation' || name === 'stance' || name === 'scenario' ? name : undefined;
}

/** The text with the relation, stance or scenario that the form's fields describe; or what is missing. */
export function addFromForm(
  text: string,
  addition: Addition,
  form: FormData,
): { readonly text: string } | { readonly problem: string } {
  const { list, fields, required } = additions[addition];
  const entry: Record<string, string> = {};
  for (const field of fields) {
    const value = form.get(`${addition}-${field}`)?.toString().trim() ?? '';
    if (value !== '') entry[field] = field === 'message' ? value.replace(/^<([^<>]*)>$/, '$1') : value;
  }
  const missing = required.filter((field) => entry[field] === undefined);
  if (missing.length > 0) return { problem: `A ${addition} needs ${missing.join(', ')}. Fill in and add it again.` };
  const added = addToList(text, list, entry);
  return added === undefined
    ? { problem: 'The front matter cannot be read, so nothing was added. Mend it in the text first.' }
    : { text: added };
}
