import { type DiffView, printView, readView } from '../_components/diff-view';

/** What the address of a patch's page asks for, word by word. */
export interface PatchQuery {
  /** What an annotation is to be written on, as `parseTarget` reads it. */
  readonly annotate: string | undefined;
  /** Kind that the form begins with. */
  readonly kind: string | undefined;
  /** Slug of the annotation to edit, to answer, to settle, or to say the place of. */
  readonly edit: string | undefined;
  readonly reply: string | undefined;
  readonly settle: string | undefined;
  readonly place: string | undefined;
  /** The line chosen for `place`, as `parseTarget` reads it. */
  readonly at: string | undefined;
  /** Path of the one file to show. */
  readonly file: string | undefined;
  /** `view` and `space`: how the diff is shown. */
  readonly view: DiffView;
  /** Lines of files wanted beside the hunks, as `FILE:FROM-TO`, `FILE:fLINE` (a function) or `FILE:all`. */
  readonly context: readonly string[];
}

/** Reads the words of an address; a word given twice is none, but `context` may be given often. */
export function readPatchQuery(asked: Readonly<Record<string, string | string[] | undefined>>): PatchQuery {
  const word = (name: string) => (typeof asked[name] === 'string' ? asked[name] : undefined);
  return {
    annotate: word('annotate'),
    kind: word('kind'),
    edit: word('edit'),
    reply: word('reply'),
    settle: word('settle'),
    place: word('place'),
    at: word('at'),
    file: word('file'),
    view: readView(word('view'), word('space')),
    context: [asked.context ?? []].flat(),
  };
}

/** The query that shows the same view again, to which another word is added: `?` or `?file=mm%2Fa.c&`. */
export function viewQuery({ file, view, context }: Pick<PatchQuery, 'file' | 'view' | 'context'>): string {
  const words = [
    ...(file === undefined ? [] : [`file=${encodeURIComponent(file)}`]),
    ...printView(view),
    ...context.map((lines) => `context=${encodeURIComponent(lines)}`),
  ];
  return `?${words.map((word) => `${word}&`).join('')}`;
}

/** The query that a line's number leads to, up to the line: it opens the form there, or puts an annotation there. */
export function lineQuery(query: PatchQuery): string {
  const { place } = query;
  return `${viewQuery(query)}${place === undefined ? 'annotate=' : `place=${encodeURIComponent(place)}&at=`}`;
}
