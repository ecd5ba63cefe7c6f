import { findAnnotation, saveAnnotation } from '#lib/db/annotation';
import { listMailRemarks } from '#lib/db/mail-remarks';
import { getMoot } from '#lib/db/open';
import type { AnnotationView } from '#lib/db/record-types';

/** Whether a slug is that of a remark read from a mail. */
export function isRemark(slug: string): boolean {
  return slug.startsWith('mail-');
}

/**
 * Makes a remark of a mail a record under its own name, with the mail as its source, its author and its date, so that one
 * can answer it, tie it to a claim, or say what became of it; the remarks that it answers likewise. Nothing where it is one
 * already. False where no mail on this patch says it.
 */
export async function adoptRemark(slug: string, messageId: string, author: string): Promise<boolean> {
  if ((await findAnnotation(slug)) !== undefined) return true;
  const remarks = await listMailRemarks(messageId);
  const line: AnnotationView[] = [];
  for (let next: string | null = slug; next !== null; ) {
    const remark = remarks.find((one) => one.slug === next);
    if (remark === undefined || line.includes(remark)) break;
    line.unshift(remark);
    next = remark.parent;
  }
  for (const remark of line) if (!(await adopt(remark, author))) return false;
  return line.length > 0;
}

async function adopt(remark: AnnotationView, author: string): Promise<boolean> {
  const { slug, messageId, on, path, side, line, end, kind, parent, source, words, bodyMarkdown, createdAt } = remark;
  // What was adopted under another name, or is no remark any more, is answered as it stands.
  const isParentThere = parent !== null && (await findAnnotation(parent)) !== undefined;
  const result = await saveAnnotation({
    slug,
    front: {
      ...{ message: messageId, on, kind, claims: [], scenarios: [], answers: [], carried: [] },
      ...(path === '' ? {} : { path }),
      ...(line === 0 ? {} : { side, line }),
      ...(on === 'range' ? { end } : {}),
      ...(isParentThere ? { parent } : {}),
      ...(source === null ? {} : { source }),
    },
    words,
    body: bodyMarkdown,
    author,
    writer: remark.author,
    version: 0,
  });
  // Somebody else adopted it meanwhile.
  if (result.state === 'conflict') return true;
  if (result.state === 'refused') return false;
  const { prisma } = await getMoot();
  await prisma.record.update({
    where: { kind_slug: { kind: 'annotation', slug } },
    data: { createdAt: new Date(createdAt) },
  });
  return true;
}
