import { findGhost } from '#lib/db/archive';
import { claimsOfMessage } from '#lib/db/claims';
import { printHtml } from '../_archive/html';
import { missingMail } from '../_archive/missing';

interface Props {
  readonly messageId: string;
  /** What the reader asked for: a mail may be held, and carry no patch. */
  readonly what: 'mail' | 'patch';
}

/** What a page shows whose mail or patch is not held: the words of the archive's own page. */
export async function MissingMail({ messageId, what }: Props) {
  const [named, claims] = await Promise.all([findGhost(messageId), claimsOfMessage(messageId)]);
  const __html = printHtml(missingMail({ messageId, named, claims, what }));
  // biome-ignore lint/security/noDangerouslySetInnerHtml: text is escaped where it becomes markup
  return <div dangerouslySetInnerHTML={{ __html }} />;
}
