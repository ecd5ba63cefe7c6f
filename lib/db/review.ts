import { listAnnotations } from '#lib/db/annotation';
import { readForms } from '#lib/db/archive-message';
import { findCounterexampleText } from '#lib/db/counterexample-text';
import { findVersion } from '#lib/db/find-version';
import { hashText } from '#lib/db/hash-text';
import { listMailRemarks, listSentAs } from '#lib/db/mail-remarks';
import { getMoot } from '#lib/db/open';
import type { AnnotationView } from '#lib/db/record-types';
import { type Headers, readHeaders } from '#lib/mail/header';
import { type Mailbox, parseMailbox } from '#lib/mail/mailbox';
import type { ParsedMessage } from '#lib/mail/message';
import type { OutgoingMail } from '#lib/mail/outgoing-mail';
import { answerSubject, findRecipients, findReferences } from '#lib/mail/reply';
import { writeMail } from '#lib/mail/write-mail';
import { zoneMinutes } from '#lib/mail/zone';
import { readPatch } from '#lib/patch/patch';
import { printAnswers } from '#lib/patch/review/answer-mail';
import { printReview, type ReviewRemark, type ReviewText } from '#lib/patch/review/review-mail';
import { MARK_HEADER, printMarks } from '#lib/patch/review/review-mark';

export interface ReviewOptions {
  /** `Name <address>` of the reviewer. */
  readonly author: string;
  /** The annotations that go; undefined for all of the reviewer's own that did not go yet. */
  readonly slugs: ReadonlySet<string> | undefined;
  /** `Reviewed-by: ...` and the like, at the end of the mail that answers the message named. */
  readonly trailers: readonly string[];
  /** Whether counterexamples go with the annotations that name a scenario. */
  readonly withCounterexamples: boolean;
  /** Address of this Moot for others; '' for none. */
  readonly base: string;
  /** Milliseconds since 1970, and the reviewer's zone in minutes east of UTC. */
  readonly dateMs: number;
  readonly zone: number;
}

/** One mail of a review, as it will be sent. */
export interface ReviewMail {
  /** The mail that it answers. */
  readonly answers: string;
  readonly mail: OutgoingMail;
  readonly bytes: Uint8Array;
  /** Slugs of the annotations in it. */
  readonly slugs: readonly string[];
  /** Those of them that whoever reads the mail will not find at their place. */
  readonly unsure: readonly string[];
}

/** An annotation of the reviewer's, and whether it goes. */
export interface ReviewChoice {
  readonly note: AnnotationView;
  /** Title of the patch that it stands on. */
  readonly patch: string;
  /** The mail that it went as; undefined where it did not. */
  readonly sentAs: string | undefined;
  readonly isChosen: boolean;
}

export interface Review {
  /** Title of the series, and its version: `v2`. */
  readonly title: string;
  readonly label: string;
  readonly choices: readonly ReviewChoice[];
  /** In the order of the series. */
  readonly mails: readonly ReviewMail[];
}

/**
 * The review of a posted series, named by any of its messages: a mail for each message that annotations of the reviewer's
 * stand on, and one for each mail of others whose remarks they answer. undefined where the message is no patch or not held.
 */
export async function buildReview(messageId: string, options: ReviewOptions): Promise<Review | undefined> {
  const version = (await findVersion(messageId))?.version;
  if (version === undefined) return undefined;
  const choices: ReviewChoice[] = [];
  const mails: ReviewMail[] = [];
  for (const part of version.parts) {
    const own = await listOwn(part.messageId, part.title, options);
    choices.push(...own);
    const chosen = own.filter(({ isChosen }) => isChosen).map(({ note }) => note);
    mails.push(...(await writeMails(part.messageId, chosen, part.messageId === messageId, options)));
  }
  return { title: version.title, label: version.label, choices, mails };
}

async function listOwn(messageId: string, patch: string, { author, slugs }: ReviewOptions): Promise<ReviewChoice[]> {
  const self = parseMailbox(author).address;
  const notes = (await listAnnotations(messageId)).filter((note) => parseMailbox(note.author).address === self);
  if (notes.length === 0) return [];
  const sent = await listSentAs(messageId);
  return notes.map((note) => {
    const sentAs = sent.get(note.slug) ?? note.source ?? undefined;
    const isChosen = slugs === undefined ? sentAs === undefined : slugs.has(note.slug);
    return { note, patch, sentAs, isChosen };
  });
}

