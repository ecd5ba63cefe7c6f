import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { printSynthesis, type RecordedSynthesis } from '#lib/argument/recorded-synthesis';
import { readScenarios } from '#lib/cli/check-own';
import { findContentFolder } from '#lib/cli/content-folder';
import { PlainError } from '#lib/cli/plain-error';
import { Progress } from '#lib/cli/progress';
import { saySynthesis } from '#lib/cli/say-synthesis';
import { synthesisFile } from '#lib/content/synthesis';
import { hashText } from '#lib/db/hash-text';
import type { SynthesisRun } from '#lib/scenario/synthesis';
import { simulators } from '#lib/simulators';

interface SynthesiseFlags {
  readonly size?: string;
  readonly seconds?: string;
  readonly json?: boolean;
  readonly record?: boolean;
  readonly content?: string;
}

/** `moot synthesise`: which rules of at most a size get every scenario right, and at what price. Needs no database. */
export const synthesiseCommand = new Command('synthesise')
  .description(
    'Searches all rules up to a size for those that get every scenario of content/ right, the ones with the fewest copies first. Exits with 1 where it was stopped before every rule was judged.',
  )
  .option('--size <number>', 'how much the largest rule looks at and states; each more takes about a fifth longer')
  .option('--seconds <number>', 'stop after so long, with what was found until then')
  .option('--record', 'keep what was found in content/synthesis, where the pages read it')
  .option('--content <folder>', 'the folder with the scenarios, by default content/')
  .option('--json', 'print what was found as JSON')
  .action(async (flags: SynthesiseFlags) => {
    const simulator = simulators.find((one) => one.synthesis !== undefined);
    const synthesis = simulator?.synthesis;
    if (simulator === undefined || synthesis === undefined) throw new PlainError('No simulator searches rules.');
    const size = readNumber('--size', flags.size) ?? synthesis.defaultSize;
    const seconds = readNumber('--seconds', flags.seconds);
    const folder = findContentFolder(flags.content);
    const scenarios = await readScenarios(folder, simulator);
    const isOver = await search(synthesis.begin(scenarios, size), seconds);
    const corpus = hashText(synthesis.corpusOf(scenarios));
    const recorded: RecordedSynthesis = { engine: simulator.engine, corpus, ...isOver.result };
    if (flags.record === true) {
      if (!isOver.isComplete) throw new PlainError('The search was stopped, so nothing is recorded.');
      const file = join(folder, synthesisFile(synthesis.family));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, printSynthesis(recorded));
    }
    process.stdout.write(flags.json === true ? `${JSON.stringify(recorded)}\n` : saySynthesis(recorded));
    if (!isOver.isComplete) process.exitCode = 1;
  });

async function search(run: SynthesisRun, seconds: number | undefined) {
  const progress = new Progress(undefined);
  const end = seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1000;
  while (!run.advance()) {
    if (performance.now() > end) break;
    progress.show(0, run.progress);
    // A search does not yield; a signal gets its turn here.
    await new Promise((resolve) => setImmediate(resolve));
  }
  progress.clear();
  return { result: run.result ?? run.finish(), isComplete: run.result !== undefined };
}

function readNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new PlainError(`${flag} is "${text}", expected a whole number from 1 on.`);
  return number;
}
