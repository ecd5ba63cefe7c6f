import { isHeld } from '#lib/db/held-mail';
import { findMessageId } from './mail-link';

const place = /^\/(?<kind>[mp])\/(?<id>[^/]+)\/?(?:T\/?)?$/;

/**
 * Whether an address is that of a mail or patch that is not held. Asked before the page is made, because a page cannot
 * choose its status, and what Next shows for `notFound()` is empty without scripts: the status is set here, and the page
 * says what is known of the mail.
 */
export async function isMissingPage(pathname: string): Promise<boolean> {
  const { kind, id } = place.exec(pathname)?.groups ?? {};
  if (id === undefined) return false;
  const messageId = findMessageId(id);
  return messageId === undefined || !(await isHeld(messageId, kind === 'p' ? 'patch' : 'mail'));
}
