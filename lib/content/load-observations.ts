import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Issue } from '#lib/argument/issue';
import { writeWhole } from '#lib/content/write-whole';
import { askObservationsAgain, saveObservations } from '#lib/db/observations';
import type { Moot } from '#lib/db/open';
import { askScenariosAgain } from '#lib/db/scenario-observations';
import type { ObservationSet } from '#lib/observation/observation';
import { makeOracle } from '#lib/observation/oracle';
import { printTables, readTables } from '#lib/observation/table';
import { compareAgain } from '#lib/observe/model';
import { simulators } from '#lib/simulators';

/** Folder of the tables below content/. */
const folderName = 'observations';

/** The observations that content/ ships; no set where it has none or they do not read. */
export async function readContentObservations(
  content: string,
): Promise<{ readonly set: ObservationSet | null; readonly issues: readonly Issue[] }> {
  const folder = join(content, folderName);
  if (!existsSync(folder)) return { set: null, issues: [] };
  const read = (name: string) => readFile(join(folder, name), 'utf8').catch(() => '');
  const [kernels, orders, probes] = await Promise.all([read('kernels.csv'), read('orders.csv'), read('probes.csv')]);
  const { set, problems } = readTables({ kernels, orders, probes });
  const issues = problems.map(({ table, line, message }): Issue => {
    const file = join(folderName, `${table}.csv`);
    return { severity: 'error', code: 'bad-observation', message, file, line, column: 1, field: null };
  });
  return { set, issues };
}

/**
 * Brings the observations in the database up to those of content/, and asks the model again about all that another
 * version of it answered. Returns what is wrong with the tables; nothing of them is loaded then.
 */
export async function loadObservations({ prisma }: Moot, content: string): Promise<readonly Issue[]> {
  const [simulator] = simulators;
  if (simulator === undefined) return [];
  const oracle = makeOracle(simulator);
  const { set, issues } = await readContentObservations(content);
  if (set !== null) await saveObservations(prisma, set, 'content', oracle);
  await askObservationsAgain(prisma, oracle);
  await askScenariosAgain(prisma, simulator.engine, (recorded) => compareAgain(recorded, simulator));
  return issues;
}

/** Writes a set as the tables of a folder, each whole or not at all. Returns their number. */
export async function writeObservations(folder: string, set: ObservationSet): Promise<number> {
  const tables = Object.entries(printTables(set));
  await mkdir(folder, { recursive: true });
  for (const [name, text] of tables) await writeWhole(join(folder, `${name}.csv`), text);
  return tables.length;
}
