'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { givenStates } from '#lib/argument/record/series-state';
import { findAuthor, readAuthor, setAuthor } from '#lib/db/author';
import { saveSeriesState } from '#lib/db/series-state';
import { pathPart } from '../_components/mail-link';

/** What came of saying a state: problems, in sentences, and the version to save from next. */
export interface SayState {
  readonly problems: readonly string[];
  readonly version: number;
}

/** Says what became of a posted series, or takes back what was said. */
export async function sayState(before: SayState, form: FormData): Promise<SayState> {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
  };
  const refuse = (...problems: string[]): SayState => ({ problems, version: before.version });
  const said = field('intent') === 'take-back' ? 'computed' : field('state');
  const state = givenStates.find((word) => word === said);
  if (state === undefined) return refuse('Choose a state.');
  if (field('note').length > 1000) return refuse('The note has more than 1,000 characters.');
  const name = field('author');
  const author = findAuthor() ?? (readAuthor(name) === undefined ? undefined : setAuthor(name));
  if (author === undefined) return refuse('Say who you are first, as Name <address>: Ann Ek <ann@example.org>.');
  const note = field('note');
  const result = await saveSeriesState(
    {
      message: field('head'),
      state,
      author,
      date: new Date().toISOString().slice(0, 10),
      ...(note === '' ? {} : { note }),
    },
    Number(field('version')) || 0,
  );
  if (result.state === 'refused') return refuse(...result.issues.map(({ message }) => message));
  if (result.state === 'conflict') {
    const [, theirs = 'something else'] = /^state: (.*)$/m.exec(result.current.text) ?? [];
    const problem = `Somebody said "${theirs}" meanwhile. Saving puts yours in its place, and theirs stays in the history.`;
    return { problems: [problem], version: result.current.version };
  }
  // It leads to the page that is shown already: a browser with scripts would keep what it has.
  revalidatePath('/p/[id]', 'page');
  redirect(`/p/${pathPart(field('message'))}#state`);
}
