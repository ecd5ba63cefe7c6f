/** What the address of a patch's page asks for, word by word. */
export interface PatchQuery {
  /** Anchor of the line that an annotation is to be written on. */
  readonly annotate: string | undefined;
  /** Slug of the annotation to edit. */
  readonly edit: string | undefined;
  /** Path of the one file to show. */
  readonly file: string | undefined;
}

/** Reads the words of an address; a word given twice is none. */
export function readPatchQuery(asked: Readonly<Record<string, string | string[] | undefined>>): PatchQuery {
  const word = (name: string) => (typeof asked[name] === 'string' ? asked[name] : undefined);
  return { annotate: word('annotate'), edit: word('edit'), file: word('file') };
}

/** The query that shows the same view again, to which another word is added: `?` or `?file=mm%2Fa.c&`. */
export function viewQuery({ file }: PatchQuery): string {
  return file === undefined ? '?' : `?file=${encodeURIComponent(file)}&`;
}
