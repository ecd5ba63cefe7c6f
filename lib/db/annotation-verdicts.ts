import { type AnnotationStanding, type JudgedVersion, stateOfAnnotation } from '#lib/argument/annotation-standing';
import type { PropertyTest } from '#lib/argument/verdict-matrix';
import { type Declaration, listDeclarations } from '#lib/db/declared';
import { hasMessage } from '#lib/db/find-version';
import type { PrismaClient } from '#lib/db/generated/client';
import type { AnnotationView } from '#lib/db/record-types';
import type { SeriesVersion } from '#lib/db/series';
import { judgeVersion } from '#lib/db/version-verdict';

/** Message-ID of the patch of another version that a patch became; undefined for none. Places are in the list of versions. */
export type FindPartner = (from: number, to: number, patch: string) => string | undefined;

/**
 * What became of each objection among annotations, by slug. A version's policies are what its patch declares that the
 * objection's patch became, else what its head declares, else what all of its patches do.
 */
export async function judgeAnnotations(
  prisma: PrismaClient,
  versions: readonly SeriesVersion[],
  notes: readonly AnnotationView[],
  findPartner: FindPartner,
): Promise<ReadonlyMap<string, AnnotationStanding>> {
  const objections = notes.filter(({ kind }) => kind === 'objection');
  if (objections.length === 0) return new Map();
  const isAsked = objections.some(({ scenarios }) => scenarios.length > 0);
  const ids = versions.flatMap(({ parts }) => parts.map(({ messageId }) => messageId));
  const declarations = isAsked ? await listDeclarations(prisma, ids) : [];
  const states = await Promise.all(
    objections.map(async (note) => {
      const judged = await Promise.all(
        versions.map((version, at) => {
          // Where nothing is declared nobody has to know which patch became which.
          const declared = declarations.length === 0 ? [] : declaredIn(versions, at, note, declarations, findPartner);
          return judge(note, version, declared);
        }),
      );
      return [note.slug, stateOfAnnotation(note, judged)] as const;
    }),
  );
  return new Map(states);
}

function declaredIn(
  versions: readonly SeriesVersion[],
  at: number,
  { messageId }: AnnotationView,
  all: readonly Declaration[],
  findPartner: FindPartner,
): readonly Declaration[] {
  const version = versions[at];
  const from = versions.findIndex((one) => hasMessage(one, messageId));
  const partner = from === at ? messageId : findPartner(from, at, messageId);
  const of = (id: string | undefined) => all.filter((declaration) => declaration.messageId === id);
  const [own, head] = [of(partner), of(version?.headMessageId)];
  if (own.length > 0) return own;
  return head.length > 0 ? head : (version?.parts.flatMap((part) => of(part.messageId)) ?? []);
}

async function judge(
  { scenarios }: AnnotationView,
  { parts, label, headMessageId }: SeriesVersion,
  declarations: readonly Declaration[],
): Promise<JudgedVersion> {
  const version = { declaredBy: headMessageId, isOfSeries: true, declarations };
  const findings = await Promise.all(
    scenarios.map(async (test: PropertyTest) => {
      return { test, under: declarations.length === 0 ? [] : (await judgeVersion(version, test)).under };
    }),
  );
  return { messages: parts.map(({ messageId }) => messageId), label, findings };
}
