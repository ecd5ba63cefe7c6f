import { isHeld } from '#lib/db/held-mail';
import { isRecorded } from '#lib/db/held-record';
import { findRecordLink } from '#lib/markdown/record-link';
import { parseAddress } from '../claims/[slug]/address';
import { findMessageId } from './mail-link';

const mail = /^\/(?<kind>[mp])\/(?<id>[^/]+)\/?(?:T\/?)?$/;
const record =
  /^(?:\/embed)?\/(?<folder>claims|scenarios|policies|people|glossary|guide|decisions)\/(?<part>[^/]+)\/?$/;

/**
 * Whether an address is that of a mail, a patch or a record that is not here. Asked before the page is made, because a
 * page cannot choose its status, and what Next shows for `notFound()` is empty without scripts: the status is set here,
 * and the page says what is known.
 */
export async function isMissingPage(pathname: string): Promise<boolean> {
  const { kind, id } = mail.exec(pathname)?.groups ?? {};
  if (id !== undefined) {
    const messageId = findMessageId(id);
    return messageId === undefined || !(await isHeld(messageId, kind === 'p' ? 'patch' : 'mail'));
  }
  const { folder, part } = record.exec(pathname)?.groups ?? {};
  if (part === undefined) return false;
  const address = parseAddress(part);
  const link = address === undefined ? undefined : findRecordLink(`${folder}/${address.slug}`);
  return link === undefined || !(await isRecorded(link.kind, link.slug, address?.version));
}
