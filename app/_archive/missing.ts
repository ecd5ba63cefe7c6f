import type { Ghost } from '#lib/db/archive';
import type { MessageClaim } from '#lib/db/record-types';
import { archiveAddress } from '#lib/mail/archive-address';
import { authorName } from '../_components/mail-author';
import { mailPath, patchPath, pathPart } from '../_components/mail-link';
import { counted } from '../_components/numbers';
import { shortDay } from './day';
import { empty, type Html, html } from './html';

/** How many of the mails that name a missing one are listed. */
const mostReferrers = 30;

/** What is known of a mail that is not held. */
export interface MissingMail {
  readonly messageId: string;
  readonly named: Ghost | undefined;
  readonly claims: readonly MessageClaim[];
  /** The reader asked for the patch in it: the mail may be held, without a patch. */
  readonly what: 'mail' | 'patch';
}

/** The page of a mail that is not held: whether anybody refers to it, who, which claims rest on it, how to get it. */
export function missingMail({ messageId, named, claims, what }: MissingMail): Html {
  if (named?.isHeld === true && what === 'patch') return noPatch(messageId, named.subject);
  const referrers = (named?.referrers ?? []).slice(0, mostReferrers);
  const count = named?.count ?? 0;
  const refer =
    count === 0
      ? 'No mail that is held refers to it.'
      : `${counted(count, 'mail')} that ${count === 1 ? 'is held refers' : 'are held refer'} to it:`;
  const rows = referrers.map(
    (mail) =>
      html`<li data-item=""><a href="${mailPath(mail.messageId, '')}">${mail.subject === '' ? 'No subject' : mail.subject}</a><span>${authorName(mail.author)}</span>${shortDay(mail.dateIso)}</li>`,
  );
  const patch = what === 'patch' ? referrers.find((referrer) => referrer.patch) : undefined;
  const ofThread =
    patch === undefined
      ? empty
      : html`<p>Of its thread, this patch is held: <a href="${patchPath(patch.messageId)}">${patch.subject}</a>.</p>`;
  const cited =
    claims.length === 0
      ? empty
      : html`<p>${counted(claims.length, 'claim')} cite it:</p><ul>${claims.map(({ claim }) => html`<li><a href="/claims/${claim.slug}">${claim.title}</a></li>`)}</ul>`;
  const elsewhere = archiveAddress(pathPart(messageId));
  const read = messageId.includes('@')
    ? html`<p>To read it elsewhere: <a href="${elsewhere}" rel="nofollow noopener noreferrer">${elsewhere}</a></p>`
    : empty;
  const paste = messageId.includes('@')
    ? empty
    : html`<p>A Message-ID has a part after the @. Paste the whole line.</p>`;
  return html`<div class="headline"><h1>${what === 'patch' ? 'This patch is not imported' : 'This mail is not imported'}</h1><div class="prose"><p>Its Message-ID is <code>${messageId}</code>.</p>${paste}<p>${refer}</p></div></div>${rows.length === 0 ? empty : html`<ol class="threads">${rows}</ol>`}<div class="prose apart">${ofThread}${cited}<h2>How to get it</h2><p>Import a mailbox that has it: <code>npx moot import PATH</code>. An archive that holds the list usually offers the whole thread as a mailbox.</p>${read}</div>`;
}

function noPatch(messageId: string, subject: string): Html {
  return html`<div class="headline"><h1>This mail carries no patch</h1><div class="prose"><p>Read the mail: <a href="${mailPath(messageId, '')}">${subject === '' ? messageId : subject}</a>. A diff that is quoted in it belongs to the mail that it answers.</p></div></div>`;
}
