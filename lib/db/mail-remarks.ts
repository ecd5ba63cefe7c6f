import { listAnnotations } from '#lib/db/annotation';
import { dateOf, readForms } from '#lib/db/archive-message';
import type { PrismaClient } from '#lib/db/generated/client';
import { hashText } from '#lib/db/hash-text';
import { Kept } from '#lib/db/kept';
import { getMoot, type Moot } from '#lib/db/open';
import type { AnnotationView } from '#lib/db/record-types';
import { type MailRemark, readReplyRemarks } from '#lib/db/reply-remark';
import { readHeaders } from '#lib/mail/header';
import { splitListFooter } from '#lib/mail/list-footer';
import { readPatch } from '#lib/patch/patch';
import { printRemark } from '#lib/patch/review/remark-text';
import { MARK_HEADER, readMarks } from '#lib/patch/review/review-mark';
import { foldWhiteSpace } from '#lib/text/paragraph';

/** Replies that are read for remarks: more would be a debate, not a review. */
const MAX_REPLIES = 500;

/** Remarks that are kept in all. */
const MAX_KEPT = 5000;

/** Remarks of whole patches. Mail never changes, so they are right for as long as nothing comes in below the patch. */
const kept = new WeakMap<PrismaClient, Kept<readonly MailRemark[]>>();

/**
 * What replies on the list say of a patch, as annotations on the lines they quote: by date, attributed, with their mail as
 * `source`. A reply counts that quotes some of the patch, or that answers such a remark by quoting it. `version` is 0:
 * nobody edits them. What is an annotation of this machine that was sent as mail and came back is left out; see
 * {@link listSentAs}.
 */
export async function listMailRemarks(messageId: string): Promise<readonly AnnotationView[]> {
  const { remarks, sent } = await matchOwn(messageId);
  return remarks.flatMap(({ note }) => {
    if (sent.has(note.slug)) return [];
    const parent = note.parent === null ? null : (sent.get(note.parent) ?? note.parent);
    return [{ ...note, parent }];
  });
}

/** The mails that annotations of this machine on a patch were sent as: Message-ID by slug. */
export async function listSentAs(messageId: string): Promise<ReadonlyMap<string, string>> {
  const { remarks, sent } = await matchOwn(messageId);
  return new Map(
    remarks.flatMap(({ note: { slug, source } }) => {
      const own = sent.get(slug);
      return own === undefined || source === null ? [] : [[own, source] as const];
    }),
  );
}

/** The remarks on a patch, and which of them is which annotation of this machine: its slug by the remark's. */
async function matchOwn(messageId: string) {
  const remarks = await readMailRemarks(await getMoot(), messageId);
  const sent = new Map<string, string>();
  if (remarks.length === 0) return { remarks, sent };
  const own = await listAnnotations(messageId);
  const used = new Set<string>();
  for (const remark of remarks) {
    const same = own.find((other) => !used.has(other.slug) && isSame(other, remark));
    if (same === undefined) continue;
    used.add(same.slug);
    sent.set(remark.note.slug, same.slug);
  }
  return { remarks, sent };
}

/** The same words by the same person, on the same line where both stand on one: a mail may have lost the range's head. */
function isSame(own: AnnotationView, { note, text }: MailRemark): boolean {
  // One that was taken over from the mail keeps its name, whatever became of its words.
  if (own.slug === note.slug) return true;
  if (addressOf(own.author) !== addressOf(note.author)) return false;
  if (own.path !== '' && note.path !== '' && own.path !== note.path) return false;
  if (own.source !== null && own.source !== note.source) return false;
  if (own.source !== null && own.bodyMarkdown === note.bodyMarkdown) return true;
  return foldWhiteSpace(printRemark(own.bodyMarkdown, own.words.lines)) === foldWhiteSpace(text);
}

function addressOf(author: string): string {
  return (/<([^<>]*)>/.exec(author)?.[1] ?? author).toLowerCase();
}

async function readMailRemarks(moot: Moot, messageId: string): Promise<readonly MailRemark[]> {
  const replies = await listReplies(moot, messageId);
  if (replies === undefined || replies.below.length === 0) return [];
  const key = hashText([messageId, replies.patch.id, ...replies.below.map(({ id }) => id)].join(' '));
  const own = kept.get(moot.prisma) ?? new Kept<readonly MailRemark[]>(MAX_KEPT);
  kept.set(moot.prisma, own);
  const known = own.get(key);
  if (known !== undefined) return known;
  const remarks = await readReplies(moot, messageId, replies);
  own.set(key, remarks, remarks.length + 1);
  return remarks;
}

