import { annotationKinds } from '#lib/argument/record/annotation';
import { claimSelect, viewClaimRow } from '#lib/db/claim-row';
import type { Prisma } from '#lib/db/generated/client';
import type { AnnotationView } from '#lib/db/record-types';
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
  claim: { select: claimSelect },
} as const satisfies Prisma.AnnotationSelect;

type Row = Prisma.AnnotationGetPayload<{ select: typeof annotationSelect }>;

/** An annotation's row as pages show it. */
export function viewAnnotation(row: Row): AnnotationView {
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
    claim: row.claim === null ? null : viewClaimRow(row.claim),
    version: row.record.version,
    createdAt: row.record.createdAt.toISOString(),
    updatedAt: row.record.updatedAt.toISOString(),
  };
}
