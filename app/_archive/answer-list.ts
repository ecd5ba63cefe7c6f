import { isList, listThreadsFrom } from '#lib/db/archive-list';
import { listLists } from '#lib/db/held-mail';
import { listPath } from '../_components/mail-link';
import { answerPage } from './answer-page';
import type { Answer, ArchiveRequest } from './answer-types';
import { html } from './html';
import { listPage } from './list-page';
import { readStart } from './list-place';

/** The threads of a list, or of all lists. */
export async function answerList(
  list: string | undefined,
  query: URLSearchParams,
  request: ArchiveRequest,
): Promise<Answer> {
  const [slice, lists, isKnown] = await Promise.all([
    listThreadsFrom({ list, start: readStart(query) }),
    listLists(),
    list === undefined || isList(list),
  ]);
  const feed = list === undefined ? '/mail/new.atom' : `${listPath(list)}new.atom`;
  const head = html`<link rel="alternate" type="application/atom+xml" title="New mail" href="${feed}">`;
  const title = list === undefined ? 'Mail' : `Mail on ${list}`;
  return answerPage({ title, main: listPage({ list, lists, slice }), head, status: isKnown ? 200 : 404 }, request);
}
