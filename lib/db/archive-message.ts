import { findClearest } from '#lib/db/archive-bulk/mail-row';
import { unpackRows } from '#lib/db/archive-raw';
import type { Author, Fidelity, MessageView, OtherForm, PatchSummary } from '#lib/db/archive-types';
import { Kept } from '#lib/db/kept';
import type { Moot } from '#lib/db/open';
import { splitListFooter } from '#lib/mail/list-footer';
import { type ParsedMessage, parseMessage } from '#lib/mail/message';
import { splitBlocks } from '#lib/mail/quote';
import { isoInZone, zoneMinutes } from '#lib/mail/zone';

/** What is read of a message for its page. Rows are counted here: Prisma's `_count` would count the whole table. */
export const messageParts = {
  name: { select: { text: true } },
  parent: { select: { text: true, messages: { select: { id: true } } } },
  raws: { orderBy: { id: 'asc' } },
  lists: { select: { list: { select: { name: true } } } },
  patch: { include: { files: { select: { id: true } } } },
} as const;

/** A message's row with `messageParts`. */
export interface MessageRow {
  readonly id: number;
  readonly form: number;
  readonly threadId: number;
  readonly subject: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly date: Date;
  readonly dateAsWritten: string;
  readonly fidelity: string;
  readonly flags: string;
  readonly name: { readonly text: string };
  readonly parent: { readonly text: string; readonly messages: readonly { readonly id: number }[] } | null;
  readonly raws: readonly {
    readonly hash: string;
    readonly bytes: Uint8Array;
    readonly dictionaryId: number | null;
    readonly size: number;
  }[];
  readonly lists: readonly { readonly list: { readonly name: string } }[];
  readonly patch: PatchRow | null;
}

interface PatchRow {
  readonly seriesId: number;
  readonly version: number;
  readonly part: number | null;
  readonly total: number | null;
  readonly isCover: boolean;
  readonly isProposal: boolean;
  readonly added: number;
  readonly removed: number;
  readonly problem: string | null;
  readonly files: readonly { readonly id: number }[];
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

async function parseOnce(hash: string, bytes: Uint8Array): Promise<ParsedMessage> {
  const known = parsed.get(hash);
  if (known !== undefined) return known;
  const message = await parseMessage(bytes);
  parsed.set(hash, message, bytes.length);
  return message;
}

/** All raw forms of a message, the one that is shown first. */
export async function readForms(moot: Moot, row: Pick<MessageRow, 'raws'>): Promise<ReadForm[]> {
  const bytes = await unpackRows(moot, row.raws);
  const forms: ReadForm[] = [];
  for (const [i, raw] of row.raws.entries()) {
    const own = bytes[i] ?? new Uint8Array(0);
    forms.push({ hash: raw.hash, bytes: own, message: await parseOnce(raw.hash, own) });
  }
  const shown = forms[findClearest(forms.map((form) => form.message))];
  return shown === undefined ? [] : [shown, ...forms.filter((form) => form !== shown)];
}

/** A message for its page. `siblings` are the other messages under its Message-ID. */
export async function viewMessage(moot: Moot, row: MessageRow, siblings: readonly MessageRow[]): Promise<MessageView> {
  const forms = await readForms(moot, row);
  const shown = forms[0]?.message;
  const body = splitListFooter(shown?.text ?? '');
  const copies = forms.slice(1).map(
    (form): OtherForm => ({
      kind: 'copy',
      form: row.form,
      hash: form.hash,
      subject: form.message.subject,
      size: form.bytes.length,
    }),
  );
  const others = siblings.map((other): OtherForm => {
    const [first] = other.raws;
    return { kind: 'other', form: other.form, hash: first?.hash ?? '', subject: other.subject, size: first?.size ?? 0 };
  });
  return {
    id: row.id,
    messageId: row.name.text,
    author: authorOf(row),
    dateIso: dateOf(row),
    dateAsWritten: row.dateAsWritten,
    subject: row.subject,
    to: shown?.to ?? '',
    cc: shown?.cc ?? '',
    lists: row.lists.map((entry) => entry.list.name).sort(),
    text: body.text,
    blocks: splitBlocks(body.text),
    footer: [body.footer, shown?.footer ?? ''].filter((part) => part !== '').join('\n'),
    attachments: (shown?.attachments ?? []).map(({ name, type, size }) => ({ name, type, size })),
    threadId: row.threadId,
    parentMessageId: row.parent?.text ?? null,
    isParentHeld: (row.parent?.messages.length ?? 0) > 0,
    flags: readWords(row.flags),
    otherForms: [...copies, ...others],
    ...(row.patch === null ? {} : { patch: summarise(row.patch) }),
    fidelity: readFidelity(row.fidelity),
  };
}

function summarise(patch: PatchRow): PatchSummary {
  const { seriesId, version, part, total, isCover, isProposal, added, removed, problem } = patch;
  return { seriesId, version, part, total, isCover, isProposal, files: patch.files.length, added, removed, problem };
}

function readFidelity(word: string): Fidelity {
  return word === 'rendered' || word === 'flattened' ? word : 'raw';
}
