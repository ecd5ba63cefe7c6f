import type { RecordKind } from '#lib/argument/records';

/** The kinds that the editor writes. Annotations and states of series are written on their patch's page. */
export type EditedKind = Exclude<RecordKind, 'annotation' | 'grouping' | 'series-state'>;

/** What a kind is called in a sentence. */
export const kindNames: Readonly<Record<EditedKind, string>> = {
  claim: 'claim',
  scenario: 'scenario',
  counterexample: 'counterexample',
  objection: 'objection',
  finding: 'finding',
  policy: 'policy',
  change: 'change',
  person: 'person',
  term: 'term',
  guide: 'guide page',
  decision: 'decision',
  debate: 'debate',
};

/** Addresses at which records are read. */
export type RecordPath =
  | '/'
  | '/claims'
  | '/patches'
  | `/${'claims' | 'scenarios' | 'policies' | 'people' | 'glossary' | 'guide' | 'decisions' | 'objections' | 'findings'}/${string}`;

/** Where a record is read. Kinds without a page of their own lead to the list that shows them. */
export function recordPath(kind: EditedKind, slug: string): RecordPath {
  const name = encodeURIComponent(slug);
  switch (kind) {
    case 'claim':
      return `/claims/${name}`;
    case 'scenario':
      return `/scenarios/${name}`;
    case 'policy':
      return `/policies/${name}`;
    case 'person':
      return `/people/${name}`;
    case 'term':
      return `/glossary/${name}`;
    case 'guide':
      return `/guide/${name}`;
    case 'decision':
      return `/decisions/${name}`;
    case 'counterexample':
      return '/claims';
    case 'change':
      return '/patches';
    case 'objection':
      return `/objections/${name}`;
    case 'finding':
      return `/findings/${name}`;
    case 'debate':
      return '/';
  }
}

/** The edited kind of that name; undefined for any other word. */
export function findEditedKind(name: string): EditedKind | undefined {
  const kinds = Object.keys(kindNames);
  const isEdited = (word: string): word is EditedKind => kinds.includes(word);
  return isEdited(name) ? name : undefined;
}
