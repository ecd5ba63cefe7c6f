import { createHash } from 'node:crypto';

/** Where a mail stands in the page of its thread: the name that public-inbox gives it, so that its fragments lead here too. */
export function mailAnchor(messageId: string): string {
  return `m${createHash('sha1').update(messageId).digest('hex')}`;
}
