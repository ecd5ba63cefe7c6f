import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import type { Moot, Paths } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';

const open: Moot[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const moot of open.splice(0)) await moot.prisma.$disconnect();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'moot-test-'));
  folders.push(folder);
  return folder;
}

const empty = join(tmpdir(), `moot-test-empty-${process.pid}`);

afterAll(() => rmSync(empty, { recursive: true, force: true }));

/** A database of its own, closed after the test; empty where the folder has none. Migrations run once a file of tests. */
export async function makeMoot(folder = makeFolder()): Promise<Moot> {
  if (!existsSync(empty)) await (await openMoot(pathsIn(empty))).prisma.$disconnect();
  if (!existsSync(join(folder, 'moot.db'))) cpSync(join(empty, 'moot.db'), join(folder, 'moot.db'));
  const moot = await openMoot(pathsIn(folder));
  open.push(moot);
  return moot;
}

function pathsIn(folder: string): Paths {
  return { folder, database: join(folder, 'moot.db'), search: join(folder, 'search.db') };
}

/** A copy of the small content beside the tests, to be changed at will. */
export function copyContent(): string {
  const folder = makeFolder();
  cpSync(join(import.meta.dirname, 'fixtures', 'small'), folder, { recursive: true });
  return folder;
}

/** Replaces `from` by `to` in a file; fails where it does not stand there. */
export function edit(folder: string, file: string, from: string, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)}`);
  writeFileSync(path, text.replace(from, to));
}

/** Everything that a load may change, without clocks. */
export async function dump({ prisma }: Moot) {
  return {
    records: await prisma.record.findMany({ omit: { createdAt: true, updatedAt: true }, orderBy: { id: 'asc' } }),
    revisions: await prisma.revision.findMany({ omit: { at: true }, orderBy: { id: 'asc' } }),
    stances: await prisma.stance.findMany({ omit: { id: true }, orderBy: { id: 'asc' } }),
    relations: await prisma.relation.findMany({ omit: { id: true }, orderBy: { id: 'asc' } }),
    claims: await prisma.claim.findMany(),
    claimScenarios: await prisma.claimScenario.findMany(),
    claimChanges: await prisma.claimChange.findMany(),
    addresses: await prisma.address.findMany({ orderBy: { address: 'asc' } }),
    names: await prisma.messageName.findMany({ orderBy: { text: 'asc' } }),
    changes: await prisma.change.findMany(),
    counterexamples: await prisma.counterexample.findMany(),
    pages: await prisma.page.findMany(),
  };
}
