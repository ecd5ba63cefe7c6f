import type { Cue } from '#lib/cue/cue';
import { findCues } from '#lib/cue/cues';
import { findMessage, findThread, listThreadMessages } from '#lib/db/archive';
import type { Author, MessageView } from '#lib/db/archive-types';
import { hashText } from '#lib/db/hash-text';
import { nameMessages } from '#lib/db/message-names';
import { getMoot } from '#lib/db/open';
import { inTransaction } from '#lib/db/transaction';
import { foldWhiteSpace } from '#lib/text/paragraph';

/** Who said that a suggestion is to be left, and when (ISO 8601). */
export interface DismissedBy {
  readonly author: string;
  readonly at: string;
}

/** A cue with its words; `dismissed` where somebody looked at it and wants no record of it. */
export interface Suggestion extends Cue {
  readonly words: string;
  /** SHA-256 of the words with white space folded. */
  readonly hash: string;
  readonly dismissed: DismissedBy | null;
  /** Whether a stance or an annotation points at words in this place already. */
  readonly isRecorded: boolean;
}

/** The suggestions of one mail. */
export interface MailSuggestions {
  readonly messageId: string;
  readonly subject: string;
  readonly author: Author;
  readonly dateIso: string | null;
  readonly suggestions: readonly Suggestion[];
}

/** The suggestions of one mail; undefined where it is not held. */
export async function suggestInMail(messageId: string): Promise<MailSuggestions | undefined> {
  const message = await findMessage(messageId);
  if (message === undefined) return undefined;
  const [found] = await suggestIn([message]);
  return found;
}

/** The suggestions of every mail of a thread that has some, by date; undefined where the thread is not known. */
export async function suggestInThread(messageId: string): Promise<readonly MailSuggestions[] | undefined> {
  const thread = await findThread(messageId);
  if (thread === undefined) return undefined;
  const messages = await listThreadMessages(thread.id);
  const first = messages.filter(
    (message, index) => messages.findIndex((one) => one.messageId === message.messageId) === index,
  );
  return (await suggestIn(first)).filter(({ suggestions }) => suggestions.length > 0);
}

async function suggestIn(messages: readonly MessageView[]): Promise<readonly MailSuggestions[]> {
  const { prisma } = await getMoot();
  const texts = messages.map(({ messageId }) => messageId);
  const names = await prisma.messageName.findMany({
    where: { text: { in: texts } },
    select: {
      text: true,
      dismissals: { select: { cue: true, hash: true, author: true, at: true } },
      quotes: { select: { start: true, end: true, form: true } },
    },
  });
  const byText = new Map(names.map((name) => [name.text, name]));
  return messages.map(({ messageId, subject, author, dateIso, text }) => {
    const name = byText.get(messageId);
    const suggestions = findCues(text).map((cue): Suggestion => {
      const words = text.slice(cue.start, cue.end);
      const hash = hashText(foldWhiteSpace(words));
      const dismissal = name?.dismissals.find((one) => one.cue === cue.kind && one.hash === hash);
      return {
        ...cue,
        words,
        hash,
        dismissed: dismissal === undefined ? null : { author: dismissal.author, at: dismissal.at.toISOString() },
        isRecorded:
          name?.quotes.some(({ form, start, end }) => form === 0 && start < cue.end && cue.start < end) === true,
      };
    });
    return { messageId, subject, author, dateIso, suggestions };
  });
}

/** Which suggestion is meant: a mail, a kind of cue, and the hash of the words. */
export interface SuggestionName {
  readonly messageId: string;
  readonly cue: string;
  readonly hash: string;
}

/** Notes that somebody wants no record of a suggestion: undefined where the mail has no such suggestion now. */
export async function dismissSuggestion(
  { messageId, cue, hash }: SuggestionName,
  author: string,
): Promise<DismissedBy | undefined> {
  const mail = await suggestInMail(messageId);
  const found = mail?.suggestions.find((one) => one.kind === cue && one.hash === hash);
  if (found === undefined) return undefined;
  if (found.dismissed !== null) return found.dismissed;
  const { prisma } = await getMoot();
  return inTransaction(prisma, async (tx) => {
    const nameId = (await nameMessages(tx, [messageId])).get(messageId);
    if (nameId === undefined) throw new Error(`Cannot dismiss a suggestion of ${messageId}: it was not named`);
    const row = await tx.dismissal.upsert({
      where: { nameId_cue_hash: { nameId, cue, hash } },
      create: { nameId, cue, hash, exact: found.words, author },
      update: {},
    });
    return { author: row.author, at: row.at.toISOString() };
  });
}

/** Takes a dismissal back: the suggestion is shown again. */
export async function recallSuggestion({ messageId, cue, hash }: SuggestionName): Promise<void> {
  const { prisma } = await getMoot();
  await inTransaction(prisma, (tx) => tx.dismissal.deleteMany({ where: { cue, hash, name: { text: messageId } } }));
}
