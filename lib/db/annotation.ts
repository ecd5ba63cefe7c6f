import { randomBytes } from 'node:crypto';
import { isAcceptable } from '#lib/argument/issue';
import { sayTarget } from '#lib/argument/record/annotation';
import type { RecordOf } from '#lib/argument/records';
import { annotationSelect, viewAnnotation } from '#lib/db/annotation-row';
import { getClaimRows } from '#lib/db/claim-row';
import type { PrismaClient } from '#lib/db/generated/client';
import { hashText } from '#lib/db/hash-text';
import { getMoot } from '#lib/db/open';
import { textOfRow } from '#lib/db/record-text';
import type { AnnotationRequest, AnnotationView, SaveResult } from '#lib/db/record-types';
import { saveChecked } from '#lib/db/save-record';
import { inTransaction } from '#lib/db/transaction';
import { checkRecord } from '#lib/markdown/check-record';
import { printRecord, readRecord } from '#lib/markdown/record-file';
import { foldWhiteSpace } from '#lib/text/paragraph';

/** The annotations on a patch, in the order of its files and lines. */
export async function listAnnotations(messageId: string): Promise<readonly AnnotationView[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.annotation.findMany({
    where: { name: { text: messageId } },
    select: annotationSelect,
    orderBy: [{ path: 'asc' }, { line: 'asc' }, { recordId: 'asc' }],
  });
  if (rows.length === 0) return [];
  const claims = await getClaimRows(prisma);
  return rows.map((row) => viewAnnotation(row, claims));
}

/** The annotations that are tied to a claim, oldest first. */
export async function listAnnotationsOfClaim(
  prisma: PrismaClient,
  claimId: number,
): Promise<readonly AnnotationView[]> {
  const rows = await prisma.annotation.findMany({
    where: { claims: { some: { claimId } } },
    select: annotationSelect,
    orderBy: { recordId: 'asc' },
  });
  if (rows.length === 0) return [];
  const claims = await getClaimRows(prisma);
  return rows.map((row) => viewAnnotation(row, claims));
}

/**
 * Saves an annotation as `saveRecord` saves a record: version checked, one Revision. Who wrote it first stays its author.
 * The words of its line are kept beside the record, never in its portable form.
 */
export async function saveAnnotation(request: AnnotationRequest): Promise<SaveResult> {
  const { words, author, version } = request;
  const slug = request.slug ?? `a-${randomBytes(6).toString('hex')}`;
  const { prisma } = await getMoot();
  return inTransaction(prisma, async (tx) => {
    const old = await tx.annotation.findFirst({
      where: { record: { kind: 'annotation', slug } },
      select: { author: true },
    });
    const read = readRecord('annotation', slug, printRecord(recordOf(request, slug, old?.author ?? author)));
    const { checked, issues } = checkRecord(read);
    if (checked === undefined || !isAcceptable(issues)) return { state: 'refused', issues } satisfies SaveResult;
    const result = await saveChecked(tx, checked, version, author, null);
    if (result.state === 'saved') {
      const { id } = await tx.record.findUniqueOrThrow({ where: { kind_slug: { kind: 'annotation', slug } } });
      await tx.annotation.update({ where: { recordId: id }, data: { words: JSON.stringify(words) } });
    }
    return result;
  });
}

/** Takes an annotation and its history away; a conflict where somebody edited it since `version`. */
export async function deleteAnnotation(request: {
  readonly slug: string;
  readonly version: number;
  readonly author: string;
}): Promise<SaveResult> {
  const { slug, version } = request;
  const { prisma } = await getMoot();
  return inTransaction(prisma, async (tx) => {
    const row = await tx.record.findUnique({ where: { kind_slug: { kind: 'annotation', slug } } });
    if (row === null) return { state: 'saved', slug, version: 0 } satisfies SaveResult;
    if (row.version !== version) {
      return { state: 'conflict', current: { text: textOfRow(row), version: row.version } } satisfies SaveResult;
    }
    await tx.record.delete({ where: { id: row.id } });
    return { state: 'saved', slug, version: 0 } satisfies SaveResult;
  });
}

function recordOf(request: AnnotationRequest, slug: string, author: string): RecordOf<'annotation'> {
  const { front, words, body } = request;
  return {
    kind: 'annotation',
    slug,
    front: {
      ...front,
      id: slug,
      title: `${front.kind} on ${sayTarget(front)}`,
      ...(words.lines.length === 0 ? {} : { hash: hashText(foldWhiteSpace(words.lines.join('\n'))) }),
      author,
    },
    body: `\n${body.trim()}\n`,
  };
}
