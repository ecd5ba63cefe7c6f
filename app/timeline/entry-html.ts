import type { ChangeRow, ClaimRow, PersonRef, PolicyRow } from '#lib/db/record-types';
import type { CitedMail, OtherMail, SaidStance, TimelineEntry } from '#lib/db/timeline';
import { escapeHtml } from '#lib/text/escape-html';
import { attitudeText } from '../_components/claim-words';
import { mailPath, patchPath } from '../_components/mail-link';
import { counted } from '../_components/numbers';

/** Mails of a day that are named; the others are behind a fold. */
const mostMails = 8;

/**
 * What happened, in a line or two, with its source, as HTML: a list of hundreds of entries is written four times as fast
 * as from components.
 */
export function entryHtml(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'release':
      return releaseHtml(entry);
    case 'change':
      return changeHtml(entry.change, entry.isPosted);
    case 'claim':
      return saidHtml(entry.first, entry.claim);
    case 'stance':
      return saidHtml(entry.said, entry.about);
    case 'mail':
      return mailHtml(entry.cited, entry.others);
  }
}

function link(href: string, text: string, className = ''): string {
  return `<a${className === '' ? '' : ` class="${className}"`} href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
}

function person({ slug, name }: PersonRef): string {
  return link(`/people/${slug}`, name, 'who');
}

function changeLink({ slug, title }: ChangeRow): string {
  return link(`/patches#${slug}`, title);
}

/** Dashed where the mail is not imported. */
function unheld(held: boolean): string {
  return held ? '' : 'unheld';
}

function releaseHtml({ release, merged, begin, end }: TimelineEntry & { readonly kind: 'release' }): string {
  const parts = [
    ...(begin.length === 0 ? [] : [`begins ${policies(begin)}`]),
    ...(end.length === 0 ? [] : [`ends ${policies(end)}`]),
  ];
  const items = merged.map((change) => {
    const commit = change.commit === null ? '' : ` <code>${escapeHtml(change.commit.slice(0, 12))}</code>`;
    return `<li>${changeLink(change)}${commit}</li>`;
  });
  const list = items.length === 0 ? '' : `<ul class="note">${items.join('')}</ul>`;
  return `<p>${link(`/kernels/${release}`, release)} ${parts.join(', ')}</p>${list}`;
}

function policies(rows: readonly PolicyRow[]): string {
  return rows.map(({ id, rule }) => `${link(`/policies/${id}`, id)} ${escapeHtml(rule)}`).join(', ');
}

function changeHtml(change: ChangeRow, isPosted: boolean): string {
  const { author, messageId, held, state, release } = change;
  const by = author === null ? '' : ` by ${person(author)}`;
  const mail = messageId === null ? '' : `, ${link(patchPath(messageId), 'the patch', unheld(held))}`;
  const where = release === null ? '' : ` in ${escapeHtml(release)}`;
  const said = `${isPosted ? 'posted' : 'committed'}${by}${mail}; ${state}${where}`;
  return `<p>${changeLink(change)} <span class="note">${said}</span></p>`;
}

/** Whether a stance is on a claim; else it is on a change. */
function isClaim(about: ClaimRow | ChangeRow): about is ClaimRow {
  return 'topic' in about;
}

function saidHtml(said: SaidStance, about: ClaimRow | ChangeRow): string {
  const word = link(mailPath(said.messageId, ''), attitudeText[said.attitude], unheld(said.held));
  const what = isClaim(about) ? link(`/claims/${about.slug}`, about.title, 'statement') : changeLink(about);
  const note = said.note === '' ? '' : `<p class="note">${escapeHtml(said.note)}</p>`;
  return `<p>${person(said.person)} ${word}: ${what}</p>${note}`;
}

function mailHtml(cited: readonly CitedMail[], others: readonly OtherMail[]): string {
  const folded = cited.slice(mostMails);
  const named = cited.length === 0 ? '' : `<p class="note">${mails(cited.slice(0, mostMails))}</p>`;
  const more = folded.length === 0 ? '' : fold(`${folded.length} more that records cite`, mails(folded));
  if (others.length === 0) return `${named}${more}`;
  const rest = others.map(({ messageId, from }) => link(mailPath(messageId, ''), from)).join(', ');
  return `${named}${more}${fold(`${counted(others.length, 'mail')} of the threads that no record cites`, rest)}`;
}

function fold(summary: string, html: string): string {
  return `<details class="note"><summary>${summary}</summary><p>${html}</p></details>`;
}

function mails(list: readonly CitedMail[]): string {
  return list
    .map(({ messageId, held, author, records }) => {
      const often = records > 1 ? ` (${records} records)` : '';
      return `${link(mailPath(messageId, ''), author?.name ?? 'a mail', unheld(held))}${often}`;
    })
    .join(', ');
}
