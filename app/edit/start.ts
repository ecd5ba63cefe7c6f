import { findAuthor } from '#lib/db/author';
import { listClaims } from '#lib/db/claims';
import { listPeople } from '#lib/db/people';
import type { RecordText } from '#lib/db/record-types';
import { listScenarios } from '#lib/db/scenarios';
import type { EditState } from './edit-state';
import type { EditorLists } from './editor';
import type { EditedKind } from './record-path';

/** The first round of the editor. */
export function startState(kind: EditedKind, slug: string | null, { text, version }: RecordText): EditState {
  return {
    kind,
    slug,
    version,
    text,
    note: '',
    author: '',
    fields: {},
    changes: 0,
    problems: [],
    current: null,
    preview: null,
    asksAuthor: findAuthor() === undefined,
  };
}

/** What the fields of a claim offer; nothing for the other kinds, which have no such fields. */
export async function editorLists(kind: EditedKind): Promise<EditorLists> {
  if (kind !== 'claim') return { claims: [], people: [], scenarios: [] };
  const [claims, people, scenarios] = await Promise.all([listClaims(), listPeople(), listScenarios()]);
  return {
    claims: claims.map(({ slug, title }) => ({ slug, title })),
    people: people.map(({ slug, name }) => ({ slug, name })),
    scenarios: scenarios.map(({ slug, title }) => ({ slug, title })),
  };
}
