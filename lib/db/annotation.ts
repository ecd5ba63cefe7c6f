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
import { inTransaction, type Transaction } from '#lib/db/transaction';
import { checkRecord } from '#lib/markdown/check-record';
import { printRecord, readFront, readRecord } from '#lib/markdown/record-file';
import type { AnchorWords } from '#lib/patch/carry/anchor-words';
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
  const kept = rows.filter(({ record }) => !isRemoved(record.front));
  if (kept.length === 0) return [];
  const claims = await getClaimRows(prisma);
  return kept.map((row) => viewAnnotation(row, claims));
}

/** Whether front matter says that its annotation was taken away. Most do not hold the word, and need not be read. */
function isRemoved(front: string): boolean {
  return front.includes('"removed"') && readFront('annotation', front).removed !== undefined;
}

/** An annotation as it is edited: its front matter, the words it was made on, its text and version. */
export interface AnnotationText {
  readonly front: RecordOf<'annotation'>['front'];
  readonly words: AnchorWords;
  readonly body: string;
  readonly version: number;
}

/** One annotation, whatever it was made on; undefined where there is none of that name, or it was taken away and that is not asked for. */
export async function findAnnotation(
  slug: string,
  even: { readonly removed?: boolean } = {},
): Promise<AnnotationText | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.annotation.findFirst({
    where: { record: { kind: 'annotation', slug } },
    select: { words: true, record: { select: { front: true, body: true, version: true } } },
  });
  if (row === null) return undefined;
  const { body, version } = row.record;
  const front = readFront('annotation', row.record.front);
  if (front.removed !== undefined && even.removed !== true) return undefined;
  return { front, words: JSON.parse(row.words), body: body.trim(), version };
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
  const { prisma } = await getMoot();
  return inTransaction(prisma, (tx) => saveAnnotationIn(tx, request));
}

/** The part of saving an annotation that reads and writes; for use in a transaction. */
export async function saveAnnotationIn(tx: Transaction, request: AnnotationRequest): Promise<SaveResult> {
  const { words, author, version } = request;
  const slug = request.slug ?? nameAnnotation();
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
  if (checked === undefined || !isAcceptable(issues)) return { state: 'refused', issues };
  const twin =
    version === 0 ? await tx.record.findUnique({ where: { kind_slug: { kind: 'annotation', slug } } }) : null;
  if (twin !== null && textOfRow(twin) === printRecord(checked.record)) {
    return { state: 'saved', slug, version: twin.version };
  }
  const result = await saveChecked(tx, checked, version, author, null);
  if (result.state === 'saved') {
    const { id } = await tx.record.findUniqueOrThrow({ where: { kind_slug: { kind: 'annotation', slug } } });
    await tx.annotation.update({ where: { recordId: id }, data: { words: JSON.stringify(words) } });
  }
  return result;
}

/** What is said of an annotation as a whole. */
interface Keeping {
  readonly slug: string;
  /** The version that it is said of. */
  readonly version: number;
  /** `Name <address>`. */
  readonly author: string;
}

/**
 * Takes an annotation away: it is shown nowhere, its text and its history are kept, and {@link restoreAnnotation} brings it
 * back. A conflict where somebody edited it since `version`, refused where others answer it.
 */
export async function deleteAnnotation(request: Keeping): Promise<SaveResult> {
  const { slug, author } = request;
  return changeKeeping(request, 'taken away', async (tx, row) => {
    const answers = await tx.annotation.findMany({
      where: { parentId: row.id },
      select: { record: { select: { front: true } } },
    });
    const count = answers.filter(({ record }) => !isRemoved(record.front)).length;
    if (count > 0) {
      const message = `It is answered by ${count === 1 ? 'an annotation' : `${count} annotations`}: without it nobody would know what they speak of. Take the answers away first, or change its text.`;
      const place = { file: fileOf('annotation', slug), line: 1, column: 1, field: null };
      return { severity: 'error', code: 'answered', message, ...place } satisfies Issue;
    }
    return { author, date: new Date().toISOString().slice(0, 10) };
  });
}

/** Brings back an annotation that was taken away; a conflict where somebody saved it since `version`. */
export async function restoreAnnotation(request: Keeping): Promise<SaveResult> {
  return changeKeeping(request, 'brought back', () => Promise.resolve(undefined));
}

type Removed = NonNullable<RecordOf<'annotation'>['front']['removed']>;

/** Saves an annotation with its removal said anew: undefined takes it back, an issue refuses. */
async function changeKeeping(
  { slug, version, author }: Keeping,
  note: string,
  decide: (tx: Transaction, row: { readonly id: number }) => Promise<Removed | Issue | undefined>,
): Promise<SaveResult> {
  const { prisma } = await getMoot();
  return inTransaction(prisma, async (tx) => {
    const row = await tx.record.findUnique({ where: { kind_slug: { kind: 'annotation', slug } } });
    if (row === null) return { state: 'saved', slug, version: 0 } satisfies SaveResult;
    if (row.version !== version) {
      return { state: 'conflict', current: { text: textOfRow(row), version: row.version } } satisfies SaveResult;
    }
    const decided = await decide(tx, row);
    if (decided !== undefined && 'code' in decided) return { state: 'refused', issues: [decided] } satisfies SaveResult;
    const { removed: _, ...front } = readFront('annotation', row.front);
    const record = {
      kind: 'annotation' as const,
      slug,
      front: decided === undefined ? front : { ...front, removed: decided },
    };
    const { checked, issues } = checkRecord(readRecord('annotation', slug, printRecord({ ...record, body: row.body })));
    if (checked === undefined || !isAcceptable(issues)) return { state: 'refused', issues } satisfies SaveResult;
    return saveChecked(tx, checked, version, author, note);
  });
}

/** An annotation that was taken away, and by whom; `note` is as it was. */
export interface RemovedAnnotation {
  readonly note: AnnotationView;
  readonly removed: Removed;
}

/** The annotations on a message that were taken away and can be brought back, oldest first. */
export async function listRemoved(messageId: string): Promise<readonly RemovedAnnotation[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.annotation.findMany({
    where: { name: { text: messageId } },
    select: annotationSelect,
    orderBy: { recordId: 'asc' },
  });
  const gone = rows.flatMap((row) => {
    const removed = isRemoved(row.record.front) ? readFront('annotation', row.record.front).removed : undefined;
    return removed === undefined ? [] : [{ row, removed }];
  });
  if (gone.length === 0) return [];
  const claims = await getClaimRows(prisma);
  return gone.map(({ row, removed }) => ({ note: viewAnnotation(row, claims), removed }));
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