interface Reply {
  readonly id: number;
  readonly nameId: number;
  readonly parentId: number | null;
}

interface Replies {
  readonly patch: Reply;
  /** Replies to the patch and to each other, by date; none below another patch that was posted in the thread. */
  readonly below: readonly Reply[];
}

/** undefined where the message is no patch or not held. */
async function listReplies({ prisma }: Moot, messageId: string): Promise<Replies | undefined> {
  const name = await prisma.messageName.findUnique({
    where: { text: messageId },
    select: { id: true, threadId: true },
  });
  if (name === null || name.threadId === null) return undefined;
  const rows = await prisma.message.findMany({
    where: { threadId: name.threadId, form: 0 },
    orderBy: [{ date: 'asc' }, { id: 'asc' }],
    select: { id: true, nameId: true, parentId: true, patch: { select: { isProposal: true } } },
  });
  const patch = rows.find((row) => row.nameId === name.id);
  if (patch === undefined || patch.patch === null) return undefined;
  const children = new Map<number, (typeof rows)[number][]>();
  for (const row of rows) {
    if (row.parentId === null || (row.patch !== null && !row.patch.isProposal)) continue;
    const list = children.get(row.parentId);
    if (list === undefined) children.set(row.parentId, [row]);
    else list.push(row);
  }
  const reached = new Set<number>([patch.nameId]);
  for (const nameId of reached) for (const child of children.get(nameId) ?? []) reached.add(child.nameId);
  const below = rows.filter((row) => row !== patch && reached.has(row.nameId)).slice(0, MAX_REPLIES);
  return { patch, below };
}

async function readReplies(moot: Moot, messageId: string, { patch, below }: Replies): Promise<readonly MailRemark[]> {
  const rows = await moot.prisma.message.findMany({
    where: { id: { in: [patch.id, ...below.map(({ id }) => id)] } },
    select: {
      ...{ id: true, nameId: true, fromName: true, fromAddress: true, date: true, dateAsWritten: true, flags: true },
      name: { select: { text: true } },
      raws: { orderBy: { id: 'asc' } },
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const own = byId.get(patch.id);
  const mailed = own === undefined ? undefined : (await readForms(moot, own))[0]?.message;
  const read = mailed === undefined ? undefined : readPatch(mailed);
  if (read === undefined) return [];
  const said = new Map<number, readonly MailRemark[]>();
  for (const { reply, ancestors } of inThreadOrder(patch, below)) {
    const row = byId.get(reply.id);
    const form = row === undefined ? undefined : (await readForms(moot, row))[0];
    if (row === undefined || form === undefined) continue;
    const remarks = readReplyRemarks(
      {
        messageId,
        source: row.name.text,
        author: row.fromName === '' ? row.fromAddress : `${row.fromName} <${row.fromAddress}>`,
        at: (dateOf(row) === null ? new Date(0) : row.date).toISOString(),
        text: splitListFooter(form.message.text).text,
        marks: readMarks(readHeaders(form.bytes).headers.all(MARK_HEADER.toLowerCase())),
      },
      read,
      ancestors.flatMap((nameId) => said.get(nameId) ?? []),
    );
    if (remarks.length > 0) said.set(reply.nameId, remarks);
  }
  const all = [...said.values()].flat();
  const dates = new Map(all.map(({ note }) => [note.slug, Date.parse(note.createdAt)]));
  return all.sort((a, b) => (dates.get(a.note.slug) ?? 0) - (dates.get(b.note.slug) ?? 0));
}

/** Each reply after the one that it answers, whatever their clocks say, with those above it, the patch's own first. */
function inThreadOrder(patch: Reply, below: readonly Reply[]) {
  const ordered: { readonly reply: Reply; readonly ancestors: readonly number[] }[] = [];
  const open: { readonly reply: Reply; readonly ancestors: readonly number[] }[] = [{ reply: patch, ancestors: [] }];
  for (let entry = open.shift(); entry !== undefined; entry = open.shift()) {
    const { reply, ancestors } = entry;
    if (reply !== patch) ordered.push(entry);
    for (const next of below)
      if (next.parentId === reply.nameId) open.push({ reply: next, ancestors: [...ancestors, reply.nameId] });
  }
  return ordered;
}
