import { type RecordKind, recordKinds, records } from '#lib/argument/records';

/** A link of a body to another record, as an address below content/. */
export interface RecordLink {
  readonly kind: RecordKind;
  readonly slug: string;
  /** With its `#`; empty where there is none. */
  readonly fragment: string;
}

const folders = new Map<string, RecordKind>(
  recordKinds.flatMap((kind) => {
    const { place } = records[kind];
    return 'folder' in place ? [[place.folder, kind] as const] : [];
  }),
);

/**
 * Reads `claims/x`, `../claims/x.md`, `/claims/x#part`: a path below content/ from wherever the file lies, so that the
 * link works in a checkout too. Undefined for every other address.
 */
export function findRecordLink(url: string): RecordLink | undefined {
  const match = /^(?:\.{0,2}\/)*([a-z]+)\/([A-Za-z0-9][A-Za-z0-9-]*)(?:\.md)?(#.*)?$/.exec(url);
  const kind = folders.get(match?.[1] ?? '');
  const slug = match?.[2];
  return kind === undefined || slug === undefined ? undefined : { kind, slug, fragment: match?.[3] ?? '' };
}

/** Where the application shows a record of that kind. */
const routes: { readonly [K in RecordKind]: (slug: string) => string } = {
  debate: () => '/',
  claim: (slug) => `/claims/${slug}`,
  scenario: (slug) => `/scenarios/${slug}`,
  counterexample: (slug) => `/counterexamples/${slug}`,
  objection: (slug) => `/objections/${slug}`,
  finding: (slug) => `/findings/${slug}`,
  policy: (slug) => `/policies/${slug}`,
  change: (slug) => `/patches#${slug}`,
  person: (slug) => `/people/${slug}`,
  term: (slug) => `/glossary/${slug}`,
  guide: (slug) => `/guide/${slug}`,
  decision: (slug) => `/decisions/${slug}`,
  annotation: (slug) => `/annotations/${slug}`,
  grouping: (slug) => `/patches#${slug}`,
  'series-state': () => '/patches',
};

/** Address of a record in the application. */
export function routeOf(kind: RecordKind, slug: string, fragment = ''): string {
  const route = routes[kind](slug);
  return route.includes('#') ? route : `${route}${fragment}`;
}
