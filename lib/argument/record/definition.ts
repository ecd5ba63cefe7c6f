import type { z } from 'zod';

/** A link from a record's front matter to another record. */
export interface Link {
  /** Where it stands in the front matter: `['stances', 2, 'person']`. */
  readonly path: readonly (string | number)[];
  readonly kind: LinkedKind;
  readonly slug: string;
}

/** The kinds that others link to. */
export type LinkedKind = 'claim' | 'scenario' | 'policy' | 'person' | 'change' | 'term' | 'annotation';

/** A Message-ID that a record cites, and where. */
export interface Citation {
  readonly path: readonly (string | number)[];
  readonly messageId: string;
}

/**
 * A kind of record: how its front matter reads and what it refers to. Everything else that all kinds have in common
 * (files, pages, revisions, search, export) is derived from the list in records.ts.
 */
export interface Definition<Kind extends string, Front> {
  readonly kind: Kind;
  /** The kind in a sentence: `claim`, `claims`. */
  readonly title: { readonly one: string; readonly many: string };
  /**
   * Where its files lie in content/: a folder with a file `SLUG.md` for each, or one file.
   * `none` for what is made in the app alone.
   */
  readonly place: { readonly folder: string } | { readonly file: string } | { readonly none: string };
  /** Strict; its order of keys is the canonical one. */
  readonly schema: z.ZodType<Front>;
  /** The record's own name in its front matter; undefined where it may be left out and the file's name is meant. */
  readonly name: (front: Front) => string | undefined;
  /** What lists and search show of it in one line. */
  readonly headline: (front: Front) => string;
  /** One more line, for search and link previews. */
  readonly summary: (front: Front) => string;
  readonly links: (front: Front) => readonly Link[];
  readonly citations: (front: Front) => readonly Citation[];
}

/** Links of a list of items that each may name one record. */
export function linksOf<T>(
  key: string,
  items: readonly T[],
  field: string | null,
  kind: LinkedKind,
  read: (item: T) => string | undefined,
): readonly Link[] {
  return items.flatMap((item, index) => {
    const slug = read(item);
    return slug === undefined ? [] : [{ path: field === null ? [key, index] : [key, index, field], kind, slug }];
  });
}

/** Citations of a list of items that each may name a mail under `message`. */
export function citationsOf(
  key: string,
  items: readonly { readonly message?: string | undefined }[],
): readonly Citation[] {
  return items.flatMap((item, index) =>
    item.message === undefined ? [] : [{ path: [key, index, 'message'], messageId: item.message }],
  );
}
