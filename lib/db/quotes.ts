import type { Attitude } from '#lib/argument/stance';
import { rawsInOrder, readForms } from '#lib/db/archive-message';
import { getMoot, type Moot } from '#lib/db/open';
import { type MailForm, placeQuote, type QuotePlace } from '#lib/db/quote-place';
import type { PersonRef } from '#lib/db/record-types';
import { stanceSelect, viewStance } from '#lib/db/stance-row';
import { splitListFooter } from '#lib/mail/list-footer';
import { readFront } from '#lib/markdown/record-file';
import type { HashedWords } from '#lib/text/hashed-words';

/** The anchor of a record's words: which mail, and where in it. */
export interface Anchor extends HashedWords {
  readonly messageId: string;
}

/** What is quoted: somebody's stance on a claim or a change, or an annotation of words. */
export type Quoted =
  | {
      readonly kind: 'claim' | 'change';
      readonly slug: string;
      readonly title: string;
      /** 0-based place of the stance in the record's list. */
      readonly stance: number;
      readonly person: PersonRef;
      readonly attitude: Attitude;
    }
  | { readonly kind: 'annotation'; readonly slug: string; readonly title: string };

/** Words that a record points at, and what became of them. */
export interface QuoteRow {
  readonly of: Quoted;
  readonly anchor: Anchor;
  /** ISO 8601 without time; '' where the record says none. */
  readonly date: string;
  readonly place: QuotePlace;
  /** The words as they stand now, else as they were kept; null where they are not known here. */
  readonly words: string | null;
}

/** Most mails that are read at once: each is unpacked and decoded. */
const mailsAtOnce = 200;

/** Every quote of the debate with its state, by mail and paragraph. */
export async function listQuotes(where: Moot | Promise<Moot> = getMoot()): Promise<readonly QuoteRow[]> {
  const moot = await where;
  const wanted = [...(await listStanceAnchors(moot)), ...(await listAnnotationAnchors(moot))];
  const ids = [...new Set(wanted.map(({ anchor }) => anchor.messageId))].sort();
  const rows: QuoteRow[] = [];
  for (let at = 0; at < ids.length; at += mailsAtOnce) {
    const some = new Set(ids.slice(at, at + mailsAtOnce));
    const placed = await placeAnchors(
      moot,
      wanted.filter(({ anchor }) => some.has(anchor.messageId)),
    );
    for (const { entry, place, words } of placed) rows.push({ ...entry, place, words });
  }
  return rows;
}

interface Wanted {
  readonly anchor: Anchor;
}

/** What became of each anchor, in the order given: every mail is read once. */
async function placeAnchors<T extends Wanted>(
  moot: Moot,
  entries: readonly T[],
): Promise<readonly { readonly entry: T; readonly place: QuotePlace; readonly words: string | null }[]> {
  const ids = [...new Set(entries.map(({ anchor }) => anchor.messageId))];
  const [mails, kept] = await Promise.all([readMails(moot, ids), readKept(moot, ids)]);
  return entries.map((entry) => {
    const forms = mails.get(entry.anchor.messageId) ?? [];
    const place = placeQuote(entry.anchor, kept.get(keyOf(entry.anchor)), forms);
    return { entry, place, words: wordsAt(place, forms) };
  });
}

/** The words at a place; of orphaned ones what was kept. */
export function wordsAt(place: QuotePlace, forms: readonly MailForm[]): string | null {
  if (place.state === 'absent') return null;
  if (place.state === 'orphaned') return place.words;
  return forms.find(({ form }) => form === place.form)?.text.slice(place.start, place.end) ?? null;
}

/** What became of anchors in mails of which the text is known already, in the order given: for their pages. */
export async function placeInMails(
  anchors: readonly Anchor[],
  mails: ReadonlyMap<string, readonly MailForm[]>,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<readonly QuotePlace[]> {
  if (anchors.length === 0) return [];
  const kept = await readKept(await where, [...new Set(anchors.map(({ messageId }) => messageId))]);
  return anchors.map((anchor) => placeQuote(anchor, kept.get(keyOf(anchor)), mails.get(anchor.messageId) ?? []));
}

function keyOf({ messageId, paragraph, hash }: Anchor): string {
  return `${paragraph ?? ''} ${hash} ${messageId}`;
}

async function readKept({ prisma }: Moot, messageIds: readonly string[]) {
  const rows = await prisma.quote.findMany({
    where: { name: { text: { in: [...messageIds] } } },
    include: { name: { select: { text: true } } },
  });
  return new Map(rows.map(({ name, ...row }) => [keyOf({ messageId: name.text, ...row }), row]));
}

/** A mail's text as its page shows it, without a list's footer, in each form; mails that are not held are missing. */
async function readMails(moot: Moot, messageIds: readonly string[]): Promise<ReadonlyMap<string, MailForm[]>> {
  // The names first: asked for through a message, the database would look at every message.
  const names = await moot.prisma.messageName.findMany({
    where: { text: { in: [...messageIds] } },
    select: { id: true, text: true },
  });
  const rows = await moot.prisma.message.findMany({
    where: { nameId: { in: names.map(({ id }) => id) } },
    select: { nameId: true, form: true, raws: rawsInOrder },
    orderBy: { form: 'asc' },
  });
  const textOf = new Map(names.map(({ id, text }) => [id, text]));
  const mails = new Map<string, MailForm[]>();
  for (const row of rows) {
    const [shown] = await readForms(moot, row);
    const id = textOf.get(row.nameId) ?? '';
    const form = { form: row.form, text: splitListFooter(shown?.message.text ?? '').text };
    mails.set(id, [...(mails.get(id) ?? []), form]);
  }
  return mails;
}

async function listStanceAnchors({ prisma }: Moot) {
  const rows = await prisma.stance.findMany({
    where: { hash: { not: null } },
    select: {
      ...stanceSelect,
      position: true,
      claim: { select: { record: { select: { slug: true, title: true } } } },
      change: { select: { record: { select: { slug: true, title: true } } } },
    },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap((row) => {
    const { person, attitude, messageId, date, paragraph, hash } = viewStance(row);
    const record = row.claim?.record ?? row.change?.record;
    if (record === undefined || hash === null) return [];
    const kind: 'claim' | 'change' = row.claim === null ? 'change' : 'claim';
    const of: Quoted = { kind, ...record, stance: row.position, person, attitude };
    return [{ of, anchor: { messageId, paragraph, hash }, date }];
  });
}

async function listAnnotationAnchors({ prisma }: Moot) {
  const rows = await prisma.annotation.findMany({
    where: { target: 'message', record: { front: { contains: '"paragraph"' } } },
    select: { record: { select: { slug: true, title: true, front: true } }, name: { select: { text: true } } },
    orderBy: { recordId: 'asc' },
  });
  return rows.flatMap(({ record: { slug, title, front: json }, name }) => {
    const { paragraph, hash, removed } = readFront('annotation', json);
    if (paragraph === undefined || hash === undefined || removed !== undefined) return [];
    const of: Quoted = { kind: 'annotation', slug, title };
    return [{ of, anchor: { messageId: name.text, paragraph, hash }, date: '' }];
  });
}
