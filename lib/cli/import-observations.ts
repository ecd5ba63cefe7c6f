import { readFileSync } from 'node:fs';
import { explainDatabaseError } from '#lib/cli/database-error';
import { PlainError } from '#lib/cli/plain-error';
import { saveObservations } from '#lib/db/observations';
import { openMoot } from '#lib/db/open-moot';
import type { ObservationSet } from '#lib/observation/observation';
import { makeOracle } from '#lib/observation/oracle';
import { readObservationSet } from '#lib/observation/read-set';
import { simulators } from '#lib/simulators';

/** All files or none: a broken row is said with its place before anything is written. */
export async function importObservations(files: readonly string[], isJson: boolean): Promise<void> {
  const sets = files.map((file) => ({ file, set: readFileSet(file) }));
  if (sets.some(({ set }) => set === undefined)) {
    process.stderr.write('Nothing was taken in.\n');
    process.exitCode = 1;
    return;
  }
  const [simulator] = simulators;
  if (simulator === undefined) throw new PlainError('There is no simulator.');
  const oracle = makeOracle(simulator);
  const moot = await openMoot();
  try {
    const saved = [];
    for (const { file, set } of sets) {
      if (set !== undefined)
        saved.push({ file, repeated: set.repeated, ...(await saveObservations(moot.prisma, set, 'import', oracle)) });
    }
    if (isJson) process.stdout.write(`${JSON.stringify(saved)}\n`);
    else for (const one of saved) process.stdout.write(sayOne(one));
  } catch (error) {
    throw explainDatabaseError(error, 'save observations in', moot.paths.folder);
  } finally {
    await moot.prisma.$disconnect();
  }
}

/** A file's set; undefined where it is broken, which is said line by line. */
function readFileSet(file: string): ObservationSet | undefined {
  const called = file === '-' ? '<stdin>' : file;
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new PlainError(`Cannot read ${called}: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const { set, problems } = readObservationSet(text);
  for (const { line, column, message } of problems) process.stderr.write(`${called}:${line}:${column}: ${message}\n`);
  return set ?? undefined;
}

interface SavedFile extends Awaited<ReturnType<typeof saveObservations>> {
  readonly file: string;
  readonly repeated: number;
}

function sayOne({ file, added, known, repeated, agrees, differs, notModelled }: SavedFile): string {
  const parts = [
    `${added} observations taken in: ${agrees} agree with the model, ${differs} differ, ${notModelled} are not modelled`,
  ];
  if (known > 0) parts.push(`${known} held already`);
  if (repeated > 0) parts.push(`${repeated} stand twice in the file`);
  return `${file}: ${parts.join('; ')}.\n`;
}
