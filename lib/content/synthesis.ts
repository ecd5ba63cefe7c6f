import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSynthesis, type RecordedSynthesis } from '#lib/argument/recorded-synthesis';
import { hashText } from '#lib/db/hash-text';
import { getMoot } from '#lib/db/open';
import { findRoot } from '#lib/db/root';
import { listScenarioTexts } from '#lib/db/scenario-texts';
import { StampedCache } from '#lib/db/stamped-cache';
import { simulators } from '#lib/simulators';

/** Where a recorded search for rules stands below content/. */
export function synthesisFile(family: string): string {
  return `synthesis/${family}.json`;
}

/** The recorded search of a family; undefined where there is none, a sentence where it cannot be read. */
export async function readSynthesis(folder: string, family: string): Promise<RecordedSynthesis | string | undefined> {
  try {
    return parseSynthesis(await readFile(join(folder, synthesisFile(family)), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A recorded search for rules as a page shows it. */
export interface SynthesisView {
  readonly recorded: RecordedSynthesis;
  /** Whether the engine or a scenario has changed since. */
  readonly isStale: boolean;
}

const cache = new StampedCache<SynthesisView | undefined>();

/** The recorded search of the first simulator that has one; undefined where none is recorded or it cannot be read. */
export async function findSynthesis(): Promise<SynthesisView | undefined> {
  const simulator = simulators.find(({ synthesis }) => synthesis !== undefined);
  if (simulator?.synthesis === undefined) return undefined;
  const { synthesis } = simulator;
  const folder = join(findRoot(), 'content');
  const { prisma } = await getMoot();
  return cache.get(prisma, await readStamp(join(folder, synthesisFile(synthesis.family))), async () => {
    const recorded = await readSynthesis(folder, synthesis.family);
    if (recorded === undefined || typeof recorded === 'string') return undefined;
    const texts = (await listScenarioTexts()).filter((one) => one.simulator === simulator.id);
    const judged = texts.flatMap(({ slug, text }) => {
      const { scenario } = simulator.parse(text);
      return scenario === undefined ? [] : [{ slug, scenario }];
    });
    const corpus = hashText(synthesis.corpusOf(judged));
    return { recorded, isStale: recorded.engine !== simulator.engine || recorded.corpus !== corpus };
  });
}

/** Another text where the file is another; empty where there is none. */
async function readStamp(file: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${mtimeMs} ${size}`;
  } catch {
    return '';
  }
}
