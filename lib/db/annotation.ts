import { randomBytes } from 'node:crypto';
import { type Issue, isAcceptable } from '#lib/argument/issue';
import { sayTarget } from '#lib/argument/record/annotation';
import { fileOf, type RecordOf } from '#lib/argument/records';
import { annotationSelect, viewAnnotation } from '#lib/db/annotation-row';
import { getClaimRows } from '#lib/db/claim-row';
import type { Prisma, PrismaClient } from '#lib/db/generated/client';
import { hashText } from '#lib/db/hash-text';
import { getMoot } from '#lib/db/open';
import { textOfRow } from '#lib/db/record-text';
import type { AnnotationRequest, AnnotationView, SaveResult } from '#lib/db/record-types';
import { saveChecked } from '#lib/db/save-record';
import { inTransaction } from '#lib/db/transaction';
import { checkRecord } from '#lib/markdown/check-record';
import { printRecord, readFront, readRecord } from '#lib/markdown/record-file';
import type { AnchorWords } from '#lib/patch/anchor-words';
import { foldWhiteSpace } from '#lib/text/paragraph';

/** The annotations on a patch, in the order of its files and lines. */
export async function listAnnotations(messageId: string): Promise<readonly AnnotationView[]> {
  const { prisma } = await getMoot();
  return readAnnotations(prisma, { name: { text: messageId } }, [
    { path: 'asc' },
    { line: 'asc' },
    { recordId: 'asc' },
  ]);
}

/** The annotations on any of these messages, oldest first. */
export function listAnnotationsOn(
  prisma: PrismaClient,
  messageIds: readonly string[],
): Promise<readonly AnnotationView[]> {
  return readAnnotations(prisma, { name: { text: { in: [...messageIds] } } });
}

/** The annotations that are tied to a claim, oldest first. */
export function listAnnotationsOfClaim(prisma: PrismaClient, claimId: number): Promise<readonly AnnotationView[]> {
  return readAnnotations(prisma, { claims: { some: { claimId } } });
}

/** The annotations that are tied to a scenario, oldest first. */
export function listAnnotationsOfScenario(
  prisma: PrismaClient,
  scenarioId: number,
): Promise<readonly AnnotationView[]> {
  return readAnnotations(prisma, { scenarios: { some: { scenarioId } } });
}

async function readAnnotations(
  prisma: PrismaClient,
  where: Prisma.AnnotationWhereInput,
  orderBy: Prisma.AnnotationOrderByWithRelationInput[] = [{ recordId: 'asc' }],
): Promise<readonly AnnotationView[]> {
  const rows = await prisma.annotation.findMany({ where, select: annotationSelect, orderBy });
  if (rows.length === 0) return [];
  const claims = await getClaimRows(prisma);
  return rows.map((row) => viewAnnotation(row, claims));
}

/** An annotation as it is edited: its front matter, the words it was made on, its text and version. */
export interface AnnotationText {
  readonly front: RecordOf<'annotation'>['front'];
  readonly words: AnchorWords;
  readonly body: string;
  readonly version: number;
}

/** One annotation, whatever it was made on; undefined where there is none of that name. */
export async function findAnnotation(slug: string): Promise<AnnotationText | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.annotation.findFirst({
    where: { record: { kind: 'annotation', slug } },
    select: { words: true, record: { select: { front: true, body: true, version: true } } },
  });
  if (row === null) return undefined;
  const { front, body, version } = row.record;
  return { front: readFront('annotation', front), words: JSON.parse(row.words), body: body.trim(), version };
}

/** A name for an annotation that is not written yet: a form that is sent twice makes one annotation. */
export function nameAnnotation(): string {
  return `a-${randomBytes(6).toString('hex')}`;
}

/**
 * Saves an annotation as `saveRecord` saves a record: version checked, one Revision. Who wrote it first stays its author.
 * The words of its line are kept beside the record, never in its portable form. A new one that is saved a second time with
 * the same text under the same name is saved already.
 */
export async function saveAnnotation(request: AnnotationRequest): Promise<SaveResult> {
  const { words, author, version } = request;
  const slug = request.slug ?? nameAnnotation();
  const { prisma } = await getMoot();
  return inTransaction(prisma, async (tx) => {
    const old = await tx.annotation.findFirst({
      where: { record: { kind: 'annotation', slug } },
      select: { author: true },
    });
    const read = readRecord(
      'annotation',
      slug,
      printRecord(recordOf(request, slug, old?.author ?? request.writer ?? author)),
    );
    const { checked, issues } = checkRecord(read);
    if (checked === undefined || !isAcceptable(issues)) return { state: 'refused', issues } satisfies SaveResult;
    const twin =
      version === 0 ? await tx.record.findUnique({ where: { kind_slug: { kind: 'annotation', slug } } }) : null;
    if (twin !== null && textOfRow(twin) === printRecord(checked.record)) {
      return { state: 'saved', slug, version: twin.version } satisfies SaveResult;
    }
    const result = await saveChecked(tx, checked, version, author, null);
    if (result.state === 'saved') {
      const { id } = await tx.record.findUniqueOrThrow({ where: { kind_slug: { kind: 'annotation', slug } } });
      await tx.annotation.update({ where: { recordId: id }, data: { words: JSON.stringify(words) } });
    }
    return result;
  });
}

/**
 * Takes an annotation and its history away; a conflict where somebody edited it since `version`, refused where others
 * answer it.
 */
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
    const answers = await tx.annotation.count({ where: { parentId: row.id } });
    if (answers > 0) {
      const message = `It is answered by ${answers === 1 ? 'an annotation' : `${answers} annotations`}: without it nobody would know what they speak of. Take the answers away first, or change its text.`;
      const place = { file: fileOf('annotation', slug), line: 1, column: 1, field: null };
      const issue: Issue = { severity: 'error', code: 'answered', message, ...place };
      return { state: 'refused', issues: [issue] } satisfies SaveResult;
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