/** The mails that say what a reviewer says of one message. */
async function writeMails(
  messageId: string,
  notes: readonly AnnotationView[],
  isNamed: boolean,
  options: ReviewOptions,
): Promise<readonly ReviewMail[]> {
  const trailers = isNamed ? options.trailers : [];
  if (notes.length === 0 && trailers.length === 0) return [];
  // Remarks of mails, those that were taken over as records among them.
  const self = parseMailbox(options.author).address;
  const taken = (await listAnnotations(messageId)).filter(
    ({ source, author }) => source !== null && parseMailbox(author).address !== self,
  );
  const remarks = new Map([...(await listMailRemarks(messageId)), ...taken].map((remark) => [remark.slug, remark]));
  const answered = (note: AnnotationView) => (note.parent === null ? undefined : remarks.get(note.parent));
  const mails: ReviewMail[] = [];
  const own = notes.filter((note) => answered(note)?.source == null);
  if (own.length > 0 || trailers.length > 0) {
    const target = await readTarget(messageId);
    if (target !== undefined) {
      const patch = readPatch(target.message);
      const { files, description } = patch ?? { files: [], description: target.message.text };
      const said = await Promise.all(own.map((note) => viewRemark(note, options)));
      const text = printReview({ ...quoteOf(target), description, files }, said, trailers);
      mails.push(makeMail(messageId, target, text, own, options));
    }
  }
  for (const source of new Set(notes.flatMap((note) => answered(note)?.source ?? []))) {
    const target = await readTarget(source);
    const of = notes.filter((note) => answered(note)?.source === source);
    if (target === undefined) continue;
    const said = await Promise.all(
      of.map(async (note) => ({
        ...(await viewRemark(note, options)),
        answered: (answered(note)?.bodyMarkdown ?? '').replace(/^(?:>.*\n)+\n/, ''),
      })),
    );
    mails.push(makeMail(source, target, printAnswers(quoteOf(target), said), of, options));
  }
  return mails;
}

interface Target {
  readonly message: ParsedMessage;
  readonly headers: Headers;
}

async function readTarget(messageId: string): Promise<Target | undefined> {
  const moot = await getMoot();
  const name = await moot.prisma.messageName.findUnique({ where: { text: messageId }, select: { id: true } });
  if (name === null) return undefined;
  const row = await moot.prisma.message.findFirst({
    where: { nameId: name.id },
    orderBy: { form: 'asc' },
    select: { raws: { orderBy: { id: 'asc' } } },
  });
  const form = row === null ? undefined : (await readForms(moot, row))[0];
  return form === undefined ? undefined : { message: form.message, headers: readHeaders(form.bytes).headers };
}

function quoteOf({ message: { author, date } }: Target) {
  return { author, dateMs: date.ms, zone: date.from === 'date' ? zoneMinutes(date.asWritten) : 0 };
}

async function viewRemark(note: AnnotationView, options: ReviewOptions): Promise<ReviewRemark> {
  const { slug, on, path, side, line, end, words, kind, bodyMarkdown: body, scenarios, rule } = note;
  const blocks: (readonly string[])[] = [];
  if (options.withCounterexamples) {
    for (const scenario of scenarios) {
      const block = await findCounterexampleText(scenario, rule?.policy, options.base);
      if (block !== undefined) blocks.push(block);
    }
  }
  return { slug, on, path, side, line, end, words, kind, body, blocks };
}

/** The same review by the same person has the same Message-ID: sent twice, it is one mail. */
function makeMail(
  answers: string,
  { message, headers }: Target,
  { text, marks, unsure }: ReviewText,
  notes: readonly AnnotationView[],
  { author, dateMs, zone }: ReviewOptions,
): ReviewMail {
  const from: Mailbox = parseMailbox(author);
  const domain = /@([a-z0-9.-]+)$/.exec(from.address)?.[1] ?? 'moot.invalid';
  const mail: OutgoingMail = {
    messageId: `moot.${hashText([answers, from.address, text].join('\n')).slice(0, 32)}@${domain}`,
    from,
    ...findRecipients(message, headers, from),
    subject: answerSubject(message.subject),
    ...{ dateMs, zone, text },
    inReplyTo: answers,
    references: findReferences(message, answers),
    extra: printMarks(marks).map((value) => ({ name: MARK_HEADER, value })),
  };
  return { answers, mail, bytes: writeMail(mail), slugs: notes.map(({ slug }) => slug), unsure };
}
