import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  type ImportOptions,
  type ImportProblem,
  type ImportSummary,
  type IncomingItem,
  importMail,
} from '#lib/db/archive-import';
import type { Moot } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';
import { readMailFile } from '#lib/source/read-file';

/** A Moot in a temporary folder, gone when `use` is done. */
export async function withMoot(use: (moot: Moot) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'moot-archive-'));
  const moot = await openMoot(pathsIn(folder));
  try {
    await use(moot);
  } finally {
    await moot.prisma.$disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

export function pathsIn(folder: string) {
  return { folder, database: join(folder, 'moot.db'), search: join(folder, 'search.db') };
}

/** Mails given as text, as if from a file. */
export async function* mailsOf(texts: readonly (string | Uint8Array)[]) {
  for (const [i, text] of texts.entries()) {
    yield {
      kind: 'mail' as const,
      bytes: typeof text === 'string' ? Buffer.from(text) : text,
      file: 'test.mbox',
      offset: i,
    };
  }
}

export async function importTexts(
  moot: Moot,
  texts: readonly (string | Uint8Array)[],
  options: Partial<ImportOptions> = {},
) {
  const problems: ImportProblem[] = [];
  const summary = await importMail(moot, mailsOf(texts), {
    source: { address: 'test.mbox', kind: 'mboxrd' },
    onProblem: (p) => problems.push(p),
    ...options,
  });
  return { summary, problems };
}

export async function importFile(
  moot: Moot,
  file: string,
  options: Partial<ImportOptions> = {},
): Promise<ImportSummary> {
  return importMail(moot, readMails(file), { source: { address: file, kind: 'file' }, ...options });
}

async function* readMails(file: string): AsyncGenerator<IncomingItem> {
  for await (const item of readMailFile(file)) yield item.kind === 'message' ? { ...item, kind: 'mail' } : item;
}

/** A mail as git and lists write it. Header names given replace the usual ones; '' leaves one out. */
export function mail(id: string, body: string, headers: Record<string, string> = {}): string {
  const all: Record<string, string> = {
    From: 'Ann Example <ann@example.org>',
    To: 'list@example.org',
    Subject: id,
    Date: 'Fri, 01 Jan 2021 10:00:00 +0000',
    'Message-ID': `<${id}@example.org>`,
    'List-Id': '<list.example.org>',
    ...headers,
  };
  const lines = Object.entries(all).filter(([, value]) => value !== '');
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${body}`;
}

/** Every row of the archive's tables as text, in a fixed order, with numbers: what two equal imports share. */
export function dump(path: string): string {
  const db = new Database(path, { readonly: true });
  const tables = [
    'MessageName',
    'Thread',
    'Message',
    'MessageReference',
    'Raw',
    'Dictionary',
    'MailList',
    'MessageList',
    'Series',
    'Patch',
    'Trailer',
    'File',
  ];
  const lines: string[] = [];
  for (const table of tables) {
    const rows = db.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[];
    const texts = rows.map((row) =>
      JSON.stringify(row, (_, value) =>
        value?.type === 'Buffer' ? Buffer.from(value.data).toString('base64') : value,
      ),
    );
    lines.push(table, ...texts.sort());
  }
  db.close();
  return lines.join('\n');
}

/** What the full text finds: every word with the messages it is in. */
export function dumpSearch(path: string): string {
  const db = new Database(path);
  db.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, ft, 'instance')`);
  const rows = db.prepare('SELECT term, doc, col, offset FROM temp.words ORDER BY term, doc, col, offset').raw().all();
  db.close();
  return rows.map((row) => (row as unknown[]).join(' ')).join('\n');
}
