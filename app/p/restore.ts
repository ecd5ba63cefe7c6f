'use server';

import { restoreAnnotation } from '#lib/db/annotation';
import { findAuthor, readAuthor, setAuthor } from '#lib/db/author';
import { leadBack } from './annotation-address';
import { fieldOf } from './read-annotation-form';

/**
 * Brings back an annotation that was taken away, and leads to it. Where somebody saved it meanwhile the page is shown as it
 * is now: it is back already, or it can be brought back from there.
 */
export async function restore(form: FormData): Promise<void> {
  const [slug, page, named] = [fieldOf(form, 'slug'), fieldOf(form, 'message'), fieldOf(form, 'author')];
  const author = findAuthor() ?? (readAuthor(named) === undefined ? undefined : setAuthor(named));
  const version = Number(fieldOf(form, 'version')) || 0;
  const result = author === undefined ? undefined : await restoreAnnotation({ slug, version, author });
  leadBack(page, '', result?.state === 'saved' ? `note-${encodeURIComponent(slug)}` : 'removed');
}
