import { sayTarget } from '#lib/argument/record/annotation';
import type { PrismaClient } from '#lib/db/generated/client';
import { getMoot } from '#lib/db/open';
import { readFront } from '#lib/markdown/record-file';

/** A place in a patch that an annotation ties to a decision point of a policy. */
export interface BoundLine {
  readonly policy: string;
  /** Id of the decision point. */
  readonly point: string;
  /** Slug of the annotation. */
  readonly slug: string;
  readonly messageId: string;
  /** Subject of the patch; null where its mail is not held. */
  readonly subject: string | null;
  /** Its place in the patch's page, behind `#`: `mm/shmem.c:2427`, `mm/shmem.c:a12`, `mm/shmem.c`; empty for the whole. */
  readonly anchor: string;
  /** In words: `mm/shmem.c:2427`, `the patch`. */
  readonly target: string;
}

/** Every pair of a policy and a decision point that some annotation is tied to. */
export function listBoundRules(
  prisma: PrismaClient,
): Promise<readonly { readonly policy: string; readonly point: string }[]> {
  return prisma.annotation
    .findMany({
      where: { policy: { not: null }, point: { not: null } },
      select: { policy: true, point: true },
      distinct: ['policy', 'point'],
    })
    .then((rows) =>
      rows.flatMap(({ policy, point }) => (policy === null || point === null ? [] : [{ policy, point }])),
    );
}

/** Everything that annotations tie to decision points, oldest first; with a policy or a point only what is tied to it. */
export async function listBoundLines(
  tied: { readonly policy?: string; readonly point?: string } = {},
): Promise<readonly BoundLine[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.annotation.findMany({
    where: { policy: tied.policy ?? { not: null }, point: tied.point ?? { not: null } },
    select: {
      record: { select: { slug: true, front: true } },
      name: { select: { text: true, messages: { select: { subject: true }, take: 1 } } },
    },
    orderBy: { recordId: 'asc' },
  });
  return rows.flatMap(({ record: { slug, front: json }, name }): BoundLine[] => {
    const front = readFront('annotation', json);
    if (front.rule === undefined) return [];
    return [
      {
        ...front.rule,
        slug,
        messageId: name.text,
        subject: name.messages[0]?.subject ?? null,
        anchor: front.path === undefined ? '' : sayTarget({ ...front, on: front.on === 'range' ? 'line' : front.on }),
        target: sayTarget(front),
      },
    ];
  });
}
