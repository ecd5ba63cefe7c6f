'use server';

import { redirect } from 'next/navigation';
import { findAuthor, readAuthor, setAuthor } from '#lib/db/author';
import { findVersion } from '#lib/db/find-version';
import { saveGrouping, undoGrouping } from '#lib/db/groupings';
import type { SaveResult } from '#lib/db/record-types';
import { pathPart, trimBrackets } from '../_components/mail-link';
import type { RegroupState } from './regroup-state';

/** Saves a correction of series and versions, or takes one back; then shows the patch as it is grouped now. */
export async function regroup(before: RegroupState, form: FormData): Promise<RegroupState> {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const state: RegroupState = {
    how: field('how'),
    with: field('with'),
    part: field('part'),
    turn: before.turn + 1,
    problems: [],
  };
  const refuse = (...problems: string[]): RegroupState => ({ ...state, problems });
  const given = readAuthor(field('author'));
  const author = findAuthor() ?? (given === undefined ? undefined : setAuthor(given));
  if (author === undefined) return refuse('Say who you are first, as Name <address>: Ann Ek <ann@example.org>.');
  const date = new Date().toISOString().slice(0, 10);
  const page = field('page');
  if (field('intent') === 'undo') {
    const result = await undoGrouping({ slug: field('slug'), version: Number(field('version')) || 0, author, date });
    const problems = problemsOf(result);
    return problems.length > 0 ? refuse(...problems) : leadTo(page);
  }
  const other = trimBrackets(state.with);
  const part = state.part === '' ? undefined : Number(state.part);
  if (part !== undefined && !(part >= 0 && part <= 10_000)) return refuse('A part is a number: 2, or 1.5.');
  const said = { author, date };
  switch (state.how) {
    case 'apart': {
      const problems = problemsOf(await saveGrouping({ ...said, how: 'apart', message: page, from: 'series' }));
      return problems.length > 0 ? refuse(...problems) : leadTo(page);
    }
    case 'no-version': {
      const head = await headOf(page);
      const problems = problemsOf(await saveGrouping({ ...said, how: 'apart', message: head, from: 'versions' }));
      return problems.length > 0 ? refuse(...problems) : leadTo(page);
    }
    case 'part-of':
    case 'version-of': {
      if (!/^[^\s<>]+@[^\s<>]+$/.test(other)) {
        return refuse(
          'Choose the other series, or paste the Message-ID of one of its mails: it has a part after the @.',
        );
      }
      const isPart = state.how === 'part-of';
      const message = isPart ? page : await headOf(page);
      const target = await headOf(other);
      if (target === message) return refuse('It is in that series already. Choose another one.');
      const problems = problemsOf(
        await saveGrouping({
          ...said,
          how: state.how,
          message,
          with: target,
          ...(isPart && part !== undefined ? { part } : {}),
        }),
      );
      return problems.length > 0 ? refuse(...problems) : leadTo(page);
    }
    default:
      return refuse('Choose what is to be said of this patch.');
  }
}

/** Head of the posting that a mail is in; the mail itself where it is in none. */
async function headOf(messageId: string): Promise<string> {
  return (await findVersion(messageId))?.version.headMessageId ?? messageId;
}

function problemsOf(result: SaveResult): readonly string[] {
  if (result.state === 'refused') return result.issues.map(({ message }) => `${message}.`);
  return result.state === 'conflict' ? ['Somebody changed this meanwhile. Read it anew, then try again.'] : [];
}

function leadTo(page: string): never {
  redirect(`/p/${pathPart(page)}#versions`);
}
