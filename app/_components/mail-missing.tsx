import { findGhost } from '#lib/db/archive';
import { claimsOfMessage } from '#lib/db/claims';
import { printHtml } from '../_archive/html';
import { missingMail } from '../_archive/missing';

/** What the page of a patch shows where it is not held: the words of the page of a missing mail. */
export async function MissingPatch({ messageId }: { messageId: string }) {
  const [named, claims] = await Promise.all([findGhost(messageId), claimsOfMessage(messageId)]);
  const __html = printHtml(missingMail({ messageId, named, claims, what: 'patch' }));
  // biome-ignore lint/security/noDangerouslySetInnerHtml: text is escaped where it becomes markup
  return <div dangerouslySetInnerHTML={{ __html }} />;
}
