import { matchClaims } from '#lib/argument/match-claims';
import { listClaims } from '#lib/db/claims';
import { listClaimsOfThread, listVersions } from '#lib/db/thread-claims';
import type { ClaimChoice } from './quote-state';

/** Most claims to choose from at once. */
const most = 12;

/** Claims for a stance: those that have the words; without words, those that the thread of the mail speaks of. */
export async function findChoices(
  asked: string,
  messageId: string,
): Promise<{ readonly choices: readonly ClaimChoice[]; readonly choicesAre: string }> {
  const all = await listClaims();
  const found =
    asked.trim() === '' ? (await listClaimsOfThread(messageId)).slice(0, most) : matchClaims(all, asked, most);
  const versions = await listVersions(found.map(({ slug }) => slug));
  const choices = found.map(({ slug, title, kind }) => ({ slug, title, kind, version: versions.get(slug) ?? 0 }));
  const none = choices.length === 0;
  const choicesAre =
    asked.trim() === ''
      ? none
        ? 'No claim is known in this thread yet: look for one by its words, or make one.'
        : 'Claims that this thread speaks of'
      : none
        ? 'No claim has these words. Try others, or make the claim.'
        : `Claims with these words${found.length === most ? `, the first ${most}` : ''}`;
  return { choices, choicesAre };
}
