import { isList, listThreadsFrom } from '#lib/db/archive-list';
import { listLists } from '#lib/db/held-mail';
import { listPath } from '../_components/mail-link';
import { answerPage } from './answer-page';
import type { Answer, ArchiveRequest } from './answer-types';
import { html } from './html';
import { listPage } from './list-page';
import { readStart } from './list-place';

const noThreads = { threads: [], hasNewer: false, hasOlder: false };

/** The threads of a list, or of all lists. */
export async function answerList(
  list: string | undefined,
  query: URLSearchParams,
  request: ArchiveRequest,
): Promise<Answer> {
  const isKnown = list === undefined || (await isList(list));
  const [slice, lists] = await Promise.all([
    isKnown ? listThreadsFrom({ list, start: readStart(query) }) : noThreads,
    listLists(),
  ]);
  const feed = list === undefined ? '/mail/new.atom' : `${listPath(list)}new.atom`;
  const head = html`<link rel="alternate" type="application/atom+xml" title="New mail" href="${feed}">`;
  const title = list === undefined ? 'Mail' : `Mail on ${list}`;
  return answerPage({ title, main: listPage({ list, lists, slice }), head, status: isKnown ? 200 : 404 }, request);
}
