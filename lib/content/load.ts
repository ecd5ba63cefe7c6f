import { type Issue, isAcceptable } from '#lib/argument/issue';
import { checkFiles, checkTogether } from '#lib/content/check-files';
import { type Conflict, listElsewhere, planLoad, type StoredRecord } from '#lib/content/plan';
import { type ContentFile, readContent } from '#lib/content/read-files';
import { writePlan } from '#lib/content/write-plan';
import { hashText } from '#lib/db/hash-text';
import type { Moot } from '#lib/db/open';
import { inTransaction } from '#lib/db/transaction';

/** Raise it when rows derived from a record change: every file is then looked at again, though no byte of it changed. */
const layout = 1;

/** What a load did. Paths are those of files below the folder. */
export interface LoadResult {
  /** `refused`: nothing was changed, `issues` says why. */
  readonly state: 'unchanged' | 'loaded' | 'refused';
  readonly created: readonly string[];
  readonly updated: readonly string[];
  /** Files that vanished, with a record that nobody had edited: the record is gone too. */
  readonly removed: readonly string[];
  /** Files that vanished, with a record that was edited or is linked to: the record stays. */
  readonly kept: readonly string[];
  /** Records edited in the application whose file changed too: neither is lost, and the record stays. */
  readonly conflicts: readonly Conflict[];
  readonly issues: readonly Issue[];
}

const nothing = { created: [], updated: [], removed: [], kept: [], conflicts: [], issues: [] } as const;

/** A wrong folder must not empty the database. */
const noFiles: Issue = {
  severity: 'error',
  code: 'no-files',
  message: 'there is no record in this folder',
  file: '.',
  line: 1,
  column: 1,
  field: null,
};

/**
 * Brings the database up to the files of `folder`: all of it or nothing. Loading twice changes nothing, two processes may
 * load at once, and a record that was edited in the application is never overwritten.
 */
export async function loadContent(moot: Moot, folder: string): Promise<LoadResult> {
  const { files, issues: unread } = await readContent(folder);
  if (files.length === 0) return { ...nothing, state: 'refused', issues: [...unread, noFiles] };
  if (isAcceptable(unread) && (await isUnchanged(moot, files)))
    return { ...nothing, state: 'unchanged', issues: unread };
  const { filed, issues: wrong } = checkFiles(files);
  if (!isAcceptable([...unread, ...wrong])) return { ...nothing, state: 'refused', issues: [...unread, ...wrong] };
  return inTransaction(moot.prisma, async (tx) => {
    const stored = await tx.record.findMany();
    const plan = planLoad(filed, stored, fingerprint);
    const elsewhere = listElsewhere(plan);
    const together = checkTogether(filed, (kind, slug) => elsewhere.has(`${kind}/${slug}`));
    const issues = [...unread, ...wrong, ...together];
    if (!isAcceptable(issues)) return { ...nothing, state: 'refused', issues } satisfies LoadResult;
    await writePlan(tx, plan);
    const { created, updated, adopted, removed, kept, conflicts } = plan;
    const isQuiet = created.length + updated.length + adopted.length + removed.length === 0;
    return {
      state: isQuiet ? 'unchanged' : 'loaded',
      created: created.map(({ file }) => file.file),
      updated: updated.map(({ file }) => file.file),
      removed: removed.map(fileOfStored),
      kept: kept.map(fileOfStored),
      conflicts,
      issues,
    };
  });
}

/** Whether every file is the one last looked at and no file is gone: one query, nothing parsed. */
async function isUnchanged(moot: Moot, files: readonly ContentFile[]): Promise<boolean> {
  const stored = await moot.prisma.record.findMany({
    where: { fileHash: { not: null } },
    select: { fileHash: true },
  });
  const known = new Set(stored.map(({ fileHash }) => fileHash));
  return known.size === files.length && files.every((file) => known.has(fingerprint(file)));
}

function fingerprint(file: ContentFile): string {
  return hashText(`${layout}\n${file.file}\n${file.text}`);
}

function fileOfStored(record: StoredRecord): string {
  return record.file;
}
