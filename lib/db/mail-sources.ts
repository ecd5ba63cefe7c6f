import type { ImportCounts } from '#lib/db/archive-bulk/import-record';
import { unpackRows } from '#lib/db/archive-raw';
import { openBulk } from '#lib/db/bulk/open';
import type { Moot } from '#lib/db/open';
import { nullOr, numberIn, textIn } from '#lib/db/row-value';
import { rowsOf } from '#lib/db/rows';
import { isImporting } from '#lib/db/source-lock';

/** Where mail was imported from. */
export interface MailSourceRow {
  readonly address: string;
  /** Name of a source in lib/source. */
  readonly kind: string;
  readonly list: string | null;
  /** Where to go on, in the source's own words. */
  readonly cursor: string | null;
  readonly checkedIso: string | null;
}

/**
 * How an import stands: `interrupted` ended before it was through, by a signal, a kill or with the machine, and is gone on
 * with; `failed` says why in `why`.
 */
export type ImportState = 'done' | 'running' | 'interrupted' | 'failed';

export interface ImportRow extends ImportCounts {
  readonly id: number;
  readonly address: string;
  readonly kind: string;
  readonly list: string | null;
  readonly state: ImportState;
  /** Why it failed; null otherwise. */
  readonly why: string | null;
  readonly startedIso: string;
  readonly finishedIso: string | null;
  /** Dates of the first and the last mail among the new ones. */
  readonly firstIso: string | null;
  readonly lastIso: string | null;
  readonly errors: number;
  readonly notes: number;
}

export interface ImportProblemRow {
  readonly file: string;
  readonly offset: number | null;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
}

const FAILED = 'failed';
/** Mail read anew because its reader changed is kept as an import, but came from nowhere. */
const fromSomewhere = { kind: { not: 'reread' } } as const;

/** Past Prisma, as what an import asks is: that alone would take sixty megabytes. */
export async function findMailSource(moot: Moot, address: string): Promise<MailSourceRow | undefined> {
  const reader = rowsOf(moot);
  const [row] = await reader.read(
    `SELECT "kind", "list", "cursor", ${reader.ms('"checkedAt"')} AS "checked" FROM "MailSource" WHERE "address" = ?`,
    address,
  );
  if (row === undefined) return undefined;
  const checked = nullOr(numberIn, row, 'checked');
  return {
    address,
    kind: textIn(row, 'kind'),
    list: nullOr(textIn, row, 'list'),
    cursor: nullOr(textIn, row, 'cursor'),
    checkedIso: checked === null ? null : new Date(checked).toISOString(),
  };
}

/** All sources that can be asked again, in the order in which they were first imported. */
export async function listMailSources(moot: Moot): Promise<MailSourceRow[]> {
  const rows = await moot.prisma.mailSource.findMany({
    where: { ...fromSomewhere, address: { not: '-' } },
    orderBy: { id: 'asc' },
  });
  return rows.map(toSource);
}

function toSource(row: {
  readonly address: string;
  readonly kind: string;
  readonly list: string | null;
  readonly cursor: string | null;
  readonly checkedAt: Date | null;
}): MailSourceRow {
  const { address, kind, list, cursor, checkedAt } = row;
  return { address, kind, list, cursor, checkedIso: checkedAt?.toISOString() ?? null };
}

/** Says that a source was read to its end, and where to go on; without a cursor that stays as it is. */
export async function saveReached(
  moot: Moot,
  source: { readonly address: string; readonly kind: string; readonly list: string | null },
  cursor: string | undefined,
): Promise<void> {
  const { address, kind, list } = source;
  const bulk = await openBulk(moot);
  try {
    await bulk.transact(async () => {
      const checkedAt = new Date();
      const reached = cursor === undefined ? { checkedAt } : { checkedAt, cursor };
      const [held] = await bulk.findIn<{ readonly id: number }>('MailSource', ['id'], 'address', [address]);
      const row = held === undefined ? { address, kind, list, ...reached } : reached;
      const columns = Object.keys(row);
      if (held !== undefined) await bulk.update('MailSource', columns, [[held.id, ...Object.values(row)]]);
      else {
        const id = await bulk.reserve('MailSource', 1);
        await bulk.insert('MailSource', ['id', ...columns], [[id, ...Object.values(row)]]);
      }
    });
  } finally {
    await bulk.close();
  }
}

