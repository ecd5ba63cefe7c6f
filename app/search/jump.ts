import { trimBrackets } from '../_components/mail-link';
import { findArchivedId } from '../_components/mail-text';

/** Where a query leads that names one thing, instead of words to look for. */
export type Jump =
  /** A Message-ID that cannot be anything else: `<…>`, or an archive's address. */
  | { readonly kind: 'mail'; readonly messageId: string }
  /** What may be a Message-ID or a mailbox: a mail only where the archive knows it. */
  | { readonly kind: 'address'; readonly messageId: string }
  | { readonly kind: 'commit'; readonly commit: string };

/** What a query names; undefined for words. */
export function findJump(query: string): Jump | undefined {
  const text = query.trim();
  const archived = findArchivedId(text);
  if (archived !== undefined) return { kind: 'mail', messageId: archived };
  const header = /^(?:message-id:\s*|mid:|m:|i:)?<(?<id>[^<>\s]+@[^<>\s]+)>$/i.exec(text)?.groups?.id;
  if (header !== undefined) return { kind: 'mail', messageId: header };
  if (/^[0-9a-f]{7,40}$/i.test(text)) return { kind: 'commit', commit: text.toLowerCase() };
  if (/^[^\s<>"]+@[^\s<>"]+$/.test(text) && !/^[a-z]{1,5}:/i.test(text)) {
    return { kind: 'address', messageId: trimBrackets(text) };
  }
  return undefined;
}
