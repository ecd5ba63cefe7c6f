import type { Headers } from '#lib/mail/header';
import { type Mailbox, parseMailboxes } from '#lib/mail/mailbox';
import type { ParsedMessage } from '#lib/mail/message';
import type { MessageId } from '#lib/mail/message-id';

/** Whom an answer to all goes to. */
export interface Recipients {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
}

/**
 * Whom an answer to a mail goes to, as lists expect it: to its author, or where Reply-To says; copies to everybody it went
 * to and to its list. Mail-Followup-To, where there is one, says it all. A Reply-To that only names the list was put there
 * by the list. Nobody twice, and `self` not at all, unless nobody else is left.
 */
export function findRecipients(mail: ParsedMessage, headers: Headers, self: Mailbox): Recipients {
  const boxes = (name: string) => parseMailboxes(headers.all(name).join(', ')).filter(({ address }) => address !== '');
  const posts = headers
    .all('list-post')
    .flatMap((value) => /<mailto:([^<>?\s]+)/i.exec(value)?.[1]?.toLowerCase() ?? []);
  const lists = posts.map((address) => ({ name: '', address }));
  const followUp = boxes('mail-followup-to');
  const replyTo = boxes('reply-to').filter(({ address }) => !posts.includes(address));
  const answered = replyTo.length > 0 ? replyTo : [mail.author];
  const everybody = followUp.length > 0 ? followUp : [...boxes('to'), ...boxes('cc'), ...lists];
  const used = new Set([self.address.toLowerCase(), '']);
  const take = (wanted: readonly Mailbox[]) =>
    wanted.filter(({ address }) => {
      const isNew = !used.has(address.toLowerCase());
      used.add(address.toLowerCase());
      return isNew;
    });
  const first =
    followUp.length === 0
      ? answered
      : followUp.filter(({ address }) => answered.some((box) => box.address === address));
  const to = take(first);
  const cc = take(everybody);
  if (to.length > 0) return { to, cc };
  // An answer to oneself goes to whom the mail went.
  const [head, ...rest] = cc;
  return head === undefined ? { to: [self], cc: [] } : { to: [head], cc: rest };
}

/** The References of an answer (RFC 5322 3.6.4): those of the mail, else the one id that it answers, and its own. */
export function findReferences(mail: ParsedMessage, id: MessageId): readonly MessageId[] {
  const named = mail.references.filter(({ header }) => header === 'references').map((reference) => reference.id);
  const answered = mail.references.filter(({ header }) => header === 'in-reply-to').map((reference) => reference.id);
  const before = named.length > 0 ? named : answered.length === 1 ? answered : [];
  return [...before.filter((other) => other !== id), id];
}

/** The subject of an answer: `Re: ` once, however many the mail has. */
export function answerSubject(subject: string): string {
  return `Re: ${subject.replace(/^(?:\s*(?:re|aw|sv|antw|回复)(?:\[\d+\])?\s*[:：])+\s*/i, '').trim()}`;
}
