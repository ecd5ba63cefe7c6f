import { isMap, isSeq, parseDocument } from 'yaml';
import { splitFrontMatter } from '#lib/markdown/front-matter';

/** The `id` that the text gives itself. */
export function findId(text: string): string | undefined {
  const id: unknown = parseDocument(splitFrontMatter(text)?.front ?? '').get('id');
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/**
 * The text with `entry` at the end of the list `key` of its front matter. Undefined where the front matter cannot be
 * read: then the text must be mended by hand first.
 */
export function addToList(text: string, key: string, entry: Readonly<Record<string, string>>): string | undefined {
  return change(text, (document) => {
    if (isSeq(document.get(key))) document.addIn([key], document.createNode(entry));
    else document.set(key, document.createNode([entry]));
  });
}

/** The text without `key` in its front matter; the text as it is where that cannot be read. */
export function dropKey(text: string, key: string): string {
  return change(text, (document) => document.delete(key)) ?? text;
}

function change(text: string, make: (document: ReturnType<typeof parseDocument>) => void): string | undefined {
  const split = splitFrontMatter(text);
  if (split === undefined) return undefined;
  const document = parseDocument(split.front);
  // A front matter is keys and values; an empty one becomes so.
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return undefined;
  make(document);
  return `---\n${document.toString({ lineWidth: 0, singleQuote: true })}---\n${split.body}`;
}
