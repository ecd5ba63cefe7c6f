import type { AnnotationKind } from '#lib/argument/record/annotation';
import type { MessageView } from '#lib/db/archive-types';
import { getMoot } from '#lib/db/open';
import type { MailForm, QuotePlace } from '#lib/db/quote-place';
import { placeInMails } from '#lib/db/quotes';
import type { MessageClaim } from '#lib/db/record-types';
import { readFront } from '#lib/markdown/record-file';

/** What stands in the margin of a mail, with what became of the words it speaks of; null where it names none. */
export type MarginEntry =
  | (MessageClaim & { readonly on: 'claim'; readonly place: QuotePlace | null })
  | {
      readonly on: 'words';
      readonly kind: AnnotationKind;
      /** `Name <address>`. */
      readonly author: string;
      readonly bodyMarkdown: string;
      readonly paragraph: number;
      readonly place: QuotePlace | null;
    };

/**
 * The margin of each of these mails, by Message-ID: the claims made in it and the annotations of its words, each once, in
 * the order in which its words stand. `claims` are those of the mails, by Message-ID.
 */
export async function listMargins(
  messages: readonly MessageView[],
  claims: ReadonlyMap<string, readonly MessageClaim[]>,
): Promise<ReadonlyMap<string, readonly MarginEntry[]>> {
  const forms = new Map<string, MailForm[]>();
  // A mail that came later under the same Message-ID has the larger number, as it has the larger form.
  for (const { messageId, text } of messages.toSorted((a, b) => a.id - b.id)) {
    const held = forms.get(messageId) ?? [];
    forms.set(messageId, [...held, { form: held.length, text }]);
  }
  const wanted = [
    ...[...claims].flatMap(([messageId, made]) =>
      made.map((claim) => ({ messageId, hash: claim.hash, entry: { ...claim, on: 'claim' as const } })),
    ),
    ...(await listRemarks([...forms.keys()])),
  ];
  const places = await placeInMails(
    wanted.flatMap((one) =>
      one.hash === null ? [] : [{ messageId: one.messageId, paragraph: one.entry.paragraph, hash: one.hash }],
    ),
    forms,
  );
  const margins = new Map<string, MarginEntry[]>();
  let at = 0;
  for (const { messageId, hash, entry } of wanted) {
    const place = hash === null ? null : (places[at++] ?? null);
    const margin = margins.get(messageId) ?? [];
    margin.push({ ...entry, place });
    margins.set(messageId, margin);
  }
  for (const margin of margins.values()) margin.sort((a, b) => startOf(a) - startOf(b));
  return margins;
}

/** Where the words begin; entries that have none keep their order, before those that do. */
function startOf({ place }: MarginEntry): number {
  return place !== null && (place.state === 'exact' || place.state === 'moved') ? place.start : -1;
}

async function listRemarks(messageIds: readonly string[]) {
  const { prisma } = await getMoot();
  const rows = await prisma.annotation.findMany({
    where: {
      target: 'message',
      name: { text: { in: [...messageIds] } },
      record: { front: { contains: '"paragraph"' } },
    },
    select: { author: true, record: { select: { front: true, body: true } }, name: { select: { text: true } } },
    orderBy: { recordId: 'asc' },
  });
  return rows.flatMap(({ author, record, name }) => {
    const { paragraph, hash, kind, removed } = readFront('annotation', record.front);
    if (paragraph === undefined || hash === undefined || removed !== undefined) return [];
    const entry = { on: 'words' as const, kind, author, bodyMarkdown: record.body.trim(), paragraph };
    return [{ messageId: name.text, hash, entry }];
  });
}