/** Keeps why an import could not go on with the import, where one was begun. */
export async function saveFailure(moot: Moot, address: string, message: string): Promise<void> {
  const open = await moot.prisma.import.findFirst({
    where: { source: { address }, finishedAt: null },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  if (open === null) return;
  const last = await moot.prisma.importProblem.aggregate({ where: { importId: open.id }, _max: { position: true } });
  const position = (last._max.position ?? -1) + 1;
  await moot.prisma.importProblem.create({
    data: { importId: open.id, position, file: address, severity: 'error', code: FAILED, message },
  });
}

/** The imports, the latest first, and how many there are. */
export async function listImports(
  moot: Moot,
  { page = 1, size = 50 }: { readonly page?: number; readonly size?: number } = {},
): Promise<{ readonly imports: readonly ImportRow[]; readonly total: number }> {
  const [total, rows] = await Promise.all([
    moot.prisma.import.count({ where: { source: fromSomewhere } }),
    moot.prisma.import.findMany({
      where: { source: fromSomewhere },
      orderBy: { id: 'desc' },
      skip: (page - 1) * size,
      take: size,
      include: { source: true },
    }),
  ]);
  return { imports: await Promise.all(rows.map((row) => toImport(moot, row))), total };
}

/** An import and what was wrong with what it read; undefined for none of this number. */
export async function findImport(
  moot: Moot,
  id: number,
): Promise<{ readonly row: ImportRow; readonly problems: readonly ImportProblemRow[] } | undefined> {
  const row = await moot.prisma.import.findUnique({ where: { id }, include: { source: true } });
  if (row === null) return undefined;
  const problems = await moot.prisma.importProblem.findMany({ where: { importId: id }, orderBy: { position: 'asc' } });
  return {
    row: await toImport(moot, row),
    problems: problems.map(({ file, offset, severity, code, message }) => ({
      file,
      offset: offset === null ? null : Number(offset),
      severity,
      code,
      message,
    })),
  };
}

type StoredImport = NonNullable<Awaited<ReturnType<Moot['prisma']['import']['findUnique']>>> & {
  readonly source: { readonly address: string; readonly kind: string; readonly list: string | null };
};

async function toImport(moot: Moot, row: StoredImport): Promise<ImportRow> {
  const { address, kind, list } = row.source;
  const counted = await moot.prisma.importProblem.groupBy({
    by: ['severity'],
    where: { importId: row.id },
    _count: { position: true },
  });
  const count = (severity: string) => counted.find((one) => one.severity === severity)?._count.position ?? 0;
  const last = await moot.prisma.importProblem.findFirst({
    where: { importId: row.id, code: FAILED },
    orderBy: { position: 'desc' },
    select: { message: true },
  });
  const isOpen = row.finishedAt === null;
  const isRunning = isOpen && isImporting(moot, address);
  const why = isOpen && !isRunning ? (last?.message ?? null) : null;
  const { id, mails, added, known, unread, copies, others, removed, patches } = row;
  return {
    id,
    address,
    kind,
    list,
    state: !isOpen ? 'done' : isRunning ? 'running' : why === null ? 'interrupted' : 'failed',
    why,
    startedIso: row.startedAt.toISOString(),
    finishedIso: row.finishedAt?.toISOString() ?? null,
    ...{ mails, added, known, unread, copies, others, removed, patches },
    bytes: Number(row.bytes),
    firstIso: row.first?.toISOString() ?? null,
    lastIso: row.last?.toISOString() ?? null,
    errors: count('error'),
    notes: count('note'),
  };
}

/** The bytes of the mails with these hashes (SHA-256, hexadecimal) that the archive holds; others are passed over. */
export async function* readHeldRaws(moot: Moot, hashes: readonly string[]): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < hashes.length; at += 500) {
    const rows = await moot.prisma.raw.findMany({
      where: { hash: { in: hashes.slice(at, at + 500) } },
      select: { bytes: true, dictionaryId: true },
    });
    yield* await unpackRows(moot, rows);
  }
}
