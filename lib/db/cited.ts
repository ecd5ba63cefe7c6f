import type { PrismaClient } from '#lib/db/generated/client';

/** A place in a record that names a mail: which mail, by whom and of when, as far as the record says it. */
export interface Citation {
  /** Without angle brackets. */
  readonly messageId: string;
  /** ISO 8601 without time. */
  readonly day: string;
  /** As the record writes it: a slug, or a name; null where it says nothing. */
  readonly author: string | null;
  readonly kind: string;
  /** Slug of the record. */
  readonly slug: string;
}

/** Every dated mention of a mail in any record, in the order of the records. */
export async function listCitations(prisma: PrismaClient): Promise<readonly Citation[]> {
  const rows = await prisma.record.findMany({
    select: { kind: true, slug: true, front: true },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ kind, slug, front }) =>
    findMentions(JSON.parse(front)).map((one) => ({ ...one, kind, slug })),
  );
}

/** Whatever kind of record it is: an object with a `message` and a `date` cites that mail, by `person` or `author`. */
function findMentions(value: unknown): readonly Omit<Citation, 'kind' | 'slug'>[] {
  if (Array.isArray(value)) return value.flatMap(findMentions);
  if (typeof value !== 'object' || value === null) return [];
  const { message, date, person, author }: Readonly<Record<string, unknown>> = { ...value };
  const own =
    typeof message === 'string' && typeof date === 'string'
      ? [{ messageId: message, day: date, author: [person, author].find((name) => typeof name === 'string') ?? null }]
      : [];
  return [...own, ...Object.values(value).flatMap(findMentions)];
}
