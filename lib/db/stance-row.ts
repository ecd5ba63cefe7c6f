import { attitudes } from '#lib/argument/stance';
import type { Prisma } from '#lib/db/generated/client';
import type { StanceView } from '#lib/db/record-types';
import { readWord } from '#lib/db/words';

/** What a stance needs to be shown. */
export const stanceSelect = {
  attitude: true,
  date: true,
  note: true,
  paragraph: true,
  hash: true,
  person: { select: { name: true, record: { select: { slug: true } } } },
  name: { select: { text: true, _count: { select: { messages: true } } } },
} as const satisfies Prisma.StanceSelect;

type Row = Prisma.StanceGetPayload<{ select: typeof stanceSelect }>;

/** A stance's row as pages show it. */
export function viewStance(row: Row): StanceView {
  return {
    person: { slug: row.person.record.slug, name: row.person.name },
    attitude: readWord(attitudes, row.attitude),
    messageId: row.name.text,
    date: row.date,
    note: row.note,
    paragraph: row.paragraph,
    hash: row.hash,
    held: row.name._count.messages > 0,
  };
}
