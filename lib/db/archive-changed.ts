import { getMoot, type Moot } from '#lib/db/open';

/** How long ago, in milliseconds, an import has to have ended before its end tells one state of the archive from the next. */
const SETTLED_MS = 2_000;

/**
 * When the archive's mail last changed: the end of the last import, to the second. Undefined while it may change within
 * the same second again: while an import is under way or was killed, and just after one.
 */
export async function findChanged(nowMs: number, where: Moot | Promise<Moot> = getMoot()): Promise<Date | undefined> {
  const { prisma } = await where;
  const open = await prisma.import.findMany({ where: { finishedAt: null }, select: { id: true, sourceId: true } });
  for (const { id, sourceId } of open) {
    // One that was killed is over when the next of its source began.
    const next = await prisma.import.findFirst({ where: { sourceId, id: { gt: id } }, select: { id: true } });
    if (next === null) return undefined;
  }
  const { _max } = await prisma.import.aggregate({ _max: { finishedAt: true } });
  const ended = _max.finishedAt;
  return ended === null || ended === undefined || nowMs - ended.getTime() < SETTLED_MS ? undefined : ended;
}
