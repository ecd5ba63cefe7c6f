import { readForms } from '#lib/db/archive-message';
import type { Moot } from '#lib/db/open';
import { readSeriesTrailers } from '#lib/db/series-trailers';
import { decodeText } from '#lib/mail/charset';
import { readContentBytes } from '#lib/mail/content-bytes';
import { parseMailboxes } from '#lib/mail/mailbox';
import type { ParsedMessage } from '#lib/mail/message';
import { writeDate } from '#lib/mail/write-date';
import { zoneMinutes } from '#lib/mail/zone';
import { type AmPatch, cutBody, readInBody, writeAm } from '#lib/patch/am/am';
import { encodeText } from '#lib/patch/am/am-encode';
import { readDiff, splitDiff } from '#lib/patch/diff/diff';
import type { GatheredTrailer, GatherOptions } from '#lib/patch/trailer/gather';
import { isTakenOver } from '#lib/patch/trailer/taken-over';

/** A patch of a series for export. */
export interface AmPart {
  readonly messageId: string;
  readonly title: string;
  /** Null for a single patch without a number. */
  readonly part: number | null;
  /** As one entry of a mailbox; a character is a byte. */
  readonly entry: string;
  /** The diff alone, in the same form. */
  readonly diff: string;
  /** Why its diff could not be read, in a sentence; null where it was. */
  readonly problem: string | null;
}

/** Which patches are exported: those of a posted series in order, some of them from an earlier version. */
export interface AmChoice {
  readonly seriesId: number;
  /** Message-IDs, in the order of the series. */
  readonly messageIds: readonly string[];
  /** Every version of the series that is held, this one among them. */
  readonly versions: readonly number[];
}

/** The patches of a choice, each with the trailers that count for it, as `git am` takes them. */
export async function readAm(moot: Moot, choice: AmChoice, options: GatherOptions = {}): Promise<readonly AmPart[]> {
  const [{ trailers }, rows] = await Promise.all([
    readSeriesTrailers(moot, choice.versions, { ...options, areVersions: true }),
    moot.prisma.message.findMany({
      where: { name: { text: { in: [...choice.messageIds] } }, patch: { isCover: false } },
      orderBy: [{ form: 'desc' }],
      select: {
        dateAsWritten: true,
        date: true,
        name: { select: { text: true } },
        raws: { orderBy: { id: 'asc' } },
        patch: { select: { title: true, part: true, problem: true } },
      },
    }),
  ]);
  const byId = new Map(rows.map((row) => [row.name.text, row]));
  const parts: AmPart[] = [];
  for (const messageId of choice.messageIds) {
    const row = byId.get(messageId);
    if (row === undefined || row.patch === null) continue;
    const [shown] = await readForms(moot, row);
    if (shown === undefined) continue;
    const patch = readAmPatch(messageId, shown.message, shown.bytes, row.date.getTime());
    const { title, part, problem } = row.patch;
    const diff = splitDiffBytes(patch.rest);
    parts.push({
      messageId,
      title,
      part,
      problem,
      diff,
      entry: writeAm(patch, takenOver(trailers.get(messageId) ?? [])),
    });
  }
  return parts;
}

/** The trailers of replies that go into the commit message: those that count, and that commits have. */
function takenOver(trailers: readonly GatheredTrailer[]) {
  return trailers.filter(isTakenOver);
}

/** What a mail says as `git am` reads it, in-body headers before those of the mail. */
function readAmPatch(messageId: string, message: ParsedMessage, raw: Uint8Array, dateMs: number): AmPatch {
  const content = readContentBytes(raw);
  const { message: above, rest } = content === undefined ? cutText(message) : cutBytes(content.bytes, content.charset);
  const inBody = readInBody(above);
  const author = inBody.from === undefined ? undefined : parseMailboxes(inBody.from)[0];
  const { asWritten, ms = dateMs } = message.date;
  return {
    messageId,
    author: author === undefined || author.address === '' ? message.author : author,
    date: inBody.date ?? writeDate(ms, zoneMinutes(asWritten)),
    subject: inBody.subject ?? message.subject,
    message: inBody.message,
    rest,
  };
}

/** Only the commit message is in the mail's charset: sources are bytes. */
function cutBytes(bytes: Uint8Array, charset: string | undefined) {
  const { message, rest } = cutBody(Buffer.from(bytes).toString('latin1'));
  return { message: decodeText(Buffer.from(message, 'latin1'), charset).text, rest };
}

/** A mail of several parts, or a flowed one, as it was decoded; of an attached patch the text follows the mail's own. */
function cutText(message: ParsedMessage) {
  const attached = message.attachments.flatMap(({ text }) =>
    text !== undefined && splitDiff(text).diff !== '' ? [text.replace(/^From [0-9a-f]{40} .*\n/, '')] : [],
  );
  const own = message.stuffed !== undefined && isBetterStuffed(message) ? message.stuffed : message.text;
  const isInText = splitDiff(own).diff !== '';
  const { message: above, rest } = cutBody(isInText ? own : [...(attached.length > 0 ? attached : [own])].join('\n'));
  return { message: above, rest: encodeText(rest) };
}

/** Some mailers call a mail flowed and do not stuff it: then the lines as they came are the diff. */
function isBetterStuffed({ text, stuffed = '' }: ParsedMessage): boolean {
  return 'problem' in readDiff(splitDiff(text).diff) && 'files' in readDiff(splitDiff(stuffed).diff);
}

/** From the first line of the diff to its end; what a binary patch holds is kept. */
function splitDiffBytes(rest: string): string {
  const at = rest.search(/^(?:diff -|Index: |--- \S)/m);
  const diff = at < 0 ? '' : rest.slice(at);
  const end = diff.lastIndexOf('\n-- \n');
  return end < 0 || /^(?:@@ -|diff --git )/m.test(diff.slice(end)) ? diff : diff.slice(0, end + 1);
}
