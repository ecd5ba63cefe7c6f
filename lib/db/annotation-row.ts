import { annotationKinds } from '#lib/argument/record/annotation';
import type { Prisma } from '#lib/db/generated/client';
import type { AnnotationView, ClaimRow } from '#lib/db/record-types';
import { readWord } from '#lib/db/words';

/** What an annotation needs to be shown. */
export const annotationSelect = {
  path: true,
  side: true,
  line: true,
  lineText: true,
  before: true,
  after: true,
  kind: true,
  author: true,
  name: { select: { text: true } },
  record: { select: { slug: true, body: true, version: true, createdAt: true, updatedAt: true } },
  claimId: true,
} as const satisfies Prisma.AnnotationSelect;

type Row = Prisma.AnnotationGetPayload<{ select: typeof annotationSelect }>;

/** An annotation's row as pages show it; `claims` has every claim by its number. */
export function viewAnnotation(row: Row, claims: ReadonlyMap<number, ClaimRow>): AnnotationView {
  return {
    slug: row.record.slug,
    messageId: row.name.text,
    path: row.path,
    side: readWord(['old', 'new'], row.side),
    line: row.line,
    lineText: row.lineText,
    before: row.before,
    after: row.after,
    kind: readWord(annotationKinds, row.kind),
    author: row.author,
    bodyMarkdown: row.record.body.trim(),
    claim: row.claimId === null ? null : (claims.get(row.claimId) ?? null),
    version: row.record.version,
    createdAt: row.record.createdAt.toISOString(),
    updatedAt: row.record.updatedAt.toISOString(),
  };
}
