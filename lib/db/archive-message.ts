import { findClearest } from '#lib/db/archive-bulk/mail-row';
import { unpackRows } from '#lib/db/archive-raw';
import type { Author, Fidelity, MessageView, OtherForm, PatchSummary } from '#lib/db/archive-types';
import { Kept } from '#lib/db/kept';
import type { Moot } from '#lib/db/open';
import { splitListFooter } from '#lib/mail/list-footer';
import { type ParsedMessage, parseMessage } from '#lib/mail/message';
import { splitBlocks } from '#lib/mail/quote';
import { isoInZone, zoneMinutes } from '#lib/mail/zone';

/** How the raw forms of a mail are asked for: in the order in which they came. */
export const rawsInOrder = { orderBy: { id: 'asc' } } as const;

/** A mail as it is stored: its row, and what hangs on it. */
export interface MessageRow {
  readonly id: number;
  readonly form: number;
  readonly nameId: number;
  readonly threadId: number;
  readonly subject: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly date: Date;
  readonly dateAsWritten: string;
  readonly fidelity: string;
  readonly flags: string;
  readonly messageId: string;
  readonly parentMessageId: string | null;
  readonly isParentHeld: boolean;
  /** In the order in which they came. */
  readonly raws: readonly RawForm[];
  /** Names of lists. */
  readonly lists: readonly string[];
  readonly patch: PatchSummary | null;
}

/** A raw form of a mail, packed. */
export interface RawForm {
  readonly hash: string;
  readonly bytes: Uint8Array;
  readonly dictionaryId: number | null;
  readonly size: number;
}

/** A stored list of words. */
export function readWords(json: string): string[] {
  const words: unknown = JSON.parse(json);
  return Array.isArray(words) ? words.map(String) : [];
}

/**
 * The date for a reader, with the offset of the zone that the mail was written in; null where nothing in the mail tells it.
 * A date taken from a Received line is in UTC: the header's zone is as little believable as its day.
 */
export function dateOf(row: {
  readonly date: Date;
  readonly dateAsWritten: string;
  readonly flags: string;
}): string | null {
  if (row.flags.includes('"no-date"')) return null;
  return isoInZone(row.date.getTime(), row.flags.includes('"bad-date"') ? 0 : zoneMinutes(row.dateAsWritten));
}

export function authorOf(row: { readonly fromName: string; readonly fromAddress: string }): Author {
  return { name: row.fromName, address: row.fromAddress };
}

/** A raw form, read, with its bytes. */
export interface ReadForm {
  readonly hash: string;
  readonly bytes: Uint8Array;
  readonly message: ParsedMessage;
}

/** Mails that were read: the same bytes are always the same mail. Some 8 MB of text, as a thread's page asks for. */
const parsed = new Kept<ParsedMessage>(8_000_000);

/** All raw forms of a message, the one that is shown first. */
export async function readForms(moot: Moot, row: Pick<MessageRow, 'raws'>): Promise<ReadForm[]> {
  const bytes = await unpackRows(moot, row.raws);
  const messages = await readParsed(moot, row.raws);
  const forms = row.raws.flatMap((raw, i): ReadForm[] => {
    const [own, message] = [bytes[i], messages[i]];
    return own === undefined || message === undefined ? [] : [{ hash: raw.hash, bytes: own, message }];
  });
  const shown = forms[findClearest(messages)];
  return shown === undefined ? [] : [shown, ...forms.filter((form) => form !== shown)];
}

/** Raw forms, read, in the order given; only those are unpacked that were not read lately. */
async function readParsed(moot: Moot, raws: readonly RawForm[]): Promise<ParsedMessage[]> {
  const messages: ParsedMessage[] = [];
  for (const raw of raws) {
    let message = parsed.get(raw.hash);
    if (message === undefined) {
      const [bytes = new Uint8Array(0)] = await unpackRows(moot, [raw]);
      message = await parseMessage(bytes);
      parsed.set(raw.hash, message, bytes.length);
    }
    messages.push(message);
  }
  return messages;
}

/** A message for its page. `siblings` are the other messages under its Message-ID. */
export async function viewMessage(moot: Moot, row: MessageRow, siblings: readonly MessageRow[]): Promise<MessageView> {
  const messages = await readParsed(moot, row.raws);
  const clearest = findClearest(messages);
  const shown = messages[clearest];
  const body = splitListFooter(shown?.text ?? '');
  const copies = row.raws.flatMap(({ hash, size }, i): OtherForm[] => {
    const subject = messages[i]?.subject ?? '';
    return i === clearest ? [] : [{ kind: 'copy', form: row.form, hash, subject, size }];
  });
  const others = siblings.map((other): OtherForm => {
    const [first] = other.raws;
    return { kind: 'other', form: other.form, hash: first?.hash ?? '', subject: other.subject, size: first?.size ?? 0 };
  });
  return {
    id: row.id,
    messageId: row.messageId,
    author: authorOf(row),
    dateIso: dateOf(row),
    dateAsWritten: row.dateAsWritten,
    subject: row.subject,
    to: shown?.to ?? '',
    cc: shown?.cc ?? '',
    lists: row.lists.toSorted(),
    text: body.text,
    blocks: splitBlocks(body.text),
    footer: [body.footer, shown?.footer ?? ''].filter((part) => part !== '').join('\n'),
    attachments: (shown?.attachments ?? []).map(({ name, type, size }) => ({ name, type, size })),
    threadId: row.threadId,
    parentMessageId: row.parentMessageId,
    isParentHeld: row.isParentHeld,
    flags: readWords(row.flags),
    otherForms: [...copies, ...others],
    ...(row.patch === null ? {} : { patch: row.patch }),
    fidelity: readFidelity(row.fidelity),
  };
}

function readFidelity(word: string): Fidelity {
  return word === 'rendered' || word === 'flattened' ? word : 'raw';
}
