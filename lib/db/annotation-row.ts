import { annotationKinds, annotationTargets } from '#lib/argument/record/annotation';
import { records } from '#lib/argument/records';
import type { Prisma } from '#lib/db/generated/client';
import type { AnnotationView, ClaimRow } from '#lib/db/record-types';
import { readWord } from '#lib/db/words';
import type { AnchorWords } from '#lib/patch/carry/anchor-words';

/** What an annotation needs to be shown. */
export const annotationSelect = {
  target: true,
  path: true,
  side: true,
  line: true,
  end: true,
  words: true,
  kind: true,
  author: true,
  name: { select: { text: true } },
  record: { select: { slug: true, front: true, body: true, version: true, createdAt: true, updatedAt: true } },
  claims: { orderBy: { position: 'asc' }, select: { claimId: true } },
} as const satisfies Prisma.AnnotationSelect;

type Row = Prisma.AnnotationGetPayload<{ select: typeof annotationSelect }>;

/** An annotation's row as pages show it; `claims` has every claim by its number. */
export function viewAnnotation(row: Row, claims: ReadonlyMap<number, ClaimRow>): AnnotationView {
  const front = records.annotation.schema.parse(JSON.parse(row.record.front));
  const words: AnchorWords = JSON.parse(row.words);
  return {
    slug: row.record.slug,
    messageId: row.name.text,
    on: readWord(annotationTargets, row.target),
    path: row.path,
    side: row.side === 'old' ? 'old' : 'new',
    line: row.line,
    end: row.end,
    words,
    kind: readWord(annotationKinds, row.kind),
    author: row.author,
    bodyMarkdown: row.record.body.trim(),
    claims: row.claims.flatMap(({ claimId }) => claims.get(claimId) ?? []),
    scenarios: front.scenarios,
    rule: front.rule ?? null,
    parent: front.parent ?? null,
    source: front.source ?? null,
    answers: front.answers,
    carried: front.carried,
    version: row.record.version,
    createdAt: row.record.createdAt.toISOString(),
    updatedAt: row.record.updatedAt.toISOString(),
  };
}
