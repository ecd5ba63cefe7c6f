import type { PointedWords } from '#lib/db/quote-check';

/** Names of the fields that a person fills in. */
const names = [
  ...['person', 'attitude', 'date', 'said', 'author', 'name'],
  ...['title', 'slug', 'kind', 'why', 'topic', 'untested', 'body'],
  ...['find', 'claim', 'remark', 'text'],
];

/** What a form sent: what was asked, the words it is about, and every field by its name. */
export function readQuoteForm(form: FormData): {
  readonly intent: string;
  readonly pointed: PointedWords;
  readonly fields: Readonly<Record<string, string>>;
} {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : '';
  };
  return {
    intent: field('intent'),
    pointed: {
      messageId: field('mail'),
      form: Number(field('form')),
      start: Number(field('start')),
      end: Number(field('end')),
      // As JSON: a form would change the ends of its lines.
      exact: readText(field('exact')),
    },
    fields: Object.fromEntries(names.map((name) => [name, field(name)])),
  };
}

function readText(json: string): string {
  try {
    const text: unknown = JSON.parse(json);
    return typeof text === 'string' ? text : '';
  } catch {
    return '';
  }
}
