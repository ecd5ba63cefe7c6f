import { printRecord } from '#lib/markdown/record-file';
import { slugOf } from '../_components/slug-of';

/** What the form of a declaration holds. */
export interface DeclareFields {
  /** The message that declares, and the one whose page the form stands in. */
  readonly message: string;
  readonly page: string;
  readonly id: string;
  readonly title: string;
  readonly date: string;
  readonly policy: string;
  readonly before: string;
  readonly points: readonly string[];
  readonly revises: string;
  /** Text of a policy of one's own. */
  readonly own: string;
  readonly body: string;
}

export function readDeclareFields(form: FormData): DeclareFields {
  const word = (name: string) => (form.get(name)?.toString() ?? '').replace(/\r\n?/g, '\n').trim();
  const title = word('title');
  return {
    message: word('message'),
    page: word('page'),
    id: word('id') || slugOf(title),
    title,
    date: word('date'),
    policy: word('policy'),
    before: word('before'),
    points: form.getAll('points').map(String),
    revises: word('revises'),
    own: word('own'),
    body: word('body'),
  };
}

/** The record's text; or why there is none. */
export function changeText(fields: DeclareFields): string | { readonly problems: readonly string[] } {
  const { id, title, date, message, before, policy, points, revises, own, body } = fields;
  const isOwn = own !== '';
  const problems = [
    ...(policy === '' && !isOwn ? ['Choose the policy that it makes, or write one of your own.'] : []),
    ...(policy !== '' && isOwn ? ['Choose a policy or write one, not both: a change makes one of them.'] : []),
    ...(id === '' ? ['The title has no word that could name the record. Give it a name.'] : []),
  ];
  if (problems.length > 0) return { problems };
  const text = body === '' ? 'Declared on the page of the patch.' : body;
  return printRecord({
    kind: 'change',
    slug: id,
    front: {
      id,
      title,
      date,
      state: 'proposed',
      message,
      ...(before === '' ? {} : { before }),
      policies: policy === '' ? [] : [policy],
      points: [...points],
      ...(revises === '' ? {} : { revises }),
      stances: [],
      sources: [],
    },
    body: `\n${text}\n${isOwn ? `\n\`\`\`policy\n${own}\n\`\`\`\n` : ''}`,
  });
}
