import type { SearchHit } from '#lib/db/archive-types';
import { exportLimit } from '#lib/db/export-found';
import type { SearchAnswer } from '#lib/db/search-all';
import type { RecordHit } from '#lib/db/search-records';
import { routeOf } from '#lib/markdown/record-link';
import { prefixes } from '#lib/search/prefix';
import type { QueryProblem } from '#lib/search/problem';
import type { SnippetSegment } from '#lib/search/snippet';
import { authorName } from '../_components/mail-author';
import { mailPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { shortDay } from './day';
import { empty, type Html, html, join } from './html';
import { type SearchAddress, searchPath } from './search-address';

/** What the search page shows. */
export interface SearchPage {
  readonly asked: SearchAddress;
  /** Of what was asked for, where it is not here. */
  readonly missing: string | undefined;
  /** undefined where nothing was asked. */
  readonly answer: SearchAnswer | { readonly problem: QueryProblem } | undefined;
}

/** The search page: the box, what was found, and how to ask. */
export function searchPage({ asked, missing, answer }: SearchPage): Html {
  const box = html`<search><form class="seek" action="/search"><label class="vh" for="query">Words, a Message-ID or a commit</label><input id="query" name="q" type="search" value="${asked.query}" autocomplete="off" spellcheck="false"${answer !== undefined && 'problem' in answer ? html` aria-invalid="true" aria-describedby="wrong"` : empty}>${asked.sort === 'rank' ? html`<input type="hidden" name="sort" value="rank">` : empty}<button type="submit" class="btn main">Search</button></form></search>`;
  const note = missing === undefined ? empty : html`<p class="note">${missing}</p>`;
  return html`<div class="found"><h1 class="search-head">Search</h1>${box}${note}${showAnswer(asked, answer)}</div>`;
}

function showAnswer(asked: SearchAddress, answer: SearchPage['answer']): Html {
  if (answer === undefined) return help(true);
  if ('problem' in answer) return html`${problem(asked.query, answer.problem)}${help(false)}`;
  const { records, mail } = answer;
  if (records.length === 0 && mail.hits.length === 0) return html`${nothing(asked)}${behind(mail)}${help(false)}`;
  return html`${recordGroups(records)}${mail.hits.length === 0 ? empty : mails(asked, mail)}${behind(mail)}${help(false)}`;
}

/** What cannot be found yet. */
function behind({ behind: count }: SearchAnswer['mail']): Html {
  return count === 0
    ? empty
    : html`<p class="note">${counted(count, 'mail')} still being indexed, not searched yet.</p>`;
}

/** The query with the wrong part marked, and what was expected. */
function problem(query: string, { place, message }: QueryProblem): Html {
  const [before, part, after] = [
    query.slice(0, place.start),
    query.slice(place.start, place.end),
    query.slice(place.end),
  ];
  return html`<div class="wrong" id="wrong" role="alert"><p><strong>The query is not understood, and nothing was searched.</strong></p><pre>${before}<mark>${part === '' ? ' ' : part}</mark>${after}</pre><p>${message}</p></div>`;
}

function nothing({ query, cursor }: SearchAddress): Html {
  if (cursor !== undefined) return html`<p class="note">Nothing follows.</p>`;
  const first = /[\p{L}\p{N}_]+/u.exec(query)?.[0] ?? 'word';
  return html`<div class="prose"><p>Nothing is found. Words are matched whole: <code>${first}*</code> finds what begins so. Mail is searched as far as it is imported.</p></div>`;
}

const groupTitles: Readonly<Record<RecordHit['kind'], string>> = {
  finding: 'Findings',
  claim: 'Claims',
  scenario: 'Scenarios',
  objection: 'Objections',
  policy: 'Policies',
  change: 'Changes',
  person: 'People',
  term: 'Glossary',
  guide: 'Guide',
  decision: 'Decisions',
};

/** Hits of one kind that stand open: the mail below must not be far. */
const shownHits = 5;

/** Records by kind, findings, claims and scenarios first; each kind in the order of its best hits. */
function recordGroups(records: readonly RecordHit[]): Html {
  const groups = Object.entries(groupTitles).map(([kind, title]) => {
    const hits = records.filter((hit) => hit.kind === kind);
    if (hits.length === 0) return empty;
    const rest = hits.slice(shownHits);
    const more =
      rest.length === 0
        ? empty
        : html`<details class="fold"><summary>${rest.length} more</summary>${recordHits(rest)}</details>`;
    return html`<section><h2>${title}</h2>${recordHits(hits.slice(0, shownHits))}${more}</section>`;
  });
  return join(groups);
}

function recordHits(hits: readonly RecordHit[]): Html {
  const rows = hits.map(({ kind, slug, title, snippet }) => {
    const href = kind === 'change' ? `/patches#${slug}` : routeOf(kind, slug);
    return html`<li data-item=""><a href="${href}">${title}</a><p>${segments(snippet)}</p></li>`;
  });
  return html`<ol class="threads">${rows}</ol>`;
}

function mails(asked: SearchAddress, mail: SearchAnswer['mail']): Html {
  const count = `${mail.isCountCapped ? 'Over ' : ''}${counted(mail.count, 'mail')}`;
  const older =
    mail.next === null
      ? empty
      : html`<p class="pager"><a href="${searchPath({ ...asked, cursor: mail.next })}" rel="next">${mail.order === 'date' ? 'Older mail' : 'Further mail'}</a></p>`;
  return html`<section><h2>Mail</h2><p class="note found-line"><span>${count}, ${order(asked, mail)}</span><span>As <a href="${searchPath(asked, 'json')}">JSON</a>, <a href="${searchPath(asked, 'feed')}">feed</a>, <a href="${searchPath(asked, 'mbox')}">mbox</a>${mail.isCountCapped ? ` of the newest ${exportLimit}` : ''}</span></p><ol class="threads">${mail.hits.map(mailHit)}</ol>${older}</section>`;
}

/** How the mails are sorted, and the way to the other order. */
function order(asked: SearchAddress, { order: shown }: SearchAnswer['mail']): Html {
  const other = { ...asked, cursor: undefined, sort: shown === 'rank' ? ('date' as const) : ('rank' as const) };
  if (shown === 'rank') return html`best first · <a href="${searchPath(other)}">newest first</a>`;
  if (asked.sort === 'rank') return html`newest first: too many to sort by how well they fit`;
  return html`newest first · <a href="${searchPath(other)}">best first</a>`;
}

function mailHit({ messageId, title, author, dateIso, snippet, isOnlyQuoted }: SearchHit): Html {
  const quoted = isOnlyQuoted ? html`<span class="tag">quoted</span> ` : empty;
  return html`<li data-item=""><a href="${mailPath(messageId, '')}">${title.length === 0 ? 'No subject' : segments(title)}</a><span>${authorName(author)}</span>${shortDay(dateIso)}<p>${quoted}${segments(snippet)}</p></li>`;
}

function segments(all: readonly SnippetSegment[]): Html {
  return join(all.map(({ text, isHit }) => (isHit ? html`<mark>${text}</mark>` : html`${text}`)));
}

/** How to ask: open where nothing was asked. */
function help(isOpen: boolean): Html {
  const rows: readonly (readonly [string, string])[] = [
    ['two words', 'both occur, whole; in claims, scenarios, all other records and mail'],
    ['begin* "two words"', 'what begins so; a phrase'],
    ['(a OR b) -c', 'either, and not the third; parentheses group'],
    ['<id@host>', 'a Message-ID, an archive’s address or a commit leads to the thing itself'],
    ...prefixes.map(({ example, means }) => [example, means] as const),
  ];
  const list = html`<dl class="seek-help">${rows.map(([example, means]) => html`<div class="row"><dt>${example}</dt><dd>${means}</dd></div>`)}</dl><p class="note"><a href="/guide/search">More on searching</a></p>`;
  return isOpen
    ? html`<section aria-label="How to ask">${list}</section>`
    : html`<details class="fold how"><summary>How to ask</summary>${list}</details>`;
}
